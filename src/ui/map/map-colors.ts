export type MapColors = Record<(typeof names)[number], string>

const names = [
  'map-water',
  'map-land',
  'map-border',
  'map-border-soft',
  'map-arc',
  'map-point',
  'paper',
  'ink',
  'hue-1',
  'hue-2',
  'hue-3',
  'hue-4',
  'hue-5',
  'hue-6',
] as const

/** The tokens as the page shows them now. A probe resolves them, because a custom property keeps `light-dark()` unresolved. */
export function readColors(element: HTMLElement): MapColors {
  const probe = document.createElement('span')
  probe.hidden = true
  element.append(probe)
  const entries = names.map((name) => {
    probe.style.color = `var(--${name})`
    return [name, getComputedStyle(probe).color] as const
  })
  probe.remove()
  // Every name was read just above, so the record is whole.
  return Object.fromEntries(entries) as MapColors
}

/** Calls back whenever the page turns dark or light, by the system's choice or the reader's. Returns how to stop. */
export function watchColors(onChange: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const page = new MutationObserver(onChange)
  system.addEventListener('change', onChange)
  page.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => {
    system.removeEventListener('change', onChange)
    page.disconnect()
  }
}
