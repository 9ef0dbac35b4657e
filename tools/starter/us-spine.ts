import type { DivisionRow } from '../../src/modules/atlas/imports/readers/read-us-governments.ts'
import { bareKey, type Place } from '../../src/modules/atlas/matches/matching/gazetteer.ts'
import { withoutGenericWords } from '../../src/modules/atlas/matches/matching/generic-words.ts'
import { nameKey, slugOf } from '../../src/modules/atlas/matches/matching/normal-names.ts'
import type { GeoNamesPlace } from './geonames.ts'

/** A US government or place that a tie can be hung on: Census identity, GeoNames point. Its id is its key. */
export interface UsPlace extends Place {
  readonly division?: DivisionRow
  readonly geonames?: string
  /** FIPS code of its county, where known. */
  readonly county?: string
}

/**
 * Joins the Census list with GeoNames by state, name and, below counties, county. GeoNames entries without a Census
 * row stay as unincorporated places; Census rows without a GeoNames entry stay without a point.
 */
export function buildUsSpine(divisions: readonly DivisionRow[], geonames: readonly GeoNamesPlace[]): UsPlace[] {
  const known = new GeoNamesShelf(geonames)
  const byStateAndName = Map.groupBy(
    divisions.filter((one) => one.level !== 'county'),
    (one) => `${one.state} ${nameKey(one.name)}`,
  )
  const keys = new Set<string>()
  const places: UsPlace[] = []
  const incorporatedFirst = divisions.toSorted((a, b) => Number(b.ofState) - Number(a.ofState))
  for (const division of incorporatedFirst) {
    if (division.level === 'county') continue
    const namesakes = byStateAndName.get(`${division.state} ${nameKey(division.name)}`) ?? []
    const twin = known.take(division, namesakes)
    const named = { ...levelAmong(division, namesakes), name: everydayName(division, twin) }
    places.push(usPlace(named, twin, freeKey(keys, keyOf(named, namesakes))))
  }
  for (const rest of known.untaken()) {
    if (rest.subdivision === 'DC') {
      if (rest.seat) places.push({ ...rest, id: 'us/dc', level: 'city', geonames: rest.id, otherNames: districtNames })
      continue
    }
    const key = freeKey(keys, `us/${rest.subdivision.toLowerCase()}/${slugOf(rest.name)}`)
    places.push({ ...rest, id: key, geonames: rest.id, level: isConsolidated(rest) ? 'city' : rest.level })
  }
  return places
}

/** Nashville and Honolulu have no row of their own in the Census list, because city and county are one government. */
const isConsolidated = (place: GeoNamesPlace) => place.seat && place.population >= 100_000

const districtNames = ['Washington', 'Washington, D.C.', 'District of Columbia']

/** Counties and their equivalents under keys of their own. */
export const countyKey = (division: DivisionRow): string =>
  `us/${division.state.toLowerCase()}/county/${slugOf(withoutGenericWords(division.name.replace(/ Municipality$/, '')).bare)}`

function keyOf(division: DivisionRow, namesakes: readonly DivisionRow[]): string {
  const state = `us/${division.state.toLowerCase()}`
  const slug = slugOf(division.name)
  if (division.ofState || (division.level !== 'township' && namesakes.length === 1)) return `${state}/${slug}`
  const county = /county:([^/]+)/.exec(division.ocd)?.[1]?.replaceAll('_', '-') ?? 'county'
  return `${state}/${county}/${slug}${division.level === 'township' ? '-township' : ''}`
}

/** Wisconsin and New York have towns around or far from the city of the same name; the plain name is the city's. */
function levelAmong(division: DivisionRow, namesakes: readonly DivisionRow[]): DivisionRow {
  const cityExists = namesakes.some((one) => one.ofState && one.level === 'city')
  return division.ofState || !cityExists ? division : { ...division, level: 'township' }
}

/** "Boise City" and "Weymouth Town" are legal names that nobody else uses. */
function everydayName({ name }: DivisionRow, twin: GeoNamesPlace | undefined): string {
  return twin && [`${twin.name} City`, `${twin.name} Town`].includes(name) ? twin.name : name
}

/** Two villages of one name in one state exist (Ohio has two Centervilles): the second gets a number. */
function freeKey(taken: Set<string>, wanted: string): string {
  let key = wanted
  for (let number = 2; taken.has(key); number++) key = `${wanted}-${number}`
  taken.add(key)
  return key
}

function usPlace(division: DivisionRow, twin: GeoNamesPlace | undefined, id: string): UsPlace {
  const { name, state, level } = division
  const county = twin?.county ?? division.county
  return {
    id,
    name,
    otherNames: otherNamesOf(division, twin),
    country: 'US',
    subdivision: state,
    level,
    population: twin?.population ?? 0,
    seat: twin?.seat ?? false,
    division,
    ...(twin?.point ? { point: twin.point, geonames: twin.id } : {}),
    ...(county ? { county } : {}),
  }
}

function otherNamesOf({ name, legalName }: DivisionRow, twin: GeoNamesPlace | undefined): string[] {
  const legal = legalName.replace(
    / (city and borough|city|town|village|borough|municipality|charter township|township)$/,
    '',
  )
  return [...new Set([legal, twin?.name ?? name])].filter((one) => one !== name)
}

/** GeoNames entries, each to be given to one government only. */
class GeoNamesShelf {
  readonly #places: readonly GeoNamesPlace[]
  readonly #byName: ReadonlyMap<string, GeoNamesPlace[]>
  readonly #byBareName: ReadonlyMap<string, GeoNamesPlace[]>
  readonly #taken = new Set<string>()

  constructor(places: readonly GeoNamesPlace[]) {
    this.#places = places
    this.#byName = Map.groupBy(places, (one) => `${one.subdivision} ${nameKey(one.name)}`)
    this.#byBareName = Map.groupBy(places, (one) => `${one.subdivision} ${bareKey(one.name)}`)
  }

  take(division: DivisionRow, namesakes: readonly DivisionRow[]): GeoNamesPlace | undefined {
    const ofState = namesakes.filter((one) => one.ofState)
    // Two incorporated places of one name in one state, and the Census list does not say in which county: no guess.
    if (division.ofState && ofState.length > 1) return undefined
    const same = this.#byName.get(`${division.state} ${nameKey(division.name)}`)
    const named = same ?? this.#byBareName.get(`${division.state} ${bareKey(division.name)}`) ?? []
    // A name that only one government of the state bears needs no county to be told apart.
    const alone = division.ofState || namesakes.length === 1
    const free = named.filter((one) => !this.#taken.has(one.id) && (alone || one.county === division.county))
    // Culver City is a city of its own, though GeoNames calls it a section of Los Angeles.
    const isSection = (one: GeoNamesPlace) => Number(one.level === 'district')
    const largest = free.toSorted((a, b) => isSection(a) - isSection(b) || b.population - a.population)[0]
    if (largest) this.#taken.add(largest.id)
    return largest
  }

  untaken = (): GeoNamesPlace[] => this.#places.filter((one) => !this.#taken.has(one.id))
}
