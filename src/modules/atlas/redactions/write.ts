import { allow, requireSignIn, system, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { listStatements } from '#kernel/claims'
import { isUniqueViolation, sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict } from '#platform/problem'
import { getDocument, listPages, listTwins } from '../documents/read.ts'
import { destroyDocument, hideDocument, keepMade } from '../documents/write.ts'
import { refuseClaimed, refuseParts, refuseTold, refuseTyped, refuseUnfound } from './rules.ts'
import type { NewRedaction, Order } from './schema.ts'

/**
 * Asks for a document without some words and parts. From this moment the document as it is is kept from the public; the new one is made
 * afterwards, outside of any transaction.
 */
export async function orderRedaction(
  db: Writer,
  actor: Viewer,
  input: NewRedaction & { documentId: string; at: Date },
): Promise<string> {
  requireSignIn(actor)
  const document = await getDocument(db, actor, input.documentId)
  allow(actor, 'atlas.document.redact', { recordId: document.subjectId })
  if (document.state === 'reading')
    throw conflict('atlas.redaction.unread', 'The text is still being read. Try again in a moment.')
  const pages = await listPages(db, document.id)
  refuseUnfound(
    input.words,
    pages.map(({ text }) => text),
  )
  refuseParts(input.boxes, Math.max(1, document.pageCount))
  if (document.mediaType === 'application/pdf')
    refuseTyped(
      input.words,
      pages.filter(({ isTyped }) => isTyped),
      input.boxes,
    )
  refuseTold(input.words, { title: input.title, publisher: document.publisher })
  const about = await listStatements(db, { subjectKind: document.subjectKind, subjectId: document.subjectId })
  refuseClaimed(
    input.words,
    about
      .filter(({ sourceId }) => sourceId === `document-${document.id}`)
      .map(({ quote, retractedAt }) => ({ quote, isStanding: retractedAt === null })),
  )
  if (input.fate === 'destroyed' && (await listTwins(db, document)).length > 0)
    throw conflict('atlas.redaction.twin', 'The same file stands beside another record too.', {
      fate: 'Redact the other one as well, keeping it for staff; then destroy one after the other',
    })
  const id = newId(input.at)
  try {
    await db.save(sql`insert into atlas.redactions (id, document_id, sha256, words, boxes, title, visibility, fate, reason, asked_by, asked_at)
      values (${id}, ${document.id}, ${document.fileHash}, ${JSON.stringify(input.words)}::jsonb, ${JSON.stringify(input.boxes)}::jsonb,
        ${input.title}, ${input.visibility}, ${input.fate}, ${input.reason}, ${actor.auditId}, ${input.at})`)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw conflict('atlas.redaction.waiting', 'This document is being redacted already. Wait until that is done.')
  }
  // Never the words: the log stays for good.
  await audit(db, actor, 'atlas.redaction.ordered', `document:${document.id}`, {
    ...{ redaction: id, passages: input.words.length, parts: input.boxes.length, fate: input.fate },
  })
  await hideDocument(db, { id: document.id, reason: 'It holds what was taken out of a redacted copy.' })
  return id
}

/** Keeps what is left and does with the old document what was asked. False when another process was first. */
export async function finishRedaction(
  db: Writer,
  order: Order,
  made: { bytes: Uint8Array; texts: string[]; removed: number; at: Date },
): Promise<boolean> {
  const resultId = newId(made.at)
  const saved = await db.save(sql`update atlas.redactions set state = 'done', words = '[]', result_id = ${resultId},
    removed = ${made.removed}, done_at = ${made.at} where id = ${order.id} and state = 'waiting'`)
  if (saved === 0) return false
  await keepMade(db, {
    ...made,
    id: resultId,
    fromId: order.documentId,
    title: order.title,
    visibility: order.visibility,
    by: order.askedBy,
  })
  if (order.fate === 'destroyed') await destroyDocument(db, order.documentId, made.at)
  await audit(db, system, 'atlas.redaction.done', `document:${resultId}`, {
    ...{ redaction: order.id, from: order.documentId, fate: order.fate, removed: made.removed },
  })
  return true
}

/** Says why nothing was made. What was to go is forgotten, and the document stays out of sight. */
export async function failRedaction(db: Writer, { id, problem }: { id: string; problem: string }): Promise<void> {
  db.unaudited('that it cannot be done follows from the file')
  await db.save(sql`update atlas.redactions set state = 'failed', problem = ${problem}, words = '[]', scrubbed_at = null
    where id = ${id} and state = 'waiting'`)
}

export async function noteScrubbed(db: Writer, { ids, at }: { ids: string[]; at: Date }): Promise<void> {
  db.unaudited('the files of the database are written anew; nothing in it changes')
  await db.save(sql`update atlas.redactions set scrubbed_at = ${at} where id = any(${ids})`)
}
