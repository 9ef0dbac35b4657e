import type { MapPlace } from './shapes.ts'

type Line = { id: string; label?: string | undefined; count: number }

export type MapDeeds<Tie extends Line> = {
  zoomIn: () => void
  zoomOut: () => void
  home: () => void
  select: (place: MapPlace) => void
  selectTie: (tie: Tie) => void
  /** Nothing is selected any more. */
  lower: () => void
}

/** Buttons and lists of what is in view: everything on the canvas can be reached by keyboard and heard (WCAG 2.1.1). */
export function addControls<Tie extends Line>(element: HTMLElement, deeds: MapDeeds<Tie>, words: { what: string }) {
  const bar = document.createElement('div')
  bar.className = 'map-buttons'
  bar.append(
    button('+', 'Zoom in', deeds.zoomIn),
    button('−', 'Zoom out', deeds.zoomOut),
    button('⌂', 'Show everything', deeds.home),
  )
  const lists = document.createElement('div')
  lists.className = 'map-lists'
  const places = addList<MapPlace>(lists, deeds.select)
  const ties = addList<Tie>(lists, deeds.selectTie)
  element.append(bar, lists)
  const onEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') deeds.lower()
  }
  element.addEventListener('keydown', onEscape)

  return {
    showPlaces: (shown: MapPlace[]) => places(words.what, shown),
    showTies: (shown: Tie[]) => ties('Lines', shown),
    remove() {
      element.removeEventListener('keydown', onEscape)
      bar.remove()
      lists.remove()
    },
  }
}

const mostListed = 60

function addList<Thing extends Line>(lists: HTMLElement, onPress: (thing: Thing) => void) {
  const listed = document.createElement('details')
  listed.className = 'map-listed'
  listed.hidden = true
  const summary = document.createElement('summary')
  const list = document.createElement('ol')
  listed.append(summary, list)
  lists.append(listed)
  return (what: string, things: Thing[]) => {
    listed.hidden = things.length === 0
    summary.textContent = `${what} in view: ${things.length.toLocaleString('en-US')}`
    // The list is made anew while the map moves; the keyboard stays on the same line of it.
    const focused = list.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-listed')
      : undefined
    list.replaceChildren(
      ...things.slice(0, mostListed).map((thing) => {
        const made = button(`${thing.label ?? ''}: ${thing.count.toLocaleString('en-US')}`, undefined, () =>
          onPress(thing),
        )
        made.dataset.listed = thing.id
        const line = document.createElement('li')
        line.append(made)
        return line
      }),
    )
    if (typeof focused !== 'string') return
    const same = list.querySelector<HTMLElement>(`[data-listed="${CSS.escape(focused)}"]`)
    ;(same ?? summary).focus({ preventScroll: true })
  }
}

function button(text: string, label: string | undefined, onPress: () => void) {
  const made = document.createElement('button')
  made.type = 'button'
  made.textContent = text
  if (label) {
    made.title = label
    made.setAttribute('aria-label', label)
  }
  made.addEventListener('click', onPress)
  return made
}
