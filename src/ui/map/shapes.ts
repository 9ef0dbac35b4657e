import { type Camera, type Pixel, pixelOf, type Spots, spotSize, spotsOf, worldsAway } from './camera.ts'
import { greatCircle } from './great-circles.ts'

/** Something counted at one position. */
export type MapPlace = {
  id: string
  label: string
  count: number
  longitude: number
  latitude: number
  hue?: number | undefined
}

/** A line between two positions; `fromId` and `toId` name the circles it ends in. */
export type MapTie = {
  id: string
  fromId: string
  toId: string
  from: [longitude: number, latitude: number]
  to: [longitude: number, latitude: number]
  count: number
  /** Said in the list of lines. */
  label?: string | undefined
  hue?: number | undefined
}

/** A circle or a line, and where the camera sees it: empty when it does not. */
export interface Circle {
  place: MapPlace
  spots: Spots
  radius: number
  at?: Pixel | undefined
}
export interface Line {
  tie: MapTie
  spots: Spots
  width: number
  /** Runs of neighboring pixels; a line that goes behind the globe and comes back has two. */
  runs: Pixel[][]
  ends: (Pixel | undefined)[]
}

/** Largest first, so that small circles lie on top. Area follows the count (Flannery's exponent is left out: readers are given the number itself). */
export function circlesOf(places: readonly MapPlace[]): Circle[] {
  const largest = largestOf(places)
  return [...places]
    .sort((a, b) => b.count - a.count)
    .map((place) => ({
      place,
      spots: spotsOf([[place.longitude, place.latitude]]),
      radius: 3.5 + 19 * Math.sqrt(place.count / largest),
    }))
}

/** Lines as they are drawn. What was drawn before lends its positions: most lines stay from one question to the next. */
export function linesOf(ties: readonly MapTie[], before: readonly Line[] = []): Line[] {
  const known = new Map(before.map(({ tie, spots }) => [`${tie.from} ${tie.to}`, spots]))
  return ties.map((tie) => ({
    tie,
    spots: known.get(`${tie.from} ${tie.to}`) ?? spotsOf(greatCircle(tie).coordinates),
    width: 0.6 + Math.min(4, 0.45 * Math.log2(1 + tie.count)),
    runs: [],
    ends: [],
  }))
}

export function lookAt(circles: readonly Circle[], lines: readonly Line[], camera: Camera): void {
  for (const circle of circles) circle.at = pixelOf(circle.spots, 0, camera, worldsAway(circle.spots, camera))
  for (const line of lines) follow(line, camera)
}

function follow(line: Line, camera: Camera): void {
  const { spots } = line
  const worlds = worldsAway(spots, camera)
  const pixels = Array.from({ length: spots.length / spotSize }, (_, index) => pixelOf(spots, index, camera, worlds))
  line.ends = [pixels[0], pixels.at(-1)]
  line.runs = []
  let run: Pixel[] = []
  for (const pixel of pixels) {
    if (!pixel) run = []
    else if (run.push(pixel) === 1) line.runs.push(run)
  }
}

export const isOn = ({ x, y }: Pixel, { width, height }: Camera): boolean =>
  x >= 0 && y >= 0 && x <= width && y <= height

/** Whether an end of a line, a circle it leads to or the line itself bears this id. */
export const belongsTo = ({ tie }: Line, id: string | undefined): boolean =>
  id !== undefined && (tie.id === id || tie.fromId === id || tie.toId === id)

/** The circle under a pixel, the smallest if several; else the nearest line at most four pixels off, a lifted one first. */
export function shapeAt(
  pixel: Pixel,
  { circles, lines, lifted }: { circles: readonly Circle[]; lines: readonly Line[]; lifted: string | undefined },
): string | undefined {
  const circle = circles.findLast(({ at, radius }) => at && Math.hypot(at.x - pixel.x, at.y - pixel.y) <= radius + 1)
  if (circle) return circle.place.id
  const near = lines
    .map((line) => ({ line, away: distanceTo(line, pixel) - line.width / 2 }))
    .filter(({ away }) => away <= 4)
    .sort((a, b) => Number(belongsTo(b.line, lifted)) - Number(belongsTo(a.line, lifted)) || a.away - b.away)
  return near[0]?.line.tie.id
}

function distanceTo({ runs }: Line, pixel: Pixel): number {
  let least = Number.POSITIVE_INFINITY
  for (const run of runs)
    for (let index = 1; index < run.length; index++) {
      const [from, to] = [run[index - 1], run[index]]
      if (from && to) least = Math.min(least, distanceToStep(from, to, pixel))
    }
  return least
}

function distanceToStep(from: Pixel, to: Pixel, { x, y }: Pixel): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / length))
  return Math.hypot(from.x + share * dx - x, from.y + share * dy - y)
}

/** The circles whose number can be read: a number needs some 8 pixels to stand in, a sixteenth of the largest, and no larger one beside it. */
export function numbered(circles: readonly Circle[]): (Circle & { at: Pixel; words: string })[] {
  const least = Math.max(2, largestOf(circles.map(({ place }) => place)) / 16)
  const taken: { x: number; y: number; reach: number }[] = []
  return circles.flatMap((circle) => {
    const { at, place } = circle
    if (!at || place.count < least) return []
    const words = shortCount(place.count)
    const reach = 3.5 * words.length + 2
    if (taken.some(({ x, y, reach: other }) => Math.abs(x - at.x) < reach + other && Math.abs(y - at.y) < 14)) return []
    taken.push({ ...at, reach })
    return [{ ...circle, at, words }]
  })
}

const largestOf = (places: readonly MapPlace[]): number => places.reduce((most, { count }) => Math.max(most, count), 1)

/** Whole up to 9,999; above that "12K", which the list beside the map gives in full. */
function shortCount(count: number): string {
  return count < 10_000
    ? count.toLocaleString('en-US')
    : new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 }).format(count)
}
