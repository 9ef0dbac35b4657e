import type { Viewer } from '#kernel/access'
import { type Reader, sql } from '#platform/db'
import { bm25, fold, openWord } from './rules.ts'

export interface Found {
  kind: string
  recordId: string
  title: string
  summary: string
  address: string
  score: number
}

/** Audiences whose documents a viewer may know of. */
const audiencesOf = (viewer: Viewer): string[] => (viewer.role === 'staff' ? ['public', 'staff'] : ['public'])

/**
 * Best matches for a query in plain words, any word counting (an AND of all words finds next to nothing, see bench/search).
 * The number of documents and every word's frequency are taken over what this viewer may see, so that scores betray nothing hidden.
 */
export async function searchDocuments(
  db: Reader,
  viewer: Viewer,
  wanted: { query: string; kind?: string | undefined; limit?: number; offset?: number },
): Promise<{ total: number; kinds: Record<string, number>; found: Found[] }> {
  const audiences = audiencesOf(viewer)
  const open = openWord(wanted.query)
  const { k1, b } = bm25
  const scored = sql`with visible as (
      select count(*)::real as documents, greatest(avg(length), 1)::real as average from search.documents
      where audience = any(${audiences})
    ), word as (
      select term from unnest(to_tsvector('english', ${fold(wanted.query)})) as lexeme(term, positions, weights)
      union
      (select term from search.postings where ${open ? sql`term like ${`${open}%`}` : sql`false`} group by term limit 50)
    ), posting as (
      select posting.term, document.id, posting.frequency, document.length, document.weight, document.kind
      from word join search.postings posting using (term)
      join search.documents document on document.id = posting.document_id
      where document.audience = any(${audiences})
    ), frequency as (
      select term, count(*)::real as documents from posting group by term
    ), scored as (
      select id, posting.kind, sum(posting.weight
          * ln(1 + (visible.documents - frequency.documents + 0.5) / (frequency.documents + 0.5))
          * posting.frequency * (${k1}::real + 1)
          / (posting.frequency + ${k1}::real * (1 - ${b}::real + ${b}::real * posting.length / visible.average))) as score
      from posting join frequency using (term) cross join visible
      group by id, posting.kind
    )`
  // One statement answers both: the counts by kind stand beside every row, and alone where no row is left to show.
  const rows = await db.all(sql<{ kinds: Record<string, number>; found: Found | null }>`${scored}
    select (select coalesce(jsonb_object_agg(kind, count), '{}') from (select kind, count(*) as count from scored group by kind) as each) as kinds,
      hit.found
    from (select 1) as once left join lateral (
      select jsonb_build_object('kind', document.kind, 'recordId', document.record_id, 'title', document.title,
        'summary', document.summary, 'address', document.address, 'score', score) as found, score, document.title, document.record_id
      from scored join search.documents document using (id)
      where ${wanted.kind ? sql`document.kind = ${wanted.kind}` : sql`true`}
      order by score desc, document.title, document.record_id
      limit ${wanted.limit ?? 20} offset ${wanted.offset ?? 0}
    ) as hit on true
    order by hit.score desc, hit.title, hit.record_id`)
  const kinds = rows[0]?.kinds ?? {}
  const total = wanted.kind ? (kinds[wanted.kind] ?? 0) : Object.values(kinds).reduce((sum, count) => sum + count, 0)
  return { total, kinds, found: rows.flatMap((row) => row.found ?? []) }
}
