import { type Reader, sql } from '#platform/db'
import { leadingOn, standsAlone } from '../merges/read.ts'
import type { Entity } from './schema.ts'

/** Every organization with all it is called, its place and its identifiers: the closed spine that a cell can mean. Merged ones are one. */
export const listEntities = (db: Reader): Promise<Entity[]> =>
  db.all(sql<Entity>`with led as (select * from ${leadingOn} led),
    called as (
      select coalesce(led.kept_id, name.organization_id) as id, name.name from organizations.names name
        left join led on led.gone_id = name.organization_id
      union select led.kept_id, gone.name from led join organizations.organizations gone on gone.id = led.gone_id
    ),
    names as (select id, array_agg(distinct name order by name) as names from called group by id)
    select organization.id, organization.kind, organization.name, organization.website, organization.is_sample as "isSample",
      coalesce(array_remove(names.names, organization.name), '{}') as "otherNames",
      array(select led.gone_id from led where led.kept_id = organization.id) as "mergedIds",
      coalesce(place.country, case when organization.kind = 'country' then upper(organization.id) end) as country,
      place.subdivision, parent.name as "parentName", place.longitude, place.latitude, place.population::float8 as population,
      place.ocd_id as "ocdId", place.geoid, place.geonames_id as "geonamesId", place.wikidata_id as "wikidataId",
      place.bia_id as "biaId"
    from organizations.organizations organization
    left join names on names.id = organization.id
    left join organizations.organizations parent on parent.id = organization.parent_id
    left join places.places place on place.id = organization.place_id
    where ${standsAlone}
    order by organization.id`)
