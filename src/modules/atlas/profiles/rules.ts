import type { Viewer } from '#kernel/access'
import type { ClocksAsked } from '../engagements/schema.ts'
import { countPairs } from '../explore/engine/pairs.ts'
import type { Party } from '../explore/read.ts'
import { namedValues, toQuestion } from '../explore/rules.ts'
import type { Explorer } from '../explore/service.ts'
import { kilometersBetween, type Point } from '../matches/matching/distance.ts'
import type { CountryRow, TieCount } from './read.ts'

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

export interface SharedPartner {
  partnerId: string
  partnerName: string
  neighborId: string
  neighborName: string
  /** Great-circle distance; null when a position is unknown. */
  kilometers: number | null
}

/** Other US governments that work with the same counterparts, nearest first: the joint-mission question, of what everybody may know. */
export function sharedPartners(
  explorer: Explorer,
  asked: ClocksAsked,
  { id, most }: { id: string; most: number },
): SharedPartner[] {
  const pairsOf = (facets: { place: string[] } | { partner: string[] }) =>
    countPairs(
      explorer.index(),
      toQuestion({ ...facets, asOf: asked.asOf, knownAt: asked.knownAt }),
      'place',
      'partner',
    )
  const mine = new Set(
    pairsOf({ place: [id] }).flatMap(({ from, to }) =>
      from === id && explorer.party(to)?.kind !== 'country' ? [to] : [],
    ),
  )
  if (mine.size === 0) return []
  const home = explorer.party(id)
  return pairsOf({ partner: [...mine] })
    .flatMap(({ from, to }) => {
      const [neighbor, partner] = [explorer.party(from), explorer.party(to)]
      if (from === id || !mine.has(to) || !neighbor || !partner) return []
      return {
        ...{ partnerId: to, partnerName: partner.label, neighborId: from, neighborName: neighbor.label },
        kilometers: distance(home, neighbor),
      }
    })
    .sort(
      (a, b) =>
        (a.kilometers ?? Number.POSITIVE_INFINITY) - (b.kilometers ?? Number.POSITIVE_INFINITY) ||
        inOrder(a.partnerName, b.partnerName) ||
        inOrder(a.neighborName, b.neighborName),
    )
    .slice(0, most)
}

function distance(a: Party | undefined, b: Party): number | null {
  const [from, to] = [pointOf(a), pointOf(b)]
  return from && to ? Math.round(kilometersBetween(from, to)) : null
}

const pointOf = (party: Party | undefined): Point | undefined =>
  party && party.longitude !== null && party.latitude !== null
    ? { longitude: party.longitude, latitude: party.latitude }
    : undefined

/** By their letters as numbers, the same in every language. */
export const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
