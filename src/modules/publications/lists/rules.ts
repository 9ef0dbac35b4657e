import type { Listing } from '../works/schema.ts'
import { atOnce, type FilterName, type Filters, filterNames, type WorkAsked } from './schema.ts'

/** The values of a work under each filter. */
const valuesOf: Record<FilterName, (work: Listing) => readonly string[]> = {
  topic: ({ topics }) => topics,
  pillar: ({ pillars }) => pillars,
  region: ({ regions }) => regions,
  kind: ({ kind }) => [kind],
  year: ({ firstPublishedAt }) => [String(firstPublishedAt.getUTCFullYear())],
  author: ({ authors }) => authors.map(({ name }) => name),
  language: ({ language }) => [language],
}

export interface Counted {
  value: string
  count: number
}

export interface Selection {
  works: Listing[]
  /** For each filter what each of its values would give while the others stay: one pass, so that all agree. */
  counts: Record<FilterName, Counted[]>
}

/**
 * The works that answer, newest first, with exact counts for every filter. A work that fails one filter alone counts under that filter;
 * one that fails two counts nowhere.
 */
export function select(all: readonly Listing[], asked: Filters): Selection {
  const wanted = filterNames.filter((name) => asked[name] !== '')
  const works: Listing[] = []
  const tallies = new Map<FilterName, Map<string, number>>(filterNames.map((name) => [name, new Map()]))
  for (const work of all) {
    const failed = wanted.filter((name) => !valuesOf[name](work).includes(asked[name]))
    if (failed.length > 1) continue
    if (failed.length === 0) works.push(work)
    for (const name of failed.length === 0 ? filterNames : failed) {
      const tally = tallies.get(name)
      for (const value of valuesOf[name](work)) tally?.set(value, (tally.get(value) ?? 0) + 1)
    }
  }
  const counts = Object.fromEntries(
    [...tallies].map(([name, tally]) => [name, [...tally].map(([value, count]) => ({ value, count })).sort(byCount)]),
  ) as Selection['counts'] // one entry for each filter
  return { works, counts }
}

const byCount = (a: Counted, b: Counted): number => b.count - a.count || (a.value < b.value ? -1 : 1)

/** The address of a list: only what differs from the plain one. */
export function listPath(asked: Partial<WorkAsked>, path = '/works'): string {
  const parameters = new URLSearchParams()
  for (const name of filterNames) if (asked[name]) parameters.set(name, asked[name])
  if (asked.view) parameters.set('view', asked.view)
  if (asked.shown !== undefined && asked.shown !== atOnce) parameters.set('shown', String(asked.shown))
  return parameters.size > 0 ? `${path}?${parameters}` : path
}
