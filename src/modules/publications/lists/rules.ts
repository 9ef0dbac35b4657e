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

/** Values of each filter as small numbers, given once and never again: works are counted by them, not by words. */
const numbersOf = filterNames.map(() => new Map<string, number>())
/** The numbers of a work, filter by filter. */
type Coded = readonly (readonly number[])[]
const codedWorks = new WeakMap<Listing, Coded>()
const codedLists = new WeakMap<readonly Listing[], Coded[]>()

function codeOf(known: Map<string, number>, value: string): number {
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
    const fresh = filterNames.map((name, at) =>
      [...new Set(valuesOf[name](work))].map((value) => codeOf(numbersOf[at] ?? new Map(), value)),
    )
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
  const wanted = filterNames.flatMap((name, at) =>
    asked[name] === '' ? [] : [{ at, code: numbersOf[at]?.get(asked[name]) ?? -1 }],
  )
  const works: Listing[] = []
  const tallies = numbersOf.map((known) => new Uint32Array(known.size))
  for (let index = 0; index < coded.length; index += 1) {
    const codes = coded[index] ?? []
    const failed = failedBy(codes, wanted)
    if (failed === several) continue
    if (failed !== none) {
      count(tallies[failed], codes[failed])
      continue
    }
    const work = all[index]
    if (work) works.push(work)
    for (let at = 0; at < codes.length; at += 1) count(tallies[at], codes[at])
  }
  const counts = Object.fromEntries(
    filterNames.map((name, at) => [
      name,
      [...(numbersOf[at] ?? [])]
        .map(([value, number]) => ({ value, count: tallies[at]?.[number] ?? 0 }))
        .filter((counted) => counted.count > 0)
        .sort(byCount),
    ]),
  ) as Selection['counts'] // one entry for each filter
  return { works, counts }
}

const [none, several] = [-1, -2]

/** Which filter alone a work fails, by its place; or that it fails none, or several. */
function failedBy(codes: Coded, wanted: readonly { at: number; code: number }[]): number {
  let failed = none
  for (const { at, code } of wanted)
    if (!codes[at]?.includes(code)) {
      if (failed !== none) return several
      failed = at
    }
  return failed
}

function count(tally: Uint32Array | undefined, codes: readonly number[] | undefined): void {
  if (!tally || !codes) return
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0
    tally[code] = (tally[code] ?? 0) + 1
  }
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
