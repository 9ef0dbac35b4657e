import type { Point } from './engagement-row.ts'
import { fromGrid, GRID_BITS, toGrid } from './mercator.ts'
import type { Box } from './question.ts'

/** MapLibre draws tiles of 512 pixels: eight cells of 64 on each side. */
const CELL_LEVELS = 3
const DEEPEST_ZOOM = 14

/** Halvings of the world at which one cell is 64 pixels wide. */
export const cellLevel = (zoom: number) => Math.min(DEEPEST_ZOOM, Math.max(0, Math.floor(zoom))) + CELL_LEVELS

/** The cell a position lies in: `row × columns + column` of the grid of a zoom. */
export function cellOf(point: Point, zoom: number): number {
  const level = cellLevel(zoom)
  const size = 2 ** (GRID_BITS - level)
  const { x, y } = toGrid(point)
  return Math.floor(y / size) * 2 ** level + Math.floor(x / size)
}

/** The box of a cell in degrees. Its edges run through the outermost grid positions, so that neighbors share none. */
export function boxOfCell(cell: number, zoom: number): Box {
  const level = cellLevel(zoom)
  const size = 2 ** (GRID_BITS - level)
  const [row, column] = [Math.floor(cell / 2 ** level), cell % 2 ** level]
  const first = fromGrid(column * size + 0.5, row * size + 0.5)
  const last = fromGrid((column + 1) * size - 0.5, (row + 1) * size - 0.5)
  return { west: first.lon, south: last.lat, east: last.lon, north: first.lat }
}

/** The box of one position of the grid, as arcs name their ends. */
export const boxOfPoint = ({ lon, lat }: Point): Box => ({ west: lon, south: lat, east: lon, north: lat })

/** Seven decimals tell any two positions of the grid apart. */
export const boxText = ({ west, south, east, north }: Box): string =>
  [west, south, east, north].map((degrees) => String(Number(degrees.toFixed(7)))).join(',')
