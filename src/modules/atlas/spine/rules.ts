import { type OrganizationKind, organizationKinds } from '#kernel/organizations'
import { findCountry } from '../matches/matching/country-names.ts'
import type { Candidate } from '../matches/matching/decision.ts'
import { bareKey, buildGazetteer, type Gazetteer, type Place } from '../matches/matching/gazetteer.ts'
import { type Level, withoutGenericWords } from '../matches/matching/generic-words.ts'
import { matchPlace } from '../matches/matching/match-place.ts'
import { foldName } from '../matches/matching/normal-names.ts'
import { movesOf } from '../matches/matching/probability.ts'
import type { Mention } from '../matches/matching/scoring.ts'
import { findSubdivisions } from '../matches/matching/subdivision-names.ts'
import { findUsState } from '../matches/matching/us-states.ts'
import {
  type Condition,
  type Entity,
  type Feature,
  type Found,
  isProperty,
  type PropertyId,
  properties,
  type Query,
  type Words,
} from './schema.ts'

const kindNames: Partial<Record<OrganizationKind, string>> = {
  country: 'Country',
  state: 'US state',
  territory: 'US territory',
  district: 'Federal district',
  county: 'US county',
  city: 'US city',
  town: 'US town',
  township: 'US township',
  tribe: 'Tribe',
  'special-district': 'Special district',
  'foreign-city': 'City abroad',
  'foreign-region': 'Region abroad',
  network: 'Network of governments',
  association: 'Association',
  office: 'Office or mission',
}

export const typeOf = (kind: string): { id: string; name: string } => ({
  id: kind,
  name: kindNames[kind as OrganizationKind] ?? kind, // any text looks up nothing
})
export const allTypes = organizationKinds.filter((kind) => kindNames[kind]).map(typeOf)
export const allProperties = Object.entries(properties).map(([id, name]) => ({ id, name }))

/** What tells namesakes apart, in one line. */
export const describe = (entity: Entity): string =>
  [typeOf(entity.kind).name, entity.parentName ?? entity.subdivision, entity.country, entity.isSample && 'sample']
    .filter(Boolean)
    .join(', ')

const levels: Partial<Record<OrganizationKind, Level>> = {
  country: 'country',
  state: 'state',
  territory: 'state',
  district: 'city',
  'region-of-country': 'region',
  'foreign-region': 'region',
  county: 'county',
  city: 'city',
  'foreign-city': 'city',
  town: 'town',
  township: 'township',
  tribe: 'tribe',
  'special-district': 'district',
}

const levelOfKind = (kind = ''): Level | undefined => levels[kind as OrganizationKind] // any text looks up nothing

/** All that can be meant, ready to be asked: by name, by identifier, by the first letters of a name. */
export interface Spine {
  entities: ReadonlyMap<string, Entity>
  gazetteer: Gazetteer
  /** The same without what has no territory: networks, offices, associations. */
  governments: Gazetteer
  /** By numbers of registers in lower case. A bare number may stand in two registers, and is then two. */
  byIdentifier: ReadonlyMap<string, readonly Entity[]>
  networks: ReadonlyMap<string, string>
  words: Words
  /** Folded names in order, for suggestions while somebody types. */
  names: readonly { folded: string; entity: Entity }[]
}

export function buildSpine(list: readonly Entity[]): Spine {
  const byIdentifier = new Map<string, Entity[]>()
  for (const entity of list)
    for (const id of identifiersOf(entity)) byIdentifier.set(id, [...(byIdentifier.get(id) ?? []), entity])
  return {
    entities: new Map(list.map((entity) => [entity.id, entity])),
    gazetteer: buildGazetteer(list.map(placeOf)),
    governments: buildGazetteer(list.filter(({ kind, country }) => levels[kind] && country).map(placeOf)),
    byIdentifier,
    networks: new Map(
      list
        .filter(({ kind }) => kind === 'network')
        .flatMap(({ id, name, otherNames }) => [name, id, ...otherNames].map((each) => [foldName(each), id])),
    ),
    words: wordsOf(list),
    names: list
      .flatMap((entity) => [entity.name, ...entity.otherNames].map((name) => ({ folded: foldName(name), entity })))
      .sort((a, b) => (a.folded < b.folded ? -1 : a.folded > b.folded ? 1 : 0)),
  }
}

/** Countries and states as the spine itself names them, before what the world calls them: an invented world has its own. */
function wordsOf(list: readonly Entity[]): Words {
  const named = (wanted: (entity: Entity) => string | false | null | undefined) =>
    new Map(list.flatMap((entity) => (wanted(entity) ? [[foldName(entity.name), wanted(entity) || '']] : [])))
  const countries = named(({ kind, country }) => kind === 'country' && country)
  const states = named(
    ({ kind, country, subdivision }) =>
      ['state', 'territory'].includes(kind) && country === 'US' && subdivision?.replace(/^US-/, ''),
  )
  return {
    country: (text) => countries.get(foldName(text)) ?? findCountry(text)?.alpha2,
    state: (text) => states.get(foldName(text)) ?? findUsState(text)?.postal,
  }
}

const identifiersOf = ({ id, mergedIds, ocdId, geoid, geonamesId, wikidataId, biaId }: Entity): string[] =>
  [id, ...mergedIds, ocdId, wikidataId, biaId && `bia:${biaId}`]
    .concat(geoid ? [geoid, `geoid:${geoid}`] : [], geonamesId ? [`${geonamesId}`, `geonames:${geonamesId}`] : [])
    .flatMap((each) => each?.toLowerCase() || [])

/** Whom an identifier means; addresses of Wikidata and of other registers end in one. */
export const identified = (spine: Spine, text: string): readonly Entity[] =>
  spine.byIdentifier.get((/\/(Q\d+)$/i.exec(text)?.[1] ?? text).toLowerCase()) ?? []

export const isUs = ({ country, kind }: Entity): boolean => country === 'US' && kind !== 'country'

const placeOf = (entity: Entity): Place => ({
  id: entity.id,
  name: entity.name,
  otherNames: entity.otherNames,
  country: entity.country ?? '',
  subdivision: entity.subdivision ?? '',
  level: levels[entity.kind] ?? 'unincorporated',
  population: entity.population ?? 0,
  seat: false,
  within: entity.parentName === null ? [] : [entity.parentName],
  ...(entity.longitude !== null && entity.latitude !== null
    ? { point: { longitude: entity.longitude, latitude: entity.latitude } }
    : {}),
})

/**
 * Candidates for a query, best first, 100 points being certain. An identifier decides alone; a name is weighed with what the query
 * says of country, state, level and position, and namesakes nobody can tell apart are never a match.
 */
export function findEntities(spine: Spine, query: Query): Found[] {
  const named = query.ids.flatMap((id) => identified(spine, id))
  const known = named.filter((entity) => fits(spine, entity, query))
  if (known.length > 0) return known.slice(0, query.limit).map((entity) => certain(entity, known.length === 1))
  const [name, ...otherNames] = query.names
  if (name === undefined) return []
  const mention = { ...mentionOf(spine, name, query), otherNames }
  const { decision, candidates } = matchPlace(spine.gazetteer, {
    ...mention,
    allows: ({ id }) => {
      const entity = spine.entities.get(id)
      return entity !== undefined && fits(spine, entity, query)
    },
  })
  return candidates.slice(0, query.limit).flatMap((candidate, at) => {
    const entity = spine.entities.get(candidate.place.id)
    return entity ? [foundOf(entity, candidate, decision === 'automatic' && at === 0)] : []
  })
}

const certain = (entity: Entity, isMatch: boolean): Found => ({
  entity,
  score: 100,
  isMatch,
  features: [{ id: 'identifier', name: 'Same identifier', value: true }],
})

/** The score is the probability in percent; a feature says how far it moved it. */
const foundOf = (entity: Entity, { probability, steps }: Candidate, isMatch: boolean): Found => ({
  entity,
  score: Math.round(1000 * probability) / 10,
  isMatch,
  features: movesOf(steps).map(
    ({ kind, words, by }): Feature => ({
      id: kind.replaceAll(' ', '-'),
      name: words,
      value: Math.round(1000 * by) / 10,
    }),
  ),
})

function mentionOf({ words }: Spine, name: string, { kinds, conditions }: Query): Mention {
  const said = (property: Condition['property']) =>
    conditions
      .filter((each) => each.property === property && each.quantifier !== 'none')
      .flatMap(({ values }) => values)
  const countries = said('country').flatMap((text) => countryOf(words, text))
  const subdivisions = said('subdivision').flatMap((text) => subdivisionsOf(words, text))
  const [latitude, longitude] = (said('coordinates')[0] ?? '').split(/[\s,;]+/).map(Number)
  const level = (kinds.length === 1 ? levelOfKind(kinds[0]) : undefined) ?? withoutGenericWords(name).levels[0]
  return {
    name,
    countries,
    subdivisions,
    ...(level ? { level } : {}),
    ...(latitude !== undefined && longitude !== undefined && Number.isFinite(latitude) && Number.isFinite(longitude)
      ? { point: { latitude, longitude } }
      : {}),
  }
}

const countryOf = (words: Words, text: string): string[] =>
  /^[a-z]{2}$/i.test(text) ? [text.toUpperCase()] : [words.country(text) ?? []].flat()

function subdivisionsOf(words: Words, text: string): string[] {
  if (/^[A-Z]{2}-[A-Z0-9]{1,3}$/i.test(text)) return [text.toUpperCase()]
  const state = words.state(text)
  return state ? [`US-${state}`] : findSubdivisions(text).map(({ code }) => code)
}

/** Kinds are a wall; a condition only when it is required, or when it says what must not be. Others weigh as evidence. */
function fits(spine: Spine, entity: Entity, { kinds, conditions }: Query): boolean {
  if (kinds.length > 0 && !kinds.includes(entity.kind)) return false
  return conditions.every((condition) => {
    if (!condition.isRequired && condition.quantifier !== 'none') return true
    const has = (value: string) => meets(spine.words, entity, { property: condition.property, value })
    if (condition.quantifier === 'none') return !condition.values.some(has)
    return condition.quantifier === 'all' ? condition.values.every(has) : condition.values.some(has)
  })
}

function meets(
  words: Words,
  entity: Entity,
  { property, value }: { property: Condition['property']; value: string },
): boolean {
  if (property === 'country') return countryOf(words, value).includes(entity.country ?? '')
  if (property === 'subdivision') return subdivisionsOf(words, value).includes(entity.subdivision ?? '')
  if (!isProperty(property)) return false
  const key = bareKey(value)
  return cellsOf(entity, property, () => 0).some((cell) =>
    Object.values(cell).some((each) => String(each) === value || bareKey(String(each)) === key),
  )
}

type Cell = { str: string } | { float: number } | { int: number } | { id: string; name: string }

/** Values of one property, as cells of somebody's sheet; none when nothing is known. */
export function cellsOf(entity: Entity, property: PropertyId, engagements: (id: string) => number): Cell[] {
  const { longitude, latitude } = entity
  switch (property) {
    case 'coordinates':
      return longitude === null || latitude === null ? [] : [{ str: `${latitude},${longitude}` }]
    case 'level':
      return [typeOf(entity.kind)]
    case 'parent':
      return entity.parentName === null ? [] : [{ str: entity.parentName }]
    case 'engagements':
      return [{ int: engagements(entity.id) }]
    default: {
      const value = entity[property]
      if (value === null) return []
      return typeof value === 'number' ? [{ int: value }] : [{ str: value }]
    }
  }
}
