import { allow, listAccountsWho, requireSignIn, system, type Viewer } from '#kernel/access'
import { type Actor, audit } from '#kernel/audit'
import { recordStatements } from '#kernel/claims'
import { tell } from '#kernel/notifications'
import { recordSources } from '#kernel/sources'
import { dayOf } from '#platform/clock'
import { type Database, sql, type Writer, wholeSight } from '#platform/db'
import { formatDate } from '#platform/i18n'
import { newId, newSecret, secretHash } from '#platform/ids'
import { post } from '#platform/mail'
import { notFound } from '#platform/problem'
import { getEngagement, listParties } from '../engagements/read.ts'
import type { EngagementView } from '../engagements/schema.ts'
import { followStatements } from '../statements/write.ts'
import { findDocument, findLetter } from './read.ts'
import { dueAfter, letterDays, refuseUnsourced, sideOf } from './rules.ts'
import type { CheckDeed } from './schema.ts'

export const checkDue = 'atlas.check.due'

/** A party says that a record is right, for its side. When both sides have, the record is confirmed by both. */
export async function confirmRecord(
  db: Writer,
  actor: Viewer,
  input: { engagementId: string; partyId: string; at: Date },
): Promise<void> {
  requireSignIn(actor)
  const engagement = await getEngagement(db, actor, { id: input.engagementId })
  allow(actor, 'atlas.engagement.confirm', { recordId: input.partyId })
  await putConfirmation(db, actor, { ...input, engagement, how: 'confirmed on this site' })
}

/** The same by letter, to whoever holds the code that went to an address which staff chose for the party. */
export async function confirmByLetter(db: Writer, input: { code: string; at: Date }): Promise<string> {
  const letter = await findLetter(db, { code: input.code, now: input.at })
  if (!letter) throw closed()
  await db.save(sql`update atlas.check_letters set answered_at = ${input.at}, address = '' where id = ${letter.id}`)
  const engagement = await getEngagement(db, system, { id: letter.engagementId })
  await putConfirmation(db, byLetter, { ...letter, engagement, at: input.at, how: 'confirmed by letter' })
  return letter.engagementId
}

const byLetter: Actor = { auditId: 'visitor' }

export const closed = () =>
  notFound('atlas.check.closed', 'This letter was answered already, or has expired. Ask for a new one.')

async function putConfirmation(
  db: Writer,
  actor: Actor,
  input: { engagement: EngagementView; partyId: string; at: Date; how: string },
): Promise<void> {
  const { engagement, partyId, at, how } = input
  const side = sideOf(engagement, partyId)
  const [party] = await listParties(db, [partyId])
  if (!party) throw notFound('organizations.organization.unknown', 'There is no such government or organization.')
  const day = dayOf(at)
  const sourceId = `confirmation-${newId(at)}`
  await recordSources(db, [
    {
      ...{ id: sourceId, title: `Confirmation by ${party.name}, ${formatDate('en', day)}`, publisher: party.name },
      ...{ kind: 'letter', address: undefined, published: day, retrievedOn: day },
      ...{ licence: 'Facts; no license needed', attribution: '', copyHash: undefined, note: '' },
    },
  ])
  await recordStatements(db, actor, {
    statements: [
      {
        ...{ subjectKind: 'engagement', subjectId: engagement.id, property: `confirmed.${side}`, value: partyId },
        ...{ originalValue: party.name, sourceId, part: how, validFrom: day },
        quote: `“${engagement.title}” is right as it was known on ${formatDate('en', day)}.`,
      },
    ],
    recordedAt: at,
  })
  await setDue(db, actor, { engagementId: engagement.id, dueOn: dueAfter(day), reason: '', at })
  await followStatements(db, { kind: 'engagement', id: engagement.id, at })
  await audit(db, actor, 'atlas.engagement.confirmed', `engagement:${engagement.id}`, { party: partyId, side })
}

/** What staff do about the standing of a record: mark it sourced, set the day to look again, ask a party by letter. */
export async function checkRecord(
  db: Writer,
  actor: Viewer,
  input: { engagementId: string; deed: CheckDeed; publicUrl: string; at: Date },
): Promise<void> {
  allow(actor, 'atlas.engagement.check')
  const { deed, at, publicUrl } = input
  const engagement = await getEngagement(db, actor, { id: input.engagementId })
  switch (deed.deed) {
    case 'sourced':
      return markSourced(db, actor, { engagement, reason: deed.reason, at })
    case 'due':
      await setDue(db, actor, { engagementId: engagement.id, dueOn: deed.dueOn, reason: deed.reason, at })
      return audit(db, actor, 'atlas.check.set', `engagement:${engagement.id}`, { dueOn: deed.dueOn })
    case 'ask':
      return askParty(db, actor, { engagement, partyId: deed.partyId, address: deed.address, publicUrl, at })
  }
}

async function markSourced(
  db: Writer,
  actor: Viewer,
  { engagement, reason, at }: { engagement: EngagementView; reason: string; at: Date },
): Promise<void> {
  const document = await findDocument(db, engagement.id)
  refuseUnsourced(engagement, document !== undefined)
  if (!document) throw new Error('refuseUnsourced lets nothing through without a document')
  await recordStatements(db, actor, {
    statements: [
      {
        ...{ subjectKind: 'engagement', subjectId: engagement.id, property: 'verification', value: 'sourced' },
        ...{ originalValue: 'a primary document was seen', sourceId: document.sourceId, part: document.part },
        ...{ rank: 'preferred', rankReason: reason },
      },
    ],
    recordedAt: at,
  })
  await followStatements(db, { kind: 'engagement', id: engagement.id, at })
  await audit(db, actor, 'atlas.engagement.sourced', `engagement:${engagement.id}`)
}

async function setDue(
  db: Writer,
  actor: Actor,
  input: { engagementId: string; dueOn: string; reason: string; at: Date },
): Promise<void> {
  await db.save(sql`insert into atlas.checks (engagement_id, due_on, reason, set_by, set_at)
    values (${input.engagementId}, ${input.dueOn}, ${input.reason}, ${actor.auditId}, ${input.at})
    on conflict (engagement_id) do update set due_on = excluded.due_on, reason = excluded.reason, set_by = excluded.set_by,
      set_at = excluded.set_at, told_at = null`)
}

async function askParty(
  db: Writer,
  actor: Viewer,
  input: { engagement: EngagementView; partyId: string; address: string; publicUrl: string; at: Date },
): Promise<void> {
  const { engagement, partyId, publicUrl, at } = input
  sideOf(engagement, partyId)
  const id = newId(at)
  const code = newSecret()
  const expires = new Date(at.getTime() + letterDays * 86_400_000)
  await db.save(sql`insert into atlas.check_letters (id, engagement_id, party_id, address, secret_hash, asked_by, asked_at, expires_at)
    values (${id}, ${engagement.id}, ${partyId}, ${input.address}, ${secretHash(code)}, ${actor.auditId}, ${at}, ${expires})`)
  await post(db, {
    to: input.address,
    subject: `Is this record right? ${engagement.title}`,
    text: `${actor.name} asks whether our record is right: ${engagement.title}\n\nSee it and confirm it, or tell us what is wrong: ${publicUrl}/confirmations?code=${code}\n\nThe link answers once, for ${letterDays} days. If you do nothing, nothing changes.\n`,
  })
  await audit(db, actor, 'atlas.check.asked', `engagement:${engagement.id}`, { letter: id, party: partyId })
}

/** Tells staff once of every record whose day has come. Returns of how many. */
export const tellDue = (database: Database, { now }: { now: Date }): Promise<number> =>
  database.write(async (db) => {
    db.unaudited('that a day has come is told, not done')
    const due = await db.all(sql<{
      id: string
      dueOn: string
    }>`select engagement_id as id, due_on::text as "dueOn" from atlas.checks
      where due_on <= ${dayOf(now)} and told_at is null order by due_on, engagement_id limit 500 for update skip locked`)
    const checkers = await listAccountsWho(db, { permission: 'atlas.engagement.check', today: dayOf(now) })
    for (const { id, dueOn } of due)
      await tell(db, {
        kind: checkDue,
        tellings: checkers.map((accountId) => ({ accountId, about: `check:${id}`, bodyId: null })),
        ...{ occasion: `check:${id}@${dueOn}`, at: now },
      })
    await db.save(sql`update atlas.checks set told_at = ${now} where engagement_id = any(${due.map(({ id }) => id)})`)
    return due.length
  }, wholeSight)
