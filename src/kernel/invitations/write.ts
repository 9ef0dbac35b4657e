import {
  addressHash,
  allow,
  beginSession,
  findAccountByAddress,
  giveRole,
  linkMinutes,
  newLink,
  requireStepUp,
  takeLink,
  type Viewer,
} from '#kernel/access'
import { audit } from '#kernel/audit'
import { getBody, recordBelonging } from '#kernel/bodies'
import { recordPerson } from '#kernel/profiles'
import { dayOf } from '#platform/clock'
import { sql, type Writer, wholeSight } from '#platform/db'
import { newId, newSecret, secretHash } from '#platform/ids'
import { post } from '#platform/mail'
import { invalid, notFound } from '#platform/problem'
import { findInvitationByCode, findOpenInvitation } from './read.ts'
import { invitationDays } from './rules.ts'
import type { InvitationView, NewInvitation } from './schema.ts'

/**
 * Invites an address into a body. Nothing is made for it: no person, no account. Whether the address is known here already, the sender
 * does not learn.
 */
export async function sendInvitation(
  db: Writer,
  actor: Viewer,
  input: NewInvitation & { publicUrl: string; now: Date },
): Promise<void> {
  allow(actor, 'people.person.invite', { bodyId: input.bodyId })
  if (input.role !== 'member') {
    allow(actor, 'access.grant.give', { bodyId: input.bodyId })
    requireStepUp(actor, input.now)
  }
  const body = await getBody(db, input.bodyId)
  const id = newId(input.now)
  const code = newSecret()
  const expires = new Date(input.now.getTime() + invitationDays * 86_400_000)
  await db.save(sql`insert into access.invitations (id, body_id, name, address, address_hash, role, secret_hash, invited_by, invited_at, expires_at)
    values (${id}, ${body.id}, ${input.name}, ${input.address}, ${addressHash(input.address)}, ${input.role}, ${secretHash(code)},
      ${actor.auditId}, ${input.now}, ${expires})`)
  await post(db, {
    to: input.address,
    subject: `${body.name} invites you`,
    text: `${actor.name} of ${body.name} invites you.\n\nSee what for, and accept or leave it: ${input.publicUrl}/invitation?code=${code}\n\nIt is open for ${invitationDays} days. Nothing was made in your name; if you do nothing, nothing happens.\n`,
  })
  await audit(db, actor, 'access.invitation.sent', `invitation:${id}`, { body: body.id, role: input.role })
}

/** Takes an open invitation back; its code opens nothing any more. */
export async function withdrawInvitation(db: Writer, actor: Viewer, input: { id: string; now: Date }): Promise<void> {
  allow(actor, 'people.person.invite')
  const invitation = await findOpenInvitation(db, input.id, input.now)
  if (!invitation) throw notFound('access.invitation.unknown', 'There is no such open invitation.')
  allow(actor, 'people.person.invite', { bodyId: invitation.bodyId })
  await db.save(sql`update access.invitations set withdrawn_at = ${input.now} where id = ${input.id}`)
  await audit(db, actor, 'access.invitation.withdrawn', `invitation:${input.id}`, { body: invitation.bodyId })
}

const closed = () =>
  invalid('access.invitation.closed', 'This invitation has been used, taken back, or has expired. Ask for a new one.')

/**
 * Mails a confirmation to the invited address, tied to the browser that asks: whoever reads a forwarded invitation cannot accept it, and
 * an account is made only in the browser of whoever holds the address.
 */
export async function askToAccept(
  db: Writer,
  input: { code: string; browser: string; publicUrl: string; now: Date },
): Promise<void> {
  await db.seeing(wholeSight, async () => {
    const invitation = await findInvitationByCode(db, input.code, input.now)
    if (!invitation) throw closed()
    const secret = await newLink(db, {
      ...{ accountId: null, purpose: 'invite', about: invitation.id },
      ...{ browser: input.browser, now: input.now },
    })
    await post(db, {
      to: invitation.address,
      subject: `Confirm your address for ${invitation.bodyName}`,
      text: `Open this link in the browser in which you accepted the invitation. It works once, for ${linkMinutes} minutes.\n\n${input.publicUrl}/invitation/confirmation?link=${secret}\n`,
    })
    await audit(db, { auditId: 'visitor' }, 'access.invitation.answered', `invitation:${invitation.id}`, {
      body: invitation.bodyId,
    })
  })
}

/**
 * Accepts by the confirmation that was mailed. An address that an account has verified before joins with that account; else a person and
 * an account are made now. Returns the secret of the session that begins.
 */
export async function acceptInvitation(
  db: Writer,
  input: { link: string; browser: string | undefined; device: string; now: Date },
): Promise<string> {
  return db.seeing(wholeSight, async () => {
    const { about } = await takeLink(db, { ...input, secret: input.link, purpose: 'invite' })
    const invitation = await findOpenInvitation(db, about, input.now)
    if (!invitation) throw closed()
    const known = await findAccountByAddress(db, invitation.address)
    const accountId = known?.accountId ?? (await openAccount(db, invitation, input.now))
    await join(db, { accountId, invitation, now: input.now })
    return beginSession(db, { accountId, how: 'link', device: input.device, now: input.now })
  })
}

async function openAccount(db: Writer, invitation: InvitationView, now: Date): Promise<string> {
  const accountId = newId(now)
  const actor = { auditId: `account:${accountId}` }
  const personId = await recordPerson(db, actor, { name: invitation.name, isSample: false, at: now })
  await db.save(sql`insert into access.accounts (id, name, person_id) values (${accountId}, '', ${personId})`)
  await db.save(sql`insert into access.addresses (address_hash, account_id, address, verified_at)
    values (${addressHash(invitation.address)}, ${accountId}, ${invitation.address}, ${now})`)
  await audit(db, actor, 'access.account.opened', actor.auditId)
  return accountId
}

async function join(
  db: Writer,
  { accountId, invitation, now }: { accountId: string; invitation: InvitationView; now: Date },
): Promise<void> {
  const actor = { auditId: `account:${accountId}` }
  const startsOn = dayOf(now)
  const { personId } = await db.only(
    sql<{ personId: string | null }>`select person_id as "personId" from access.accounts where id = ${accountId}`,
  )
  if (personId)
    await recordBelonging(db, actor, {
      ...{ bodyId: invitation.bodyId, personId, since: startsOn },
      standing: invitation.role === 'member' ? 'member' : 'staff',
    })
  await giveRole(db, actor, {
    ...{ accountId, role: invitation.role, scopeKind: 'body', scopeId: invitation.bodyId },
    ...{ startsOn, endsOn: null, at: now },
  })
  await db.save(
    sql`update access.invitations set accepted_at = ${now}, person_id = coalesce(person_id, ${personId}) where id = ${invitation.id}`,
  )
  await audit(db, actor, 'access.invitation.accepted', `invitation:${invitation.id}`, { body: invitation.bodyId })
}
