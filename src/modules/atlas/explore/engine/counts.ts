import { type Bitset, countBits } from './bitset.ts'
import { type AtlasIndex, type Dictionary, LANES, type Layer, type Part } from './columns.ts'
import { BRUSH, isHard, type Plan, planFor } from './conditions.ts'
import type { Question } from './question.ts'
import { type MissCounter, scan } from './scan.ts'
import { borrow, giveBack } from './scratch.ts'
import { borrowTally, type Tally } from './tally.ts'

/** What one pass over a layer has counted, by code. */
export interface LayerCounts {
  layer: Layer
  passed: number
  /** All versions in question: of them, `passed` pass. */
  known: number
  pass: Bitset
  packs: Uint32Array[]
  ties: Tally
  /** For each filter that is set: the rows that fail it alone, by the codes of its pack or by tie. */
  missing: Map<string, MissCounter>
  /** The one filter of a question that has no other: lifted, it leaves the landing page. */
  lifted?: { name: string; landing: LayerCounts } | undefined
  /** To be given back when the answer is made. */
  borrowed: Uint32Array[]
}

/** The counts of the landing page change only when the index does, so they are kept with it, like a block summary. */
const landings = new WeakMap<Layer, LayerCounts>()

export function countLayer(index: AtlasIndex, layer: Layer, question: Question): LayerCounts {
  const plan = planFor(index, layer, question)
  if (isHard(question)) return countPlan(layer, plan)
  if (plan.filters.length === 0) return landingOf(index, layer)
  const [only, ...others] = plan.filters
  if (!only || others.length > 0) return countPlan(layer, plan)
  const lifted = { name: only.name, landing: landingOf(index, layer) }
  return { ...countPlan(layer, plan, []), lifted }
}

export const hasFacet = (column: Dictionary, name: string) => column.facets.some((facet) => facet.name === name)

/** Counts of the question that asks nothing. */
export function landingOf(index: AtlasIndex, layer: Layer): LayerCounts {
  const known = landings.get(layer)
  if (known) return known
  const counts = { ...countPlan(layer, planFor(index, layer, {})), borrowed: [] }
  landings.set(layer, counts)
  return counts
}

function countPlan(layer: Layer, plan: Plan, lifts = plan.filters.map(({ name }) => name)): LayerCounts {
  const { part } = layer
  const missing = new Map(lifts.map((name) => [name, missCounter(part, name)]))
  const targets = {
    packs: part.packs.map((pack) => new Uint32Array(pack.size)),
    ties: borrowTally(part.ties.size),
    pass: borrow((part.rows + 31) >>> 5),
    missing: [...missing.values()],
  }
  const passed = scan(part, plan, targets)
  const known = plan.versions ? countBits(plan.versions) : part.rows
  giveBack(plan.borrowed)
  const { packs, ties, pass } = targets
  const tallies = [ties, ...targets.missing.flatMap((counter) => counter.ties ?? [])]
  return {
    ...{ layer, passed, known, packs, ties, pass, missing },
    borrowed: [pass, ...tallies.flatMap(({ at, count }) => [at, count])],
  }
}

function missCounter(part: Part, name: string): MissCounter {
  for (const [at, pack] of part.packs.entries()) {
    const lane =
      name === BRUSH
        ? at === part.year.pack
          ? part.year.lane
          : -1
        : pack.lanes.findIndex((candidate) => hasFacet(candidate, name))
    if (lane >= 0) return { lane: { codes: pack.codes, step: LANES, lane, counts: new Uint32Array(pack.size) } }
  }
  return { ties: borrowTally(part.ties.size) }
}
