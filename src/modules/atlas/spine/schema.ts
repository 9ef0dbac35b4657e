import type { OrganizationKind } from '#kernel/organizations'

export const mostCandidates = 50

/** A question to the spine: what a line of somebody's list says. */
export interface Condition {
  property: string
  values: string[]
  isRequired: boolean
  quantifier: 'any' | 'all' | 'none'
}
export interface Query {
  names: string[]
  ids: string[]
  /** Kinds of organization; empty asks for every kind. */
  kinds: string[]
  conditions: Condition[]
  limit: number
}

/** A record of the spine: whatever a name or a number in somebody's list can mean. */
export interface Entity {
  id: string
  kind: OrganizationKind
  name: string
  otherNames: string[]
  isSample: boolean
  /** Records that are part of this one now. */
  mergedIds: string[]
  country: string | null
  subdivision: string | null
  parentName: string | null
  longitude: number | null
  latitude: number | null
  population: number | null
  website: string | null
  ocdId: string | null
  geoid: string | null
  geonamesId: number | null
  wikidataId: string | null
  biaId: string | null
}

/** What words of a file mean where the answer stands in the spine: countries and states by name. */
export interface Words {
  country(text: string): string | undefined
  /** Postal code of a US state. */
  state(text: string): string | undefined
}

export interface Feature {
  id: string
  name: string
  value: number | boolean
}
export interface Found {
  entity: Entity
  /** 0 to 100. */
  score: number
  isMatch: boolean
  features: Feature[]
}

/** What can be asked by, and fetched into a sheet. */
export const properties = {
  country: 'Country (ISO 3166-1 code or name)',
  subdivision: 'State or region (ISO 3166-2 code or name)',
  level: 'Level of government',
  parent: 'Belongs to',
  coordinates: 'Coordinates (latitude, longitude)',
  population: 'Population',
  ocdId: 'Open Civic Data division',
  geoid: 'Census GEOID',
  geonamesId: 'GeoNames id',
  wikidataId: 'Wikidata item',
  biaId: 'Bureau of Indian Affairs code',
  website: 'Website',
  engagements: 'Engagements on record',
} as const
export type PropertyId = keyof typeof properties
export const isProperty = (id: string): id is PropertyId => Object.hasOwn(properties, id)
