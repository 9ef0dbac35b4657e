import { allow, requireSignIn, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict, invalid } from '#platform/problem'
import { getEngagement } from '../engagements/read.ts'
import { getDispute } from './read.ts'
import { partiesOf, shownValueOf } from './rules.ts'
import type { NewDispute } from './schema.ts'

/** Puts on record that a party disputes a value. The value itself stays as the sources have it. Returns the id of the dispute. */
export async function disputeValue(
  db: Writer,
  actor: Viewer,
  input: NewDispute & { engagementId: string; at: Date },
): Promise<string> {
  requireSignIn(actor)
  const { engagementId, partyId, property, at } = input
  const engagement = await getEngagement(db, actor, { id: engagementId })
  allow(actor, 'atlas.dispute.say', { recordId: partyId })
  if (!partiesOf(engagement).some(({ id }) => id === partyId))
    throw invalid('atlas.dispute.party', 'Only who takes part can dispute a value. Propose a correction instead.', {
      partyId: 'This record does not name it',
    })
  const id = newId(at)
  const added =
    await db.save(sql`insert into atlas.disputes (id, engagement_id, party_id, property, value, reason, source_title, source_address,
      said_by, said_at)
    values (${id}, ${engagementId}, ${partyId}, ${property}, ${shownValueOf(engagement, property)}, ${input.reason},
      ${input.sourceTitle}, ${input.sourceAddress}, ${actor.auditId}, ${at})
    on conflict (engagement_id, party_id, property) where state = 'open' do nothing`)
  if (added === 0)
    throw conflict(
      'atlas.dispute.standing',
      'This is disputed already. Withdraw that dispute first to say it otherwise.',
      {
        property: 'Disputed already',
      },
    )
  await audit(db, actor, 'atlas.dispute.said', `engagement:${engagementId}`, { dispute: id, party: partyId, property })
  return id
}

/** The party takes its dispute back; that it was said stays on record. */
export async function withdrawDispute(
  db: Writer,
  actor: Viewer,
  input: { id: string; reason: string; at: Date },
): Promise<string> {
  requireSignIn(actor)
  const dispute = await getDispute(db, actor, input.id)
  allow(actor, 'atlas.dispute.say', { recordId: dispute.partyId })
  await end(db, actor, { ...input, state: 'withdrawn' })
  await audit(db, actor, 'atlas.dispute.withdrawn', `engagement:${dispute.engagementId}`, { dispute: input.id })
  return dispute.engagementId
}

/** Staff settle a dispute with a reason, after the record was put right or found right. */
export async function resolveDispute(
  db: Writer,
  actor: Viewer,
  input: { id: string; reason: string; at: Date },
): Promise<void> {
  allow(actor, 'atlas.dispute.resolve')
  const dispute = await getDispute(db, actor, input.id)
  await end(db, actor, { ...input, state: 'resolved' })
  await audit(db, actor, 'atlas.dispute.resolved', `engagement:${dispute.engagementId}`, { dispute: input.id })
}

async function end(
  db: Writer,
  actor: Viewer,
  input: { id: string; reason: string; at: Date; state: 'withdrawn' | 'resolved' },
): Promise<void> {
  const changed =
    await db.save(sql`update atlas.disputes set state = ${input.state}, ended_by = ${actor.auditId}, ended_at = ${input.at},
      ended_reason = ${input.reason} where id = ${input.id} and state = 'open'`)
  if (changed === 0) throw conflict('atlas.dispute.ended', 'This dispute has ended in the meantime. Reload to see how.')
}
