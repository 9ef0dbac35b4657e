import type { MapPlace } from './map-features.ts'

export type MapDeeds = { zoomIn: () => void; zoomOut: () => void; home: () => void; select: (place: MapPlace) => void }

/** Buttons and the list of what is in view: everything on the canvas can be reached by keyboard and heard (WCAG 2.1.1). */
export function addControls(element: HTMLElement, deeds: MapDeeds, words: { what: string }) {
  const bar = document.createElement('div')
  bar.className = 'map-buttons'
  bar.append(
    button('+', 'Zoom in', deeds.zoomIn),
    button('−', 'Zoom out', deeds.zoomOut),
    button('⌂', 'Show everything', deeds.home),
  )
  const listed = document.createElement('details')
  listed.className = 'map-listed'
  const summary = document.createElement('summary')
  const list = document.createElement('ol')
  listed.append(summary, list)
  element.append(bar, listed)

  return {
    showPlaces(places: MapPlace[]) {
      summary.textContent = `${words.what} in view: ${places.length.toLocaleString('en-US')}`
      list.replaceChildren(
        ...places.slice(0, 60).map((place) => {
          const line = document.createElement('li')
          line.append(
            button(`${place.label}: ${place.count.toLocaleString('en-US')}`, undefined, () => deeds.select(place)),
          )
          return line
        }),
      )
    },
    remove() {
      bar.remove()
      listed.remove()
    },
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
