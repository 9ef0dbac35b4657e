import type { Actor } from '#kernel/audit'
import { sayAgainAll } from '#kernel/claims'
import { sql, type Writer } from '#platform/db'

export interface NewBatch {
  id: string
  title: string
  licence: string
  isShareAlike: boolean
  at: Date
}

/** Opens a batch; the deed that fills it leaves the trace. */
export async function recordBatch(db: Writer, actor: Actor, batch: NewBatch): Promise<void> {
  await db.save(sql`insert into atlas.batches (id, title, licence, is_share_alike, actor, started_at)
    values (${batch.id}, ${batch.title}, ${batch.licence}, ${batch.isShareAlike}, ${actor.auditId}, ${batch.at})`)
}

export async function finishBatch(db: Writer, { id, counts }: { id: string; counts: object }): Promise<void> {
  await db.save(
    sql`update atlas.batches set finished_at = clock_timestamp(), counts = ${JSON.stringify(counts)} where id = ${id}`,
  )
}

export interface NewReject {
  file: string
  row: number
  column: string
  value: string
  reason: string
  explanation: string
}

const chunk = 5000

/** Rows that were turned away, each with its cell and reason: none vanishes. */
export async function recordRejects(
  db: Writer,
  { id, rejects }: { id: string; rejects: NewReject[] },
): Promise<number> {
  const numbered = rejects.map((reject, index) => ({ ...reject, number: index + 1 }))
  for (let start = 0; start < numbered.length; start += chunk)
    await db.save(sql`insert into atlas.rejects (batch_id, number, file, row_number, column_name, value, reason, explanation)
      select ${id}, number, file, "row", "column", value, reason, explanation
      from jsonb_to_recordset(${JSON.stringify(numbered.slice(start, start + chunk))}::jsonb) as reject(number integer, file text,
        "row" integer, "column" text, value text, reason text, explanation text)`)
  return rejects.length
}

/** Remembers what a batch took back because its source no longer says it. */
export async function recordWithdrawals(
  db: Writer,
  { id, statements }: { id: string; statements: string[] },
): Promise<void> {
  await db.save(sql`insert into atlas.withdrawals (batch_id, statement_id)
    select ${id}, statement_id from unnest(${statements}::text[]) as statement_id on conflict do nothing`)
}

/** Says again what a batch took back, unless what said it first has been undone itself. Returns the subjects that follow. */
export async function restoreWithdrawals(db: Writer, actor: Actor, input: { id: string; at: Date }): Promise<string[]> {
  const taken = await db.all(sql<{ id: string; subjectId: string }>`select statement.id, subject_id as "subjectId"
    from atlas.withdrawals join claims.statements statement on statement.id = statement_id
    left join atlas.batches batch on batch.id = statement.batch_id
    where withdrawals.batch_id = ${input.id} and batch.undone_at is null`)
  if (taken.length === 0) return []
  await sayAgainAll(db, actor, { ids: taken.map(({ id }) => id), at: input.at })
  return [...new Set(taken.map(({ subjectId }) => subjectId))]
}
