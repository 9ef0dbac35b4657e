import { hasBit } from './bitset.ts'
import { boxOnGrid, type GridBox, isInside } from './boxes.ts'
import type { Points } from './columns.ts'
import type { LayerCounts } from './counts.ts'
import { sumByCode } from './facets.ts'
import { idAt } from './ids.ts'
import { fromGrid, GRID_BITS, GRID_SIZE } from './mercator.ts'
import type { Question } from './question.ts'

/** All rows of one 64-pixel cell of the map. */
export interface Cluster {
  /** `row × columns + column` of the cell in the grid of its zoom. */
  cell: number
  count: number
  /** Mean position of the rows. */
  lon: number
  lat: number
  /** The engagement, when it is alone. */
  id?: string | undefined
}

/** A cluster that can still be added to: sums, not means. */
export interface CellSum {
  cell: number
  count: number
  sumX: number
  sumY: number
  id?: string | undefined
}

/** MapLibre draws tiles of 512 pixels: eight cells of 64 on each side. */
const CELL_LEVELS = 3
const DEEPEST_ZOOM = 14

/** Halvings of the world at which one cell is 64 pixels wide. */
export const cellLevel = (zoom: number) => Math.min(DEEPEST_ZOOM, Math.max(0, Math.floor(zoom))) + CELL_LEVELS

export function clusterHere(layers: readonly LayerCounts[], question: Question): CellSum[] {
  const box = question.viewport ? boxOnGrid(question.viewport) : WORLD
  const level = cellLevel(question.zoom ?? 0)
  return layers
    .map((counts) => {
      const { points } = counts.layer.part
      return sumCells(points, countPoints(counts), { level, box, from: 0, to: points.x.length }, (point) =>
        lone(counts, point),
      )
    })
    .reduce(addCells)
}

export function clusterAbroad(layers: readonly LayerCounts[], question: Question): CellSum[] {
  const box = question.viewport ? boxOnGrid(question.viewport) : WORLD
  const level = cellLevel(question.zoom ?? 0)
  return layers
    .map(({ layer: { part }, tie }) => {
      const size = part.abroadPoints.x.length
      const counts = sumByCode(part.ties.abroadPoint, tie, size + 1)
      return sumCells(part.abroadPoints, counts, { level, box, from: 0, to: size }, () => undefined)
    })
    .reduce(addCells)
}

export const toCluster = ({ cell, count, sumX, sumY, id }: CellSum): Cluster => ({
  cell,
  count,
  ...fromGrid((sumX + count / 2) / count, (sumY + count / 2) / count),
  ...(count === 1 && id !== undefined ? { id } : {}),
})

export const WORLD: GridBox = { west: 0, north: 0, east: GRID_SIZE - 1, south: GRID_SIZE - 1 }

export interface CellArea {
  level: number
  box: GridBox
  /** The points to look at. */
  from: number
  to: number
}

/** Points come along the map's curve, so each cell is one run of them: no table of cells is needed. */
export function sumCells(
  points: Points,
  counts: Uint32Array,
  { level, box, from, to }: CellArea,
  idOf: (point: number) => string | undefined,
): CellSum[] {
  const shift = GRID_BITS - level
  const columns = 2 ** level
  const cells: CellSum[] = []
  let open: CellSum | undefined
  for (let point = from; point < to; point++) {
    const count = counts[point] ?? 0
    if (count === 0) continue
    const x = points.x[point] ?? 0
    const y = points.y[point] ?? 0
    if (!isInside(box, x, y)) continue
    const cell = (y >>> shift) * columns + (x >>> shift)
    if (!open || open.cell !== cell) {
      open = { cell, count: 0, sumX: 0, sumY: 0, id: count === 1 ? idOf(point) : undefined }
      cells.push(open)
    }
    open.count += count
    open.sumX += x * count
    open.sumY += y * count
  }
  return cells
}

export function addCells(base: CellSum[], more: readonly CellSum[]): CellSum[] {
  if (more.length === 0) return base
  const byCell = new Map(base.map((cell) => [cell.cell, cell]))
  for (const cell of more) {
    const met = byCell.get(cell.cell)
    if (!met) byCell.set(cell.cell, { ...cell })
    else {
      met.count += cell.count
      met.sumX += cell.sumX
      met.sumY += cell.sumY
    }
  }
  return [...byCell.values()]
}

/** Rows at each point, from the rows of each tie. */
export function countPoints({ layer: { part }, tie }: LayerCounts): Uint32Array {
  const counts = new Uint32Array(part.points.x.length)
  for (let point = 0; point < counts.length; point++) {
    const end = part.pointFirstTie[point + 1] ?? 0
    let sum = 0
    for (let at = part.pointFirstTie[point] ?? 0; at < end; at++) sum += tie[at] ?? 0
    counts[point] = sum
  }
  return counts
}

/** The only row of a point. */
export function lone(
  { layer: { part }, pass }: Pick<LayerCounts, 'layer' | 'pass'>,
  point: number,
): string | undefined {
  if (!part.ids) return undefined
  const end = part.ties.firstRow[part.pointFirstTie[point + 1] ?? 0] ?? 0
  for (let row = part.ties.firstRow[part.pointFirstTie[point] ?? 0] ?? 0; row < end; row++)
    if (hasBit(pass, row)) return idAt(part.ids, row)
  return undefined
}
