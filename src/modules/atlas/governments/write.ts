import { assemble, type Statement } from '#kernel/claims'
import { sql, type Writer } from '#platform/db'
import { deriveGovernment } from './rules.ts'

/** Brings what governments show in line with the statements that stand about them. Running it twice changes nothing. */
export async function refreshGovernments(db: Writer, input: { ids: string[] }): Promise<void> {
  if (input.ids.length === 0) return
  const statements = await db.all(sql<
    Statement & { subjectId: string }
  >`select id, subject_id as "subjectId", property, value,
      original_value as "originalValue", language, source_id as "sourceId", part, quote, rank, rank_reason as "rankReason",
      valid_from as "validFrom", valid_to as "validTo", confidence, disputed_by as "disputedBy", contributor,
      recorded_at as "recordedAt", retracted_at as "retractedAt", retracted_reason as "retractedReason"
    from claims.statements where subject_kind = 'organization' and subject_id = any(${input.ids}) and retracted_at is null`)
  const derived = [...Map.groupBy(statements, (each) => each.subjectId)].map(([id, said]) =>
    deriveGovernment(id, assemble(said)),
  )
  const rows = sql`jsonb_to_recordset(${JSON.stringify(derived)}::jsonb) as row(id text, name text, population bigint,
    longitude double precision, latitude double precision, "existsFrom" text, "existsTo" text, note text)`
  await db.save(sql`update organizations.organizations organization set name = coalesce(row.name, organization.name),
      exists_from = coalesce(row."existsFrom", organization.exists_from), exists_to = coalesce(row."existsTo", organization.exists_to),
      note = coalesce(row.note, organization.note), revision = organization.revision + 1
    from ${rows} where organization.id = row.id
      and (row.name, row."existsFrom", row."existsTo", row.note)
        is distinct from (organization.name, organization.exists_from, organization.exists_to, organization.note)`)
  await db.save(sql`update places.places place set name = coalesce(row.name, place.name),
      population = coalesce(row.population, place.population),
      longitude = case when row.longitude is null then place.longitude else row.longitude end,
      latitude = case when row.longitude is null then place.latitude else row.latitude end
    from ${rows} where place.id = row.id`)
}

/** Governments about which somebody's word is ranked above the others': an import must not hide it. */
export async function listPreferred(db: Writer, ids: string[]): Promise<string[]> {
  const rows = await db.all(sql<{ id: string }>`select distinct subject_id as id from claims.statements
    where subject_kind = 'organization' and subject_id = any(${ids}) and rank = 'preferred' and retracted_at is null`)
  return rows.map((row) => row.id)
}
