import { sql, type Writer } from '#platform/db'
import type { Concept } from './read.ts'

/** Adds concepts or brings their labels up to date; a concept in use is never removed. */
export async function recordConcepts(db: Writer, concepts: Concept[]): Promise<void> {
  await db.save(sql`insert into topics.concepts (scheme, id, label, definition, broader, position)
    select scheme, id, label, definition, nullif(broader, ''), position
    from jsonb_to_recordset(${JSON.stringify(concepts)}::jsonb) as concept(scheme text, id text, label text, definition text,
      broader text, position integer)
    order by broader is not null
    on conflict (scheme, id) do update set label = excluded.label, definition = excluded.definition,
      broader = excluded.broader, position = excluded.position`)
}
