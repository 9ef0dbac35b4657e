import { hasBit } from './bitset.ts'
import { boxOnGrid, type GridBox, isInside } from './boxes.ts'
import { cellLevel } from './cells.ts'
import type { Points } from './columns.ts'
import type { LayerCounts } from './counts.ts'
import { sumByCode } from './facets.ts'
import { idAt } from './ids.ts'
import { fromGrid, GRID_BITS, GRID_SIZE } from './mercator.ts'
import type { Question } from './question.ts'
import { giveBack } from './scratch.ts'
import { borrowTally, coarsen, type Tally, tallyOf } from './tally.ts'

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

export function clusterHere(layers: readonly LayerCounts[], question: Question): CellSum[] {
  const box = question.viewport ? boxOnGrid(question.viewport) : WORLD
  const level = cellLevel(question.zoom ?? 0)
  return layers
    .map((counts) => {
      const { points, ties } = counts.layer.part
      const located = coarsen(counts.ties, ties.point, borrowTally(points.x.length + 1))
      const cells = sumCells(points, located, { level, box }, (point) => lone(counts, point))
      giveBack([located.at, located.count])
      return cells
    })
    .reduce(addCells)
}

export function clusterAbroad(layers: readonly LayerCounts[], question: Question): CellSum[] {
  const box = question.viewport ? boxOnGrid(question.viewport) : WORLD
  const level = cellLevel(question.zoom ?? 0)
  return layers
    .map(({ layer: { part }, ties }) => {
      const counts = sumByCode(part.ties.abroadPoint, ties, part.abroadPoints.x.length + 1)
      return sumCells(part.abroadPoints, tallyOf(counts), { level, box }, () => undefined)
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
}

/**
 * Points come along the map's curve, so each cell is one run of them: no table of cells is needed. Sums stay in variables until
 * their cell is left: a million sums in objects would be a million numbers for the collector.
 */
export function sumCells(
  points: Points,
  counts: Tally,
  { level, box }: CellArea,
  idOf: (point: number) => string | undefined,
): CellSum[] {
  const shift = GRID_BITS - level
  const columns = 2 ** level
  const isEverywhere = box === WORLD
  const cells: CellSum[] = []
  let cell = -1
  let count = 0
  let sumX = 0
  let sumY = 0
  let first = 0
  for (let slot = 0; slot < counts.size; slot++) {
    const point = counts.at[slot] ?? 0
    // The number after the last point stands for "no position".
    if (point >= points.x.length) break
    const x = points.x[point] ?? 0
    const y = points.y[point] ?? 0
    if (!isEverywhere && !isInside(box, x, y)) continue
    const here = (y >>> shift) * columns + (x >>> shift)
    if (here !== cell) {
      if (count > 0) cells.push({ cell, count, sumX, sumY, id: count === 1 ? idOf(first) : undefined })
      cell = here
      count = sumX = sumY = 0
      first = point
    }
    const rows = counts.count[slot] ?? 0
    count += rows
    sumX += x * rows
    sumY += y * rows
  }
  if (count > 0) cells.push({ cell, count, sumX, sumY, id: count === 1 ? idOf(first) : undefined })
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
