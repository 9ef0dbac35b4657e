import { type Bitset, createBitset, setBit } from './bitset.ts'
import type { DayColumn } from './columns.ts'
import { countUp, sortByCode } from './ordering.ts'

/** Bitsets kept along the days; a question between two of them adds the few rows that are missing. */
const CHECKPOINTS = 16

interface DayOrder {
  /** Rows from the newest day on, those without a day last. */
  rows: Uint32Array
  /** Code → where its rows begin; one longer than there are codes. */
  begin: Uint32Array
  /** The first `n × step` rows as bits, for each n. */
  checkpoints: Bitset[]
  step: number
}

const orders = new WeakMap<DayColumn, DayOrder>()

/** Sets `target` to the rows whose code is below `code`. */
export function setRowsBelow(column: DayColumn, code: number, target: Bitset): void {
  const { rows, begin, checkpoints, step } = orderOf(column)
  const end = begin[code] ?? 0
  const nearest = Math.min(Math.floor(end / step), checkpoints.length - 1)
  const checkpoint = checkpoints[nearest]
  if (checkpoint) target.set(checkpoint)
  for (let at = nearest * step; at < end; at++) setBit(target, rows[at] ?? 0)
}

/** Made at the first question about days and kept as long as the column. */
function orderOf(column: DayColumn): DayOrder {
  const known = orders.get(column)
  if (known) return known
  const { codes, days } = column
  const wide = new Uint32Array(codes)
  const rows = sortByCode(countUp(codes.length), wide, days.length)
  const begin = new Uint32Array(days.length + 1)
  for (const code of wide) begin[code + 1] = (begin[code + 1] ?? 0) + 1
  for (let code = 0; code < days.length; code++) begin[code + 1] = (begin[code + 1] ?? 0) + (begin[code] ?? 0)
  const step = Math.max(1, Math.ceil(rows.length / CHECKPOINTS))
  const checkpoints: Bitset[] = []
  const bits = createBitset(rows.length)
  for (let at = 0; at < rows.length; at++) {
    if (at % step === 0) checkpoints.push(bits.slice())
    setBit(bits, rows[at] ?? 0)
  }
  const order = { rows, begin, checkpoints, step }
  orders.set(column, order)
  return order
}
