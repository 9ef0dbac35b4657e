// The explorer in the browser: filters answer at once, the map lives, and every state of the page has its address.
// Without this file the same page works as forms and links.
import { type MapPlace, type MapTie, type MountedMap, mountMap, type MapView as Seen } from '#ui/map'

interface Explored {
  clusters: { cell: number; count: number; lon: number; lat: number; id?: string }[]
  abroad: { cell: number; count: number; lon: number; lat: number; id?: string }[]
  arcs: { from: string[]; to: string[]; fromPoint: Point; toPoint: Point; count: number; kind: string }[]
}
interface Point {
  lon: number
  lat: number
}

const hues: Record<string, number> = { 'standing-tie': 1, membership: 2, presence: 3, instrument: 4, event: 5 }
const abroadHue = 2
const root = document.querySelector<HTMLElement>('[data-explorer]')
let map: MountedMap | undefined
let seen: Seen | undefined
let asking: AbortController | undefined
let drawing = 0

/** The question in the address, without what only says how to show it. */
function question(): URLSearchParams {
  const parameters = new URLSearchParams(location.search)
  for (const name of ['view', 'page']) parameters.delete(name)
  for (const [name, value] of [...parameters]) if (value === '') parameters.delete(name, value)
  return parameters
}

async function drawMap(): Promise<void> {
  if (!map) return
  const parameters = question()
  parameters.set('limit', '0')
  parameters.set('values', '1')
  parameters.set('arcs', '400')
  if (seen) {
    parameters.set('zoom', String(zoomOfCells(seen.zoom)))
    if (seen.zoom > 3) parameters.set('bbox', [seen.west, seen.south, seen.east, seen.north].map(degrees).join(','))
  }
  drawing += 1
  const mine = drawing
  const answer = await fetch(`/api/v1/explore?${parameters}`)
  // A later question may have been asked meanwhile; only the last one is drawn.
  if (!answer.ok || mine !== drawing) return
  const explored = (await answer.json()) as Explored // our own API, described by its OpenAPI document
  map.setPoints([
    ...explored.abroad.map((cluster) => place(cluster, 'abroad', 'counterparts')),
    ...explored.clusters.map((cluster) => place(cluster, 'us', 'US side')),
  ])
  map.setArcs(explored.arcs.map(tie))
}

/** One step finer than the map's own zoom, so that circles part while there is still room between them. */
const zoomOfCells = (zoom: number): number => Math.max(0, Math.min(14, Math.floor(zoom) + 1))

const degrees = (value: number): string => (((((value + 180) % 360) + 360) % 360) - 180).toFixed(4)

function place(cluster: Explored['clusters'][number], side: string, words: string): MapPlace {
  return {
    id: `${side}-${cluster.cell}`,
    label: `${cluster.count.toLocaleString('en-US')} ${cluster.count === 1 ? 'engagement' : 'engagements'} (${words})`,
    count: cluster.count,
    longitude: cluster.lon,
    latitude: cluster.lat,
    hue: side === 'abroad' ? abroadHue : undefined,
  }
}

function tie(arc: Explored['arcs'][number]): MapTie {
  return {
    id: `${arc.from.join('+')} ${arc.to.join('+')}`,
    fromId: arc.from[0] ?? '',
    toId: arc.to[0] ?? '',
    from: [arc.fromPoint.lon, arc.fromPoint.lat],
    to: [arc.toPoint.lon, arc.toPoint.lat],
    count: arc.count,
    hue: hues[arc.kind] ?? 6,
  }
}

async function openMap(): Promise<void> {
  const frame = document.querySelector<HTMLElement>('[data-map-frame]')
  if (!frame) return
  let waiting: ReturnType<typeof setTimeout> | undefined
  map = await mountMap(frame, {
    description: frame.dataset.description ?? 'Map',
    what: 'places',
    onSelect: (id) => void listSelected(id),
    onMove(view) {
      seen = view
      clearTimeout(waiting)
      waiting = setTimeout(() => void drawMap(), 120)
    },
  })
}

/** The degrees a 64-pixel cell covers (Web Mercator; cells of a zoom are numbered row by row, eight to a tile's side). */
function boxOfCell(cell: number, zoom: number): string {
  const columns = 2 ** (zoom + 3)
  const [row, column] = [Math.floor(cell / columns), cell % columns]
  const longitude = (at: number) => (at / columns) * 360 - 180
  const latitude = (at: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * at) / columns))) * 180) / Math.PI
  return [longitude(column), latitude(row + 1), longitude(column + 1), latitude(row)]
    .map((value) => value.toFixed(6))
    .join(',')
}

/** Lists exactly the engagements behind a circle of the US side. */
async function listSelected(id: string | undefined): Promise<void> {
  const panel = document.querySelector<HTMLElement>('[data-selection]')
  if (!panel) return
  const cell = /^us-(\d+)$/.exec(id ?? '')?.[1]
  panel.hidden = cell === undefined
  if (cell === undefined) return
  const parameters = question()
  parameters.set('bbox', boxOfCell(Number(cell), zoomOfCells(seen?.zoom ?? 1)))
  parameters.set('within', 'yes')
  parameters.set('limit', '50')
  parameters.set('values', '1')
  parameters.set('arcs', '0')
  const answer = await fetch(`/api/v1/explore?${parameters}`)
  if (!answer.ok) return
  const { meta, rows } = (await answer.json()) as {
    meta: { total: number }
    rows: { id: string; title: string; kind: string }[]
  } // our own API
  const heading = document.createElement('h2')
  heading.textContent = `${meta.total.toLocaleString('en-US')} ${meta.total === 1 ? 'engagement' : 'engagements'} here`
  const list = document.createElement('ul')
  for (const row of rows) {
    const link = document.createElement('a')
    link.href = `/engagements/${row.id}`
    link.textContent = row.title
    const item = document.createElement('li')
    item.append(link, ` (${row.kind.replaceAll('-', ' ')})`)
    list.append(item)
  }
  panel.replaceChildren(heading, list)
  if (meta.total > rows.length)
    panel.append(`The first ${rows.length} are listed; zoom in for fewer, or open the table for all.`)
}

/** Shows another question: the address changes, and the parts of the page that answer it are put in place of the old ones. */
async function show(address: string, remember: boolean): Promise<void> {
  asking?.abort()
  asking = new AbortController()
  root?.setAttribute('aria-busy', 'true')
  try {
    const answer = await fetch(address, { signal: asking.signal, headers: { accept: 'text/html' } })
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html')
    if (!answer.ok || !next.querySelector('[data-explorer]')) {
      location.assign(address)
      return
    }
    if (remember) history.pushState(null, '', address)
    swapParts(next)
    await drawMap()
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
    const isMap = part.dataset.part === 'view' && map !== undefined && fresh?.querySelector('[data-map-frame]')
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

if (root && !location.pathname.startsWith('/embed')) {
  root.addEventListener('change', (event) => {
    const form =
      event.target instanceof HTMLInputElement ? event.target.closest<HTMLFormElement>('[data-filters]') : null
    if (form) void show(addressOf(form), true)
  })
  root.addEventListener('submit', (event) => {
    if (!(event.target instanceof HTMLFormElement) || event.target.method !== 'get') return
    event.preventDefault()
    void show(addressOf(event.target), true)
  })
  root.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-soft]') : null
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    void show(link.href, true)
  })
  window.addEventListener('popstate', () => void show(location.href, false))
}
void openMap()
