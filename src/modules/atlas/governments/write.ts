import { assemble, type Statement } from '#kernel/claims'
import { recordClaimedNames } from '#kernel/organizations'
import { type Reader, sql, type Writer } from '#platform/db'
import { announce } from '#platform/live'
import { refreshVersions } from '../engagements/write.ts'
import { deriveGovernment, namesClaimed } from './rules.ts'

/** The topic on which every node hears that names or positions of parties changed. */
export const partiesChanged = 'atlas.parties.changed'

/**
 * Brings what governments show in line with the statements that stand about them, and what bears their names with it.
 * Running it twice changes nothing. Returns the ids of engagements whose version changed.
 */
export async function refreshGovernments(db: Writer, input: { ids: string[]; at: Date }): Promise<string[]> {
  if (input.ids.length === 0) return []
  const statements = await db.all(sql<
    Statement & { subjectId: string }
  >`select id, subject_id as "subjectId", property, value,
      original_value as "originalValue", language, source_id as "sourceId", part, quote, rank, rank_reason as "rankReason",
      valid_from as "validFrom", valid_to as "validTo", confidence, disputed_by as "disputedBy", contributor,
      recorded_at as "recordedAt", retracted_at as "retractedAt", retracted_reason as "retractedReason",
      cited_as as "citedAs", counts_from as "countsFrom"
    from claims.statements where subject_kind = 'organization' and subject_id = any(${input.ids})`)
  const bySubject = [...Map.groupBy(statements, (each) => each.subjectId)]
  const derived = bySubject.map(([id, said]) => deriveGovernment(id, assemble(said)))
  const names = bySubject.flatMap(([id, said]) => namesClaimed(id, said))
  await recordClaimedNames(db, { organizationIds: input.ids, names })
  const rows = sql`jsonb_to_recordset(${JSON.stringify(derived)}::jsonb) as row(id text, said text[], name text, population bigint,
    longitude double precision, latitude double precision, "existsFrom" text, "existsTo" text, note text)`
  const renamed = await db.save(sql`update organizations.organizations standing set name = shown.name,
      exists_from = shown.exists_from, exists_to = shown.exists_to, note = shown.note, revision = standing.revision + 1
    from (select organization.id, coalesce(row.name, organization.name) as name,
        case when 'exists.from' = any(row.said) then coalesce(row."existsFrom", '') else organization.exists_from end as exists_from,
        case when 'exists.to' = any(row.said) then coalesce(row."existsTo", '') else organization.exists_to end as exists_to,
        case when 'note' = any(row.said) then coalesce(row.note, '') else organization.note end as note
      from ${rows} join organizations.organizations organization on organization.id = row.id) shown
    where standing.id = shown.id and (shown.name, shown.exists_from, shown.exists_to, shown.note)
      is distinct from (standing.name, standing.exists_from, standing.exists_to, standing.note)`)
  const moved = await db.save(sql`update places.places standing set name = shown.name, population = shown.population,
      longitude = shown.longitude, latitude = shown.latitude
    from (select place.id, coalesce(row.name, place.name) as name, case when 'population' = any(row.said) then row.population else place.population end as population,
        case when 'position' = any(row.said) then row.longitude else place.longitude end as longitude,
        case when 'position' = any(row.said) then row.latitude else place.latitude end as latitude
      from ${rows} join places.places place on place.id = row.id) shown
    where standing.id = shown.id and (shown.name, shown.population, shown.longitude, shown.latitude)
      is distinct from (standing.name, standing.population, standing.longitude, standing.latitude)`)
  return renamed + moved > 0 ? refreshBearers(db, input) : []
}

/** After names or positions of governments changed: the titles that bear them follow, and so does every node's map. */
export async function refreshBearers(db: Writer, input: { ids: string[]; at: Date }): Promise<string[]> {
  if (input.ids.length === 0) return []
  const changed = await refreshVersions(db, { ids: await listBearers(db, input.ids), at: input.at })
  await announce(db, partiesChanged, {})
  return changed
}

/** Engagements whose title may hold a label that holds one of these names: of a party, its state or country, or the network. */
async function listBearers(db: Reader, ids: string[]): Promise<string[]> {
  const rows = await db.all(sql<{ id: string }>`select engagement_id as id from atlas.participations participation
      join organizations.organizations organization on organization.id = participation.organization_id
      left join places.places place on place.id = organization.place_id
    where organization.id = any(${ids}) or 'us-' || lower(substr(place.subdivision, 4)) = any(${ids})
      or (place.country <> 'US' and lower(place.country) = any(${ids}))
    union select engagement_id from atlas.versions where known_to is null and network_id = any(${ids})`)
  return rows.map(({ id }) => id)
}

/** Governments about which somebody has judged what is said, by a rank or by taking it back: an import must not hide it. */
export async function listJudgedAmong(db: Writer, ids: string[]): Promise<string[]> {
  const rows = await db.all(sql<{ id: string }>`select distinct subject_id as id from claims.statements
    where subject_kind = 'organization' and subject_id = any(${ids}) and (judged_by is not null or (rank <> 'normal' and retracted_at is null))`)
  return rows.map((row) => row.id)
}
