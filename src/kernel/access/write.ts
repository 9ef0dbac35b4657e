import { audit } from '#kernel/audit'
import { dayOf } from '#platform/clock'
import { type Reader, sql, type Writer, wholeSight } from '#platform/db'
import { newId, newSecret, secretHash } from '#platform/ids'
import { post, postIf } from '#platform/mail'
import { conflict, invalid, notFound } from '#platform/problem'
import { findAccountByAddress, listAddresses } from './read.ts'
import { allow, linkMinutes, refuseScope, requireStepUp, sessionDays, sessionHours, targetOf } from './rules.ts'
import { type Grant, type SessionHow, system, type Viewer } from './schema.ts'

type LinkPurpose = 'sign-in' | 'invite' | 'recover' | 'step-up' | 'address'

/** Makes a single-use sign-in link for a staff person, creating account and grants when the name is new. Only the command line may call this. */
export async function newStaffLink(db: Writer, input: { name: string; now: Date }): Promise<string> {
  return db.seeing(wholeSight, async () => {
    const found = await db.one(
      sql<{
        id: string
      }>`select id from access.accounts where name = ${input.name} and person_id is null and ended_at is null`,
    )
    const accountId = found?.id ?? newId(input.now)
    if (!found) {
      await db.save(sql`insert into access.accounts (id, name) values (${accountId}, ${input.name})`)
      const startsOn = dayOf(input.now)
      for (const role of ['staff', 'security-officer', 'body-admin'] as const)
        await giveRole(db, system, {
          ...{ accountId, role, scopeKind: 'network', scopeId: '*', startsOn, endsOn: null },
          at: input.now,
        })
    }
    const secret = await newLink(db, { accountId, purpose: 'sign-in', browser: '', now: input.now })
    await audit(db, system, 'access.link.made', `account:${accountId}`)
    return secret
  })
}

/** A single-use secret for a quarter of an hour, tied to the browser that asked unless that is empty. Called with the whole sight. */
export async function newLink(
  db: Writer,
  input: { accountId: string | null; purpose: LinkPurpose; about?: string; browser: string; now: Date },
): Promise<string> {
  const secret = newSecret()
  const expires = new Date(input.now.getTime() + linkMinutes * 60_000)
  await db.save(sql`insert into access.links (secret_hash, account_id, expires_at, purpose, about, browser_hash)
    values (${secretHash(secret)}, ${input.accountId}, ${expires}, ${input.purpose}, ${input.about ?? ''},
      ${input.browser === '' ? '' : secretHash(input.browser)})`)
  return secret
}

/** Uses up a link in the browser that asked for it, and says whose it is and what it is about. */
export async function takeLink(
  db: Writer,
  input: { secret: string; purpose: LinkPurpose; browser: string | undefined; now: Date },
): Promise<{ accountId: string | null; about: string }> {
  const [used] = await db.saveAll(
    sql<{ accountId: string | null; about: string }>`update access.links set used_at = ${input.now}
    where secret_hash = ${secretHash(input.secret)} and purpose = ${input.purpose} and used_at is null and expires_at > ${input.now}
      and (browser_hash = '' or browser_hash = ${input.browser ? secretHash(input.browser) : 'none'})
    returning account_id as "accountId", about`,
  )
  if (!used)
    throw invalid(
      'access.link.unusable',
      'This link has been used, has expired, or was asked for in another browser. Ask for a new one.',
    )
  return used
}

/**
 * Sends a sign-in link to an address if an account has verified it. The caller says the same to everybody, so that nobody learns who
 * has an account; for an address nobody has, a link is made that opens nothing and a letter that is not kept: the same statements in
 * the same order, so that the time of the answer says nothing either. A job sends the letter after the answer.
 */
export async function sendLink(
  db: Writer,
  input: { address: string; browser: string; next: string; publicUrl: string; now: Date },
): Promise<void> {
  await db.seeing(wholeSight, async () => {
    const accountId = (await findAccountByAddress(db, input.address))?.accountId ?? null
    const secret = await newLink(db, { accountId, purpose: 'sign-in', browser: input.browser, now: input.now })
    const isKnown = accountId !== null
    await postIf(db, isKnown, {
      to: input.address,
      subject: 'Your sign-in link',
      text: `Open this link in the browser in which you asked for it. It works once, for ${linkMinutes} minutes.\n\n${input.publicUrl}/sign-in/link?${new URLSearchParams({ link: secret, next: input.next })}\n\nIf you did not ask for it, nothing happens unless it is opened in that browser.\n`,
    })
    await audit(
      db,
      system,
      isKnown ? 'access.link.sent' : 'access.link.unsent',
      isKnown ? `account:${accountId}` : 'address',
    )
  })
}

/** Turns an unused, unexpired link into a session; returns the session's secret for the cookie. */
export async function useLink(
  db: Writer,
  input: { secret: string; browser?: string | undefined; device?: string; now: Date },
): Promise<string> {
  return db.seeing(wholeSight, async () => {
    const { accountId } = await takeLink(db, { ...input, purpose: 'sign-in', browser: input.browser })
    if (accountId === null) throw invalid('access.link.unusable', 'This link opens nothing. Ask for a new one.')
    return beginSession(db, { accountId, how: 'link', device: input.device ?? '', now: input.now })
  })
}

/** Begins a session after a proof of identity; the secret goes into the cookie and nowhere else. */
export async function beginSession(
  db: Writer,
  input: { accountId: string; how: SessionHow; device: string; now: Date },
): Promise<string> {
  return db.seeing(wholeSight, async () => {
    const account = await db.one(sql<{ id: string }>`select id from access.accounts
      where id = ${input.accountId} and ended_at is null and suspended_at is null`)
    if (!account) throw invalid('access.account.closed', 'This account cannot be used. Ask the staff of your body.')
    const secret = newSecret()
    const expires = new Date(input.now.getTime() + sessionHours * 3_600_000)
    // Mail is weaker than a passkey: whoever has passkeys shows one before anything sensitive.
    const isStrong = input.how !== 'link' || !(await hasPasskeys(db, input.accountId))
    await db.save(sql`insert into access.sessions (secret_hash, id, account_id, created_at, expires_at, name, how, last_seen_at, stepped_up_at)
      values (${secretHash(secret)}, ${newId(input.now)}, ${input.accountId}, ${input.now}, ${expires},
        ${input.device.slice(0, 120)}, ${input.how}, ${input.now}, ${isStrong ? input.now : null})`)
    await audit(db, { auditId: `account:${input.accountId}` }, 'access.session.begun', `account:${input.accountId}`, {
      how: input.how,
    })
    return secret
  })
}

async function hasPasskeys(db: Reader, accountId: string): Promise<boolean> {
  const { count } = await db.only(sql<{ count: number }>`select count(*) as count from access.passkeys
    where account_id = ${accountId} and revoked_at is null`)
  return count > 0
}

/** Notes that a session is in use, which keeps it open for another working day, and for a month in all. */
export async function keepSession(db: Writer, actor: Viewer, input: { now: Date }): Promise<void> {
  db.unaudited('being there is not a deed')
  const expires = new Date(input.now.getTime() + sessionHours * 3_600_000)
  await db.save(sql`update access.sessions set last_seen_at = ${input.now},
      expires_at = least(${expires}::timestamptz, created_at + ${`${sessionDays} days`}::interval)
    where id = ${actor.sessionId ?? ''} and account_id = ${actor.accountId ?? ''}`)
}

/** Notes a fresh proof of presence in the session in use. */
export async function stepUp(db: Writer, actor: Viewer, input: { now: Date; by: 'passkey' | 'link' }): Promise<void> {
  await db.save(sql`update access.sessions set stepped_up_at = ${input.now}
    where id = ${actor.sessionId ?? ''} and account_id = ${actor.accountId ?? ''}`)
  await audit(db, actor, 'access.session.confirmed', `account:${actor.accountId}`, { by: input.by })
}

/** Sends a link that confirms presence, to people who have no passkey to show. */
export async function sendConfirmation(
  db: Writer,
  actor: Viewer,
  input: { browser: string; publicUrl: string; now: Date },
): Promise<void> {
  const accountId = actor.accountId ?? ''
  if (await hasPasskeys(db, accountId))
    throw conflict('access.step-up.passkey', 'You have a passkey: confirm with it. A link by mail would be weaker.')
  const [to] = await listAddresses(db, accountId)
  if (!to)
    throw conflict(
      'access.step-up.no-address',
      'There is no address to send a link to. Sign out and in again, or add a passkey on your page.',
    )
  const secret = await newLink(db, { accountId, purpose: 'step-up', browser: input.browser, now: input.now })
  await post(db, {
    to,
    subject: 'Confirm that it is you',
    text: `Open this link in the browser in which you are signed in, then go on where you were. It works once, for ${linkMinutes} minutes.\n\n${input.publicUrl}/sign-in/confirmation/link?link=${secret}\n\nIf you did not ask for it, somebody else is signed in as you: end that session on your page.\n`,
  })
  await audit(db, actor, 'access.link.sent', `account:${accountId}`, { purpose: 'step-up' })
}

/** Uses a link that confirms presence; only the person it was sent to, in the browser that asked. */
export async function confirmByLink(
  db: Writer,
  actor: Viewer,
  input: { secret: string; browser: string | undefined; now: Date },
): Promise<void> {
  const { accountId } = await takeLink(db, { ...input, purpose: 'step-up' })
  if (accountId !== actor.accountId)
    throw invalid('access.link.unusable', 'This link was sent to somebody else. Ask for a new one.')
  await stepUp(db, actor, { now: input.now, by: 'link' })
}

export async function endSession(db: Writer, actor: Viewer, input: { secret: string }): Promise<void> {
  await db.save(sql`delete from access.sessions where secret_hash = ${secretHash(input.secret)}`)
  await audit(db, actor, 'access.session.ended', `account:${actor.accountId}`)
}

/** Ends one of one's own sessions, or all but the one in use. */
export async function endOwnSessions(db: Writer, actor: Viewer, input: { id?: string | undefined }): Promise<number> {
  const which = input.id === undefined ? sql`id <> ${actor.sessionId ?? ''}` : sql`id = ${input.id}`
  const ended = await db.save(sql`delete from access.sessions where account_id = ${actor.accountId ?? ''} and ${which}`)
  if (input.id !== undefined && ended === 0)
    throw notFound('access.session.unknown', 'There is no such session among yours.')
  await audit(db, actor, 'access.session.ended', `account:${actor.accountId}`, { ended })
  return ended
}

/** Gives one's own session a name by which one knows it again. */
export async function nameOwnSession(db: Writer, actor: Viewer, input: { id: string; name: string }): Promise<void> {
  const changed = await db.save(sql`update access.sessions set name = ${input.name}
    where id = ${input.id} and account_id = ${actor.accountId ?? ''}`)
  if (changed === 0) throw notFound('access.session.unknown', 'There is no such session among yours.')
  await audit(db, actor, 'access.session.named', `account:${actor.accountId}`)
}

/** Gives a role with a scope and a term. The giver needs the right for that scope and a fresh proof of presence, and is somebody else. */
export async function grantRole(
  db: Writer,
  actor: Viewer,
  input: Grant & { accountId: string; at: Date },
): Promise<string> {
  allow(actor, 'access.grant.give', targetOf(input))
  requireStepUp(actor, input.at)
  if (actor.accountId === input.accountId)
    throw conflict('access.grant.own', 'Nobody gives a role to themselves. Ask another administrator.', {
      accountId: 'Choose somebody else',
    })
  const known = await db.one(sql`select 1 from access.accounts where id = ${input.accountId} and ended_at is null`)
  if (!known) throw notFound('access.account.unknown', 'There is no such account.')
  refuseScope(input)
  if (input.role === 'local-leader') await refuseNoGovernment(db, input.scopeId)
  return giveRole(db, actor, input)
}

/** Whoever acts for a government needs one to act for. */
async function refuseNoGovernment(db: Reader, id: string): Promise<void> {
  if (
    await db.one(
      sql`select 1 from organizations.organizations where id = ${id} and kind not in ('network', 'association')`,
    )
  )
    return
  throw invalid('access.grant.government', 'There is no such government.', {
    scopeId: 'Use the id at the end of the address of its page, such as us-tx-houston',
  })
}

/** Saves a grant that somebody else has allowed: an invitation by its sender, the first account by the command line. */
export async function giveRole(
  db: Writer,
  actor: { auditId: string },
  input: Grant & { accountId: string; at: Date },
): Promise<string> {
  const { role, scopeKind, scopeId, startsOn, endsOn } = input
  if (endsOn !== null && endsOn < startsOn)
    throw invalid('access.grant.term', 'The term ends before it begins.', {
      endsOn: 'Choose a day on or after the first',
    })
  if (scopeKind === 'body' && !(await db.one(sql`select 1 from bodies.bodies where id = ${scopeId}`)))
    throw invalid('access.grant.scope', 'There is no such body.', { scopeId: 'Choose a body' })
  const id = newId(input.at)
  await db.save(sql`insert into access.grants (id, account_id, role, scope_kind, scope_id, starts_on, ends_on, granted_by, granted_at)
    values (${id}, ${input.accountId}, ${role}, ${scopeKind}, ${scopeId}, ${startsOn}, ${endsOn}, ${actor.auditId}, ${input.at})`)
  await audit(db, actor, 'access.grant.given', `account:${input.accountId}`, {
    ...{ grant: id, role, scopeKind, scopeId, startsOn, endsOn },
    ...(scopeKind === 'body' ? { body: scopeId } : {}),
  })
  return id
}

export async function revokeGrant(db: Writer, actor: Viewer, input: { id: string; at: Date }): Promise<void> {
  allow(actor, 'access.grant.give')
  const grant = await findGrant(db, input.id)
  if (!grant) throw notFound('access.grant.unknown', 'There is no such grant, or it has been taken back already.')
  allow(actor, 'access.grant.give', targetOf(grant))
  requireStepUp(actor, input.at)
  await db.save(sql`update access.grants set revoked_at = ${input.at} where id = ${input.id}`)
  await audit(db, actor, 'access.grant.revoked', `account:${grant.accountId}`, {
    grant: input.id,
    role: grant.role,
    ...(grant.scopeKind === 'body' ? { body: grant.scopeId } : {}),
  })
}

const findGrant = (db: Reader, id: string): Promise<(Grant & { accountId: string }) | undefined> =>
  db.one(sql<Grant & { accountId: string }>`select account_id as "accountId", role, scope_kind as "scopeKind",
      scope_id as "scopeId", starts_on as "startsOn", ends_on as "endsOn"
    from access.grants where id = ${id} and revoked_at is null`)
