import { invalid } from '#platform/problem'
import type { Answer } from '../explore/engine/answer.ts'
import { byCount, toQuestion, yearBars } from '../explore/rules.ts'
import {
  type ComparableFacet,
  comparableFacets,
  type FacetName,
  facetTitles,
  type PlainQuestion,
} from '../explore/schema.ts'
import type { Explorer } from '../explore/service.ts'
import { type Comparison, type ComparisonColumn, mostChoices } from './schema.ts'

type Index = Pick<Explorer, 'ask' | 'labelOf'>

const rowsPerColumn = 6

/** For each side, what tells its choices apart, and what they may have in common: the other side. */
const otherSide: Record<ComparableFacet, { top: FacetName; topTitle: string; shared: FacetName[] }> = {
  state: { top: 'country', topTitle: 'Top partner countries', shared: ['country', 'partner'] },
  place: { top: 'country', topTitle: 'Top partner countries', shared: ['country', 'partner'] },
  country: { top: 'state', topTitle: 'Top states', shared: ['state', 'place'] },
  region: { top: 'state', topTitle: 'Top states', shared: ['state', 'place'] },
  partner: { top: 'state', topTitle: 'Top states', shared: ['state', 'place'] },
  network: { top: 'state', topTitle: 'Top states', shared: ['state', 'place'] },
}

/** What is compared: what was named, else the facet with several chosen values, else one with any. */
export const facetToCompare = (asked: PlainQuestion, named: ComparableFacet | undefined): ComparableFacet =>
  named ??
  comparableFacets.find((name) => (asked[name]?.length ?? 0) > 1) ??
  comparableFacets.find((name) => asked[name]?.length) ??
  'state'

/** Refuses what a page explains: nothing chosen, or more than can be read side by side. */
export function requireChoices(asked: PlainQuestion, facet: ComparableFacet): void {
  const chosen = asked[facet]?.length ?? 0
  if (chosen === 0)
    throw invalid('atlas.comparison.empty', `Name what to compare: add ${facet}=… once for each choice.`, {
      [facet]: 'Choose two to four',
    })
  if (chosen > mostChoices)
    throw invalid('atlas.comparison.crowded', `Compare at most ${mostChoices} at a time; ${chosen} are named.`, {
      [facet]: `Choose at most ${mostChoices}`,
    })
}

/** The question of one column: the same, with one choice in place of all of them. */
export const columnQuestion = (asked: PlainQuestion, facet: ComparableFacet, value: string): PlainQuestion => ({
  ...asked,
  [facet]: [value],
})

/** Of a column's question, only what has a known beginning. */
export const datedOnly = (asked: PlainQuestion, firstYear: number): PlainQuestion => ({
  ...asked,
  undated: undefined,
  ...(asked.from || asked.to ? {} : { from: `${String(firstYear).padStart(4, '0')}-01-01` }),
})

/** Each choice is asked for by itself, so that every number is that of a question one can open. */
export function compareChoices(index: Index, asked: PlainQuestion, facet: ComparableFacet): Comparison {
  const whole = answerTo(index, asked)
  const choices = [...new Set(asked[facet] ?? [])].map((value) => {
    const question = columnQuestion(asked, facet, value)
    return { value, question, answer: answerTo(index, question) }
  })
  const answers = choices.map(({ answer }) => answer)
  const { top, topTitle, shared } = otherSide[facet]
  return {
    facet,
    title: facetTitles[facet],
    columns: choices.map(({ value, question, answer }) => ({
      value,
      label: index.labelOf(facet, value),
      ...beginnings(index, question, answer),
    })),
    groups: [
      groupOf(index, asked, answers, 'form', 'By form'),
      groupOf(index, asked, answers, top, topTitle),
      groupOf(index, asked, answers, 'verification', 'How well it is checked'),
    ],
    shared: choices.length < 2 ? [] : shared.map((name) => sharedValues(index, asked, name, { answers, whole })),
  }
}

const answerTo = (index: Index, asked: PlainQuestion): Answer => index.ask(toQuestion(asked, { limit: 0, arcs: 0 }))

function beginnings(index: Index, asked: PlainQuestion, answer: Answer): Omit<ComparisonColumn, 'value' | 'label'> {
  const years = yearBars(answer)
    .map(({ year, count }) => ({ year, count: countInYear(index, asked, year, count) }))
    .filter(({ count }) => count > 0)
  return {
    total: answer.total,
    dated: answer.total - answer.undated,
    firstYear: years[0]?.year ?? null,
    lastYear: years.at(-1)?.year ?? null,
    years,
  }
}

/** The bars of an answer show what the other filters leave. A year that the range cuts in two is asked for again. */
function countInYear(index: Index, asked: PlainQuestion, year: number, bar: number): number {
  const [first, last] = [dayOfYear(year, '01-01'), dayOfYear(year, '12-31')]
  const from = asked.from && asked.from > first ? asked.from : first
  const to = asked.to && asked.to < last ? asked.to : last
  if (bar === 0 || from > to) return 0
  if (from === first && to === last) return bar
  return answerTo(index, { ...asked, from, to, undated: undefined }).total
}

const dayOfYear = (year: number, day: string): string => `${String(year).padStart(4, '0')}-${day}`

/** Values that a filter of the same facet leaves out would be counted as if it were lifted; they are not rows. */
function countsOf(answer: Answer, asked: PlainQuestion, name: FacetName): Map<string, number> {
  const found = answer.facets.find((facet) => facet.name === name)
  const wanted = asked[name]
  const counts = (found?.values ?? []).map((value, at): [string, number] => [value, found?.counts[at] ?? 0])
  return new Map(counts.filter(([value, count]) => count > 0 && (!wanted?.length || wanted.includes(value))))
}

function groupOf(
  index: Index,
  asked: PlainQuestion,
  answers: Answer[],
  facet: FacetName,
  title: string,
): Comparison['groups'][number] {
  const columns = answers.map((answer) => countsOf(answer, asked, facet))
  const countOf = (value: string) => columns.map((counts) => counts.get(value) ?? 0)
  const leading = columns.flatMap((counts) => ordered([...counts]).slice(0, rowsPerColumn))
  const rows = ordered([...new Set(leading.map(([value]) => value))].map((value) => [value, sum(countOf(value))]))
  return {
    facet,
    title,
    of: new Set(columns.flatMap((counts) => [...counts.keys()])).size,
    rows: rows.map(([value]) => ({ value, label: index.labelOf(facet, value), counts: countOf(value) })),
  }
}

function sharedValues(
  index: Index,
  asked: PlainQuestion,
  facet: FacetName,
  { answers, whole }: { answers: Answer[]; whole: Answer },
): Comparison['shared'][number] {
  const columns = answers.map((answer) => countsOf(answer, asked, facet))
  const together = [...countsOf(whole, asked, facet)].filter(
    ([value]) => value !== 'unknown' && columns.every((counts) => counts.has(value)),
  )
  return {
    facet,
    title: facetTitles[facet],
    values: ordered(together).map(([value, count]) => ({ value, label: index.labelOf(facet, value), count })),
  }
}

const ordered = (counts: [value: string, count: number][]): [value: string, count: number][] =>
  counts.sort(([a, m], [b, n]) => byCount({ value: a, count: m }, { value: b, count: n }))

const sum = (counts: number[]): number => counts.reduce((total, count) => total + count, 0)
