import { type Bitset, listBits } from './bitset.ts'
import type { Codes, Part } from './columns.ts'
import type { Plan } from './conditions.ts'
import { countLane, countPack } from './kernels.ts'
import { type Tally, tallyRows } from './tally.ts'

export interface ScanTargets {
  /** Counts by code for each pack, in rows that pass; none when only ties are wanted. */
  packs: readonly Uint32Array[]
  ties: Tally
  /** Receives a bit for each row that passes; must be clear. */
  pass: Bitset
  /** For each filter that is to be lifted, in the order of the plan: what would be there if only it were. */
  missing: readonly MissCounter[]
}

export interface MissCounter {
  /** Where to count the codes of a pack, and which of its lanes; otherwise ties are counted. */
  lane?: { codes: Codes; step: number; lane: number; counts: Uint32Array }
  ties?: Tally
}

/** Words of the bitsets worked on at a time: 4,096 rows, whose lists fit the nearest cache. */
const BLOCK = 128
const listed = new Uint32Array(BLOCK * 32)
const nearMisses = new Uint32Array(BLOCK)

/**
 * One pass over the rows, thirty-two to a word. Rows that meet every filter are in the answer. Rows that fail just one are
 * only in the counts of that filter's own facet. That makes every facet's counts exact at once.
 */
export function scan(part: Part, plan: Plan, targets: ScanTargets): number {
  const { firstRow, endRow } = plan.stretch
  const endWord = (endRow + 31) >>> 5
  let passed = 0
  for (let from = firstRow >>> 5; from < endWord; from += BLOCK) {
    const to = Math.min(from + BLOCK, endWord)
    if (!sortOut(plan, from, to, targets.pass)) continue
    const passing = listRows(targets.pass, from, to)
    targets.packs.forEach((counts, at) => {
      countPack(part.packs[at]?.codes ?? part.tieOf, listed, passing, counts)
    })
    tallyRows(part.tieOf, listed, passing, targets.ties)
    passed += passing
    targets.missing.forEach(({ lane, ties }, at) => {
      const missing = listMisses(plan.filters[at]?.rows ?? targets.pass, from, to)
      if (lane) countLane(lane.codes, lane.step, lane.lane, listed, missing, lane.counts)
      else if (ties) tallyRows(part.tieOf, listed, missing, ties)
    })
  }
  return passed
}

/** Which rows of a block pass, and which fail one filter. False when there is neither. */
function sortOut({ allowed, filters, stretch }: Plan, from: number, to: number, pass: Bitset): boolean {
  for (let word = from; word < to; word++) pass[word] = allowed ? (allowed[word] ?? 0) : -1
  if (from === stretch.firstRow >>> 5) pass[from] = (pass[from] ?? 0) & (-1 << (stretch.firstRow & 31))
  const rest = stretch.endRow & 31
  if (to === (stretch.endRow + 31) >>> 5 && rest !== 0) pass[to - 1] = (pass[to - 1] ?? 0) & ((1 << rest) - 1)
  nearMisses.fill(0)
  let some = 0
  for (const { rows } of filters)
    for (let word = from; word < to; word++) {
      const passing = pass[word] ?? 0
      const met = rows[word] ?? 0
      // Who failed one filter before must meet this one; who fails this one must have met all before.
      nearMisses[word - from] = ((nearMisses[word - from] ?? 0) & met) | (passing & ~met)
      pass[word] = passing & met
    }
  for (let word = from; word < to; word++) some |= (pass[word] ?? 0) | (nearMisses[word - from] ?? 0)
  return some !== 0
}

function listRows(rows: Bitset, from: number, to: number): number {
  let length = 0
  for (let word = from; word < to; word++) length = listBits(rows[word] ?? 0, word * 32, listed, length)
  return length
}

function listMisses(met: Bitset, from: number, to: number): number {
  let length = 0
  for (let word = from; word < to; word++)
    length = listBits((nearMisses[word - from] ?? 0) & ~(met[word] ?? 0), word * 32, listed, length)
  return length
}
