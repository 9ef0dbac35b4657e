import { type Reader, sql } from '#platform/db'
import type { Evidence } from './schema.ts'

/** Records of which a version began or ended after one instant and until another. */
export async function listTouched(db: Reader, { since, until }: { since: Date; until: Date }): Promise<string[]> {
  const rows = await db.all(sql<{ id: string }>`select engagement_id as id from atlas.versions
      where known_from > ${since} and known_from <= ${until}
    union select engagement_id from atlas.versions where known_to > ${since} and known_to <= ${until}`)
  return rows.map(({ id }) => id)
}

/** What was said of some records, and what was taken back, after one instant and until another. */
export async function listEvidence(
  db: Reader,
  { ids, since, until }: { ids: string[]; since: Date; until: Date },
): Promise<Map<string, Evidence[]>> {
  // Joined and not compared one by one: thousands of ids for thousands of statements would be millions of comparisons.
  const asked = sql`unnest(${ids}::text[]) as asked(id)`
  const rows = await db.all(sql<
    Omit<Evidence, 'at' | 'source'> & {
      subject: string
      at: Date
      sourceId: string
      title: string
      address: string | null
    }
  >`select * from (
      select statement.subject_id as subject, statement.id as statement, property, value, 'said' as deed, statement.recorded_at as at,
        rank_reason as reason, source.id as "sourceId", source.title, source.address, part
      from ${asked} join claims.statements statement on subject_id = asked.id join sources.sources source on source.id = source_id
      where subject_kind = 'engagement' and statement.recorded_at > ${since} and statement.recorded_at <= ${until}
      union all
      select statement.subject_id, statement.id, property, value, 'taken back', retracted_at, retracted_reason, source.id, source.title,
        source.address, part
      from ${asked} join claims.statements statement on subject_id = asked.id join sources.sources source on source.id = source_id
      where subject_kind = 'engagement' and retracted_at > ${since} and retracted_at <= ${until}
    ) happened order by at, property, statement, deed`)
  const found = new Map<string, Evidence[]>()
  for (const { subject, sourceId, title, address, at, ...row } of rows) {
    const theirs = found.get(subject) ?? []
    found.set(subject, theirs)
    theirs.push({ ...row, at: at.toISOString(), source: { id: sourceId, title, address } })
  }
  return found
}
