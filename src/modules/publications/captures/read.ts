import type { Viewer } from '#kernel/access'
import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import { getDraft } from '../works/read.ts'
import type { CaptureView } from './schema.ts'

const view = sql`select id, address, is_source as "isSource", state, final_address as "finalAddress", media_type as "mediaType", sha256,
    words_sha256 as "wordsHash", file_hash as "fileHash", captured_at as "capturedAt", looked_at as "lookedAt", status, fault,
    words_now as "wordsNow"
  from publications.captures`

/** The outside links of a work, what was cited first; for whoever reads its drafts. */
export async function listCaptures(db: Reader, viewer: Viewer, editionId: string): Promise<CaptureView[]> {
  const { workId } = await getDraft(db, viewer, editionId)
  return db.all(sql<CaptureView>`${view} where work_id = ${workId} order by is_source desc, address`)
}

export async function getCapture(
  db: Reader,
  viewer: Viewer,
  wanted: { editionId: string; id: string },
): Promise<CaptureView> {
  const { workId } = await getDraft(db, viewer, wanted.editionId)
  const found = await db.one(sql<CaptureView>`${view} where id = ${wanted.id} and work_id = ${workId}`)
  if (!found) throw notFound('publications.capture.unknown', 'There is no such link.')
  return found
}

/** When each source of a work was captured, by its address; what could not be had is not the public's business. */
export async function capturedDays(db: Reader, workId: string): Promise<Map<string, Date>> {
  const found = await db.all(sql<{ address: string; capturedAt: Date }>`select address, captured_at as "capturedAt"
    from publications.captures where work_id = ${workId} and is_source and state = 'captured'`)
  return new Map(found.map(({ address, capturedAt }) => [address, capturedAt]))
}

export type DueCapture = Pick<CaptureView, 'id' | 'address' | 'state'> & { workId: string; tries: number }

/** Links whose time to be looked at has come, those never looked at first; of works that are still read. */
export const listDueCaptures = (db: Reader, now: Date, most: number): Promise<DueCapture[]> =>
  db.all(sql<DueCapture>`select id, work_id as "workId", address, state, tries from publications.captures capture
    where due_at <= ${now} and exists (select from publications.editions edition
      where edition.work_id = capture.work_id and edition.state in ('published', 'withdrawn'))
    order by looked_at nulls first, due_at, id limit ${most}`)
