import { type Codes, LANES } from './columns.ts'

/*
 * The loops that see every row. They come in twins for narrow and wide codes, because a loop that meets two types of array
 * runs at half the speed. Marking goes four rows at a time, which takes half as long as one by one.
 */

/** Gives each row the bits of its four codes. */
export function markPack(codes: Codes, table: Uint32Array, from: number, marks: Uint32Array, length: number): void {
  if (codes instanceof Uint16Array) markPackNarrow(codes, table, from, marks, length)
  else markPackWide(codes, table, from, marks, length)
}

/** Gives each row the bits of one of its four codes. */
export function markLane(
  codes: Codes,
  lane: number,
  table: Uint32Array,
  from: number,
  marks: Uint32Array,
  length: number,
): void {
  if (codes instanceof Uint16Array) markLaneNarrow(codes, lane, table, from, marks, length)
  else markLaneWide(codes, lane, table, from, marks, length)
}

/** Gives each row the bits of its one code. */
export function markRows(codes: Codes, table: Uint32Array, from: number, marks: Uint32Array, length: number): void {
  if (codes instanceof Uint16Array) markNarrow(codes, table, from, marks, length)
  else markWide(codes, table, from, marks, length)
}

/** Counts the four codes of each chosen row. */
export function countPack(codes: Codes, chosen: Uint32Array, length: number, counts: Uint32Array): void {
  if (codes instanceof Uint16Array) countPackNarrow(codes, chosen, length, counts)
  else countPackWide(codes, chosen, length, counts)
}

/** Counts one code of each chosen row, `step` codes apart, beginning with the code at `lane`. */
export function countLane(
  codes: Codes,
  step: number,
  lane: number,
  chosen: Uint32Array,
  length: number,
  counts: Uint32Array,
) {
  if (codes instanceof Uint16Array) countLaneNarrow(codes, step, lane, chosen, length, counts)
  else countLaneWide(codes, step, lane, chosen, length, counts)
}

function markPackNarrow(
  codes: Uint16Array,
  table: Uint32Array,
  from: number,
  marks: Uint32Array,
  length: number,
): void {
  for (let at = 0; at < length; at++) {
    const first = (from + at) * LANES
    marks[at] =
      (marks[at] ?? 0) |
      (table[codes[first] ?? 0] ?? 0) |
      (table[codes[first + 1] ?? 0] ?? 0) |
      (table[codes[first + 2] ?? 0] ?? 0) |
      (table[codes[first + 3] ?? 0] ?? 0)
  }
}

function markPackWide(codes: Uint32Array, table: Uint32Array, from: number, marks: Uint32Array, length: number): void {
  for (let at = 0; at < length; at++) {
    const first = (from + at) * LANES
    marks[at] =
      (marks[at] ?? 0) |
      (table[codes[first] ?? 0] ?? 0) |
      (table[codes[first + 1] ?? 0] ?? 0) |
      (table[codes[first + 2] ?? 0] ?? 0) |
      (table[codes[first + 3] ?? 0] ?? 0)
  }
}

function markNarrow(codes: Uint16Array, table: Uint32Array, from: number, marks: Uint32Array, length: number): void {
  let at = 0
  for (; at + 3 < length; at += 4) {
    const own = from + at
    marks[at] = (marks[at] ?? 0) | (table[codes[own] ?? 0] ?? 0)
    marks[at + 1] = (marks[at + 1] ?? 0) | (table[codes[own + 1] ?? 0] ?? 0)
    marks[at + 2] = (marks[at + 2] ?? 0) | (table[codes[own + 2] ?? 0] ?? 0)
    marks[at + 3] = (marks[at + 3] ?? 0) | (table[codes[own + 3] ?? 0] ?? 0)
  }
  for (; at < length; at++) marks[at] = (marks[at] ?? 0) | (table[codes[from + at] ?? 0] ?? 0)
}

function markWide(codes: Uint32Array, table: Uint32Array, from: number, marks: Uint32Array, length: number): void {
  let at = 0
  for (; at + 3 < length; at += 4) {
    const own = from + at
    marks[at] = (marks[at] ?? 0) | (table[codes[own] ?? 0] ?? 0)
    marks[at + 1] = (marks[at + 1] ?? 0) | (table[codes[own + 1] ?? 0] ?? 0)
    marks[at + 2] = (marks[at + 2] ?? 0) | (table[codes[own + 2] ?? 0] ?? 0)
    marks[at + 3] = (marks[at + 3] ?? 0) | (table[codes[own + 3] ?? 0] ?? 0)
  }
  for (; at < length; at++) marks[at] = (marks[at] ?? 0) | (table[codes[from + at] ?? 0] ?? 0)
}

function countPackNarrow(codes: Uint16Array, chosen: Uint32Array, length: number, counts: Uint32Array): void {
  for (let at = 0; at < length; at++) {
    const first = (chosen[at] ?? 0) * LANES
    const a = codes[first] ?? 0
    const b = codes[first + 1] ?? 0
    const c = codes[first + 2] ?? 0
    const d = codes[first + 3] ?? 0
    counts[a] = (counts[a] ?? 0) + 1
    counts[b] = (counts[b] ?? 0) + 1
    counts[c] = (counts[c] ?? 0) + 1
    counts[d] = (counts[d] ?? 0) + 1
  }
}

function countPackWide(codes: Uint32Array, chosen: Uint32Array, length: number, counts: Uint32Array): void {
  for (let at = 0; at < length; at++) {
    const first = (chosen[at] ?? 0) * LANES
    const a = codes[first] ?? 0
    const b = codes[first + 1] ?? 0
    const c = codes[first + 2] ?? 0
    const d = codes[first + 3] ?? 0
    counts[a] = (counts[a] ?? 0) + 1
    counts[b] = (counts[b] ?? 0) + 1
    counts[c] = (counts[c] ?? 0) + 1
    counts[d] = (counts[d] ?? 0) + 1
  }
}

function countLaneNarrow(
  codes: Uint16Array,
  step: number,
  lane: number,
  chosen: Uint32Array,
  length: number,
  counts: Uint32Array,
): void {
  for (let at = 0; at < length; at++) {
    const code = codes[(chosen[at] ?? 0) * step + lane] ?? 0
    counts[code] = (counts[code] ?? 0) + 1
  }
}

function countLaneWide(
  codes: Uint32Array,
  step: number,
  lane: number,
  chosen: Uint32Array,
  length: number,
  counts: Uint32Array,
): void {
  for (let at = 0; at < length; at++) {
    const code = codes[(chosen[at] ?? 0) * step + lane] ?? 0
    counts[code] = (counts[code] ?? 0) + 1
  }
}

/** Adds each amount to the sum of its code. */
export function addByCode(codes: Codes, amounts: Uint32Array, sums: Uint32Array): void {
  if (codes instanceof Uint16Array) addNarrow(codes, amounts, sums)
  else addWide(codes, amounts, sums)
}

function addNarrow(codes: Uint16Array, amounts: Uint32Array, sums: Uint32Array): void {
  // Ties of one place follow one another: their sum is kept at hand and written once.
  let open = codes[0] ?? 0
  let sum = 0
  for (let at = 0; at < amounts.length; at++) {
    const code = codes[at] ?? 0
    if (code !== open) {
      sums[open] = (sums[open] ?? 0) + sum
      open = code
      sum = 0
    }
    sum += amounts[at] ?? 0
  }
  sums[open] = (sums[open] ?? 0) + sum
}

function addWide(codes: Uint32Array, amounts: Uint32Array, sums: Uint32Array): void {
  // Ties of one place follow one another: their sum is kept at hand and written once.
  let open = codes[0] ?? 0
  let sum = 0
  for (let at = 0; at < amounts.length; at++) {
    const code = codes[at] ?? 0
    if (code !== open) {
      sums[open] = (sums[open] ?? 0) + sum
      open = code
      sum = 0
    }
    sum += amounts[at] ?? 0
  }
  sums[open] = (sums[open] ?? 0) + sum
}

function markLaneNarrow(
  codes: Uint16Array,
  lane: number,
  table: Uint32Array,
  from: number,
  marks: Uint32Array,
  length: number,
): void {
  let own = from * LANES + lane
  let at = 0
  for (; at + 3 < length; at += 4) {
    marks[at] = (marks[at] ?? 0) | (table[codes[own] ?? 0] ?? 0)
    marks[at + 1] = (marks[at + 1] ?? 0) | (table[codes[own + LANES] ?? 0] ?? 0)
    marks[at + 2] = (marks[at + 2] ?? 0) | (table[codes[own + 2 * LANES] ?? 0] ?? 0)
    marks[at + 3] = (marks[at + 3] ?? 0) | (table[codes[own + 3 * LANES] ?? 0] ?? 0)
    own += 4 * LANES
  }
  for (; at < length; at++) {
    marks[at] = (marks[at] ?? 0) | (table[codes[own] ?? 0] ?? 0)
    own += LANES
  }
}

function markLaneWide(
  codes: Uint32Array,
  lane: number,
  table: Uint32Array,
  from: number,
  marks: Uint32Array,
  length: number,
): void {
  let own = from * LANES + lane
  let at = 0
  for (; at + 3 < length; at += 4) {
    marks[at] = (marks[at] ?? 0) | (table[codes[own] ?? 0] ?? 0)
    marks[at + 1] = (marks[at + 1] ?? 0) | (table[codes[own + LANES] ?? 0] ?? 0)
    marks[at + 2] = (marks[at + 2] ?? 0) | (table[codes[own + 2 * LANES] ?? 0] ?? 0)
    marks[at + 3] = (marks[at + 3] ?? 0) | (table[codes[own + 3 * LANES] ?? 0] ?? 0)
    own += 4 * LANES
  }
  for (; at < length; at++) {
    marks[at] = (marks[at] ?? 0) | (table[codes[own] ?? 0] ?? 0)
    own += LANES
  }
}
