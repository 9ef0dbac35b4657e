// The explorer in the browser: filters answer at once, the map lives, and every state of the page has its address.
// Without this file the same page works as forms and links.
import { addSeen, askMap, beginDrawing, type Explored, livingFrame, lower, openMap } from './living-map.client.ts'

const root = document.querySelector<HTMLElement>('[data-explorer]')
let asking: AbortController | undefined

/** Shows another question: the address changes, and the parts of the page that answer it are put in place of the old ones. */
async function show(address: string, remember: boolean): Promise<void> {
  asking?.abort()
  asking = new AbortController()
  root?.setAttribute('aria-busy', 'true')
  try {
    const parts = partsOf(address)
    const draw = parts.get('draws') === 'living' ? beginDrawing() : undefined
    const next = (await takeAhead(parts)) ?? (await fetchParts(parts, asking.signal))
    if (!next) {
      location.assign(address)
      return
    }
    if (remember) history.pushState(null, '', address)
    lower()
    // Read first: swapping puts the living map in its place.
    const drawn = next.querySelector('[data-drawn]')?.textContent
    swapParts(next)
    // The map was moved meanwhile, and asked for the question of before.
    if (draw && drawn && !draw(JSON.parse(drawn) as Explored)) void askMap() // written by the server in this shape
    if (draw) redrawLater(address, asking.signal)
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) location.assign(address)
  } finally {
    root?.removeAttribute('aria-busy')
  }
}

/** Asks for what changes only, and for a drawn map only as far as this page lacks it. */
function partsOf(address: string): URLSearchParams {
  const parameters = new URL(address, location.href).searchParams
  if (livingFrame()) {
    parameters.set('draws', 'living')
    addSeen(parameters)
  } else if (document.querySelector('.world-map-ground')) parameters.set('draws', 'lines')
  return parameters
}

/** What was asked before it was chosen: whoever rests on a filter is about to choose it, and then waits only for the painting. */
let ahead: { question: string; answer: Promise<Document | undefined>; stop: AbortController } | undefined
let resting: ReturnType<typeof setTimeout> | undefined
/** Less is passing by, in milliseconds; people rest for longer before they press. */
const restTime = 60

function askAhead(address: string): void {
  clearTimeout(resting)
  if ('connection' in navigator && (navigator.connection as { saveData?: boolean }).saveData) return // not in every browser
  resting = setTimeout(() => {
    const parts = partsOf(address)
    if (ahead?.question === String(parts)) return
    ahead?.stop.abort()
    const stop = new AbortController()
    // Who chose nothing is told of no fault; who chooses asks again.
    ahead = { question: String(parts), answer: fetchParts(parts, stop.signal).catch(() => undefined), stop }
  }, restTime)
}

async function takeAhead(parts: URLSearchParams): Promise<Document | undefined> {
  clearTimeout(resting)
  const taken = ahead
  ahead = undefined
  if (taken?.question === String(parts)) return taken.answer
  taken?.stop.abort()
  return undefined
}

/** The filter that was chosen last, while nothing else was rested on. */
let chosenLast: string | undefined
const nameOf = ({ name, value }: HTMLInputElement): string => `${name} ${value}`

/** The address that pressing a filter would lead to; nobody sees it pressed meanwhile. */
function addressWith(input: HTMLInputElement, form: HTMLFormElement): string {
  input.checked = !input.checked
  const address = addressOf(form)
  input.checked = !input.checked
  return address
}

async function fetchParts(parameters: URLSearchParams, signal: AbortSignal): Promise<Document | undefined> {
  const answer = await fetch(`/map/parts?${parameters}`, { signal, headers: { accept: 'text/html' } })
  const parts = new DOMParser().parseFromString(await answer.text(), 'text/html')
  return answer.ok && parts.querySelector('[data-explorer]') ? parts : undefined
}

/** Behind the living map lies the drawn one, for print. It follows when the reader has come to rest. */
function redrawLater(address: string, signal: AbortSignal): void {
  setTimeout(async () => {
    const old = livingFrame()?.querySelector('figure')
    if (signal.aborted || !old) return
    const parameters = new URL(address, location.href).searchParams
    parameters.set('draws', 'lines')
    // A lost connection leaves the drawing of the question before.
    const next = await fetchParts(parameters, signal).catch(() => undefined)
    const drawn = next?.querySelector('[data-map-frame] figure')
    if (!drawn) return
    keepGround(old, drawn)
    old.replaceWith(drawn)
  }, 1500)
}

/** Land and borders do not change with the question: they are moved over instead of sent. */
function keepGround(from: Element, to: Element): void {
  const ground = from.querySelector('.world-map-ground')
  if (ground) to.querySelector('.world-map-plot')?.prepend(ground)
}

/** Keeps the living map, what is folded open, and where the keyboard is. Parts stay and change within, so that a status is read aloud. */
function swapParts(next: Document): void {
  const folds = new Set(
    [...document.querySelectorAll<HTMLDetailsElement>('details[data-fold][open]')].map((fold) => fold.dataset.fold),
  )
  const refocus = keepFocus()
  for (const part of document.querySelectorAll<HTMLElement>('[data-part]')) {
    const fresh = next.querySelector(`[data-part="${part.dataset.part}"]`)
    if (fresh && part.dataset.part === 'view') {
      keepGround(part, fresh)
      const living = livingFrame()
      if (living) fresh.querySelector('[data-map-frame]')?.replaceWith(living)
    }
    part.replaceChildren(...(fresh?.childNodes ?? []))
  }
  for (const fold of document.querySelectorAll<HTMLDetailsElement>('details[data-fold]'))
    if (folds.has(fold.dataset.fold)) fold.open = true
  refocus()
}

/** The keyboard returns to the same field, else to what now stands where it was, else to the count. */
function keepFocus(): () => void {
  const active = document.activeElement
  const part = active?.closest('[data-part]')
  if (!(active instanceof HTMLElement) || !part) return () => {}
  const stops = () => [...part.querySelectorAll<HTMLElement>('a, button, input, summary')]
  const index = stops().indexOf(active)
  const isSame = (stop: HTMLElement) =>
    active instanceof HTMLInputElement &&
    stop instanceof HTMLInputElement &&
    stop.name === active.name &&
    (stop.type !== 'checkbox' || stop.value === active.value)
  return () => {
    const now = stops()
    const next = active.isConnected ? active : (now.find(isSame) ?? now[Math.min(index, now.length - 1)])
    const to = next ?? document.querySelector<HTMLElement>('[data-part="count"]')
    to?.focus({ preventScroll: true })
  }
}

function addressOf(form: HTMLFormElement): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && value !== '') parameters.append(name, value)
  if (parameters.get('view') === 'map') parameters.delete('view')
  // The brush stands outside the filter form; what it chose stays.
  if (form.matches('[data-filters]'))
    for (const name of ['from', 'to', 'undated']) {
      const value = new URLSearchParams(location.search).get(name)
      if (value && !parameters.has(name)) parameters.set(name, value)
    }
  const text = parameters.toString()
  return text ? `/map?${text}` : '/map'
}

function closeFilters(form: HTMLFormElement): void {
  const fold = form.closest<HTMLDetailsElement>('.filters-fold')
  if (!fold?.open) return
  fold.open = false
  document.querySelector<HTMLElement>('[data-part="count"]')?.focus()
}

if (root && !location.pathname.startsWith('/embed')) {
  root.addEventListener('change', (event) => {
    const form =
      event.target instanceof HTMLInputElement ? event.target.closest<HTMLFormElement>('[data-filters]') : null
    if (!form) return
    chosenLast = nameOf(event.target as HTMLInputElement) // found by the line above
    void show(addressOf(form), true)
  })
  root.addEventListener('submit', (event) => {
    if (!(event.target instanceof HTMLFormElement) || event.target.method !== 'get') return
    event.preventDefault()
    // On a phone the filters lie over what they found.
    closeFilters(event.target)
    void show(addressOf(event.target), true)
  })
  root.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-soft]') : null
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    void show(link.href, true)
  })
  const rest = ({ target }: Event) => {
    if (root.hasAttribute('aria-busy')) return
    const on = target instanceof Element ? target : undefined
    const input = on?.closest('label')?.querySelector<HTMLInputElement>('input[type=checkbox]')
    const form = input?.closest<HTMLFormElement>('[data-filters]')
    const link = on?.closest<HTMLAnchorElement>('a[data-soft]')
    // The parts changed under a pointer that stayed: nobody is about to take back what they have just chosen.
    if (input && nameOf(input) === chosenLast) return
    chosenLast = undefined
    if (input && form) askAhead(addressWith(input, form))
    else if (link) askAhead(link.href)
    else clearTimeout(resting)
  }
  root.addEventListener('pointerover', rest)
  // A pointer that is moved again, even within the filter it has just pressed, may be about to take that back.
  root.addEventListener('pointermove', (event) => {
    const isStill = event.movementX === 0 && event.movementY === 0
    if (chosenLast === undefined || isStill || root.hasAttribute('aria-busy')) return
    chosenLast = undefined
    rest(event)
  })
  root.addEventListener('focusin', rest)
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && event.target instanceof Element && event.target.closest('[data-selection]')) lower()
  })
  window.addEventListener('popstate', () => void show(location.href, false))
}
void openMap()
