import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import type { NameKind, OrganizationKind } from './schema.ts'

export interface OrganizationView {
  id: string
  kind: OrganizationKind
  name: string
  parentId: string | null
  parentName: string | null
  website: string | null
  existsFrom: string
  existsTo: string
  note: string
  isSample: boolean
  country: string | null
  subdivision: string | null
  longitude: number | null
  latitude: number | null
  population: number | null
  populationYear: number | null
  geonamesId: number | null
  ocdId: string | null
  geoid: string | null
  biaId: string | null
  wikidataId: string | null
}

const view = sql`select organization.id, organization.kind, organization.name, organization.parent_id as "parentId",
  parent.name as "parentName", organization.website, organization.exists_from as "existsFrom",
  organization.exists_to as "existsTo", organization.note, organization.is_sample as "isSample", place.country,
  place.subdivision, place.longitude, place.latitude, place.population, place.population_year as "populationYear",
  place.geonames_id as "geonamesId", place.ocd_id as "ocdId", place.geoid, place.bia_id as "biaId",
  place.wikidata_id as "wikidataId"
  from organizations.organizations organization
  left join organizations.organizations parent on parent.id = organization.parent_id
  left join places.places place on place.id = organization.place_id`

export const findOrganization = (db: Reader, id: string): Promise<OrganizationView | undefined> =>
  db.one(sql<OrganizationView>`${view} where organization.id = ${id}`)

export async function getOrganization(db: Reader, id: string): Promise<OrganizationView> {
  const found = await findOrganization(db, id)
  if (!found) throw notFound('organizations.organization.unknown', 'There is no such government or organization.')
  return found
}

/** Organizations of some kinds or ids, in order of name; `after` is the last id of the page before. */
export function listOrganizations(
  db: Reader,
  wanted: { kinds?: string[]; ids?: string[]; parentId?: string; after?: string; limit?: number },
): Promise<OrganizationView[]> {
  return db.all(sql<OrganizationView>`${view}
    where ${wanted.kinds ? sql`organization.kind = any(${wanted.kinds})` : sql`true`}
      and ${wanted.ids ? sql`organization.id = any(${wanted.ids})` : sql`true`}
      and ${wanted.parentId ? sql`organization.parent_id = ${wanted.parentId}` : sql`true`}
      and ${wanted.after ? sql`organization.id > ${wanted.after}` : sql`true`}
    order by organization.id ${wanted.limit ? sql`limit ${wanted.limit}` : sql``}`)
}

export interface NameView {
  name: string
  /** A tag of BCP 47 such as `es`; empty where nobody said. */
  language: string
  kind: NameKind
  validFrom: string
  validTo: string
  /** The statement it rests on; null where it came with a list. */
  statementId: string | null
  sourceTitle: string | null
}

/** Names beside the one that is shown, by language and then by period. */
export const listNames = (db: Reader, organizationId: string): Promise<NameView[]> =>
  db.all(sql<NameView>`select name, language, names.kind, valid_from as "validFrom", valid_to as "validTo",
      statement_id as "statementId", source.title as "sourceTitle"
    from organizations.names left join sources.sources source on source.id = source_id
    where organization_id = ${organizationId} order by language, valid_from, names.kind, name, statement_id`)

export interface SuccessionView {
  id: string
  name: string
  direction: 'predecessor' | 'successor'
  happenedOn: string
  note: string
}

/** What this organization grew out of, and what came after it. */
export const listSuccessions = (db: Reader, organizationId: string): Promise<SuccessionView[]> =>
  db.all(sql<SuccessionView>`select other.id, other.name, 'predecessor' as direction, happened_on as "happenedOn", succession.note
      from organizations.successions succession join organizations.organizations other on other.id = predecessor_id
      where successor_id = ${organizationId}
    union all
    select other.id, other.name, 'successor', happened_on, succession.note
      from organizations.successions succession join organizations.organizations other on other.id = successor_id
      where predecessor_id = ${organizationId}
    order by 4, 2`)

/** Organizations that bear or bore one of these names, however it is written large or small. */
export const listOrganizationsNamed = (db: Reader, names: string[]): Promise<{ id: string; name: string }[]> =>
  db.all(sql<{ id: string; name: string }>`select id, name from organizations.organizations
      where lower(name) = any (${names.map((name) => name.toLowerCase())}::text[])
    union select organization_id, name from organizations.names where lower(name) = any (${names.map((name) => name.toLowerCase())}::text[])
    order by 1 limit 20`)
