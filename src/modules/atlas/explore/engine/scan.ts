import type { Bitset } from './bitset.ts'
import { type Codes, countChosen, markRows } from './columns.ts'
import { HARD, type Plan } from './conditions.ts'

/** Counts rows by their code. */
export interface Counter {
  codes: Codes
  counts: Uint32Array
}

export interface ScanTargets {
  /** Counted for rows that fail nothing. */
  passing: Counter[]
  /** Counted for rows that fail exactly this one filter: what would be there if it were lifted. */
  missing: { bit: number; counter: Counter }[]
  /** Receives a bit for each row that fails nothing; must be clear. */
  pass: Bitset
}

/** Rows worked on at a time: their marks and lists fit the nearest cache. */
const BLOCK = 4096
const marks = new Uint32Array(BLOCK)
const chosen = new Uint32Array(BLOCK)

/**
 * One pass over the rows from `from` to `to`. Each row gets the bits of all it fails. No bit: it is in the answer.
 * One bit: it is only in the counts of that filter's own facet. That makes every facet's counts exact at once.
 */
export function scan(plan: Plan, from: number, to: number, targets: ScanTargets): number {
  let passed = 0
  // Blocks begin on a whole word of the bitsets.
  for (let base = from - (from & 31); base < to; base += BLOCK) {
    const length = Math.min(BLOCK, to - base)
    markBlock(plan, base, length)
    if (base < from) marks.fill(HARD, 0, from - base)
    const count = choosePassing(base, length, targets.pass)
    for (const { codes, counts } of targets.passing) countChosen(codes, chosen, count, counts)
    for (const { bit, counter } of targets.missing)
      countChosen(counter.codes, chosen, chooseMissing(bit, base, length), counter.counts)
    passed += count
  }
  return passed
}

function markBlock(plan: Plan, base: number, length: number): void {
  marks.fill(0, 0, length)
  for (const { codes, table } of plan.conditions) markRows(codes, table, base, marks, length)
  if (!plan.allowed) return
  for (let at = 0; at < length; at += 32) {
    const word = plan.allowed[(base + at) >>> 5] ?? 0
    if (word === 0xffffffff) continue
    const end = Math.min(at + 32, length)
    for (let row = at; row < end; row++) marks[row] = (marks[row] ?? 0) | (~(word >>> (row - at)) & HARD)
  }
}

// Both choosers write every row and step on only when it is meant: a branch would be guessed wrong half the time.

function choosePassing(base: number, length: number, pass: Bitset): number {
  let count = 0
  for (let at = 0; at < length; at += 32) {
    const end = Math.min(at + 32, length)
    let word = 0
    for (let row = at; row < end; row++) {
      const hit = ((marks[row] ?? 0) - 1) >>> 31
      chosen[count] = base + row
      count += hit
      word |= hit << (row - at)
    }
    pass[(base + at) >>> 5] = word
  }
  return count
}

function chooseMissing(bit: number, base: number, length: number): number {
  let count = 0
  for (let row = 0; row < length; row++) {
    chosen[count] = base + row
    count += (((marks[row] ?? 0) ^ bit) - 1) >>> 31
  }
  return count
}
