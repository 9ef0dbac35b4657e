import {
  allow,
  beginSession,
  findAccount,
  findAccountByAddress,
  linkMinutes,
  listCurrentGrants,
  newLink,
  requireStepUp,
  roleOf,
  takeLink,
  targetOf,
  type Viewer,
} from '#kernel/access'
import { tellEverywhere } from '#kernel/addresses'
import { audit } from '#kernel/audit'
import { dayOf } from '#platform/clock'
import { type Reader, sql, type Writer, wholeSight } from '#platform/db'
import { newId, newSecret, secretHash } from '#platform/ids'
import { postIf } from '#platform/mail'
import { conflict, invalid, notFound, unauthenticated } from '#platform/problem'
import { findByCode, findByStopCode, findForSponsor, findRecoveryOf, getRecovery } from './read.ts'
import { approvalsNeeded, delayHours, refuseApproval, refuseEarly, vouchedAlready } from './rules.ts'
import type { NewRecovery, RecoveryCodes, RecoveryView } from './schema.ts'

/** Sends a link that begins a recovery; says and does the same whether or not anybody has this address. */
export async function askRecovery(
  db: Writer,
  input: { address: string; browser: string; publicUrl: string; now: Date },
): Promise<void> {
  await db.seeing(wholeSight, async () => {
    const accountId = (await findAccountByAddress(db, input.address))?.accountId ?? null
    const secret = await newLink(db, { accountId, purpose: 'recover', browser: input.browser, now: input.now })
    const subject = accountId === null ? 'address' : `account:${accountId}`
    await audit(db, { auditId: 'visitor' }, 'access.recovery.asked', subject)
    await postIf(db, accountId !== null, {
      to: input.address,
      subject: 'Get back in',
      text: `Open this link in the browser in which you asked for it. It works once, for ${linkMinutes} minutes, and begins the recovery of your account.\n\n${input.publicUrl}/sign-in/recovery/beginning?link=${secret}\n\nIf you did not ask for it, nothing happens.\n`,
    })
  })
}

/** Begins a recovery: every address that the person has shown to be theirs gets a notice with a way to stop it. */
export async function beginRecovery(
  db: Writer,
  input: { link: string; browser: string | undefined; publicUrl: string; now: Date },
): Promise<RecoveryCodes> {
  return db.seeing(wholeSight, async () => {
    const { accountId } = await takeLink(db, { ...input, secret: input.link, purpose: 'recover' })
    if (accountId === null) throw invalid('access.link.unusable', 'This link opens nothing. Ask for a new one.')
    const actor = { auditId: `account:${accountId}` }
    await db.save(sql`update access.recoveries set stopped_at = ${input.now}
      where account_id = ${accountId} and finished_at is null and stopped_at is null`)
    const effectiveAt = effectiveFrom(input.now)
    const codes = { code: newSecret(), vouchingCode: newSecret().slice(0, 12), effectiveAt }
    const stopCode = newSecret()
    await db.save(sql`insert into access.recoveries (id, account_id, asked_at, effective_at, code_hash, vouching_hash, stop_hash)
      values (${newId(input.now)}, ${accountId}, ${input.now}, ${effectiveAt}, ${secretHash(codes.code)},
        ${secretHash(codes.vouchingCode)}, ${secretHash(stopCode)})`)
    await tellEverywhere(db, accountId, {
      subject: 'Somebody is recovering your account',
      text: `If it is you: go on, there is nothing to do here.\n\nIf it is not you, stop it now: ${input.publicUrl}/sign-in/recovery/stop?code=${stopCode}\n\nUnless it is stopped, your passkeys are replaced after ${delayHours} hours, once a member of staff or two sponsors have vouched.\n`,
    })
    await audit(db, actor, 'access.recovery.begun', actor.auditId)
    return codes
  })
}

/**
 * Staff begin a recovery for somebody with neither mail nor passkey, and say how they made sure of the person. They get no code: two
 * others of staff approve, and each is given one half. Every channel of the person is told and can stop it.
 */
export async function beginForSomebody(
  db: Writer,
  actor: Viewer,
  input: NewRecovery & { publicUrl: string; now: Date },
): Promise<string> {
  allow(actor, 'access.recovery.begin')
  requireStepUp(actor, input.now)
  const { accountId, now } = input
  const account = await findAccount(db, accountId)
  if (!account || accountId === actor.accountId)
    throw invalid('access.recovery.whose', 'There is no such account among the people you serve.', {
      accountId: 'Choose somebody else',
    })
  return db.seeing(wholeSight, async () => {
    await refuseWider(db, actor, { permission: 'access.recovery.begin', accountId, now })
    const id = newId(now)
    const stopCode = newSecret()
    const begun =
      await db.save(sql`insert into access.recoveries (id, account_id, asked_at, effective_at, stop_hash, begun_by, reason, established)
        values (${id}, ${accountId}, ${now}, ${effectiveFrom(now)}, ${secretHash(stopCode)}, ${actor.accountId ?? null},
          ${input.reason}, ${input.established}) on conflict (account_id) where finished_at is null and stopped_at is null do nothing`)
    if (begun === 0)
      throw conflict(
        'access.recovery.open',
        'A recovery of this account is in progress. Vouch for it, or stop it first, at the list of recoveries.',
      )
    await tellEverywhere(db, accountId, {
      subject: 'Staff began the recovery of your account',
      text: `${actor.name} says that you have neither mail nor a passkey left, and that they made sure it is you.\n\nIf that is not so, stop it now: ${input.publicUrl}/sign-in/recovery/stop?code=${stopCode}\n\nUnless it is stopped, your passkeys are replaced after ${delayHours} hours, once ${approvalsNeeded} others of staff have approved.\n`,
    })
    await audit(db, actor, 'access.recovery.begun', `account:${accountId}`, { byStaff: true, recovery: id })
    return id
  })
}

/** Nobody brings back rights that reach further than their own: who keeps a wider right is recovered by those who may give it. */
async function refuseWider(
  db: Reader,
  actor: Viewer,
  { permission, accountId, now }: { permission: string; accountId: string; now: Date },
): Promise<void> {
  for (const grant of await listCurrentGrants(db, accountId, dayOf(now)))
    if (roleOf([grant]) === 'staff') allow(actor, permission, targetOf(grant))
}

const effectiveFrom = (now: Date): Date => new Date(now.getTime() + delayHours * 3_600_000)

const unknownCode = () =>
  notFound('access.recovery.unknown', 'There is no recovery with this code among the people of your body.')

/** A member says: I have spoken with them, it is them. Only for somebody of the same body, and after a fresh proof of presence. */
export async function vouchAsSponsor(
  db: Writer,
  actor: Viewer,
  input: { code: string; now: Date },
): Promise<RecoveryView> {
  if (!actor.accountId) throw unauthenticated('access.sign-in-first', 'Please sign in first.')
  requireStepUp(actor, input.now)
  return db.seeing(wholeSight, async () => {
    const recovery = await findForSponsor(db, { code: input.code, sponsorPersonId: actor.personId ?? '' })
    if (!recovery) throw unknownCode()
    await vouch(db, actor, { recovery, asStaff: false, half: undefined, now: input.now })
    return recovery
  })
}

/**
 * Staff of a body of the person, or who keeps the rights of the network, vouches alone for what the person began. For what staff began two
 * are needed, and each gets one half of the code, to tell the person themselves.
 */
export async function vouchAsStaff(
  db: Writer,
  actor: Viewer,
  { id, now }: { id: string; now: Date },
): Promise<{ half: string | undefined }> {
  const recovery = await getRecovery(db, actor, id)
  requireStepUp(actor, now)
  return db.seeing(wholeSight, async () => {
    await refuseWider(db, actor, { permission: 'access.recovery.vouch', accountId: recovery.accountId, now })
    refuseApproval(recovery, actor.accountId ?? '')
    const half = recovery.begunBy === null ? undefined : newSecret().slice(0, 16)
    await vouch(db, actor, { recovery, asStaff: true, half, now })
    return { half }
  })
}

async function vouch(
  db: Writer,
  actor: Viewer,
  { recovery, asStaff, half, now }: { recovery: RecoveryView; asStaff: boolean; half: string | undefined; now: Date },
): Promise<void> {
  const vouched =
    await db.save(sql`insert into access.vouchers (recovery_id, account_id, as_staff, vouched_at, half_hash)
      values (${recovery.id}, ${actor.accountId ?? ''}, ${asStaff}, ${now}, ${half === undefined ? null : secretHash(half)})
      on conflict do nothing`)
  if (vouched === 0) throw vouchedAlready()
  await tellEverywhere(db, recovery.accountId, {
    subject: 'Somebody vouched for the recovery of your account',
    text: `${actor.name} says that it is you. If you did not ask, stop it by the link in the first notice, or on your page.\n`,
  })
  await audit(db, actor, 'access.recovery.vouched', `account:${recovery.accountId}`, { asStaff })
}

/** Stops a recovery by the code of a notice: whoever holds an address of the person may. */
export async function stopRecovery(db: Writer, input: { code: string; now: Date }): Promise<void> {
  await db.seeing(wholeSight, async () => {
    const recovery = await findByStopCode(db, input.code)
    if (!recovery) throw notFound('access.recovery.unknown', 'There is no recovery to stop, or it was stopped already.')
    await stop(db, { auditId: `account:${recovery.accountId}` }, { recovery, now: input.now })
  })
}

/** Staff who see that something is wrong stop it as well. */
export async function stopAsStaff(db: Writer, actor: Viewer, input: { id: string; now: Date }): Promise<void> {
  const recovery = await getRecovery(db, actor, input.id)
  await db.seeing(wholeSight, () => stop(db, actor, { recovery, now: input.now }))
}

/** Stops one's own recovery from a session that is still open. */
export async function stopOwnRecovery(db: Writer, actor: Viewer, input: { now: Date }): Promise<void> {
  if (!actor.accountId) throw unauthenticated('access.sign-in-first', 'Please sign in first.')
  const recovery = await findRecoveryOf(db, actor.accountId)
  if (!recovery) throw notFound('access.recovery.unknown', 'There is no recovery to stop, or it was stopped already.')
  await stop(db, actor, { recovery, now: input.now })
}

async function stop(
  db: Writer,
  actor: { auditId: string },
  { recovery, now }: { recovery: RecoveryView; now: Date },
): Promise<void> {
  await db.save(sql`update access.recoveries set stopped_at = ${now} where id = ${recovery.id}`)
  await tellEverywhere(db, recovery.accountId, {
    subject: 'The recovery of your account was stopped',
    text: 'Nothing has changed: your passkeys and sessions are as they were.\n',
  })
  await audit(db, actor, 'access.recovery.stopped', `account:${recovery.accountId}`)
}

/** Finishes: every old passkey is revoked, every session ended, and one begins in which a new passkey can be added. */
export async function finishRecovery(db: Writer, input: { code: string; device: string; now: Date }): Promise<string> {
  return db.seeing(wholeSight, async () => {
    const recovery = await findByCode(db, input.code)
    if (!recovery)
      throw invalid('access.recovery.code', 'This code opens nothing: it is wrong, or the recovery was stopped.', {
        code: 'Check the code, or begin again',
      })
    refuseEarly(recovery, input.now)
    const { id, accountId } = recovery
    await db.save(sql`update access.recoveries set finished_at = ${input.now} where id = ${id}`)
    await db.save(
      sql`update access.passkeys set revoked_at = ${input.now} where account_id = ${accountId} and revoked_at is null`,
    )
    await db.save(sql`delete from access.sessions where account_id = ${accountId}`)
    await tellEverywhere(db, accountId, {
      subject: 'Your account was recovered',
      text: 'All earlier passkeys are revoked and all earlier sessions ended. If this was not you, write to the staff of your body at once.\n',
    })
    await audit(db, { auditId: `account:${accountId}` }, 'access.recovery.finished', `account:${accountId}`)
    return beginSession(db, { accountId, how: 'recovery', device: input.device, now: input.now })
  })
}
