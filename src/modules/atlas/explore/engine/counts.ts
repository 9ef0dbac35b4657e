import { type Bitset, createBitset } from './bitset.ts'
import type { AtlasIndex, Column, Layer, Part } from './columns.ts'
import { BRUSH, type Filter, planFor } from './conditions.ts'
import type { Question } from './question.ts'
import { type Counter, scan } from './scan.ts'

/** What one pass over a layer has counted, by code. */
export interface LayerCounts {
  layer: Layer
  passed: number
  pass: Bitset
  columns: Uint32Array[]
  tie: Uint32Array
  start: Uint32Array
  /** For each filter that is set: the rows that fail it alone. */
  missing: Map<string, Uint32Array>
}

/** The counts of the landing page change only when the index does, so they are kept with it, like a block summary. */
const landing = new WeakMap<Layer, LayerCounts>()

export function countLayer(index: AtlasIndex, layer: Layer, question: Question): LayerCounts {
  const plan = planFor(index, layer, question)
  const isLanding = plan.conditions.length === 0 && question.text === undefined && question.knownAt === undefined
  const known = isLanding ? landing.get(layer) : undefined
  if (known) return known
  const { part } = layer
  const counts: LayerCounts = {
    layer,
    passed: 0,
    pass: createBitset(part.rows),
    columns: part.columns.map((column) => new Uint32Array(column.size)),
    tie: new Uint32Array(part.ties.size),
    start: new Uint32Array(part.start.days.length),
    missing: new Map(),
  }
  const passing: Counter[] = [
    ...part.columns.map((column, at) => ({ codes: column.codes, counts: counts.columns[at] ?? new Uint32Array() })),
    { codes: part.tieOf, counts: counts.tie },
    { codes: part.start.codes, counts: counts.start },
  ]
  const missing = plan.filters.map((filter) => {
    const counter = missCounter(part, filter)
    counts.missing.set(filter.name, counter.counts)
    return { bit: filter.bit, counter }
  })
  counts.passed = scan(plan, 0, part.rows, { passing, missing, pass: counts.pass })
  if (isLanding) landing.set(layer, counts)
  return counts
}

function missCounter(part: Part, filter: Filter): Counter {
  if (filter === BRUSH) return { codes: part.start.codes, counts: new Uint32Array(part.start.days.length) }
  const column = part.columns.find((candidate) => hasFacet(candidate, filter.name))
  if (column) return { codes: column.codes, counts: new Uint32Array(column.size) }
  return { codes: part.tieOf, counts: new Uint32Array(part.ties.size) }
}

export const hasFacet = (column: Column, name: string) => column.facets.some((facet) => facet.name === name)
