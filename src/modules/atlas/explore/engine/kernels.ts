import { type Codes, LANES } from './columns.ts'

/*
 * The loops that see every row. They come in twins for narrow and wide codes, because a loop that meets two types of array
 * runs at half the speed.
 */

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
