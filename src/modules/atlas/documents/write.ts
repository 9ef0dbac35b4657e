import { allow, requireSignIn, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { recordStatements } from '#kernel/claims'
import { destroyFile, MOST_MADE, storeFile } from '#kernel/files'
import { findOrganization } from '#kernel/organizations'
import { indexDocuments, removeDocuments } from '#kernel/search'
import { recordSources } from '#kernel/sources'
import { dayOf } from '#platform/clock'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict, invalid, notFound } from '#platform/problem'
import { checkValue } from '../corrections/rules.ts'
import { correctableOf } from '../corrections/schema.ts'
import { getEngagement } from '../engagements/read.ts'
import { followStatements } from '../statements/write.ts'
import { getDocument, listEntries, listPages, listQuotes } from './read.ts'
import { citeQuote, findWords } from './rules.ts'
import type { DocumentView, NewDocument, NewQuote } from './schema.ts'

/** Puts a document beside a record; its text is read afterwards. What stands in a picture is what a person typed of it. */
export async function recordDocument(
  db: Writer,
  actor: Viewer,
  input: Omit<NewDocument, 'file'> & { name: string; bytes: Uint8Array; at: Date },
): Promise<string> {
  allow(actor, 'atlas.document.record', { recordId: input.subjectId })
  await getSubject(db, actor, input)
  const fileHash = await storeFile(db, { bytes: input.bytes, at: input.at })
  const { isPicture } = await db.only(
    sql<{
      isPicture: boolean
    }>`select media_type like 'image/%' as "isPicture" from files.files where sha256 = ${fileHash}`,
  )
  if (isPicture && input.alternative === '')
    throw invalid('atlas.document.alternative', 'Say what the picture shows.', {
      alternative: 'Say what the picture shows, for those who do not see it',
    })
  const id = newId(input.at)
  await db.save(sql`insert into atlas.documents (id, subject_kind, subject_id, title, kind, language, dated, publisher, address, licence,
      visibility, private_reason, alternative, file_hash, file_name, state, sent_by, sent_at)
    values (${id}, ${input.subjectKind}, ${input.subjectId}, ${input.title}, ${input.kind}, ${input.language}, ${input.dated},
      ${input.publisher}, ${input.address || null}, ${input.licence || 'none stated'}, ${input.visibility},
      ${input.visibility === 'private' ? input.privateReason : ''}, ${input.alternative}, ${fileHash}, ${plainName(input.name)},
      'reading', ${actor.auditId}, ${input.at})`)
  await audit(db, actor, 'atlas.document.recorded', `document:${id}`, { subject: input.subjectId, sha256: fileHash })
  if (isPicture) await saveText(db, { id, texts: [input.transcription] })
  return id
}

async function getSubject(
  db: Writer,
  actor: Viewer,
  { subjectKind, subjectId }: Pick<NewDocument, 'subjectKind' | 'subjectId'>,
): Promise<void> {
  if (subjectKind === 'engagement') await getEngagement(db, actor, { id: subjectId })
  else if (!(await findOrganization(db, subjectId)))
    throw invalid('atlas.document.subject', 'There is no such record. Open this form from the page of the record.')
}

/** The name alone, as a header can bear it. */
const plainName = (name: string): string =>
  (name.split(/[\\/]/).at(-1) ?? '')
    .replaceAll(/[^\p{L}\p{N}._ -]/gu, '_')
    .trim()
    .slice(0, 120) || 'document'

/** Keeps the text of each page, marks the quotes whose words are there no longer, and lets search know. */
export async function saveText(db: Writer, { id, texts }: { id: string; texts: string[] }): Promise<void> {
  db.unaudited('the text follows from the file, which is on record')
  // What a person typed stays: a program finds nothing there, however often it looks.
  await db.save(sql`delete from atlas.document_pages where document_id = ${id} and typed_by is null`)
  const pages = texts.map((text, at) => ({ number: at + 1, text: text.replaceAll('\0', '').toWellFormed() }))
  await db.save(sql`insert into atlas.document_pages (document_id, number, text)
    select ${id}, number, text from jsonb_to_recordset(${JSON.stringify(pages)}::jsonb) as page(number integer, text text)
    on conflict (document_id, number) do nothing`)
  await findQuotes(db, id)
  await db.save(
    sql`update atlas.documents set state = 'read', problem = null, page_count = ${pages.length} where id = ${id}`,
  )
  await indexDocument(db, id)
}

/** Looks for the words of every quote in the text as it is now. */
async function findQuotes(db: Writer, id: string): Promise<void> {
  const pages = await listPages(db, id)
  for (const quote of await listQuotes(db, id)) {
    const text = pages.find(({ number }) => number === quote.page)?.text ?? ''
    const span = findWords(text, quote.words)
    await db.save(sql`update atlas.document_quotes set is_found = ${span !== undefined},
      starts_at = ${span?.startsAt ?? quote.startsAt}, ends_at = ${span?.endsAt ?? quote.endsAt} where id = ${quote.id}`)
  }
}

/** Keeps what a person typed from the picture of a page, in place of what a program read there: searched and quoted like any text. */
export async function transcribePage(
  db: Writer,
  actor: Viewer,
  input: { documentId: string; page: number; text: string; at: Date },
): Promise<void> {
  requireSignIn(actor)
  const document = await getDocument(db, actor, input.documentId)
  allow(actor, 'atlas.document.record', { recordId: document.subjectId })
  if (document.state === 'reading') throw stillReading()
  const typed =
    await db.save(sql`update atlas.document_pages set text = ${input.text.replaceAll('\0', '').toWellFormed()},
      typed_by = ${actor.auditId}, typed_at = ${input.at}
    where document_id = ${document.id} and number = ${input.page}`)
  if (typed === 0) throw notFound('atlas.document.page', 'The document has no such page.')
  await findQuotes(db, document.id)
  await indexDocument(db, document.id)
  await audit(db, actor, 'atlas.document.transcribed', `document:${document.id}`, { page: input.page })
}

/** Has the file read once more, as after a fault or with a newer reader. */
export async function readAgain(db: Writer, actor: Viewer, input: { documentId: string }): Promise<void> {
  requireSignIn(actor)
  const document = await getDocument(db, actor, input.documentId)
  allow(actor, 'atlas.document.record', { recordId: document.subjectId })
  if (document.mediaType.startsWith('image/'))
    throw conflict('atlas.document.picture', 'A picture holds no text that a program reads. Type what stands in it.')
  const begun = await db.save(sql`update atlas.documents set state = 'reading', problem = null
    where id = ${document.id} and state <> 'reading'`)
  if (begun === 0) throw stillReading()
  await audit(db, actor, 'atlas.document.reread', `document:${document.id}`)
}

const stillReading = () =>
  conflict('atlas.document.reading', 'The text is still being read. Reload the page in a moment.')

/** Says why there is no text; the file stays. */
export async function saveUnread(db: Writer, { id, problem }: { id: string; problem: string }): Promise<void> {
  db.unaudited('that a file cannot be read follows from the file')
  await db.save(
    sql`update atlas.documents set state = 'failed', problem = ${problem} where id = ${id} and state = 'reading'`,
  )
  await indexDocument(db, id)
}

const indexDocument = async (db: Writer, id: string): Promise<void> =>
  indexDocuments(db, await listEntries(db, { documentIds: [id] }))

/** Keeps a document from everyone but staff, search included; part of the deed that has a reason for it. */
export async function hideDocument(db: Writer, { id, reason }: { id: string; reason: string }): Promise<void> {
  await db.save(sql`update atlas.documents set visibility = 'private', private_reason = ${reason}
    where id = ${id} and visibility = 'public'`)
  await indexDocument(db, id)
}

/** Puts a document that was made from another beside the same record. Where the other was found is left out: it may stand there still. */
export async function keepMade(
  db: Writer,
  made: Pick<DocumentView, 'id' | 'title' | 'visibility'> & {
    fromId: string
    bytes: Uint8Array
    texts: string[]
    by: string
    at: Date
  },
): Promise<void> {
  const fileHash = await storeFile(db, { bytes: made.bytes, at: made.at, most: MOST_MADE })
  await db.save(sql`insert into atlas.documents (id, subject_kind, subject_id, title, kind, language, dated, publisher, licence,
      visibility, private_reason, file_hash, file_name, state, sent_by, sent_at)
    select ${made.id}, subject_kind, subject_id, ${made.title}, kind, language, dated, publisher, licence, ${made.visibility},
      ${made.visibility === 'private' ? 'A redacted copy that nobody has published.' : ''}, ${fileHash}, 'redacted.pdf', 'reading',
      ${made.by}, ${made.at}
    from atlas.documents where id = ${made.fromId}`)
  await saveText(db, { id: made.id, texts: made.texts })
}

/** Deletes a document with its text, quotes, place in search and file. Its statements stay: the ledger is never edited. */
export async function destroyDocument(db: Writer, id: string, at: Date): Promise<void> {
  const { fileHash } = await db.only(
    sql<{ fileHash: string }>`delete from atlas.documents where id = ${id} returning file_hash as "fileHash"`,
  )
  await removeDocuments(db, 'document', [id])
  await destroyFile(db, fileHash, at)
}

/** Every document of a file that was destroyed goes with it, as when an older backup brought it back. */
export async function destroyDocumentsOf(db: Writer, sha256: string): Promise<void> {
  const documents = await db.all(sql<{ id: string }>`select id from atlas.documents where file_hash = ${sha256}`)
  for (const { id } of documents) {
    await db.save(sql`delete from atlas.documents where id = ${id}`)
    await removeDocuments(db, 'document', [id])
  }
}

/** Marks words of a document and, where told, puts what they say on record with them as its source. Returns the id of the quote. */
export async function quoteDocument(
  db: Writer,
  actor: Viewer,
  input: NewQuote & { documentId: string; at: Date },
): Promise<string> {
  requireSignIn(actor)
  const document = await getDocument(db, actor, input.documentId)
  allow(actor, 'atlas.document.record', { recordId: document.subjectId })
  if (document.pageCount === 0)
    throw conflict('atlas.quote.unread', 'There is no text to quote from: it is still being read, or cannot be.')
  const page = (await listPages(db, document.id)).find(({ number }) => number === input.page)
  if (!page)
    throw invalid('atlas.quote.page', 'The document has no such page.', {
      page: `Pages are 1 to ${document.pageCount}`,
    })
  const span = findWords(page.text, input.words)
  if (!span)
    throw invalid('atlas.quote.words', 'These words do not stand on that page.', {
      words: 'Copy the words exactly as they stand in the text of the page',
    })
  const id = newId(input.at)
  const words = page.text.slice(span.startsAt, span.endsAt)
  await db.save(sql`insert into atlas.document_quotes (id, document_id, page, starts_at, ends_at, words, sha256, marked_by, marked_at)
    values (${id}, ${document.id}, ${input.page}, ${span.startsAt}, ${span.endsAt}, ${words}, ${document.fileHash}, ${actor.auditId},
      ${input.at})`)
  await audit(db, actor, 'atlas.document.quoted', `document:${document.id}`, { quote: id, page: input.page })
  if (input.property) await putOnRecord(db, actor, { ...input, document, quote: { id, page: input.page, words } })
  return id
}

async function putOnRecord(
  db: Writer,
  actor: Viewer,
  input: NewQuote & { document: DocumentView; quote: { id: string; page: number; words: string }; at: Date },
): Promise<void> {
  const { document, quote, property, value, at } = input
  // Claims are public, and so would the words be.
  if (document.visibility === 'private')
    throw conflict('atlas.quote.private', 'This document is private, and a claim would make its words public.', {
      property: 'Mark the words without a claim, or send a public copy of the document',
    })
  const allowed: readonly string[] = correctableOf[document.subjectKind]
  if (!allowed.includes(property))
    throw invalid('atlas.quote.property', 'A record of this kind has no such property.', {
      property: 'Choose something that this record has',
    })
  if (value === '') throw invalid('atlas.quote.value', 'Say what the words say.', { value: 'Write the value' })
  checkValue(property, value)
  if (property === 'party.abroad' && !(await findOrganization(db, value)))
    throw invalid('atlas.quote.party', 'Write the counterpart as the id of its page, such as jp-1853909-osaka.', {
      value: 'Use the id at the end of the address of its page',
    })
  const sourceId = `document-${document.id}`
  await recordSources(db, [
    {
      ...{ id: sourceId, title: document.title, publisher: document.publisher, kind: 'document' },
      ...{ address: document.address ?? `/documents/${document.id}`, published: document.dated || undefined },
      ...{
        retrievedOn: dayOf(document.sentAt),
        licence: document.licence,
        attribution: '',
        copyHash: document.fileHash,
        note: '',
      },
    },
  ])
  await recordStatements(db, actor, {
    statements: [
      {
        ...{
          subjectKind: document.subjectKind,
          subjectId: document.subjectId,
          property,
          value,
          originalValue: quote.words,
        },
        ...{ sourceId, part: citeQuote(document.id, quote), quote: quote.words },
      },
    ],
    recordedAt: at,
  })
  await followStatements(db, { kind: document.subjectKind, id: document.subjectId, at })
}
