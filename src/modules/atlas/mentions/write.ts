import { sql, type Writer } from '#platform/db'
import type { NewMention } from './schema.ts'

/** Writes down what the names of an upload were taken to mean, in place of what was there; answers of people stay as given. */
export async function recordMentions(
  db: Writer,
  input: { uploadId: string; sourceId: string | null; mentions: NewMention[] },
): Promise<void> {
  await db.save(sql`delete from atlas.mentions where upload_id = ${input.uploadId} and answer is null`)
  for (let start = 0; start < input.mentions.length; start += 1000)
    await db.save(sql`insert into atlas.mentions (upload_id, key, source_id, name, country, region, latitude, longitude, first_row,
        row_count, decision, words, candidates, organization_id)
      select ${input.uploadId}, key, ${input.sourceId}, name, country, region, latitude, longitude, "firstRow", "rowCount", decision, words,
        candidates, "organizationId"
      from jsonb_to_recordset(${JSON.stringify(input.mentions.slice(start, start + 1000))}::jsonb) as mention(key text, name text,
        country text, region text, latitude double precision, longitude double precision, "firstRow" integer, "rowCount" integer,
        decision text, words text, candidates jsonb, "organizationId" text)
      on conflict (upload_id, key) do update set row_count = excluded.row_count, first_row = excluded.first_row,
        source_id = excluded.source_id, candidates = excluded.candidates, words = excluded.words`)
}
