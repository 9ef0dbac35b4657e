// A range drawn over the bars of a timeline with mouse or finger. It fills in the two lists below the bars, which do the
// same by keyboard and without this script, and sends their form once, at release. Escape takes the drawing back.

interface Drawing {
  plot: Element
  bars: SVGElement[]
  first: number
  last: number
  /** What the words below the bars said before. */
  said: string
}

let drawing: Drawing | undefined

document.addEventListener('pointerdown', (event) => {
  const plot = event.target instanceof Element ? event.target.closest('[data-timeline]') : null
  if (!plot || event.button !== 0 || !partsOf(plot)) return
  const bars = [...plot.querySelectorAll<SVGElement>('[data-bin]')]
  const at = binAt(plot, bars.length, event.clientX)
  plot.setPointerCapture(event.pointerId)
  drawing = { plot, bars, first: at, last: at, said: partsOf(plot)?.words.textContent ?? '' }
  show(drawing)
})

document.addEventListener('pointermove', (event) => {
  if (!drawing) return
  drawing.last = binAt(drawing.plot, drawing.bars.length, event.clientX)
  show(drawing)
})

document.addEventListener('pointerup', () => {
  const parts = drawing && partsOf(drawing.plot)
  if (!drawing || !parts) return
  const [from, to] = range(drawing)
  drawing = undefined
  parts.from.value = from
  parts.to.value = to
  parts.form.requestSubmit()
})

// The finger turned out to scroll the page.
document.addEventListener('pointercancel', takeBack)
document.addEventListener(
  'keydown',
  (event) => {
    if (event.key !== 'Escape' || !drawing) return
    event.stopPropagation()
    takeBack()
  },
  true,
)

function takeBack(): void {
  const parts = drawing && partsOf(drawing.plot)
  if (!drawing || !parts) return
  const { bars, said } = drawing
  drawing = undefined
  parts.words.textContent = said
  const labels = bars.map(labelOf)
  const first = Math.max(0, labels.indexOf(parts.from.value))
  const last = labels.indexOf(parts.to.value)
  mark(bars, first, last < 0 ? bars.length - 1 : last)
}

/** What stands below the bars; a timeline without it cannot be drawn on. */
function partsOf(plot: Element) {
  const figure = plot.closest('figure')
  const [from, to] = figure?.querySelectorAll('select') ?? []
  const words = figure?.querySelector('output')
  const form = plot.closest('form')
  return from && to && words && form ? { from, to, words, form } : undefined
}

function binAt(plot: Element, count: number, clientX: number): number {
  const { left, width } = plot.getBoundingClientRect()
  return Math.max(0, Math.min(count - 1, Math.floor(((clientX - left) / width) * count)))
}

function range({ bars, first, last }: Drawing): [from: string, to: string] {
  const label = (index: number) => labelOf(bars[index])
  return [label(Math.min(first, last)), label(Math.max(first, last))]
}

const labelOf = (bar: SVGElement | undefined): string => bar?.dataset.bin ?? ''

function show(now: Drawing): void {
  const [from, to] = range(now)
  const words = partsOf(now.plot)?.words
  if (words) words.textContent = from === to ? from : `${from} – ${to}`
  mark(now.bars, Math.min(now.first, now.last), Math.max(now.first, now.last))
}

function mark(bars: Drawing['bars'], first: number, last: number): void {
  bars.forEach((bar, index) => {
    bar.classList.toggle('timeline-bar-outside', index < first || index > last)
  })
}
