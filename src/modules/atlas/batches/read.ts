import { allow, type Viewer } from '#kernel/access'
import { type Reader, sql } from '#platform/db'

export interface BatchView {
  id: string
  title: string
  licence: string
  startedAt: Date
  undoneAt: Date | null
  counts: Record<string, number | string>
}

const view = sql`select id, title, licence, started_at as "startedAt", undone_at as "undoneAt", counts from atlas.batches`

export async function listBatches(db: Reader, viewer: Viewer): Promise<BatchView[]> {
  allow(viewer, 'atlas.import.read')
  return db.all(sql<BatchView>`${view} order by started_at desc limit 200`)
}

export async function findBatch(db: Reader, viewer: Viewer, id: string): Promise<BatchView | undefined> {
  allow(viewer, 'atlas.import.read')
  return db.one(sql<BatchView>`${view} where id = ${id}`)
}

export interface RejectView {
  number: number
  file: string
  row: number
  column: string
  value: string
  reason: string
  explanation: string
}

export async function listRejects(
  db: Reader,
  viewer: Viewer,
  batchId: string,
): Promise<{ total: number; rows: RejectView[] }> {
  allow(viewer, 'atlas.import.read')
  const { total } = await db.only(
    sql<{ total: number }>`select count(*) as total from atlas.rejects where batch_id = ${batchId}`,
  )
  const rows =
    await db.all(sql<RejectView>`select number, file, row_number as "row", column_name as "column", value, reason, explanation
    from atlas.rejects where batch_id = ${batchId} order by number limit 500`)
  return { total, rows }
}

/** All rows that an import turned away, for the file of them. */
export async function listAllRejects(db: Reader, viewer: Viewer, batchId: string): Promise<RejectView[]> {
  allow(viewer, 'atlas.import.read')
  return db.all(sql<RejectView>`select number, file, row_number as "row", column_name as "column", value, reason, explanation
    from atlas.rejects where batch_id = ${batchId} order by number`)
}
