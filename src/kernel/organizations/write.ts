import { sql, type Writer } from '#platform/db'
import type { NewOrganization } from './schema.ts'

const chunk = 2000
// Networks, associations and offices are not territories: they get no place of their own.
const withoutPlace = new Set(['network', 'association', 'office', 'other'])

/**
 * Adds organizations and their places, or brings them up to date. Parents must come before their children or stand already.
 * Returns the ids that are new or changed.
 */
export async function recordOrganizations(db: Writer, organizations: NewOrganization[]): Promise<string[]> {
  const changed = new Set<string>()
  for (let start = 0; start < organizations.length; start += chunk) {
    const rows = organizations
      .slice(start, start + chunk)
      .map((each) => ({ ...each, placeId: withoutPlace.has(each.kind) ? null : each.id }))
    const text = JSON.stringify(rows)
    const placed = await db.saveAll(sql<{
      id: string
    }>`insert into places.places as standing (id, kind, name, country, subdivision, longitude, latitude, population,
        population_year, geonames_id, iso_3166_1, iso_3166_2, ocd_id, geoid, bia_id, wikidata_id)
      select "placeId", kind, name, country, subdivision, longitude, latitude, population, "populationYear", "geonamesId",
        case when kind = 'country' then country end,
        case when kind in ('state', 'territory', 'district', 'foreign-region', 'region-of-country') then subdivision end,
        "ocdId", geoid, "biaId", "wikidataId"
      from jsonb_to_recordset(${text}::jsonb) as place("placeId" text, kind text, name text, country text, subdivision text,
        longitude double precision, latitude double precision, population bigint, "populationYear" integer,
        "geonamesId" integer, "ocdId" text, geoid text, "biaId" text, "wikidataId" text)
      where "placeId" is not null
      on conflict (id) do update set name = excluded.name, country = excluded.country, subdivision = excluded.subdivision,
        longitude = excluded.longitude, latitude = excluded.latitude, population = excluded.population,
        population_year = excluded.population_year, geonames_id = excluded.geonames_id, ocd_id = excluded.ocd_id,
        geoid = excluded.geoid, bia_id = excluded.bia_id, wikidata_id = excluded.wikidata_id
      where (standing.name, standing.country, standing.subdivision, standing.longitude, standing.latitude, standing.population,
          standing.population_year, standing.geonames_id, standing.ocd_id, standing.geoid, standing.bia_id, standing.wikidata_id)
        is distinct from (excluded.name, excluded.country, excluded.subdivision, excluded.longitude, excluded.latitude,
          excluded.population, excluded.population_year, excluded.geonames_id, excluded.ocd_id, excluded.geoid,
          excluded.bia_id, excluded.wikidata_id)
      returning id`)
    const written = await db.saveAll(sql<{
      id: string
    }>`insert into organizations.organizations as standing (id, kind, name, place_id, website, exists_from, exists_to, note, is_sample)
      select id, kind, name, "placeId", website, coalesce("existsFrom", ''), coalesce("existsTo", ''), coalesce(note, ''), coalesce("isSample", false)
      from jsonb_to_recordset(${text}::jsonb) as organization(id text, kind text, name text, "placeId" text, website text,
        "existsFrom" text, "existsTo" text, note text, "isSample" boolean)
      on conflict (id) do update set name = excluded.name, kind = excluded.kind, website = excluded.website,
        exists_from = excluded.exists_from, exists_to = excluded.exists_to, note = excluded.note,
        revision = standing.revision + 1
      where (standing.name, standing.kind, standing.note) is distinct from (excluded.name, excluded.kind, excluded.note)
      returning id`)
    for (const { id } of [...placed, ...written]) changed.add(id)
    // Parents afterwards, so that the order of rows inside one file does not matter.
    await db.save(sql`update organizations.organizations organization set parent_id = row."parentId"
      from jsonb_to_recordset(${text}::jsonb) as row(id text, "parentId" text)
      where organization.id = row.id and organization.parent_id is distinct from row."parentId"`)
    await db.save(sql`update places.places place set parent_id = parent.place_id
      from jsonb_to_recordset(${text}::jsonb) as row("placeId" text, "parentId" text)
      join organizations.organizations parent on parent.id = row."parentId"
      where place.id = row."placeId" and place.parent_id is distinct from parent.place_id`)
  }
  return [...changed]
}

export interface NewName {
  organizationId: string
  name: string
  language: string
  kind: string
  validFrom: string
  validTo: string
  sourceId: string
}

export async function recordNames(db: Writer, names: NewName[]): Promise<void> {
  await db.save(sql`insert into organizations.names (organization_id, name, language, kind, valid_from, valid_to, source_id)
    select "organizationId", name, language, kind, "validFrom", "validTo", "sourceId"
    from jsonb_to_recordset(${JSON.stringify(names)}::jsonb) as name("organizationId" text, name text, language text,
      kind text, "validFrom" text, "validTo" text, "sourceId" text)
    on conflict do nothing`)
}

export interface ClaimedName extends NewName {
  statementId: string
}

/** Brings the names of organizations that rest on statements in line with those that stand. Running it twice changes nothing. */
export async function recordClaimedNames(
  db: Writer,
  input: { organizationIds: string[]; names: ClaimedName[] },
): Promise<void> {
  const standing = input.names.map((name) => name.statementId)
  await db.save(sql`delete from organizations.names where organization_id = any(${input.organizationIds})
    and statement_id is not null and statement_id <> all (${standing}::text[])`)
  if (input.names.length === 0) return
  await db.save(sql`insert into organizations.names (organization_id, name, language, kind, valid_from, valid_to, source_id, statement_id)
    select "organizationId", name, language, kind, "validFrom", "validTo", "sourceId", "statementId"
    from jsonb_to_recordset(${JSON.stringify(input.names)}::jsonb) as name("organizationId" text, name text, language text,
      kind text, "validFrom" text, "validTo" text, "sourceId" text, "statementId" text)
    on conflict do nothing`)
}

export interface NewSuccession {
  predecessorId: string
  successorId: string
  happenedOn: string
  note: string
  sourceId: string
}

export async function recordSuccessions(db: Writer, successions: NewSuccession[]): Promise<void> {
  await db.save(sql`insert into organizations.successions (predecessor_id, successor_id, happened_on, note, source_id)
    select "predecessorId", "successorId", "happenedOn", note, "sourceId"
    from jsonb_to_recordset(${JSON.stringify(successions)}::jsonb) as succession("predecessorId" text, "successorId" text,
      "happenedOn" text, note text, "sourceId" text)
    on conflict do nothing`)
}
