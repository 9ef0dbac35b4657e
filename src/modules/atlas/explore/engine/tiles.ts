import { cellLevel } from './cells.ts'
import { addCells, type CellSum, lone, sumCells, WORLD } from './clusters.ts'
import { type AtlasIndex, type Layer, layersOf } from './columns.ts'
import { isLanding, planFor } from './conditions.ts'
import { landingOf } from './counts.ts'
import { GRID_BITS, tileRange } from './mercator.ts'
import { firstPointFrom } from './points.ts'
import { createMessageWriter, type MessageWriter } from './protobuf.ts'
import type { Question } from './question.ts'
import { scan } from './scan.ts'
import { borrow, giveBack } from './scratch.ts'
import { between, borrowTally, coarsen } from './tally.ts'

/** Deepest zoom with tiles of its own; a map shows these enlarged beyond it. */
export const DEEPEST_TILE = 14
const EXTENT = 4096

/** A Mapbox vector tile (specification 2.1) with one layer, `engagements`: a point with `count` for each 64-pixel cell. */
export function tile(index: AtlasIndex, question: Question, z: number, x: number, y: number): Uint8Array<ArrayBuffer> {
  return encodeTile(tileCells(index, question, z, x, y), z, x, y)
}

/** The cells of one tile. Over all tiles of a zoom they hold every located row exactly once. */
export function tileCells(index: AtlasIndex, question: Question, z: number, x: number, y: number): CellSum[] {
  if (!isTile(z, x, y)) throw new RangeError(`tile: ${z}/${x}/${y} is none; zoom goes from 0 to ${DEEPEST_TILE}.`)
  const range = tileRange(z, x, y)
  return layersOf(index)
    .map((layer) => layerCells(index, layer, question, z, range))
    .reduce(addCells)
}

function layerCells(
  index: AtlasIndex,
  layer: Layer,
  question: Question,
  z: number,
  range: { first: number; end: number },
): CellSum[] {
  const { part } = layer
  const from = firstPointFrom(part.points, range.first)
  const to = firstPointFrom(part.points, range.end)
  if (from === to) return []
  const firstTie = part.pointFirstTie[from] ?? 0
  const endTie = part.pointFirstTie[to] ?? 0
  const { ties, pass, borrowed } = isLanding(question)
    ? countOnLanding(index, layer, firstTie, endTie)
    : countInTies(index, layer, question, firstTie, endTie)
  const counts = coarsen(ties, part.ties.point, borrowTally(part.points.x.length + 1))
  const cells = sumCells(part.points, counts, { level: cellLevel(z), box: WORLD }, (point) =>
    lone({ layer, pass }, point),
  )
  giveBack([counts.at, counts.count, ...borrowed])
  return cells
}

function countOnLanding(index: AtlasIndex, layer: Layer, firstTie: number, endTie: number) {
  const { ties, pass } = landingOf(index, layer)
  return { ties: between(ties, firstTie, endTie), pass, borrowed: [] }
}

function countInTies(index: AtlasIndex, layer: Layer, question: Question, firstTie: number, endTie: number) {
  const { part } = layer
  const { firstRow } = part.ties
  const plan = planFor(index, layer, question, { firstRow: firstRow[firstTie] ?? 0, endRow: firstRow[endTie] ?? 0 })
  const ties = borrowTally(part.ties.size)
  const pass = borrow((part.rows + 31) >>> 5)
  scan(part, plan, { packs: [], ties, pass, missing: [] })
  return { ties, pass, borrowed: [...plan.borrowed, ties.at, ties.count, pass] }
}

function isTile(z: number, x: number, y: number): boolean {
  const side = 2 ** z
  return [z, x, y].every(Number.isInteger) && z >= 0 && z <= DEEPEST_TILE && x >= 0 && x < side && y >= 0 && y < side
}

function encodeTile(cells: readonly CellSum[], z: number, x: number, y: number): Uint8Array<ArrayBuffer> {
  const writer = createMessageWriter()
  if (cells.length > 0) writer.message(3, (layer) => writeLayer(layer, cells, z, x, y))
  return writer.take()
}

function writeLayer(layer: MessageWriter, cells: readonly CellSum[], z: number, x: number, y: number): void {
  const scale = 2 ** (GRID_BITS - z)
  const values = new Map<number | string, number>()
  const numberOf = (value: number | string) => {
    const number = values.get(value) ?? values.size
    values.set(value, number)
    return number
  }
  layer.varint(15, 2)
  layer.text(1, 'engagements')
  for (const { count, sumX, sumY, id } of cells) {
    const tags = [0, numberOf(count)]
    if (count === 1 && id !== undefined) tags.push(1, numberOf(id))
    const right = Math.floor(((sumX / count - x * scale) / scale) * EXTENT)
    const down = Math.floor(((sumY / count - y * scale) / scale) * EXTENT)
    layer.message(2, (feature) => {
      feature.packed(2, tags)
      feature.varint(3, POINT)
      feature.packed(4, [MOVE_TO_ONE, zigzag(right), zigzag(down)])
    })
  }
  layer.text(3, 'count')
  layer.text(3, 'id')
  for (const value of values.keys())
    layer.message(4, (holder) => (typeof value === 'number' ? holder.varint(5, value) : holder.text(1, value)))
  layer.varint(5, EXTENT)
}

const POINT = 1
/** Command 1 (move to), once. */
const MOVE_TO_ONE = 9

const zigzag = (value: number) => (value << 1) ^ (value >> 31)
