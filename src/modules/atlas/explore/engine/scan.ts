import type { Bitset } from './bitset.ts'
import type { Codes, Part } from './columns.ts'
import { HARD, type Plan } from './conditions.ts'
import { countLane, countPack, markLane, markPack, markRows } from './kernels.ts'

export interface ScanTargets {
  /** Counts by code for each pack, in rows that fail nothing; none when only ties are wanted. */
  packs: readonly Uint32Array[]
  tie: Uint32Array
  /** Receives a bit for each row that fails nothing; must be clear. */
  pass: Bitset
  /** For each filter that is set: what would be there if only it were lifted. */
  missing: readonly MissCounter[]
}

export interface MissCounter {
  bit: number
  codes: Codes
  /** Codes to a row, and which of them to count. */
  step: number
  lane: number
  counts: Uint32Array
}

/** Rows worked on at a time: their marks and lists fit the nearest cache. */
const BLOCK = 4096
// A last word of the bitsets may reach beyond the last row.
const marks = new Uint32Array(BLOCK + 32)
const chosen = new Uint32Array(BLOCK + 1)
const nearMisses = new Uint32Array(BLOCK + 1)
const sorted = new Uint32Array(BLOCK)

/**
 * One pass over the rows from `from` to `to`. Each row gets the bits of all it fails. No bit: it is in the answer.
 * One bit: it is only in the counts of that filter's own facet. That makes every facet's counts exact at once.
 */
export function scan(part: Part, plan: Plan, from: number, to: number, targets: ScanTargets): number {
  let passed = 0
  // Blocks begin on a whole word of the bitsets.
  for (let base = from - (from & 31); base < to; base += BLOCK) {
    const length = Math.min(BLOCK, to - base)
    if (!markBlock(plan, base, length)) continue
    if (base < from) marks.fill(HARD, 0, from - base)
    const { passing, missing } = choose(base, length, targets.pass)
    targets.packs.forEach((counts, at) => {
      countPack(part.packs[at]?.codes ?? part.tieOf, chosen, passing, counts)
    })
    countLane(part.tieOf, 1, 0, chosen, passing, targets.tie)
    if (missing > 0) countMisses(targets.missing, base, missing)
    passed += passing
  }
  return passed
}

/** False when no row of the block can pass or nearly pass. */
function markBlock(plan: Plan, base: number, length: number): boolean {
  if (!markForbidden(plan.allowed, base, length)) return false
  for (const { codes, table, lanes } of plan.packs) {
    // Up to two lanes are faster one by one: their parts of the table then stay in the nearest cache.
    if (lanes.length > 2) markPack(codes, table, base, marks, length)
    else for (const lane of lanes) markLane(codes, lane, table, base, marks, length)
  }
  for (const { codes, table } of plan.conditions) markRows(codes, table, base, marks, length)
  return true
}

/** Marks the rows that are not allowed; false when none is. Words with all rows or none are the usual case. */
function markForbidden(allowed: Bitset | undefined, base: number, length: number): boolean {
  marks.fill(0, 0, length)
  if (!allowed) return true
  let some = 0
  for (let at = 0; at < length; at += 32) {
    const word = allowed[(base + at) >>> 5] ?? 0
    some |= word
    if (word === 0) marks.fill(HARD, at, at + 32)
    for (let rest = ~word; rest !== 0 && word !== 0; rest &= rest - 1) marks[at + 31 - Math.clz32(rest & -rest)] = HARD
  }
  return some !== 0
}

/** Lists every row and steps on only when it is meant: a branch would be guessed wrong half the time. */
function choose(base: number, length: number, pass: Bitset): { passing: number; missing: number } {
  let passing = 0
  let missing = 0
  for (let at = 0; at < length; at += 32) {
    const end = Math.min(at + 32, length)
    let word = 0
    for (let row = at; row < end; row++) {
      const mark = marks[row] ?? 0
      const hit = (mark - 1) >>> 31
      chosen[passing] = base + row
      passing += hit
      word |= hit << (row - at)
      // A power of two above HARD: one bit, and it is a filter's. (Bits run to 30, so a mark is never negative.)
      nearMisses[missing] = row
      missing += (((mark & (mark - 1)) - 1) >>> 31) & ((HARD - mark) >>> 31)
    }
    pass[(base + at) >>> 5] = word
  }
  return { passing, missing }
}

function countMisses(counters: readonly MissCounter[], base: number, length: number): void {
  for (const { bit, codes, step, lane, counts } of counters) {
    let own = 0
    for (let at = 0; at < length; at++) {
      const row = nearMisses[at] ?? 0
      if (marks[row] === bit) sorted[own++] = base + row
    }
    countLane(codes, step, lane, sorted, own, counts)
  }
}
