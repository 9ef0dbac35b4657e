import type { Points } from './columns.ts'
import { distinctSorted } from './dictionary.ts'
import type { Point } from './engagement-row.ts'
import { createNumberList } from './growable.ts'
import { mortonCode, NOWHERE, toGrid } from './mercator.ts'

/** Positions numbered along the map's curve; the last number stands for "no position". */
export interface PointDraft {
  codes: Uint32Array
  size: number
  points: Points
}

export function createPointCollector() {
  const xs = createNumberList()
  const ys = createNumberList()
  return {
    add(point: Point | undefined): void {
      if (point && !(Number.isFinite(point.lon) && Number.isFinite(point.lat)))
        throw new Error('point: longitude and latitude must be numbers; leave the point out when it is unknown.')
      const at = point ? toGrid(point) : { x: NOWHERE, y: NOWHERE }
      xs.push(at.x)
      ys.push(at.y)
    },
    finish: (): PointDraft => numberPoints(xs.take(), ys.take()),
  }
}

export function findPoint(points: Points, code: number): number | undefined {
  const at = firstPointFrom(points, code)
  const x = points.x[at]
  return x !== undefined && mortonCode(x, points.y[at] ?? 0) === code ? at : undefined
}

/** The first point at or after a place on the map's curve. */
export function firstPointFrom(points: Points, code: number): number {
  let low = 0
  let high = points.x.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (mortonCode(points.x[middle] ?? 0, points.y[middle] ?? 0) < code) low = middle + 1
    else high = middle
  }
  return low
}

function numberPoints(xs: Uint32Array, ys: Uint32Array): PointDraft {
  const keys = new Float64Array(xs.length)
  for (let row = 0; row < keys.length; row++) {
    const x = xs[row] ?? NOWHERE
    keys[row] = x === NOWHERE ? Number.POSITIVE_INFINITY : mortonCode(x, ys[row] ?? 0)
  }
  const distinct = distinctSorted(keys).filter((key) => key !== Number.POSITIVE_INFINITY)
  const numberOf = new Map<number, number>()
  distinct.forEach((key, number) => {
    numberOf.set(key, number)
  })
  const points = { x: new Uint32Array(distinct.length), y: new Uint32Array(distinct.length) }
  const codes = new Uint32Array(xs.length)
  for (let row = 0; row < codes.length; row++) {
    const number = numberOf.get(keys[row] ?? 0) ?? distinct.length
    codes[row] = number
    if (number === distinct.length) continue
    points.x[number] = xs[row] ?? 0
    points.y[number] = ys[row] ?? 0
  }
  return { codes, size: distinct.length + 1, points }
}
