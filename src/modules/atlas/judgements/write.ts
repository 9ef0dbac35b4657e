import { allow, listAccounts, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { type Reader, type Sql, sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict, invalid, notFound } from '#platform/problem'
import type { Candidate } from '../mentions/schema.ts'
import { findJudgement, findNextOpen, isStanding, listJoined, listJudgementsOf, listNamesOf } from './read.ts'
import { claimMinutes, refuseContradiction, refuseUnseen } from './rules.ts'
import type { QueueQuery, StandingJudgement, Verdict } from './schema.ts'

export interface NewJudgement {
  uploadId: string
  key: string
  verdict: Verdict
  organizationId: string | null
  /** The last judgement on the name when it was shown; empty for none, null where only open names are shown. */
  seen: string | null
  note: string
  at: Date
}

/**
 * Says what a name of a source means. It holds for the same words of the same source in every file, now and later. Refused when somebody
 * said something since it was shown, and when it contradicts what stands. Returns the id of the judgement.
 */
export async function judgeMention(db: Writer, actor: Viewer, input: NewJudgement): Promise<string> {
  allow(actor, 'atlas.match.judge')
  const { uploadId, key, verdict, organizationId, at } = input
  const mention = await db.one(sql<{ sourceId: string | null; name: string; candidates: Candidate[] }>`
    select source_id as "sourceId", name, candidates from atlas.mentions where upload_id = ${uploadId} and key = ${key}`)
  if (!mention?.sourceId) throw notFound('atlas.mention.unknown', 'This file uses no such name.')
  const { sourceId, name } = mention
  const shown = mention.candidates.map(({ id }) => id)
  await holdName(db, { sourceId, key })
  const judgements = await listJudgementsOf(db, { sourceId, key })
  refuseUnseen(judgements, input.seen, await nameOf(db, judgements[0]?.judgedBy))
  const joined = await listJoined(db)
  const ids = [
    organizationId,
    ...shown,
    ...judgements.map((each) => each.organizationId),
    ...joined.map((each) => each.keptId),
  ]
    .concat(joined.map((each) => each.goneId))
    .filter((id) => id !== null)
  const names = new Map((await listNamesOf(db, ids)).map((each) => [each.id, each.name]))
  if (organizationId !== null && !names.has(organizationId))
    throw invalid('atlas.mention.unknown', 'There is no such government.')
  refuseContradiction({ key, name, verdict, organizationId, shown }, { judgements, joined, names })
  const id = newId(at)
  await db.save(sql`insert into atlas.judgements (id, source_id, key, name, verdict, organization_id, shown, note, judged_by, judged_at)
    values (${id}, ${sourceId}, ${key}, ${name}, ${verdict}, ${organizationId}, ${verdict === 'none' ? shown : []}::text[], ${input.note},
      ${actor.auditId}, ${at})`)
  await followJudgements(db, { sourceId, key })
  await audit(db, actor, 'atlas.mention.judged', `upload:${uploadId}`, { key, verdict, organization: organizationId })
  return id
}

/** Takes one judgement back; the rest stands as if it had never been, and the name is open again where nothing else answers it. */
export async function takeBackJudgement(
  db: Writer,
  actor: Viewer,
  input: { id: string; at: Date },
): Promise<StandingJudgement> {
  allow(actor, 'atlas.match.judge')
  const found = await findJudgement(db, input.id)
  if (!found) throw notFound('atlas.judgement.unknown', 'There is no such judgement, or it has been taken back.')
  await holdName(db, found)
  // Two people may take the same one back: the second waited above.
  if (!(await findJudgement(db, input.id)))
    throw conflict('atlas.judgement.taken-back', 'This judgement has been taken back already.')
  const { sourceId, key, name } = found
  await db.save(sql`insert into atlas.judgements (id, source_id, key, name, verdict, takes_back, judged_by, judged_at)
    values (${newId(input.at)}, ${sourceId}, ${key}, ${name}, 'taken-back', ${found.id}, ${actor.auditId}, ${input.at})`)
  await followJudgements(db, found)
  await db.save(sql`update atlas.mentions set claimed_by = ${actor.auditId}, claimed_until = ${claimedUntil(input.at)}
    where source_id = ${sourceId} and key = ${key}`)
  await audit(db, actor, 'atlas.mention.reopened', `source:${sourceId}`, { key, judgement: found.id })
  return found
}

/** Keeps the next name of the queue for this person for some minutes, so that two people rarely look at the same. */
export async function claimNext(db: Writer, actor: Viewer, input: { asked: QueueQuery; at: Date }): Promise<void> {
  allow(actor, 'atlas.match.judge')
  const next = await findNextOpen(db, actor, input)
  if (!next) return
  await db.save(sql`update atlas.mentions set claimed_by = ${actor.auditId}, claimed_until = ${claimedUntil(input.at)}
    where source_id = ${next.sourceId} and key = ${next.key}`)
}

const claimedUntil = (at: Date): Date => new Date(at.getTime() + claimMinutes * 60_000)

/** Whoever judges the same name at the same instant waits here, and then sees what stands. */
const holdName = (db: Writer, { sourceId, key }: { sourceId: string; key: string }) =>
  db.all(sql`select pg_advisory_xact_lock(hashtextextended(${`${sourceId} ${key}`}, 0))::text`)

/** Brings every file that uses the name in step with what stands of it. */
const followJudgements = (db: Writer, { sourceId, key }: { sourceId: string; key: string }): Promise<number> =>
  follow(db, sql`each.source_id = ${sourceId} and each.key = ${key}`)

/** The same for all names of a file that was compared: what people said of this source before is not asked again. */
export const followJudgementsIn = (db: Writer, uploadId: string): Promise<number> =>
  // Names that nobody judged stand as they were written down a moment ago.
  follow(db, sql`each.upload_id = ${uploadId} and (judged.verdict is not null or each.answer is not null)`)

const follow = (db: Writer, which: Sql<unknown>): Promise<number> =>
  db.save(sql`update atlas.mentions mention set
      answer = case decided.verdict when 'same' then 'chosen' when 'none' then 'none' end,
      organization_id = case when decided.verdict is not null then decided.organization_id
        when mention.decision = 'automatic' then mention.candidates->0->>'id' end,
      answered_by = decided.judged_by, answered_at = decided.judged_at, claimed_by = null, claimed_until = null
    from (select each.upload_id, each.key, judged.verdict, judged.organization_id, judged.judged_by, judged.judged_at
      from atlas.mentions each left join lateral (select * from atlas.judgements judged
        where judged.source_id = each.source_id and judged.key = each.key and judged.verdict in ('same', 'none') and ${isStanding}
        order by judged.judged_at desc, judged.id desc limit 1) judged on true
      where ${which}) decided
    where mention.upload_id = decided.upload_id and mention.key = decided.key`)

async function nameOf(db: Reader, actor: string | undefined): Promise<string> {
  return (await listAccounts(db)).find(({ id }) => `account:${id}` === actor)?.name || 'Somebody else'
}
