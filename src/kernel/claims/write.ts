import { createHash } from 'node:crypto'
import { type Actor, audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict } from '#platform/problem'
import type { NewStatement } from './schema.ts'

/** The same source saying the same thing at the same spot is one standing statement, however often it is imported. */
const fingerprint = (said: NewStatement): string =>
  createHash('sha256')
    .update([said.subjectKind, said.subjectId, said.property, said.value, said.sourceId, said.part].join('\n'))
    .digest('base64url')
    .slice(0, 27)

// Keeps one statement of SQL within a few megabytes.
const chunk = 2000

/** Adds statements to the ledger; those already there are left as they are. The calling deed leaves the trace. Returns how many were new. */
export async function recordStatements(
  db: Writer,
  actor: Actor,
  input: { statements: NewStatement[]; recordedAt: Date },
): Promise<number> {
  let added = 0
  for (let start = 0; start < input.statements.length; start += chunk) {
    const rows = input.statements
      .slice(start, start + chunk)
      .map((said) => ({ ...said, id: newId(input.recordedAt), fingerprint: fingerprint(said) }))
    added +=
      await db.save(sql`insert into claims.statements (id, fingerprint, subject_kind, subject_id, property, value, original_value,
        language, source_id, part, quote, rank, rank_reason, valid_from, valid_to, contributor, batch_id, recorded_at)
      select id, fingerprint, "subjectKind", "subjectId", property, value, "originalValue", language, "sourceId", part, quote,
        coalesce(rank, 'normal'), "rankReason", coalesce("validFrom", ''), coalesce("validTo", ''), ${actor.auditId}, "batchId", ${input.recordedAt}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as said(id text, fingerprint text, "subjectKind" text, "subjectId" text,
        property text, value text, "originalValue" text, language text, "sourceId" text, part text, quote text,
        rank text, "rankReason" text, "validFrom" text, "validTo" text, "batchId" text)
      on conflict (fingerprint) where retracted_at is null do nothing`)
  }
  return added
}

/** Takes one statement back, with a reason that stays on the record. */
export async function retractStatement(
  db: Writer,
  actor: Actor,
  input: { id: string; reason: string; at: Date },
): Promise<void> {
  const changed =
    await db.save(sql`update claims.statements set retracted_at = ${input.at}, retracted_reason = ${input.reason}
    where id = ${input.id} and retracted_at is null`)
  if (changed === 0) throw conflict('claims.statement.retracted', 'This statement has been retracted already.')
  await audit(db, actor, 'claims.statement.retracted', `statement:${input.id}`, { reason: input.reason })
}

/** Takes back all that one batch said and nobody has retracted since. Returns how many statements. */
export async function retractBatch(
  db: Writer,
  actor: Actor,
  input: { batchId: string; reason: string; at: Date },
): Promise<number> {
  const count =
    await db.save(sql`update claims.statements set retracted_at = ${input.at}, retracted_reason = ${input.reason}
    where batch_id = ${input.batchId} and retracted_at is null`)
  await audit(db, actor, 'claims.batch.retracted', `batch:${input.batchId}`, { reason: input.reason, count })
  return count
}
