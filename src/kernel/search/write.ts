import { sql, type Writer } from '#platform/db'
import { fold, titleWeight } from './rules.ts'
import { type NewDocument, newDocument } from './schema.ts'

const chunk = 500

/** Puts records into the index or replaces what is there; part of the deed that changed them. */
export async function indexDocuments(db: Writer, documents: NewDocument[]): Promise<void> {
  for (let start = 0; start < documents.length; start += chunk) {
    const rows = documents.slice(start, start + chunk).map((document) => {
      const known = newDocument.parse(document)
      return { ...known, titleText: fold(known.title), bodyText: fold(`${known.summary} ${known.body}`) }
    })
    await db.save(sql`with row as (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(kind text, "recordId" text, title text,
          summary text, address text, audience text, weight real, "titleText" text, "bodyText" text)
      ), word as (
        select kind, "recordId", term, ${titleWeight}::real * cardinality(positions) as count
          from row, unnest(to_tsvector('english', "titleText")) as lexeme(term, positions, weights)
        union all
        select kind, "recordId", term, cardinality(positions)
          from row, unnest(to_tsvector('english', "bodyText")) as lexeme(term, positions, weights)
      ), size as (
        select kind, "recordId", sum(count) as length from word group by kind, "recordId"
      ), document as (
        insert into search.documents (kind, record_id, title, summary, address, audience, weight, length)
        select row.kind, row."recordId", title, summary, address, audience, weight, coalesce(size.length, 0)
        from row left join size on size.kind = row.kind and size."recordId" = row."recordId"
        on conflict (kind, record_id) do update set title = excluded.title, summary = excluded.summary,
          address = excluded.address, audience = excluded.audience, weight = excluded.weight, length = excluded.length
        returning id, kind, record_id
      ), standing as (
        select document.id, word.term from word
        join document on document.kind = word.kind and document.record_id = word."recordId"
      ), cleared as (
        delete from search.postings using document where document_id = document.id
          and (document_id, term) not in (select id, term from standing)
      )
      insert into search.postings (term, document_id, frequency)
      select term, document.id, sum(count) from word
      join document on document.kind = word.kind and document.record_id = word."recordId"
      group by term, document.id
      on conflict (term, document_id) do update set frequency = excluded.frequency`)
  }
}

export async function removeDocuments(db: Writer, kind: string, recordIds: string[]): Promise<void> {
  await db.save(sql`delete from search.documents where kind = ${kind} and record_id = any(${recordIds})`)
}
