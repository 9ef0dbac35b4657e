import { allow, type Viewer } from '#kernel/access'
import type { NewDocument as SearchEntry } from '#kernel/search'
import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import type { DocumentView, PageText, QuoteView } from './schema.ts'

/** For everyone: public, and about a record that stands and is public too. */
export const isForEveryone = sql<boolean>`(document.visibility = 'public' and (subject_kind <> 'engagement' or exists (
  select from atlas.engagements engagement join atlas.versions on engagement_id = engagement.id and known_to is null
    where engagement.id = subject_id and engagement.visibility = 'public')))`

/** Documents a viewer may know of: those for everyone; the others are for staff. */
const visibleTo = (viewer: Viewer) => (viewer.role === 'staff' ? sql<boolean>`true` : isForEveryone)

const view = sql`select document.id, subject_kind as "subjectKind", subject_id as "subjectId", title, kind, language, dated, publisher,
    licence, address, visibility, private_reason as "privateReason", alternative, file_hash as "fileHash", file_name as "fileName",
    file.media_type as "mediaType", file.size, state, problem, page_count as "pageCount", sent_at as "sentAt",
    exists (select from atlas.document_pages where document_id = document.id and text <> '') as "hasText"
  from atlas.documents document join files.files file on file.sha256 = file_hash`

export const findDocument = (db: Reader, viewer: Viewer, id: string): Promise<DocumentView | undefined> =>
  db.one(sql<DocumentView>`${view} where document.id = ${id} and ${visibleTo(viewer)}`)

export async function getDocument(db: Reader, viewer: Viewer, id: string): Promise<DocumentView> {
  const found = await findDocument(db, viewer, id)
  if (!found) throw notFound('atlas.document.unknown', 'There is no such document.')
  return found
}

/** The documents of a record, newest first. */
export const listDocumentsOf = (db: Reader, viewer: Viewer, subjectId: string): Promise<DocumentView[]> =>
  db.all(sql<DocumentView>`${view} where subject_id = ${subjectId} and ${visibleTo(viewer)}
    order by sent_at desc, document.id desc limit 200`)

export async function listDocuments(db: Reader, viewer: Viewer): Promise<DocumentView[]> {
  allow(viewer, 'atlas.document.record')
  return db.all(sql<DocumentView>`${view} where ${visibleTo(viewer)} order by sent_at desc, document.id desc limit 200`)
}

/** Pages of a document that the viewer has been shown. */
export const listPages = (db: Reader, id: string): Promise<PageText[]> =>
  db.all(
    sql<PageText>`select number, text, typed_by is not null as "isTyped" from atlas.document_pages where document_id = ${id} order by number`,
  )

export const listQuotes = (db: Reader, id: string): Promise<QuoteView[]> =>
  db.all(sql<QuoteView>`select id, page, starts_at as "startsAt", ends_at as "endsAt", words, sha256, is_found as "isFound"
    from atlas.document_quotes where document_id = ${id} order by page, starts_at, id`)

/** Documents whose text somebody waits for. */
export const listToRead = (db: Reader): Promise<{ id: string; fileHash: string }[]> =>
  db.all(sql<{ id: string; fileHash: string }>`select id, file_hash as "fileHash" from atlas.documents
    where state = 'reading' order by id limit 20`)

// More words than this are no longer what a document is about, and would fill the index.
const mostIndexed = 400_000

/** What search is to know of documents, named by their own ids or by the records they stand beside. */
export async function listEntries(
  db: Reader,
  { documentIds = [], subjectIds = [] }: { documentIds?: string[]; subjectIds?: string[] },
): Promise<SearchEntry[]> {
  const rows = await db.all(sql<
    Pick<DocumentView, 'id' | 'title' | 'kind' | 'publisher'> & { isPublic: boolean; text: string }
  >`select document.id, title, kind, publisher, ${isForEveryone} as "isPublic",
      coalesce((select string_agg(text, e'\n' order by number) from atlas.document_pages where document_id = document.id), '') as text
    from atlas.documents document where document.id = any(${documentIds}) or subject_id = any(${subjectIds})`)
  return rows.map(({ id, title, kind, publisher, isPublic, text }) => ({
    ...{ kind: 'document', recordId: id, title, address: `/documents/${id}` },
    summary: `${kind.replaceAll('-', ' ')}, ${publisher}`,
    body: text.slice(0, mostIndexed),
    audience: isPublic ? ('public' as const) : ('staff' as const),
  }))
}

/** Other documents that are the same bytes. */
export const listTwins = (
  db: Reader,
  { id, fileHash }: Pick<DocumentView, 'id' | 'fileHash'>,
): Promise<{ id: string }[]> =>
  db.all(sql<{ id: string }>`select id from atlas.documents where file_hash = ${fileHash} and id <> ${id}`)
