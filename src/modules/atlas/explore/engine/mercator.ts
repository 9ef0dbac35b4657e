import type { Point } from './engagement-row.ts'

/**
 * Positions are whole numbers on a Web Mercator square of 2^26 × 2^26 (0.6 m at the equator). Twenty-six bits for each
 * axis keep a Morton code of both in the 53 bits that a JavaScript number holds exactly.
 */
export const GRID_BITS = 26
export const GRID_SIZE = 2 ** GRID_BITS
/** A position that is not known. */
export const NOWHERE = 0xffffffff
/** Where the Web Mercator square ends (EPSG:3857); farther poleward points are drawn on the edge, never dropped. */
const LAST_LATITUDE = 85.05112877980659

export interface GridPoint {
  x: number
  y: number
}

export function toGrid(point: Point): GridPoint {
  const latitude = Math.min(LAST_LATITUDE, Math.max(-LAST_LATITUDE, point.lat))
  // 180° and −180° are the same meridian, and so must be the same cell.
  const turns = (point.lon + 180) / 360
  const sine = Math.sin((latitude * Math.PI) / 180)
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
  return { x: onGrid(turns - Math.floor(turns)), y: onGrid(y) }
}

/** The longitude and latitude of a position on the grid, which may lie between grid points (a mean). */
export function fromGrid(x: number, y: number): Point {
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / GRID_SIZE))) * 180) / Math.PI
  return { lon: (x / GRID_SIZE) * 360 - 180, lat }
}

/** Bits of x and y in turn, so that near places get near numbers and every map tile is one unbroken range (Morton 1966). */
export function mortonCode(x: number, y: number): number {
  const high = spread(x >>> 13) + 2 * spread(y >>> 13)
  const low = spread(x & 0x1fff) + 2 * spread(y & 0x1fff)
  return high * 0x4000000 + low
}

/** The Morton codes from `first` up to, not including, `end` that lie in one map tile. */
export function tileRange(z: number, x: number, y: number): { first: number; end: number } {
  const size = 2 ** (GRID_BITS - z)
  const first = mortonCode(x * size, y * size)
  return { first, end: first + size * size }
}

const onGrid = (fraction: number) => Math.min(GRID_SIZE - 1, Math.max(0, Math.floor(fraction * GRID_SIZE)))

/** Moves bit n of a 13-bit number to bit 2n. */
function spread(value: number): number {
  let bits = value
  bits = (bits | (bits << 8)) & 0x00ff00ff
  bits = (bits | (bits << 4)) & 0x0f0f0f0f
  bits = (bits | (bits << 2)) & 0x33333333
  return (bits | (bits << 1)) & 0x55555555
}
