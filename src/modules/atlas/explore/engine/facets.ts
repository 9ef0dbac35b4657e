import type { Codes, Column, FacetColumn } from './columns.ts'
import type { LayerCounts } from './counts.ts'
import type { AtlasSchema } from './engagement-row.ts'
import type { Tally } from './tally.ts'

/** How many rows have each value, were this facet itself not filtered; `counts[n]` belongs to `values[n]`. */
export interface FacetCounts {
  name: string
  values: readonly string[]
  counts: Uint32Array
}

export function countFacets(schema: AtlasSchema, layers: readonly LayerCounts[]): FacetCounts[] {
  const spelled = layers.map(spellLayer)
  return schema.facets.map(({ name }) =>
    spelled
      .map((facets) => facets.get(name) ?? { name, values: [], counts: new Uint32Array() })
      .reduce((base, more) => addFacets(base, more)),
  )
}

export function countOf(facet: FacetCounts, value: string): number {
  return facet.counts[facet.values.indexOf(value)] ?? 0
}

const spelledLandings = new WeakMap<LayerCounts, Map<string, FacetCounts>>()

/** Counts of the landing page are asked for again and again. */
function spellLanding(landing: LayerCounts): Map<string, FacetCounts> {
  const spelled = spelledLandings.get(landing) ?? spellLayer(landing)
  spelledLandings.set(landing, spelled)
  return spelled
}

function spellLayer(counts: LayerCounts): Map<string, FacetCounts> {
  const { part } = counts.layer
  const spelled = new Map<string, FacetCounts>()
  part.packs.forEach((pack, at) => {
    for (const { offset, size, facets } of pack.lanes)
      for (const facet of facets) {
        const passing = counts.packs[at]?.subarray(offset, offset + size) ?? new Uint32Array(size)
        const missing = counts.missing.get(facet.name)?.lane?.counts.subarray(offset, offset + size)
        spelled.set(facet.name, spellFacet(facet, passing, missing))
      }
  })
  for (const { codes, size, facets } of [part.ties.place, part.ties.partner]) {
    const passing = sumByCode(codes, counts.ties, size)
    for (const facet of facets) {
      const missing = counts.missing.get(facet.name)?.ties
      spelled.set(facet.name, spellFacet(facet, passing, missing && sumByCode(codes, missing, size)))
    }
  }
  const { lifted } = counts
  const whole = lifted && spellLanding(lifted.landing).get(lifted.name)
  if (whole) spelled.set(whole.name, whole)
  return spelled
}

function spellFacet(facet: FacetColumn, passing: Uint32Array, missing: Uint32Array | undefined): FacetCounts {
  const sets = new Uint32Array(facet.setStart.length - 1)
  for (let code = 0; code < passing.length; code++) {
    const amount = (passing[code] ?? 0) + (missing ? (missing[code] ?? 0) : 0)
    if (amount === 0) continue
    const set = facet.setOf[code] ?? 0
    sets[set] = (sets[set] ?? 0) + amount
  }
  const counts = new Uint32Array(facet.values.length)
  for (let set = 0; set < sets.length; set++) {
    if (sets[set] === 0) continue
    const end = facet.setStart[set + 1] ?? 0
    for (let at = facet.setStart[set] ?? 0; at < end; at++) {
      const value = facet.setValues[at] ?? 0
      counts[value] = (counts[value] ?? 0) + (sets[set] ?? 0)
    }
  }
  return { name: facet.name, values: facet.values, counts }
}

/** Adds each amount to the sum of the code its thing has. */
export function sumByCode(codes: Codes, tally: Tally, size: number): Uint32Array {
  const sums = new Uint32Array(size)
  // Twins, because a loop that meets two types of array runs at half the speed.
  if (codes instanceof Uint16Array) addNarrow(codes, tally, sums)
  else addWide(codes, tally, sums)
  return sums
}

function addNarrow(codes: Uint16Array, { at, count, size }: Tally, sums: Uint32Array): void {
  for (let slot = 0; slot < size; slot++) {
    const code = codes[at[slot] ?? 0] ?? 0
    sums[code] = (sums[code] ?? 0) + (count[slot] ?? 0)
  }
}

function addWide(codes: Uint32Array, { at, count, size }: Tally, sums: Uint32Array): void {
  for (let slot = 0; slot < size; slot++) {
    const code = codes[at[slot] ?? 0] ?? 0
    sums[code] = (sums[code] ?? 0) + (count[slot] ?? 0)
  }
}

/** The values in a facet of one row (or tie) of a column. */
export function valuesOf(column: Column, name: string, at: number): string[] {
  const facet = column.facets.find((candidate) => candidate.name === name)
  if (!facet) return []
  const set = facet.setOf[column.codes[at] ?? 0] ?? 0
  return Array.from(
    facet.setValues.subarray(facet.setStart[set], facet.setStart[set + 1]),
    (value) => facet.values[value] ?? '',
  )
}

const numbersOf = new WeakMap<readonly string[], Map<string, number>>()

/** The number of each value, remembered with the list. */
export function numberValues(values: readonly string[]): Map<string, number> {
  const known = numbersOf.get(values)
  if (known) return known
  const numbers = new Map(values.map((value, number) => [value, number]))
  numbersOf.set(values, numbers)
  return numbers
}

/** Adds the counts of two disjoint sets of rows. */
export function addFacets(base: FacetCounts, more: FacetCounts): FacetCounts {
  const { values, placeOf } = joinValues(base.values, more.values)
  const counts = new Uint32Array(values.length)
  counts.set(base.counts)
  for (let at = 0; at < placeOf.length; at++) {
    const place = placeOf[at] ?? 0
    counts[place] = (counts[place] ?? 0) + (more.counts[at] ?? 0)
  }
  return { name: base.name, values, counts }
}

interface JointValues {
  /** Those of the first list, then those only the second has. */
  values: readonly string[]
  /** Where each value of the second list stands among them. */
  placeOf: Uint32Array
}

const jointOf = new WeakMap<readonly string[], WeakMap<readonly string[], JointValues>>()

/** Both lists in one, remembered with them: the same two are added for every question. */
function joinValues(base: readonly string[], more: readonly string[]): JointValues {
  const withBase = jointOf.get(base) ?? new WeakMap<readonly string[], JointValues>()
  jointOf.set(base, withBase)
  const known = withBase.get(more)
  if (known) return known
  const numbers = numberValues(base)
  const added: string[] = []
  const placeOf = Uint32Array.from(more, (value) => numbers.get(value) ?? base.length + added.push(value) - 1)
  const joint = { values: added.length === 0 ? base : [...base, ...added], placeOf }
  withBase.set(more, joint)
  return joint
}
