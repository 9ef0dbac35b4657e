import { type Bitset, countBits } from './bitset.ts'
import { type AtlasIndex, type Dictionary, LANES, type Layer, type Part } from './columns.ts'
import { BRUSH, type Filter, planFor, tieTables } from './conditions.ts'
import type { Question } from './question.ts'
import { type MissCounter, scan } from './scan.ts'
import { borrow } from './scratch.ts'

/** What one pass over a layer has counted, by code. */
export interface LayerCounts {
  layer: Layer
  passed: number
  /** All versions in question: of them, `passed` pass. */
  known: number
  pass: Bitset
  packs: Uint32Array[]
  tie: Uint32Array
  /** For each filter that is set: the rows that fail it alone, by the codes of its pack or by tie. */
  missing: Map<string, Uint32Array>
  /** To be given back when the answer is made. */
  borrowed: Uint32Array[]
}

/** The counts of the landing page change only when the index does, so they are kept with it, like a block summary. */
const landing = new WeakMap<Layer, LayerCounts>()

export function countLayer(index: AtlasIndex, layer: Layer, question: Question): LayerCounts {
  const plan = planFor(index, layer, question)
  const isUnfiltered = plan.conditions.length === 0 && plan.packs.length === 0
  const isLanding = isUnfiltered && !question.text && question.knownAt === undefined
  const known = isLanding ? landing.get(layer) : undefined
  if (known) return known
  const { part } = layer
  const missing = plan.filters.map((filter) => ({ name: filter.name, counter: missCounter(part, filter) }))
  const targets = {
    packs: part.packs.map((pack) => new Uint32Array(pack.size)),
    tie: borrow(part.ties.size),
    pass: borrow((part.rows + 31) >>> 5),
    missing: missing.map(({ counter }) => counter),
  }
  const passed = scan(part, plan, 0, part.rows, targets)
  const { packs, tie, pass } = targets
  const tieMisses = targets.missing.filter(({ codes }) => codes === part.tieOf).map((counter) => counter.counts)
  const counts: LayerCounts = {
    ...{ layer, passed, packs, tie, pass },
    known: plan.versions ? countBits(plan.versions) : part.rows,
    missing: new Map(missing.map(({ name, counter }) => [name, counter.counts])),
    borrowed: isLanding ? [] : [tie, pass, ...tieTables(plan, part), ...tieMisses],
  }
  if (isLanding) landing.set(layer, counts)
  return counts
}

function missCounter(part: Part, filter: Filter): MissCounter {
  for (const [at, pack] of part.packs.entries()) {
    const lane =
      filter === BRUSH
        ? at === part.year.pack
          ? part.year.lane
          : -1
        : pack.lanes.findIndex((candidate) => hasFacet(candidate, filter.name))
    if (lane >= 0) return { bit: filter.bit, codes: pack.codes, step: LANES, lane, counts: new Uint32Array(pack.size) }
  }
  return { bit: filter.bit, codes: part.tieOf, step: 1, lane: 0, counts: borrow(part.ties.size) }
}

export const hasFacet = (column: Dictionary, name: string) => column.facets.some((facet) => facet.name === name)
