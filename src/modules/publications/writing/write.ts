import { LRUCache } from 'lru-cache'
import type * as Y from 'yjs'
import { allow, type Viewer } from '#kernel/access'
import { type Actor, type AuditEntry, hearEntries } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { announce } from '#platform/live'
import { conflict, tooLarge } from '#platform/problem'
import { nameActors } from '../comments/read.ts'
import { clashOf, fieldsOf } from '../fields/rules.ts'
import { findEdition } from '../works/read.ts'
import type { DraftInput, EditionView } from '../works/schema.ts'
import { holdOpen, saveDraft, saveText } from '../works/write.ts'
import { findLaidOver, findRoom, getText, getWritten, listUnsaved, listUpdates } from './read.ts'
import { addTo, changeTo, docOf, laidBeside, readUpdate, seedOf, stateOf, textOfDoc } from './rules.ts'
import {
  type Joined,
  largestRoom,
  mostUpdates,
  type Presence,
  type RoomView,
  restAtMost,
  roomChanged,
  roomMoved,
  roomPresence,
  roomSaved,
} from './schema.ts'

interface Held {
  number: number
  doc: Y.Doc
}

/**
 * Documents as of their last committed update, so that a word need not wait for the whole to be read. One is taken out for a deed and
 * put back after its commit: a deed that fails leaves none behind.
 */
const documents = new LRUCache<string, Held>({ max: 40 })

/** Begins or enters the room in which an edition is written together. */
export async function joinWriting(db: Writer, actor: Viewer, input: { editionId: string; at: Date }): Promise<Joined> {
  const edition = await holdOpen(db, actor, input.editionId)
  const room = (await findRoom(db, edition.id)) ?? (await openRoom(db, edition, input.at))
  const { doc, number } = await follow(db, actor, { room, edition, at: input.at })
  return { number, state: Buffer.from(stateOf(doc)).toString('base64') }
}

async function openRoom(db: Writer, { id, content, revision }: EditionView, at: Date): Promise<RoomView> {
  const snapshot = seedOf(content)
  db.unaudited('a room holds what the edition holds; the first word in it is kept with who wrote it')
  await db.save(sql`insert into publications.rooms (edition_id, snapshot, bytes, revision, moved_at)
    values (${id}, ${snapshot}, ${snapshot.length}, ${revision}, ${at})`)
  return {
    ...{ editionId: id, snapshotNumber: 0, lastNumber: 0, bytes: snapshot.length },
    ...{ revision, savedNumber: 0, movedAt: at },
  }
}

/**
 * Takes what somebody wrote within a moment; it is in the database when this is acknowledged. Bytes that are no update, parts that no
 * text holds, and words under the number of another writer are refused. Returns the number of the update.
 */
export async function writeTogether(
  db: Writer,
  actor: Viewer,
  input: { editionId: string; update: Uint8Array; at: Date },
): Promise<number> {
  await db.all(sql`select 1 from publications.editions where id = ${input.editionId} for update`)
  const { bodyId, revision } = await getWritten(db, actor, input.editionId)
  allow(actor, 'publications.work.write', { bodyId })
  const { hands } = readUpdate(input.update)
  const found = await findRoom(db, input.editionId)
  if (!found) throw conflict('publications.writing.unopened', 'Open the draft again: it is not written together yet.')
  const edition = found.revision === revision ? undefined : await findEdition(db, input.editionId)
  const { room, doc } = edition
    ? await follow(db, actor, { room: found, edition, at: input.at })
    : { room: found, doc: await takeDocument(db, found) }
  await holdHands(db, actor, { editionId: room.editionId, hands })
  const added = addTo(doc, input.update)
  if (!added) {
    keepAfterCommit(db, room, doc)
    db.unaudited('everything of it was known')
    return room.lastNumber
  }
  return (await append(db, actor, { room, doc, added, at: input.at })).lastNumber
}

/** The document of a room as of its last update; it belongs to this deed until `keepAfterCommit`. */
async function takeDocument(db: Writer, room: RoomView): Promise<Y.Doc> {
  const held = documents.get(room.editionId)
  documents.delete(room.editionId)
  if (held && held.number === room.lastNumber) return held.doc
  if (held && held.number >= room.snapshotNumber && held.number < room.lastNumber) {
    for (const { bytes } of await listUpdates(db, room, held.number)) addTo(held.doc, bytes)
    return held.doc
  }
  const updates = await listUpdates(db, room, -1)
  return docOf(updates.map(({ bytes }) => bytes))
}

const keepAfterCommit = (db: Writer, { editionId, lastNumber: number }: RoomView, doc: Y.Doc): void =>
  db.afterCommit(() => void documents.set(editionId, { number, doc }))

/** Nobody writes under the number of somebody else: their words would be taken for known ones and lost. */
async function holdHands(db: Writer, actor: Actor, input: { editionId: string; hands: number[] }): Promise<void> {
  const hands = input.hands.map(String)
  await db.save(sql`insert into publications.room_hands (edition_id, hand, held_by)
    select ${input.editionId}, hand::bigint, ${actor.auditId} from unnest(${hands}::text[]) as hand on conflict do nothing`)
  const other = await db.one(sql`select 1 from publications.room_hands where edition_id = ${input.editionId}
    and hand::text = any (${hands}::text[]) and held_by <> ${actor.auditId}`)
  if (other) throw conflict('publications.writing.hand', 'Somebody else writes under this number. Reload the page.')
}

async function append(
  db: Writer,
  actor: Actor,
  input: { room: RoomView; doc: Y.Doc; added: Uint8Array; at: Date },
): Promise<RoomView> {
  const { room, doc, added, at } = input
  const next = { ...room, lastNumber: room.lastNumber + 1, bytes: room.bytes + added.length, movedAt: at }
  db.unaudited('every update is kept with who wrote it; the revision that comes of it is audited')
  await db.save(sql`insert into publications.room_updates (edition_id, number, bytes, written_by, written_at)
    values (${room.editionId}, ${next.lastNumber}, ${added}, ${actor.auditId}, ${at})`)
  await db.save(sql`update publications.rooms set last_number = ${next.lastNumber}, bytes = ${next.bytes}, moved_at = ${at}
    where edition_id = ${room.editionId}`)
  if (next.lastNumber - room.snapshotNumber >= mostUpdates || next.bytes > largestRoom)
    Object.assign(next, await fold(db, next, doc))
  await announce(db, roomMoved, { editionId: room.editionId })
  keepAfterCommit(db, next, doc)
  return next
}

/** One snapshot in place of all updates; a document that is too large even so takes no more. */
async function fold(db: Writer, { editionId, lastNumber }: RoomView, doc: Y.Doc): Promise<Partial<RoomView>> {
  const snapshot = stateOf(doc)
  if (snapshot.length > largestRoom)
    throw tooLarge(
      'publications.writing.full',
      'This text is longer than any we can keep. Split it into several works.',
    )
  await db.save(sql`update publications.rooms set snapshot = ${snapshot}, snapshot_number = ${lastNumber}, bytes = ${snapshot.length}
    where edition_id = ${editionId}`)
  // The last one says who wrote last.
  await db.save(sql`delete from publications.room_updates where edition_id = ${editionId} and number < ${lastNumber}`)
  return { bytes: snapshot.length, snapshotNumber: lastNumber }
}

/** Brings what was saved elsewhere (a form, a restored revision, a correction) into the room, beside what is being written there. */
async function follow(
  db: Writer,
  actor: Actor,
  input: { room: RoomView; edition: EditionView; at: Date },
): Promise<{ room: RoomView; doc: Y.Doc; number: number }> {
  const { edition, at } = input
  let { room } = input
  const doc = await takeDocument(db, room)
  if (room.revision !== edition.revision) {
    const isRested = room.savedNumber === room.lastNumber
    const before = await getText(db, edition.id, room.revision)
    const text = isRested ? edition.content : laidBeside(before, edition.content, textOfDoc(doc))
    const added = changeTo(doc, text)
    if (added) room = await append(db, actor, { room, doc, added, at })
    room = { ...room, revision: edition.revision, savedNumber: isRested ? room.lastNumber : room.savedNumber }
    await markSaved(db, room)
  }
  keepAfterCommit(db, room, doc)
  return { room, doc, number: room.lastNumber }
}

async function markSaved(db: Writer, { editionId, revision, savedNumber }: RoomView): Promise<void> {
  db.unaudited('the revision itself is audited')
  await db.save(
    sql`update publications.rooms set revision = ${revision}, saved_number = ${savedNumber} where edition_id = ${editionId}`,
  )
}

/** Makes what was written together a revision, as saving the form would. Returns the revision that says it. */
export async function restWriting(db: Writer, actor: Viewer, input: { editionId: string; at: Date }): Promise<number> {
  return settle(db, actor, await holdOpen(db, actor, input.editionId), input.at)
}

async function settle(db: Writer, actor: Actor, edition: EditionView, at: Date): Promise<number> {
  const found = await findRoom(db, edition.id)
  if (!found || (found.savedNumber === found.lastNumber && found.revision === edition.revision)) return edition.revision
  const { room, doc } = await follow(db, actor, { room: found, edition, at })
  if (room.savedNumber === room.lastNumber) return edition.revision
  // Before the save: what hears of it then finds that the room knows.
  await markSaved(db, { ...room, revision: edition.revision + 1, savedNumber: room.lastNumber })
  const revision = await saveText(db, actor, { edition, content: textOfDoc(doc), at })
  if (revision === edition.revision) await markSaved(db, { ...room, savedNumber: room.lastNumber })
  await announce(db, roomSaved, { editionId: edition.id, revision })
  return revision
}

/** What a deed on an edition goes by: first all that was acknowledged becomes a revision, whoever wrote it. */
export async function settleWriting(db: Writer, actor: Actor, input: { editionId: string; at: Date }): Promise<void> {
  await db.all(sql`select 1 from publications.editions where id = ${input.editionId} for update`)
  const edition = await findEdition(db, input.editionId)
  if (edition && ['draft', 'review'].includes(edition.state)) await settle(db, actor, edition, input.at)
}

/** Rooms whose writers left without resting: their words become revisions in their names. Returns how many. */
export async function settleLeft(db: Writer, at: Date): Promise<number> {
  db.unaudited('each revision is audited by itself; rooms of what is public are no longer needed')
  const left = await listUnsaved(db, new Date(at.getTime() - restAtMost))
  for (const { editionId, writtenBy } of left) await settleWriting(db, { auditId: writtenBy }, { editionId, at })
  await db.save(sql`delete from publications.rooms using publications.editions edition
    where edition.id = edition_id and state not in ('draft', 'review', 'scheduled')`)
  return left.length
}

/**
 * Saves the form of a draft while others may be writing: first what they wrote becomes a revision, then the form is laid over it, text by
 * paragraphs and the rest by fields. A form that knows the text is written together brings the rest alone. Where both changed the same it
 * is refused, and keeps its words.
 */
export async function saveForm(
  db: Writer,
  actor: Viewer,
  input: DraftInput & { editionId: string; at: Date },
): Promise<number> {
  await restWriting(db, actor, input)
  const edition = await holdOpen(db, actor, input.editionId)
  const laid = await findLaidOver(db, edition, input)
  if (!laid) return saveDraft(db, actor, { ...input, text: input.isTogether ? edition.content : undefined })
  if (laid.clashes.length > 0 || !laid.text) throw clashOf(laid.clashes, fieldsOf(edition), !laid.text)
  return saveDraft(db, actor, { ...input, ...laid.fields, text: laid.text, revision: edition.revision })
}

/** Tells whoever writes here where somebody's cursor stands; nothing of it is kept. */
export async function showPresence(
  db: Writer,
  actor: Viewer,
  input: Presence & { editionId: string; isGone?: boolean },
): Promise<void> {
  const { bodyId } = await getWritten(db, actor, input.editionId)
  allow(actor, 'publications.work.write', { bodyId })
  const { editionId, hand, cursor, isGone = false } = input
  await announce(db, roomPresence, { editionId, hand, cursor, isGone, name: actor.name })
}

/** Opened once: rooms follow every deed that gives an edition another revision, within that deed. */
export const followEditions = (): void => hearEntries('publications.writing', followEdition)

async function followEdition(db: Writer, { subject, actor, event, at }: AuditEntry): Promise<void> {
  if (!event.startsWith('publications.') || !subject.startsWith('edition:')) return
  const found = await findRoom(db, subject.slice('edition:'.length))
  const edition = found && (await findEdition(db, found.editionId))
  if (!edition || found.revision === edition.revision || !['draft', 'review'].includes(edition.state)) return
  await follow(db, { auditId: actor }, { room: found, edition, at })
  const { id: editionId, revision } = edition
  await announce(db, roomChanged, { editionId, revision, name: (await nameActors(db, [actor])).get(actor) })
}
