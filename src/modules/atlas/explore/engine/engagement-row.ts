export interface Point {
  lon: number
  lat: number
}

/**
 * One version of one engagement, as the index takes it. An engagement that was edited has several rows with the same id
 * and adjoining spans of knowledge; at most one of them has no `knownTo` and is the current version.
 */
export interface EngagementRow {
  id: string
  title: string
  /** Where the US government is; the first value of the `place` facet is the one it belongs to. */
  usPoint?: Point | undefined
  abroadPoint?: Point | undefined
  /** Days since 1970-01-01. No start means undated, no end means that no end is known. */
  startDay?: number | undefined
  endDay?: number | undefined
  /** Seconds since 1970. The version was believed from `knownFrom` until just before `knownTo`. */
  knownFrom: number
  knownTo?: number | undefined
  /** Every value the row has in each facet. A facet left out or empty counts under `UNKNOWN`. */
  facets: Readonly<Record<string, readonly string[]>>
}

export interface FacetDefinition {
  name: string
  /** The facet whose value decides this one in nearly every row; they then share a column. A hint, never a promise. */
  derivedFrom?: string
}

export interface AtlasSchema {
  facets: readonly FacetDefinition[]
  /** The facets at the two ends of an arc, and the one whose commonest value names its kind. */
  from: string
  to: string
  arcKind: string
}

/** "We do not know" is an answer that can be counted and asked for like any other. */
export const UNKNOWN = 'unknown'

export const atlasSchema: AtlasSchema = {
  from: 'place',
  to: 'partner',
  arcKind: 'form',
  facets: [
    { name: 'place' },
    { name: 'state', derivedFrom: 'place' },
    { name: 'level', derivedFrom: 'place' },
    { name: 'partner' },
    { name: 'country', derivedFrom: 'partner' },
    { name: 'region', derivedFrom: 'country' },
    { name: 'kind' },
    { name: 'form', derivedFrom: 'kind' },
    { name: 'theme' },
    { name: 'legal' },
    { name: 'recognition' },
    { name: 'activity' },
    { name: 'verification' },
    { name: 'network' },
    { name: 'source' },
    { name: 'documented' },
  ],
}

/** The facet at the top of a chain of derivations: `region` → `country` → `partner`. */
export function rootOf(schema: AtlasSchema, name: string): string {
  const seen = new Set<string>()
  let current = name
  for (;;) {
    const facet = schema.facets.find((candidate) => candidate.name === current)
    if (!facet) throw new Error(`facets: "${name}" leads to "${current}", which the schema does not list; add it.`)
    if (facet.derivedFrom === undefined) return current
    if (seen.has(current)) throw new Error(`facets: "${name}" is derived from itself; break the circle.`)
    seen.add(current)
    current = facet.derivedFrom
  }
}
