import { type Reader, sql } from '#platform/db'
import type { SaidStatement, SourceRow } from './schema.ts'

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
      (select max(said_at) from atlas.coverage where said_at <= ${until}),
      (select max(said_at) from atlas.disputes where said_at <= ${until}),
      (select max(ended_at) from atlas.disputes where ended_at <= ${until}),
      (select max(until) from organizations.earlier_names where until <= ${until}),
      (select max(until) from places.earlier_positions where until <= ${until}),
      (select max(until) from sources.earlier_sources where until <= ${until})) as at`)
  return at ?? undefined
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
