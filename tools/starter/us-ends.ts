import { impliedState } from '../../src/modules/atlas/imports/readers/read-sister-cities.ts'
import type { DivisionRow } from '../../src/modules/atlas/imports/readers/read-us-governments.ts'
import { kilometersBetween, type Point } from '../../src/modules/atlas/matches/matching/distance.ts'
import { bareKey, buildGazetteer, type Gazetteer } from '../../src/modules/atlas/matches/matching/gazetteer.ts'
import { matchPlace } from '../../src/modules/atlas/matches/matching/match-place.ts'
import { foldName, nameKey } from '../../src/modules/atlas/matches/matching/normal-names.ts'
import type { Mention } from '../../src/modules/atlas/matches/matching/scoring.ts'
import { qualifierSense, titleParts } from '../../src/modules/atlas/matches/matching/title-parts.ts'
import { findUsState } from '../../src/modules/atlas/matches/matching/us-states.ts'
import { countyKey, type UsPlace } from './us-spine.ts'

export type UsEnd =
  | { readonly found: 'place'; readonly place: UsPlace }
  | { readonly found: 'county'; readonly key: string }
  | { readonly found: 'state'; readonly key: string }
  | { readonly found: 'nothing'; readonly reason: string; readonly explanation: string }

export interface UsFinder {
  /** A page title: "Springfield, Illinois", "Maui County, Hawaii", "Chicago", "Ohio". */
  byTitle(title: string): UsEnd
  /** A plain name, perhaps with a state: abstains when two places bear it. */
  byName(name: string, state?: string, point?: Point): UsEnd
  /** The place when no other government or place of the country has its name. */
  alone(name: string): UsPlace | undefined
  county(name: string, state?: string): string | undefined
  byOcd(ocd: string): UsPlace | undefined
  /** Hawaii's mayors are mayors of counties. */
  countyByOcd(ocd: string): string | undefined
  /** The nearest city that big, as far as that many kilometers. */
  cityAround(point: Point, population: number, kilometers: number): UsPlace | undefined
}

// Parts of one city, or of none: they sign nothing of their own.
const partsOfCities = new Set([
  'brooklyn',
  'staten island',
  'lower east side',
  'waikiki',
  'crown heights',
  'queens',
  'the bronx',
])
const regions = new Set(['blackstone valley', 'metrowest'])

export function usFinder(places: readonly UsPlace[], divisions: readonly DivisionRow[]): UsFinder {
  const byKey = new Map(places.map((place) => [place.id, place]))
  const gazetteer = buildGazetteer(places)
  const byCounty = Map.groupBy(places, (place) => place.county ?? '')
  const counties = divisions.filter((one) => one.level === 'county')

  const nothing = (reason: string, explanation: string): UsEnd => ({ found: 'nothing', reason, explanation })

  function byTitle(title: string): UsEnd {
    const { name, within, qualifier } = titleParts(title)
    const folded = foldName(name)
    const state = findUsState(within.at(-1) ?? '')
    if (partsOfCities.has(folded)) return nothing('neighborhood', `${name} is part of a city, not a government.`)
    if (regions.has(folded)) return nothing('not-a-government', `${name} is a region without a government.`)
    if (
      within.length === 0 &&
      (qualifier === undefined || qualifier === 'state') &&
      !impliedState(title) &&
      findUsState(name)
    ) {
      const found = findUsState(name)
      return found ? { found: 'state', key: `us/${found.postal.toLowerCase()}` } : nothing('unknown-us-place', name)
    }
    if (qualifierSense(qualifier) !== 'place')
      return nothing('another-level', `“${title}” is not the page of a municipality.`)
    const county = countyNamed(/ (County|Parish|Borough)$/.test(name) ? name : undefined, state?.postal)
    if (county) return { found: 'county', key: countyKey(county) }
    if (folded === 'washington' && state?.postal === 'DC') return byName('Washington', 'DC')
    const around = countyNamed(within.length > 1 ? within[0] : undefined, state?.postal)
    const inside = around && buildGazetteer(byCounty.get(around.geoid) ?? [])
    return search(inside ?? gazetteer, name, state?.postal ?? impliedState(title))
  }

  function countyNamed(name: string | undefined, state: string | undefined): DivisionRow | undefined {
    return counties.find((one) => one.state === state && name !== undefined && foldName(one.name) === foldName(name))
  }

  function byName(name: string, state?: string, point?: Point): UsEnd {
    return search(gazetteer, name, state, point)
  }

  function alone(name: string): UsPlace | undefined {
    const bearers = [...gazetteer.byName(nameKey(name)), ...gazetteer.byBareName(bareKey(name))]
    const found = new Set(bearers.map(({ place }) => place))
    const [only] = found
    const place = found.size === 1 && only ? byKey.get(only.id) : undefined
    return place?.division && place.point ? place : undefined
  }

  function county(name: string, state?: string): string | undefined {
    const found = counties.filter((one) => foldName(one.name) === foldName(name) && (!state || one.state === state))
    const [only] = found
    return found.length === 1 && only ? countyKey(only) : undefined
  }

  function cityAround(point: Point, population: number, kilometers: number): UsPlace | undefined {
    const big = places.filter((one) => one.level === 'city' && one.population >= population)
    const near = big.flatMap((place) => (place.point ? [{ place, away: kilometersBetween(point, place.point) }] : []))
    return near.filter((one) => one.away <= kilometers).toSorted((a, b) => a.away - b.away)[0]?.place
  }

  function search(where: Gazetteer, name: string, state: string | undefined, point?: Point): UsEnd {
    const township = / (Charter )?Township$/.test(name)
    const mention: Mention = {
      name: name.replace(/ (Charter )?Township$/, ''),
      countries: ['US'],
      subdivisions: state ? [state] : [],
      listsLargeCities: true,
      ...(township ? { level: 'township' as const } : {}),
      ...(point ? { point } : {}),
    }
    const match = matchPlace(where, mention)
    const place = byKey.get(match.candidates[0]?.place.id ?? '')
    if (match.decision === 'automatic' && place && (!state || place.subdivision === state))
      return { found: 'place', place }
    if (match.reason === 'homonym') return nothing('us-homonym', match.words)
    return nothing('unknown-us-place', `${match.words} No US place of this name is sure enough.`)
  }

  const ocds = new Map(places.flatMap((place) => (place.division ? [[place.division.ocd, place] as const] : [])))
  const countyOcds = new Map(counties.map((one) => [one.ocd, countyKey(one)]))
  return {
    byTitle,
    byName,
    alone,
    county,
    cityAround,
    byOcd: (ocd) => ocds.get(ocd),
    countyByOcd: (ocd) => countyOcds.get(ocd),
  }
}
