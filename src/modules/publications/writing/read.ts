import { mayDo, type Viewer } from '#kernel/access'
import { type Reader, sql } from '#platform/db'
import { conflict, notFound } from '#platform/problem'
import type { TextDocument } from '../texts/schema.ts'
import { bodiesRead, findRevision } from '../works/read.ts'
import type { DraftInput, EditionState, EditionView } from '../works/schema.ts'
import { type LaidOver, laidOver } from './rules.ts'
import type { RoomView, UpdateView } from './schema.ts'

interface Standing {
  bodyId: string
  state: EditionState
  revision: number
}

/** Where an edition stands that a viewer may write on now; the problem that says why they may not. Words of it are not read. */
export async function getWritten(db: Reader, viewer: Viewer, editionId: string): Promise<Standing> {
  const found = await db.one(sql<Standing>`select body_id as "bodyId", state, revision
    from publications.editions edition join publications.works work on work.id = work_id
    where edition.id = ${editionId} and body_id = any (${await bodiesRead(db, viewer)}::text[])`)
  if (!found || !mayDo(viewer, 'publications.work.write', { bodyId: found.bodyId }))
    throw notFound('publications.edition.unknown', 'There is no such edition.')
  if (!['draft', 'review'].includes(found.state))
    throw conflict('publications.edition.state', `This edition is ${found.state} by now and can no longer be changed.`)
  return found
}

export const findRoom = (db: Reader, editionId: string): Promise<RoomView | undefined> =>
  db.one(sql<RoomView>`select edition_id as "editionId", snapshot_number as "snapshotNumber", last_number as "lastNumber", bytes,
      revision, saved_number as "savedNumber", moved_at as "movedAt" from publications.rooms where edition_id = ${editionId}`)

/** What brings somebody who knows a document up to one update up to the last: the snapshot too, if it has taken the place of what is missing. */
export async function listUpdates(db: Reader, room: RoomView, after: number): Promise<UpdateView[]> {
  const isBehind = after < room.snapshotNumber || room.lastNumber < after
  const since = isBehind ? room.snapshotNumber : after
  const snapshot = isBehind
    ? await db.all(sql<UpdateView>`select snapshot_number as number, snapshot as bytes from publications.rooms
        where edition_id = ${room.editionId}`)
    : []
  const updates = await db.all(sql<UpdateView>`select number, bytes from publications.room_updates
    where edition_id = ${room.editionId} and number > ${since} order by number`)
  return [...snapshot, ...updates]
}

/** The form of a draft laid over what was saved since it was opened; undefined when nothing was, or when nobody knows what it was opened on. */
export async function findLaidOver(db: Reader, edition: EditionView, input: DraftInput): Promise<LaidOver | undefined> {
  if (input.revision === edition.revision) return undefined
  const before = await findRevision(db, edition.id, input.revision)
  return before && laidOver(before, input, edition)
}

/** The text that a revision of an edition said. */
export async function getText(db: Reader, editionId: string, revision: number): Promise<TextDocument> {
  const { content } = await db.only(sql<{ content: TextDocument }>`select content from publications.revisions
    where edition_id = ${editionId} and revision = ${revision}`)
  return content
}

/** Rooms that have rested since an instant and whose words are no revision yet, with whoever wrote last. */
export const listUnsaved = (db: Reader, before: Date): Promise<{ editionId: string; writtenBy: string }[]> =>
  db.all(sql<{ editionId: string; writtenBy: string }>`select room.edition_id as "editionId",
      coalesce((select written_by from publications.room_updates late where late.edition_id = room.edition_id
        order by number desc limit 1), 'system') as "writtenBy"
    from publications.rooms room join publications.editions edition on edition.id = room.edition_id
    where saved_number < last_number and moved_at <= ${before} and state in ('draft', 'review') order by moved_at limit 100`)
