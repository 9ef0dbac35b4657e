import { createHash } from 'node:crypto'
import { type Actor, audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict } from '#platform/problem'
import type { NewStatement, Rank } from './schema.ts'

/** The same source saying the same thing at the same spot is one standing statement, however often it is imported. */
const fingerprint = (said: NewStatement): string =>
  createHash('sha256')
    .update([said.subjectKind, said.subjectId, said.property, said.value, said.sourceId, said.part].join('\n'))
    .digest('base64url')
    .slice(0, 22)

// Keeps one statement of SQL within a few megabytes.
const chunk = 2000

/**
 * Adds statements to the ledger; those already there are left as they are, and what somebody judged away does not come back by being said
 * again. The calling deed leaves the trace. Returns how many were new.
 */
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
      where (select judged_by from claims.statements earlier where earlier.fingerprint = said.fingerprint
        and retracted_at is not null order by recorded_at desc, retracted_at desc limit 1) is null
      on conflict (fingerprint) where retracted_at is null do nothing`)
  }
  return added
}

/** Takes one statement back, with a reason that stays on the record. */
export async function retractStatement(db: Writer, actor: Actor, input: Judged): Promise<void> {
  await takeBack(db, actor, input)
  await audit(db, actor, 'claims.statement.retracted', `statement:${input.id}`)
}

/** Ranks a statement otherwise: it is taken back, and said again with the new rank. Returns the id of what stands now. */
export async function rankStatement(db: Writer, actor: Actor, input: Judged & { rank: Rank }): Promise<string> {
  await takeBack(db, actor, { ...input, reason: `Ranked ${input.rank} from then on. ${input.reason}` })
  const standing = await sayAgain(db, actor, input)
  await audit(db, actor, 'claims.statement.ranked', `statement:${standing}`, { before: input.id, rank: input.rank })
  return standing
}

/** Puts back what was taken back, as a statement of its own: what was retracted stays so. Returns the id of what stands now. */
export async function restoreStatement(db: Writer, actor: Actor, input: Judged): Promise<string> {
  const standing = await sayAgain(db, actor, { ...input, rank: undefined })
  await audit(db, actor, 'claims.statement.restored', `statement:${standing}`, { before: input.id })
  return standing
}

interface Judged {
  id: string
  reason: string
  at: Date
}

async function takeBack(db: Writer, actor: Actor, { id, reason, at }: Judged): Promise<void> {
  const changed = await db.save(sql`update claims.statements set retracted_at = ${at}, retracted_reason = ${reason},
      judged_by = ${actor.auditId} where id = ${id} and retracted_at is null`)
  if (changed === 0)
    throw conflict(
      'claims.statement.retracted',
      'This statement has been taken back already. Reload to see what stands.',
    )
}

async function sayAgain(
  db: Writer,
  actor: Actor,
  { id, rank, reason, at }: Judged & { rank: Rank | undefined },
): Promise<string> {
  const standing = newId(at)
  const said =
    await db.save(sql`insert into claims.statements (id, fingerprint, subject_kind, subject_id, property, value,
      original_value, language, source_id, part, quote, rank, rank_reason, valid_from, valid_to, confidence, disputed_by, contributor,
      batch_id, recorded_at)
    select ${standing}, fingerprint, subject_kind, subject_id, property, value, original_value, language, source_id, part, quote,
      coalesce(${rank ?? null}::text, rank), ${reason}, valid_from, valid_to, confidence, disputed_by, ${actor.auditId}, batch_id, ${at}
    from claims.statements where id = ${id} on conflict (fingerprint) where retracted_at is null do nothing`)
  if (said === 0) throw conflict('claims.statement.stands', 'This stands on record already. Reload to see it.')
  return standing
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

/**
 * Takes back what its own source has ceased to say. Nobody judged it, so its source may say it again. The calling deed leaves the trace.
 * Returns how many statements.
 */
export const supersedeStatements = (db: Writer, input: { ids: string[]; reason: string; at: Date }): Promise<number> =>
  db.save(sql`update claims.statements set retracted_at = ${input.at}, retracted_reason = ${input.reason}
    where id = any (${input.ids}::text[]) and retracted_at is null`)

/**
 * Says again what was taken back in that way, word for word and as the claim that it was to those who cite it, unless it stands again or somebody has judged the same words since. The
 * calling deed leaves the trace.
 */
export const sayAgainAll = (db: Writer, actor: Actor, input: { ids: string[]; at: Date }): Promise<number> =>
  db.save(sql`insert into claims.statements (id, fingerprint, subject_kind, subject_id, property, value, original_value, language,
      source_id, part, quote, rank, rank_reason, valid_from, valid_to, confidence, disputed_by, contributor, batch_id, recorded_at,
      cited_as, counts_from)
    select left(${newId(input.at)}, 12) || left(md5(id), 13), fingerprint, subject_kind, subject_id, property, value, original_value, language,
      source_id, part, quote, rank, rank_reason, valid_from, valid_to, confidence, disputed_by, ${actor.auditId}, batch_id, ${input.at},
      coalesce(cited_as, id), coalesce(counts_from, recorded_at)
    from claims.statements taken where id = any (${input.ids}::text[]) and not exists (select from claims.statements judged
      where judged.fingerprint = taken.fingerprint and judged.retracted_at is not null and judged.judged_by is not null)
    on conflict (fingerprint) where retracted_at is null do nothing`)

/**
 * Withholds statements that were taken back because whoever gave them no longer wants them read: no list of statements shows them, and
 * they are not said again. The calling deed leaves the trace.
 */
export const withholdStatements = (db: Writer, ids: string[]): Promise<number> =>
  db.save(sql`insert into claims.withheld (statement_id) select id from claims.statements
    where id = any (${ids}::text[]) and retracted_at is not null on conflict do nothing`)
