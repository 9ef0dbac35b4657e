import { type Reader, sql } from '#platform/db'
import { partyLabel } from '../engagements/read.ts'
import type { KnownParty, SaidStatement, SourceRow } from './schema.ts'

/**
 * The last instant, at or before one, at which anything that an archive holds became known or was taken back: until the next such instant
 * archives stay the same.
 */
export async function findLastChange(db: Reader, until: Date): Promise<Date | undefined> {
  const { at } = await db.only(sql<{ at: Date | null }>`select greatest(
      (select max(known_from) from atlas.versions where known_from <= ${until}),
      (select max(known_to) from atlas.versions where known_to <= ${until}),
      (select max(recorded_at) from claims.statements where subject_kind = 'engagement' and recorded_at <= ${until}),
      (select max(retracted_at) from claims.statements where subject_kind = 'engagement' and retracted_at <= ${until}),
      (select max(until) from organizations.earlier_names where until <= ${until}),
      (select max(until) from places.earlier_positions where until <= ${until}),
      (select max(until) from sources.earlier_sources where until <= ${until})) as at`)
  return at ?? undefined
}

/** Organizations under the name they bore, and at the position that was known, at an instant. */
export function listPartiesAt(db: Reader, wanted: { ids: string[]; at: Date }): Promise<KnownParty[]> {
  const { ids, at } = wanted
  const organizations = sql`(select each.id, each.kind, each.place_id, coalesce((select earlier.name
      from organizations.earlier_names earlier where earlier.organization_id = each.id and earlier.until > ${at}
      order by earlier.number limit 1), each.name) as name from organizations.organizations each)`
  const positions = sql`(select each.id, each.country, each.subdivision,
      case when earlier.number is null then each.longitude else earlier.longitude end as longitude,
      case when earlier.number is null then each.latitude else earlier.latitude end as latitude
    from places.places each left join lateral (select * from places.earlier_positions
      where place_id = each.id and until > ${at} order by number limit 1) earlier on true)`
  return db.all(sql<KnownParty>`select organization.id, organization.kind, place.country, ${partyLabel} as name,
      coalesce(place.longitude, state_place.longitude) as longitude, coalesce(place.latitude, state_place.latitude) as latitude
    from ${organizations} organization
    left join ${positions} place on place.id = organization.place_id
    left join ${organizations} state on state.id = 'us-' || lower(substr(place.subdivision, 4))
    left join ${positions} state_place on state_place.id = state.place_id and place.country = 'US'
    left join ${organizations} country on country.id = lower(place.country)
    where organization.id = any(${ids})`)
}

/** What had been said of some records by an instant; what was taken back only later still stood then. */
export const listStatementsAt = (db: Reader, wanted: { ids: string[]; at: Date }): Promise<SaidStatement[]> =>
  // Joined: thousands of ids compared with each of thousands of statements would hold everybody up.
  db.all(sql<SaidStatement>`select id, subject_id as "engagementId", property, value, original_value as "originalValue", language,
      source_id as "sourceId", part, quote, rank, rank_reason as "rankReason", valid_from as "validFrom", valid_to as "validTo",
      confidence, disputed_by as "disputedBy", recorded_at as "recordedAt",
      case when retracted_at <= ${wanted.at} then retracted_at end as "retractedAt",
      case when retracted_at <= ${wanted.at} then retracted_reason end as "retractedReason"
    from unnest(${wanted.ids}::text[]) as asked(subject) join claims.statements on subject_id = subject
    where subject_kind = 'engagement' and recorded_at <= ${wanted.at}
    order by subject_id, property, recorded_at, id`)

/** Sources as they were described at an instant. */
export const listSourcesAt = (db: Reader, wanted: { ids: string[]; at: Date }): Promise<SourceRow[]> =>
  db.all(sql<SourceRow>`select source.id, source.title, source.publisher, source.kind, source.address, source.published,
      source.retrieved_on as "retrievedOn", source.licence, source.attribution, source.copy_hash as "copyHash", source.note
    from sources.sources now, lateral jsonb_populate_record(now, coalesce((select said from sources.earlier_sources
      where source_id = now.id and until > ${wanted.at} order by number limit 1), '{}')) source
    where now.id = any(${wanted.ids}) order by source.id`)
