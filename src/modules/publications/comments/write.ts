import { allow, type Viewer } from '#kernel/access'
import { type Actor, audit } from '#kernel/audit'
import { dayOf } from '#platform/clock'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { forbidden, notFound } from '#platform/problem'
import type { Anchor } from '../anchors/schema.ts'
import { openReading } from '../readings/read.ts'
import { holdDraft } from '../works/read.ts'
import type { EditionView } from '../works/schema.ts'
import { settleWriting } from '../writing/write.ts'
import { findOwn, listAddressed, listColleagues } from './read.ts'
import { anchorOf, namedIn, refuseClosed, refuseForeign } from './rules.ts'
import type { NewComment, ThreadDeed } from './schema.ts'

/** Says something of words of a draft, and tells whoever is named in it. Returns the id of the comment. */
export async function writeComment(
  db: Writer,
  actor: Viewer,
  input: NewComment & { editionId: string; at: Date },
): Promise<string> {
  const edition = await holdCommented(db, actor, input)
  const anchor = anchorOf(edition.content, input)
  return insert(db, actor, { ...input, edition, anchor })
}

/** The edition with what was written together up to now, for whoever may comment on it. */
async function holdCommented(db: Writer, actor: Viewer, input: { editionId: string; at: Date }): Promise<EditionView> {
  const { bodyId, state } = await holdDraft(db, actor, input.editionId)
  allow(actor, 'publications.comment.write', { bodyId })
  refuseClosed(state)
  await settleWriting(db, actor, input)
  return holdDraft(db, actor, input.editionId)
}

/** Says a comment otherwise. What it said before stays beside it; whoever is named for the first time is told, nobody is untold. */
export async function changeComment(
  db: Writer,
  actor: Viewer,
  input: { editionId: string; comment: string; words: string; at: Date },
): Promise<void> {
  const { edition, before } = await holdOwn(db, actor, input)
  const { comment, words, at } = input
  if (before.words === words) return db.unaudited('it says so already')
  await db.save(sql`insert into publications.comment_wordings (comment_id, number, words, written_by, written_at)
    select id, (select count(*) from publications.comment_wordings where comment_id = id) + 1, words, written_by,
      coalesce(changed_at, written_at) from publications.comments where id = ${comment}`)
  await db.save(sql`update publications.comments set words = ${words}, changed_at = ${at} where id = ${comment}`)
  const { mentioned } = await listAddressed(db, comment)
  const named = namedIn(words, await listColleagues(db, edition.bodyId, dayOf(at))).filter(
    (id) => !mentioned.includes(id),
  )
  await keepNamed(db, comment, named)
  await audit(db, actor, 'publications.comment.changed', `edition:${edition.id}`, { comment, named })
}

/** Takes a comment back: nobody reads its words any more. Answers to it stay, and so does that something stood there. */
export async function takeBackComment(
  db: Writer,
  actor: Viewer,
  input: { editionId: string; comment: string; at: Date },
): Promise<void> {
  const { edition } = await holdOwn(db, actor, input)
  await db.save(sql`update publications.comments set taken_back_at = ${input.at} where id = ${input.comment}`)
  await audit(db, actor, 'publications.comment.taken-back', `edition:${edition.id}`, { comment: input.comment })
}

async function holdOwn(db: Writer, actor: Viewer, input: { editionId: string; comment: string; at: Date }) {
  const edition = await holdCommented(db, actor, input)
  const before = await findOwn(db, edition.id, input.comment)
  if (!before) throw unknown()
  refuseForeign(before, actor)
  return { edition, before }
}

const unknown = () => notFound('publications.comment.unknown', 'There is no such comment on this draft.')

const keepNamed = (db: Writer, comment: string, accounts: Iterable<string>) =>
  db.save(sql`insert into publications.comment_mentions (comment_id, account_id)
    select ${comment}, account from unnest(${[...accounts]}::text[]) as account`)

interface Said {
  edition: EditionView
  words: string
  at: Date
  anchor?: Anchor
  answers?: string
  readingId?: string
  tell?: string[]
}

async function insert(db: Writer, actor: Actor, said: Said): Promise<string> {
  const { edition, words, at, anchor, answers = null, readingId = null, tell = [] } = said
  const id = newId(at)
  await db.save(sql`insert into publications.comments (id, edition_id, answers, anchor, words, written_by, reading_id, written_at)
    values (${id}, ${edition.id}, ${answers}, ${anchor ? JSON.stringify(anchor) : null}, ${words}, ${actor.auditId}, ${readingId}, ${at})`)
  const colleagues = await listColleagues(db, edition.bodyId, dayOf(at))
  const named = [...namedIn(words, colleagues), ...tell.filter((each) => colleagues.some((one) => one.id === each))]
  // Somebody outside calls nobody.
  const told = new Set(readingId ? [] : named)
  await keepNamed(db, id, told)
  // Words stay out of the log, as those of the draft do.
  await audit(db, actor, 'publications.comment.written', `edition:${edition.id}`, { comment: id })
  return id
}

/** Answers a comment, or says that it is dealt with, or that it is not. What is said with it is an answer like any other. */
export async function turnThread(
  db: Writer,
  actor: Viewer,
  input: ThreadDeed & { editionId: string; comment: string; at: Date },
): Promise<void> {
  const edition = await holdCommented(db, actor, input)
  const { deed, comment, words, at } = input
  const thread =
    await db.one(sql`select 1 from publications.comments where id = ${comment} and edition_id = ${edition.id}
    and answers is null for update`)
  if (!thread) throw unknown()
  if (words !== '') await insert(db, actor, { edition, words, at, answers: comment })
  if (deed === 'answer') return
  const by = deed === 'resolve' ? actor.auditId : null
  const on = deed === 'resolve' ? at : null
  await db.save(sql`update publications.comments set resolved_by = ${by}, resolved_at = ${on} where id = ${comment}
    and (resolved_at is null) = ${deed === 'resolve'}`)
  await audit(
    db,
    actor,
    `publications.comment.${deed === 'resolve' ? 'resolved' : 'reopened'}`,
    `edition:${edition.id}`,
    {
      comment,
    },
  )
}

/** Whoever checks the facts of a draft by a link of their own says something of words of it. */
export async function writeOutside(
  db: Writer,
  actor: Viewer,
  input: { code: string; quote: string; words: string; at: Date },
): Promise<void> {
  const { reading, edition } = await openReading(db, input.code, input.at)
  allow(actor, 'publications.reading.answer')
  if (reading.purpose !== 'fact-check') throw forbidden('publications.reading.press', 'This link is for reading alone.')
  refuseClosed(edition.state)
  const anchor = anchorOf(edition.content, input)
  await insert(db, actor, { edition, words: input.words, at: input.at, anchor, readingId: reading.id })
}
