import type { Ties } from './columns.ts'
import { type Draft, type Pairing, toColumn } from './dictionary.ts'
import { sortByCode } from './ordering.ts'

export interface PlacedRows {
  /** New row → the row as it came. */
  rowFrom: Uint32Array
  tieOf: Uint32Array
  ties: Ties
  pointFirstTie: Uint32Array
}

/** Sorts rows by point, place, partner and point abroad, and keeps the order they come in within each tie. */
export function sortByTie(
  listed: Uint32Array,
  here: Pairing,
  there: Pairing,
  drafts: { place: Draft; partner: Draft },
  points: number,
): PlacedRows {
  // The least significant key first: each pass keeps the order of the one before.
  const rowFrom = sortByCode(sortByCode(listed, there.codes, there.first.length), here.codes, here.first.length)
  const tieOf = new Uint32Array(rowFrom.length)
  const firstRow: number[] = []
  rowFrom.forEach((from, row) => {
    const before = rowFrom[row - 1]
    const isNew =
      before === undefined || here.codes[from] !== here.codes[before] || there.codes[from] !== there.codes[before]
    if (isNew) firstRow.push(row)
    tieOf[row] = firstRow.length - 1
  })
  const size = firstRow.length
  const sample = Uint32Array.from(firstRow, (row) => rowFrom[row] ?? 0)
  const hereOf = sample.map((from) => here.codes[from] ?? 0)
  const thereOf = sample.map((from) => there.codes[from] ?? 0)
  const point = hereOf.map((code) => here.first[code] ?? 0)
  return {
    rowFrom,
    tieOf,
    ties: {
      size,
      firstRow: Uint32Array.from([...firstRow, rowFrom.length]),
      place: toColumn(
        drafts.place,
        hereOf.map((code) => here.second[code] ?? 0),
      ),
      partner: toColumn(
        drafts.partner,
        thereOf.map((code) => there.first[code] ?? 0),
      ),
      point,
      abroadPoint: thereOf.map((code) => there.second[code] ?? 0),
    },
    pointFirstTie: firstTies(point, points),
  }
}

/** Point → its first tie, for points 0 to `points`; ties come in the order of their points. */
export function firstTies(point: Uint32Array, points: number): Uint32Array {
  const first = new Uint32Array(points + 1)
  for (let tie = 0; tie < point.length; tie++) {
    const at = point[tie] ?? points
    if (at < points) first[at + 1] = (first[at + 1] ?? 0) + 1
  }
  for (let at = 0; at < points; at++) first[at + 1] = (first[at + 1] ?? 0) + (first[at] ?? 0)
  return first
}
