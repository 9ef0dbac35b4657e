// The explorer in the browser: filters answer at once, the map lives, and every state of the page has its address.
// Without this file the same page works as forms and links.
import { askMap, drawMap, isMapOpen, lower, openMap } from './living-map.client.ts'

const root = document.querySelector<HTMLElement>('[data-explorer]')
let asking: AbortController | undefined

/** Shows another question: the address changes, and the parts of the page that answer it are put in place of the old ones. */
async function show(address: string, remember: boolean): Promise<void> {
  asking?.abort()
  asking = new AbortController()
  root?.setAttribute('aria-busy', 'true')
  try {
    const forMap = askMap(address)
    const answer = await fetch(address, { signal: asking.signal, headers: { accept: 'text/html' } })
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html')
    if (!answer.ok || !next.querySelector('[data-explorer]')) {
      location.assign(address)
      return
    }
    if (remember) history.pushState(null, '', address)
    lower()
    swapParts(next)
    drawMap(await forMap)
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) location.assign(address)
  } finally {
    root?.removeAttribute('aria-busy')
  }
}

/** Keeps the living map, what is folded open, and where the keyboard is. Parts stay and change within, so that a status is read aloud. */
function swapParts(next: Document): void {
  const folds = new Set(
    [...document.querySelectorAll<HTMLDetailsElement>('details[data-fold][open]')].map((fold) => fold.dataset.fold),
  )
  const refocus = keepFocus()
  for (const part of document.querySelectorAll<HTMLElement>('[data-part]')) {
    const fresh = next.querySelector(`[data-part="${part.dataset.part}"]`)
    const isMap = part.dataset.part === 'view' && isMapOpen() && fresh?.querySelector('[data-map-frame]')
    if (fresh && isMap) replaceAround(part, fresh)
    else part.replaceChildren(...(fresh?.childNodes ?? []))
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

function replaceAround(part: Element, fresh: Element): void {
  const frame = part.querySelector('[data-map-frame]')
  const freshFrame = fresh.querySelector('[data-map-frame]')
  if (!frame || !freshFrame) return
  const drawn = freshFrame.querySelector('figure')
  const old = frame.querySelector('figure')
  if (drawn && old) old.replaceWith(drawn)
  freshFrame.replaceWith(frame)
  part.replaceChildren(...fresh.childNodes)
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
    if (form) void show(addressOf(form), true)
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
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && event.target instanceof Element && event.target.closest('[data-selection]')) lower()
  })
  window.addEventListener('popstate', () => void show(location.href, false))
}
void openMap()
