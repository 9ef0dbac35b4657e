// The living map of the explorer: circles and lines of the question in the address, and what of them is selected.

import type { MapPlace, MapTie, MountedMap, MapView as Seen } from '#ui/map'
import { boxOfCell, boxOfPoint, cellOf } from './engine/cells.ts'
import { closeSelection, openSelection, type Selected } from './selection.client.ts'

/** What the map has to draw: the same over the API and within the parts of the page. */
export interface Explored {
  clusters: { cell: number; count: number; lon: number; lat: number; id?: string }[]
  abroad: { cell: number; count: number; lon: number; lat: number; id?: string }[]
  arcs: { from: string[]; to: string[]; fromPoint: Point; toPoint: Point; count: number; kind: string; label: string }[]
}
type Cluster = Explored['clusters'][number]
interface Circle {
  side: 'us' | 'abroad'
  at: Point
}
interface Point {
  lon: number
  lat: number
}

const hues: Record<string, number> = { 'standing-tie': 1, membership: 2, presence: 3, instrument: 4, event: 5 }
const abroadHue = 2
let map: MountedMap | undefined
let frame: HTMLElement | undefined
let seen: Seen | undefined
let drawing = 0
/** What each circle and line of the map stands for, as drawn last. */
const drawn = new Map<string, { selected: Selected; circle?: Circle }>()
/** Where the keyboard was when something was selected from a list. */
let selectedFrom: string | undefined

/** Side and position of the selected circle, to find it again when the map is drawn with other cells. */
let chosen: Circle | undefined

/** The frame of the living map, wherever it is: a comparison takes it off the page, going back returns it. */
export const livingFrame = (): HTMLElement | undefined => (map ? frame : undefined)

/** The question in an address, without what only says how to show it. */
function question(address: string): URLSearchParams {
  const parameters = new URL(address, location.href).searchParams
  for (const name of ['view', 'page', 'compare', 'coverage']) parameters.delete(name)
  for (const [name, value] of [...parameters]) if (value === '') parameters.delete(name, value)
  return parameters
}

/** Asks anew for what the map shows, after it was moved. */
export async function askMap(): Promise<void> {
  const parameters = question(location.href)
  parameters.set('limit', '0')
  parameters.set('values', '1')
  parameters.set('arcs', '300')
  addSeen(parameters)
  const draw = beginDrawing()
  // A lost connection leaves what was drawn before; the next move asks again.
  const answer = await fetch(`/api/v1/explore?${parameters}`).catch(() => undefined)
  if (answer?.ok) draw((await answer.json()) as Explored) // our own API, described by its OpenAPI document
}

/** Adds what the map shows to a question. */
export function addSeen(parameters: URLSearchParams): void {
  parameters.set('zoom', String(seen ? zoomOfCells(seen.zoom) : 0))
  if (seen && seen.zoom > 3)
    parameters.set('bbox', [seen.west, seen.south, seen.east, seen.north].map(degrees).join(','))
}

/** The answer to a question with `addSeen` is drawn unless another has been asked for meanwhile. Says whether it was. */
export function beginDrawing(): (explored: Explored) => boolean {
  const zoom = seen ? zoomOfCells(seen.zoom) : 0
  drawing += 1
  const number = drawing
  return (explored) => {
    if (!map || number !== drawing) return false
    draw(map, explored, zoom)
    return true
  }
}

function draw(map: MountedMap, explored: Explored, zoom: number): void {
  drawn.clear()
  const names = namesOfCells(explored.arcs, zoom)
  map.setPoints([
    ...explored.abroad.map((cluster) => place(cluster, 'abroad', { names, zoom })),
    ...explored.clusters.map((cluster) => place(cluster, 'us', { names, zoom })),
  ])
  const keep = (side: Circle['side'], cluster: Cluster) => {
    const box = boxOfCell(cluster.cell, zoom)
    const selected = side === 'us' ? { usWithin: box } : { abroadWithin: box }
    drawn.set(idOfCell(side, cluster.cell, zoom), { selected, circle: { side, at: cluster } })
  }
  for (const cluster of explored.abroad) keep('abroad', cluster)
  for (const cluster of explored.clusters) keep('us', cluster)
  map.setArcs(explored.arcs.map((arc) => tie(arc, zoom)))
  for (const arc of explored.arcs)
    drawn.set(idOfTie(arc), {
      selected: { usWithin: boxOfPoint(arc.fromPoint), abroadWithin: boxOfPoint(arc.toPoint) },
    })
  if (!chosen) return
  const again = idOfCell(chosen.side, cellOf(chosen.at, zoom), zoom)
  map.select(drawn.has(again) ? again : undefined)
}

/** One step finer than the map's own zoom, so that circles part while there is still room between them. */
const zoomOfCells = (zoom: number): number => Math.max(0, Math.min(14, Math.floor(zoom) + 1))

const degrees = (value: number): string => (((((value + 180) % 360) + 360) % 360) - 180).toFixed(4)

/** What the busiest line of each cell calls its end, so that a list of circles can be told apart. */
function namesOfCells(arcs: Explored['arcs'], zoom: number): Map<string, string> {
  const names = new Map<string, string>()
  const name = (id: string, words = '') => {
    if (!names.has(id)) names.set(id, words)
  }
  for (const { label, fromPoint, toPoint } of arcs) {
    const [from, to] = label.split(' – ')
    name(idOfCell('us', cellOf(fromPoint, zoom), zoom), from)
    name(idOfCell('abroad', cellOf(toPoint, zoom), zoom), to)
  }
  return names
}

function place(
  cluster: Cluster,
  side: Circle['side'],
  { names, zoom }: { names: Map<string, string>; zoom: number },
): MapPlace {
  const id = idOfCell(side, cluster.cell, zoom)
  const name = names.get(id)
  const words = side === 'us' ? 'US side' : 'Counterparts'
  return {
    id,
    label: name ? `${words} around ${name}` : words,
    count: cluster.count,
    longitude: cluster.lon,
    latitude: cluster.lat,
    hue: side === 'abroad' ? abroadHue : undefined,
  }
}

const idOfCell = (side: Circle['side'], cell: number, zoom: number): string => `${side}-${zoom}-${cell}`

const idOfTie = (arc: Explored['arcs'][number]): string => `${arc.from.join('+')} ${arc.to.join('+')}`

/** Its ends bear the names of the circles they lie in, so that a selected circle lifts its lines. */
function tie(arc: Explored['arcs'][number], zoom: number): MapTie {
  return {
    id: idOfTie(arc),
    label: arc.label,
    fromId: idOfCell('us', cellOf(arc.fromPoint, zoom), zoom),
    toId: idOfCell('abroad', cellOf(arc.toPoint, zoom), zoom),
    from: [arc.fromPoint.lon, arc.fromPoint.lat],
    to: [arc.toPoint.lon, arc.toPoint.lat],
    count: arc.count,
    hue: hues[arc.kind] ?? 6,
  }
}

export async function openMap(): Promise<void> {
  const found = document.querySelector<HTMLElement>('[data-map-frame]')
  if (!found) return
  frame = found
  // Larger than all the rest together: filters are heard, and the drawn map is read, before it has come.
  const { mountMap } = await import('#ui/map')
  let waiting: ReturnType<typeof setTimeout> | undefined
  map = await mountMap(found, {
    description: found.dataset.description ?? 'Map',
    what: 'Circles',
    onSelect: (id) => void listSelected(id),
    onMove(view) {
      seen = view
      clearTimeout(waiting)
      waiting = setTimeout(() => void askMap(), 120)
    },
  })
}

/** Lists exactly the engagements behind a circle or a line. */
async function listSelected(id: string | undefined): Promise<void> {
  const panel = document.querySelector<HTMLElement>('[data-selection]')
  if (!panel) return
  const found = drawn.get(id ?? '')
  chosen = found?.circle
  if (!found) {
    const wasInside = panel.contains(document.activeElement)
    const isFromKeys = wasInside || !panel.hidden
    closeSelection(panel)
    if (isFromKeys) returnFocus(wasInside)
    return
  }
  const active = document.activeElement
  selectedFrom = active instanceof HTMLElement ? active.dataset.listed : undefined
  await openSelection(panel, found.selected, { question: question(location.href), onClose: lower })
  if (selectedFrom !== undefined) panel.querySelector<HTMLElement>('h2')?.focus()
}

/** Nothing is selected any more. */
export function lower(): void {
  map?.select(undefined)
  void listSelected(undefined)
}

/** Back to the line of the list that was pressed, else to the map. */
function returnFocus(wasInside: boolean): void {
  const pressed =
    selectedFrom === undefined
      ? undefined
      : frame?.querySelector<HTMLElement>(`[data-listed="${CSS.escape(selectedFrom)}"]`)
  const to = pressed?.checkVisibility() ? pressed : frame?.querySelector<HTMLElement>('canvas:not([aria-hidden])')
  if (wasInside || pressed) to?.focus({ preventScroll: true })
  selectedFrom = undefined
}
