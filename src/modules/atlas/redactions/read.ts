import type { Viewer } from '#kernel/access'
import { type Reader, sql } from '#platform/db'
import type { MadeView, Order, RedactionView } from './schema.ts'

const view = sql`select id, document_id as "documentId", sha256, title, visibility, fate, reason, state, problem, removed,
  result_id as "resultId", asked_at as "askedAt", scrubbed_at as "scrubbedAt"`

/** What was taken out of a document, newest first; the reasons are for staff. */
export const listRedactionsOf = async (db: Reader, viewer: Viewer, documentId: string): Promise<RedactionView[]> =>
  viewer.role === 'staff'
    ? db.all(
        sql<RedactionView>`${view} from atlas.redactions where document_id = ${documentId} order by asked_at desc, id desc`,
      )
    : []

/** Whether a document is what was left of another. */
export const findMade = (db: Reader, viewer: Viewer, resultId: string): Promise<MadeView | undefined> => {
  const isStaff = viewer.role === 'staff'
  return db.one(sql<MadeView>`select removed, case when ${isStaff} then reason end as reason, case when ${isStaff} then fate end as fate,
    done_at as "doneAt", scrubbed_at as "scrubbedAt" from atlas.redactions where result_id = ${resultId}`)
}

/** What was left of a document, for whoever asks for one that is kept from them or is no more. */
export async function findLeft(db: Reader, documentId: string): Promise<string | undefined> {
  const left = await db.one(sql<{ id: string }>`select result_id as id from atlas.redactions
    where document_id = ${documentId} and state = 'done' order by done_at desc limit 1`)
  return left?.id
}

export const listOrders = (db: Reader): Promise<Order[]> =>
  db.all(
    sql<Order>`${view}, words, boxes, asked_by as "askedBy" from atlas.redactions where state = 'waiting' order by id limit 20`,
  )

export const listUnscrubbed = async (db: Reader): Promise<string[]> =>
  (
    await db.all(sql<{ id: string }>`select id from atlas.redactions
      where state <> 'waiting' and scrubbed_at is null order by id`)
  ).map(({ id }) => id)
