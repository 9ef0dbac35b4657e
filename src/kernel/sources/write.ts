import { sql, type Writer } from '#platform/db'
import type { NewSource } from './schema.ts'

/** Adds sources or brings what is known of them up to date; the deed that calls this leaves the trace. */
export async function recordSources(db: Writer, sources: NewSource[]): Promise<void> {
  await db.save(sql`insert into sources.sources
      (id, title, publisher, kind, address, published, retrieved_on, licence, attribution, copy_hash, note)
    select id, title, publisher, kind, address, published, "retrievedOn", licence, attribution, "copyHash", note
    from jsonb_to_recordset(${JSON.stringify(sources)}::jsonb) as source(id text, title text, publisher text, kind text,
      address text, published text, "retrievedOn" text, licence text, attribution text, "copyHash" text, note text)
    on conflict (id) do update set title = excluded.title, publisher = excluded.publisher, kind = excluded.kind,
      address = excluded.address, published = excluded.published, retrieved_on = excluded.retrieved_on,
      licence = excluded.licence, attribution = excluded.attribution, copy_hash = excluded.copy_hash, note = excluded.note`)
}
