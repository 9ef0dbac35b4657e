import type { OrganizationKind } from '#kernel/organizations'
import type { End, Words } from '../drafts/schema.ts'
import { findCountry } from '../matches/matching/country-names.ts'
import { buildGazetteer, type Gazetteer, type Place } from '../matches/matching/gazetteer.ts'
import { type Level, withoutGenericWords } from '../matches/matching/generic-words.ts'
import { matchPlace } from '../matches/matching/match-place.ts'
import { foldName } from '../matches/matching/normal-names.ts'
import { findUsState } from '../matches/matching/us-states.ts'
import type { Meant } from './schema.ts'

/** A government as the spine knows it: where it lies, how it is called, and its numbers in the registers of others. */
export interface SpineRow {
  id: string
  kind: OrganizationKind
  name: string
  country: string | null
  subdivision: string | null
  latitude: number | null
  longitude: number | null
  population: number | null
  identifiers: string[]
  otherNames: string[]
}

/** The closed list of governments that a name can mean. */
export interface Spine {
  gazetteer: Gazetteer
  words: Words
  byIdentifier: Map<string, SpineRow>
  byId: Map<string, SpineRow>
  networks: Map<string, string>
}

const levels: Partial<Record<OrganizationKind, Level>> = {
  country: 'country',
  state: 'state',
  territory: 'state',
  district: 'city',
  county: 'county',
  city: 'city',
  town: 'town',
  township: 'township',
  tribe: 'tribe',
  'special-district': 'district',
  'foreign-city': 'city',
  'foreign-region': 'region',
  'region-of-country': 'region',
}

export function buildSpine(rows: SpineRow[]): Spine {
  const places = rows.flatMap((row) => placeOf(row) ?? [])
  const countries = new Map(
    rows.flatMap(({ kind, name, country }) =>
      kind === 'country' && country ? [[foldName(name), country] as const] : [],
    ),
  )
  const states = new Map(
    rows.flatMap(({ kind, name, country, subdivision }) =>
      (kind === 'state' || kind === 'territory') && country === 'US' && subdivision
        ? [[foldName(name), subdivision.replace(/^US-/, '')] as const]
        : [],
    ),
  )
  const networks = rows.filter(({ kind }) => kind === 'network')
  return {
    gazetteer: buildGazetteer(places),
    words: {
      country: (text) => countries.get(foldName(text)) ?? findCountry(text)?.alpha2,
      state: (text) => states.get(foldName(text)) ?? findUsState(text)?.postal,
    },
    byIdentifier: new Map(rows.flatMap((row) => row.identifiers.map((identifier) => [identifier.toLowerCase(), row]))),
    byId: new Map(rows.map((row) => [row.id, row])),
    networks: new Map(
      networks.flatMap((row) => [row.name, row.id, ...row.otherNames].map((name) => [foldName(name), row.id])),
    ),
  }
}

function placeOf(row: SpineRow): Place | undefined {
  const level = levels[row.kind]
  if (!level || !row.country) return undefined
  const { latitude, longitude } = row
  return {
    id: row.id,
    name: row.name,
    otherNames: row.otherNames,
    country: row.country,
    subdivision: (row.subdivision ?? '').replace(/^[A-Z]{2}-/, ''),
    level,
    population: row.population ?? 0,
    seat: false,
    ...(latitude !== null && longitude !== null ? { point: { latitude, longitude } } : {}),
  }
}

export const isUs = ({ country, kind }: SpineRow): boolean => country === 'US' && kind !== 'country'

/** What a place of a row means: by its identifier if it has one we know, else by its name. The only way from here to the matcher. */
export function meant(spine: Spine, end: End): Meant {
  const known = end.id === '' ? undefined : spine.byIdentifier.get(identifierOf(end.id))
  if (known)
    return {
      decision: 'automatic',
      words: `${end.id} is ${known.name}.`,
      candidates: [{ id: known.id, name: known.name, score: 100, reasons: [`identifier ${end.id}`] }],
      organizationId: known.id,
    }
  if (end.name === '')
    return {
      decision: 'none',
      words: `Nobody here has the identifier ${end.id}.`,
      candidates: [],
      organizationId: undefined,
    }
  const match = matchPlace(spine.gazetteer, {
    name: end.name,
    countries: end.country === '' ? [] : [end.country],
    subdivisions: end.region === '' ? [] : [end.region],
    ...(end.unreadRegion ? { unreadSubdivision: end.unreadRegion } : {}),
    ...(end.point ? { point: end.point } : {}),
    ...levelOf(end),
  })
  const candidates = match.candidates.slice(0, 8).map(({ place, score, features }) => ({
    id: place.id,
    // Rivals of one name are told apart by where they lie.
    name: [place.name, place.subdivision, place.country].filter(Boolean).join(', '),
    score,
    reasons: features.map(({ words, weight }) => `${words} (${weight > 0 ? '+' : ''}${weight})`),
  }))
  return {
    decision: match.decision,
    words: match.words,
    candidates,
    organizationId: match.decision === 'automatic' ? candidates[0]?.id : undefined,
  }
}

/** "Harbor County" says what it is; a word that could mean two levels says nothing. */
function levelOf({ name, country }: End): { level?: Level } {
  const [level, other] = country === 'US' ? withoutGenericWords(name).levels : []
  return level && !other ? { level } : {}
}

/** Addresses of Wikidata and of other registers end in the identifier. */
const identifierOf = (text: string): string => (/\/(Q\d+)$/i.exec(text)?.[1] ?? text).toLowerCase()
