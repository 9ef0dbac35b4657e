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

/** Values as small numbers, each given once and never again: counting twenty-five thousand works by number takes a millisecond. */
const numbersOf = Object.fromEntries(filterNames.map((name) => [name, new Map<string, number>()])) as Record<
  FilterName,
  Map<string, number>
> // one for each filter
type Coded = Record<FilterName, number[]>
const codedWorks = new WeakMap<Listing, Coded>()
const codedLists = new WeakMap<readonly Listing[], Coded[]>()

function codeOf(name: FilterName, value: string): number {
  const known = numbersOf[name]
  const number = known.get(value) ?? known.size
  known.set(value, number)
  return number
}

/** A list is coded when it is first asked; a work once, however many lists it comes in. */
function codedOf(all: readonly Listing[]): Coded[] {
  const before = codedLists.get(all)
  if (before) return before
  const coded = all.map((work) => {
    const known = codedWorks.get(work)
    if (known) return known
    const fresh = Object.fromEntries(
      filterNames.map((name) => [name, [...new Set(valuesOf[name](work))].map((value) => codeOf(name, value))]),
    ) as Coded // one for each filter
    codedWorks.set(work, fresh)
    return fresh
  })
  codedLists.set(all, coded)
  return coded
}

/**
 * The works that answer, newest first, with exact counts for every filter. A work that fails one filter alone counts under that filter;
 * one that fails two counts nowhere.
 */
export function select(all: readonly Listing[], asked: Filters): Selection {
  const coded = codedOf(all)
  // A value that no work has is a number that no work bears.
  const wanted = filterNames.flatMap((name) =>
    asked[name] === '' ? [] : [{ name, code: numbersOf[name].get(asked[name]) ?? -1 }],
  )
  const works: Listing[] = []
  const tallies = filterNames.map((name) => ({ name, tally: new Uint32Array(numbersOf[name].size) }))
  const tallyOf = Object.fromEntries(tallies.map(({ name, tally }) => [name, tally])) as Record<FilterName, Uint32Array> // one for each filter
  for (const [at, work] of all.entries()) {
    const codes = coded[at]
    if (!codes) continue
    let failed: FilterName | undefined
    let isOut = false
    for (const { name, code } of wanted)
      if (!codes[name].includes(code)) {
        if (failed) isOut = true
        failed = name
      }
    if (isOut) continue
    if (failed) count(tallyOf[failed], codes[failed])
    else {
      works.push(work)
      for (const { name, tally } of tallies) count(tally, codes[name])
    }
  }
  const counts = Object.fromEntries(
    tallies.map(({ name, tally }) => [
      name,
      [...numbersOf[name]]
        .map(([value, number]) => ({ value, count: tally[number] ?? 0 }))
        .filter((counted) => counted.count > 0)
        .sort(byCount),
    ]),
  ) as Selection['counts'] // one entry for each filter
  return { works, counts }
}

function count(tally: Uint32Array, codes: readonly number[]): void {
  for (const code of codes) tally[code] = (tally[code] ?? 0) + 1
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
