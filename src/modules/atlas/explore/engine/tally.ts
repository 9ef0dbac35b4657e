import { borrowUncleared } from './scratch.ts'

/** Things that occur, each once and ascending, and how often. Costs what occurs, not what could. */
export interface Tally {
  at: Uint32Array
  count: Uint32Array
  size: number
}

/** For up to `length` different things; its two arrays are to be given back. */
export const borrowTally = (length: number): Tally => ({
  at: borrowUncleared(length),
  count: borrowUncleared(length),
  size: 0,
})

/** Counts along ascending codes into the tally, going on where it stopped. */
export function tallyRows(codes: Uint32Array, rows: Uint32Array, length: number, tally: Tally): void {
  const { at, count } = tally
  let { size } = tally
  let open = size === 0 ? -1 : (at[size - 1] ?? 0)
  let run = size === 0 ? 0 : (count[size - 1] ?? 0)
  for (let slot = 0; slot < length; slot++) {
    const code = codes[rows[slot] ?? 0] ?? 0
    // Without a branch: whether the next row is of the same tie cannot be guessed.
    const change = code ^ open
    const isNew = (change | -change) >>> 31
    size += isNew
    run = (run & (isNew - 1)) + 1
    open = code
    at[size - 1] = code
    count[size - 1] = run
  }
  tally.size = size
}

/** The same amounts told of something coarser, whose codes ascend too: points instead of ties. Written into `coarse`. */
export function coarsen({ at, count, size }: Tally, codes: Uint32Array, coarse: Tally): Tally {
  let open = -1
  let sum = 0
  let found = 0
  for (let slot = 0; slot < size; slot++) {
    const code = codes[at[slot] ?? 0] ?? 0
    const change = code ^ open
    const isNew = (change | -change) >>> 31
    found += isNew
    sum = (sum & (isNew - 1)) + (count[slot] ?? 0)
    open = code
    coarse.at[found - 1] = code
    coarse.count[found - 1] = sum
  }
  coarse.size = found
  return coarse
}

/** The part of a tally that tells of `first` up to, not including, `end`. */
export function between({ at, count, size }: Tally, first: number, end: number): Tally {
  const from = firstFrom(at, size, first)
  const to = firstFrom(at, size, end)
  return { at: at.subarray(from, to), count: count.subarray(from, to), size: to - from }
}

function firstFrom(at: Uint32Array, size: number, wanted: number): number {
  let low = 0
  let high = size
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((at[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}

/** A table of amounts as the tally of those that are not zero. */
export function tallyOf(amounts: Uint32Array): Tally {
  const tally: Tally = { at: new Uint32Array(amounts.length), count: new Uint32Array(amounts.length), size: 0 }
  for (let code = 0; code < amounts.length; code++) {
    const amount = amounts[code] ?? 0
    if (amount === 0) continue
    tally.at[tally.size] = code
    tally.count[tally.size++] = amount
  }
  return tally
}
