import { type GeoPath, geoPath } from 'd3-geo'
import { LRUCache } from 'lru-cache'
import type { MapArc, MapPoint } from './world-map.tsx'
import { usualMiddle, type WorldBase } from './world-paths.ts'

export type Frame = { x: number; y: number; width: number; height: number }
export type Spot = { point: MapPoint; x: number; y: number; radius: number }
export type PlacedLabel = { id: string; text: string; x: number; y: number; anchor: 'start' | 'middle' | 'end' }

// Few, because the land is drawn once for each: the usual world, America in the middle, the Pacific, Asia.
const middles = [usualMiddle, -90, -150, 150, 90]

/** The longitude to put in the middle: so that the fewest arcs are cut at the edge of the map, then so that all lies near it. */
export function middleFor(arcs: MapArc[], points: MapPoint[]): number {
  const cutAt = (middle: number) => arcs.filter((arc) => crosses(arc, middle + 180)).length
  const farthest = (middle: number) =>
    Math.max(0, ...points.map(({ longitude }) => Math.abs(wrapped(longitude - middle))))
  const [first = usualMiddle] = [...middles].sort((a, b) => cutAt(a) - cutAt(b) || farthest(a) - farthest(b))
  return first
}

/** A great circle between two places runs over the shorter span of longitudes between them. */
function crosses({ from, to }: MapArc, longitude: number): boolean {
  const span = wrapped(to.longitude - from.longitude)
  const way = wrapped(longitude - from.longitude)
  return Math.sign(way) === Math.sign(span) && Math.abs(way) < Math.abs(span)
}

const wrapped = (degrees: number): number => ((((degrees + 180) % 360) + 360) % 360) - 180

/** Width to height of the frame, and the narrowest part of the map that it shows. */
export type Framing = { least: number; most: number; narrowest: number }

/** The part of the map in which points and arcs lie, with air around them, and never so near that the coasts turn coarse. */
export function frameOf(base: WorldBase, arcs: MapArc[], places: { x: number; y: number }[], framing: Framing): Frame {
  const whole = { x: 0, y: 0, width: base.width, height: base.height }
  const path = geoPath(base.projection)
  const corners = [...places.map(({ x, y }) => [x, y] as const), ...arcs.flatMap((arc) => boundsOf(base, path, arc))]
  if (corners.length === 0) return whole
  const [left, right] = edges(corners.map(([x]) => x))
  const [top, bottom] = edges(corners.map(([, y]) => y))
  const air = 0.07
  const height = (bottom - top) * (1 + 2 * air) + 20
  const wanted = Math.max(framing.narrowest, (right - left) * (1 + 2 * air) + 40, height * framing.least)
  const width = Math.min(base.width, wanted)
  const tall = Math.min(base.height, Math.max(height, width / framing.most))
  return {
    x: within((left + right) / 2 - width / 2, base.width - width),
    y: within((top + bottom) / 2 - tall / 2, base.height - tall),
    width,
    height: tall,
  }
}

type Bounds = [[number, number], [number, number]]

/** Of the same lines whatever is asked, as their courses are. */
const known = new LRUCache<string, Bounds>({ max: 20_000 })

function boundsOf(base: WorldBase, path: GeoPath, arc: MapArc): Bounds {
  const coordinates = endsOf(arc)
  const key = `${base.name} ${coordinates}`
  const found = known.get(key) ?? path.bounds({ type: 'LineString', coordinates })
  known.set(key, found)
  return found
}

const endsOf = ({ from, to }: MapArc): [number, number][] => [
  [from.longitude, from.latitude],
  [to.longitude, to.latitude],
]
const edges = (values: number[]): [number, number] => [Math.min(...values), Math.max(...values)]
const within = (start: number, latest: number): number => Math.max(0, Math.min(latest, start))

type Box = { left: number; right: number; top: number; bottom: number }

/** More names than a map has room for. */
const mostTried = 150

/** Names beside their circles, the weightiest first; a name without room of its own is left to the list in words. */
export function placeLabels(spots: Spot[], frame: Frame, size: number): PlacedLabel[] {
  const circles = spots.map(({ x, y, radius }) => boxAround(x, y, radius, radius))
  const taken: Box[] = []
  const placed: PlacedLabel[] = []
  for (const [at, spot] of spots.slice(0, mostTried).entries()) {
    const isTaken = (box: Box) => taken.some((other) => isOver(box, other))
    const isOnCircle = (box: Box) => circles.some((circle, other) => other !== at && isOver(box, circle))
    const free = waysToStand(spot, size).find(({ box }) => isIn(box, frame) && !isTaken(box) && !isOnCircle(box))
    if (!free) continue
    taken.push(free.box)
    const { box, ...label } = free
    placed.push({ id: spot.point.id, text: nameOf(spot.point), ...label })
  }
  return placed
}

function waysToStand({ point, x, y, radius }: Spot, size: number): (Omit<PlacedLabel, 'id' | 'text'> & { box: Box })[] {
  const width = nameOf(point).length * size * 0.54
  const gap = radius + size * 0.35
  const middle = y + size * 0.35
  const box = (from: number, baseline: number): Box => ({
    left: from,
    right: from + width,
    top: baseline - size * 0.95,
    bottom: baseline + size * 0.3,
  })
  return [
    { x: x + gap, y: middle, anchor: 'start', box: box(x + gap, middle) },
    { x: x - gap, y: middle, anchor: 'end', box: box(x - gap - width, middle) },
    { x, y: y - gap, anchor: 'middle', box: box(x - width / 2, y - gap) },
    { x, y: y + gap + size * 0.75, anchor: 'middle', box: box(x - width / 2, y + gap + size * 0.75) },
  ]
}

const nameOf = (point: MapPoint): string => point.name ?? point.label
const boxAround = (x: number, y: number, across: number, down: number): Box => ({
  left: x - across,
  right: x + across,
  top: y - down,
  bottom: y + down,
})
const isOver = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
const isIn = (box: Box, frame: Frame) =>
  box.left >= frame.x &&
  box.right <= frame.x + frame.width &&
  box.top >= frame.y &&
  box.bottom <= frame.y + frame.height
