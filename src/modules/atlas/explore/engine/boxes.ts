import { GRID_SIZE, toGrid } from './mercator.ts'
import type { Box } from './question.ts'

/** A box in grid positions, edges included. */
export interface GridBox {
  west: number
  north: number
  east: number
  south: number
}

export function boxOnGrid(box: Box): GridBox {
  for (const [name, value] of Object.entries(box))
    if (!Number.isFinite(value)) throw new RangeError(`viewport: ${name} must be a number of degrees.`)
  const topLeft = toGrid({ lon: box.west, lat: box.north })
  const bottomRight = toGrid({ lon: box.east, lat: box.south })
  // A map at low zoom shows the world more than once; and 180° east folds onto 180° west.
  if (box.east - box.west >= 360) return { west: 0, east: GRID_SIZE - 1, north: topLeft.y, south: bottomRight.y }
  const east = bottomRight.x === 0 && box.east > box.west ? GRID_SIZE - 1 : bottomRight.x
  return { west: topLeft.x, east, north: topLeft.y, south: bottomRight.y }
}

export function isInside(box: GridBox, x: number, y: number): boolean {
  if (y < box.north || y > box.south) return false
  return box.west <= box.east ? x >= box.west && x <= box.east : x >= box.west || x <= box.east
}
