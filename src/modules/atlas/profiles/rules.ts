import type { Viewer } from '#kernel/access'
import type { Clocks } from '#kernel/claims'
import type { ClocksAsked } from '../engagements/schema.ts'
import { countPairs } from '../explore/engine/pairs.ts'
import { namedValues, toQuestion } from '../explore/rules.ts'
import type { Explorer } from '../explore/service.ts'
import type { CountryRow, TieCount } from './read.ts'

/** The dates of an address as the two clocks of a question. */
export const clocksOf = ({ asOf, knownAt }: ClocksAsked): Clocks => ({ onDay: asOf, knownAt })

/** What the index counts of every place at any instant, in memory. It holds what everybody may know: for staff the database counts. */
function countedBy(explorer: Explorer, viewer: Viewer, asked: ClocksAsked) {
  if (viewer.role === 'staff') return undefined
  const { asOf, knownAt } = asked
  const answer = explorer.ask(toQuestion({ asOf, knownAt }, { arcs: 0, limit: 0 }))
  const pairs = countPairs(explorer.index(), toQuestion({ asOf, knownAt }), 'place', 'country')
  return { answer, pairs: pairs.filter(({ to }) => to !== 'unknown') }
}

/** How many engagements each government has, with how many countries; undefined where the database has to count. */
export function tiesOf(explorer: Explorer, viewer: Viewer, asked: ClocksAsked): TieCount[] | undefined {
  const counted = countedBy(explorer, viewer, asked)
  const reached = Map.groupBy(counted?.pairs ?? [], ({ from }) => from)
  return (
    counted &&
    namedValues(counted.answer, 'place').map(({ value, count }) => ({
      ...{ id: value, engagements: count },
      countries: reached.get(value)?.length ?? 0,
    }))
  )
}

/** Countries with the engagements and governments of each, most first; undefined where the database has to count. */
export function countriesOf(explorer: Explorer, viewer: Viewer, asked: ClocksAsked): CountryRow[] | undefined {
  const counted = countedBy(explorer, viewer, asked)
  const governments = Map.groupBy(counted?.pairs ?? [], ({ to }) => to)
  return (
    counted &&
    namedValues(counted.answer, 'country')
      .map(({ value: code, count }) => ({
        ...{ id: code.toLowerCase(), code, name: explorer.labelOf('country', code), engagements: count },
        governments: governments.get(code)?.length ?? 0,
      }))
      .sort((a, b) => b.engagements - a.engagements || (a.name < b.name ? -1 : 1))
  )
}
