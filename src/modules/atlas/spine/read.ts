import { type Reader, sql } from '#platform/db'
import type { Entity } from './schema.ts'

/** Every organization with its names, places and identifiers: the closed spine that a cell can mean. */
export const listEntities = (db: Reader): Promise<Entity[]> =>
  db.all(sql<Entity>`select organization.id, organization.kind, organization.name, organization.website, organization.is_sample as "isSample",
      coalesce((select array_agg(distinct name.name order by name.name) from organizations.names name
        where name.organization_id = organization.id and name.name <> organization.name), '{}') as "otherNames",
      coalesce(place.country, case when organization.kind = 'country' then upper(organization.id) end) as country,
      place.subdivision, parent.name as "parentName", place.longitude, place.latitude, place.population::float8 as population,
      place.ocd_id as "ocdId", place.geoid, place.geonames_id as "geonamesId", place.wikidata_id as "wikidataId",
      place.bia_id as "biaId"
    from organizations.organizations organization
    left join organizations.organizations parent on parent.id = organization.parent_id
    left join places.places place on place.id = organization.place_id
    order by organization.id`)
