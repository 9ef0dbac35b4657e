import { audit } from '#kernel/audit'
import { type Reader, sql, type Writer } from '#platform/db'
import { newId, newSecret, secretHash } from '#platform/ids'
import { post } from '#platform/mail'
import { invalid, notFound } from '#platform/problem'
import { allow, linkMinutes, requireStepUp, sessionHours } from './rules.ts'
import { type Grant, type SessionHow, system, type Viewer } from './schema.ts'

/** Makes a single-use sign-in link for a staff person, creating account and grant when the name is new. Only the command line may call this. */
export async function newStaffLink(db: Writer, input: { name: string; now: Date }): Promise<string> {
  const found = await db.one(
    sql<{
      id: string
    }>`select id from access.accounts where name = ${input.name} and person_id is null and ended_at is null`,
  )
  const accountId = found?.id ?? newId(input.now)
  if (!found) {
    await db.save(sql`insert into access.accounts (id, name) values (${accountId}, ${input.name})`)
    const today = input.now.toISOString().slice(0, 10)
    for (const role of ['staff', 'security-officer', 'body-admin'] as const)
      await grantRole(db, system, {
        accountId,
        role,
        scopeKind: 'network',
        scopeId: '*',
        startsOn: today,
        endsOn: null,
        at: input.now,
      })
  }
  const secret = await newLink(db, { accountId, purpose: 'sign-in', browser: '', now: input.now })
  await audit(db, system, 'access.link.made', `account:${accountId}`)
  return secret
}

async function newLink(
  db: Writer,
  input: { accountId: string; purpose: 'sign-in' | 'verify'; browser: string; now: Date },
): Promise<string> {
  const secret = newSecret()
  const expires = new Date(input.now.getTime() + linkMinutes * 60_000)
  await db.save(sql`insert into access.links (secret_hash, account_id, expires_at, purpose, browser_hash)
    values (${secretHash(secret)}, ${input.accountId}, ${expires}, ${input.purpose},
      ${input.browser === '' ? '' : secretHash(input.browser)})`)
  return secret
}

export const addressHash = (address: string): string => secretHash(address.trim().toLowerCase())

/**
 * Sends a sign-in link to an address if an account has verified it. The caller says the same to everybody, so that nobody learns who
 * has an account; the link works once, for 15 minutes, in the browser that asked.
 */
export async function sendLink(
  db: Writer,
  input: { address: string; browser: string; publicUrl: string; now: Date },
): Promise<void> {
  const found = await db.one(sql<{
    accountId: string
  }>`select address.account_id as "accountId" from access.addresses address
    join access.accounts account on account.id = address.account_id
    where address_hash = ${addressHash(input.address)} and verified_at is not null
      and account.ended_at is null and account.suspended_at is null`)
  if (!found) {
    db.unaudited('an address nobody has: leaving a trace would tell which addresses are tried')
    return
  }
  const secret = await newLink(db, {
    accountId: found.accountId,
    purpose: 'sign-in',
    browser: input.browser,
    now: input.now,
  })
  await post(db, {
    to: input.address,
    subject: 'Your sign-in link',
    text: `Open this link in the browser in which you asked for it. It works once, for ${linkMinutes} minutes.\n\n${input.publicUrl}/sign-in/link?link=${secret}\n\nIf you did not ask for it, nothing happens unless it is opened in that browser.\n`,
  })
  await audit(db, system, 'access.link.sent', `account:${found.accountId}`)
}

/** Turns an unused, unexpired link into a session; returns the session's secret for the cookie. */
export async function useLink(
  db: Writer,
  input: { secret: string; browser?: string | undefined; device?: string; now: Date },
): Promise<string> {
  const [used] = await db.saveAll(sql<{ accountId: string }>`update access.links set used_at = ${input.now}
    where secret_hash = ${secretHash(input.secret)} and used_at is null and expires_at > ${input.now}
      and (browser_hash = '' or browser_hash = ${input.browser ? secretHash(input.browser) : 'none'})
    returning account_id as "accountId"`)
  if (!used)
    throw invalid(
      'access.link.unusable',
      'This sign-in link has been used, has expired, or was asked for in another browser. Ask for a new one.',
    )
  return beginSession(db, { accountId: used.accountId, how: 'link', device: input.device ?? '', now: input.now })
}

/** Begins a session after a proof of identity; the secret goes into the cookie and nowhere else. */
export async function beginSession(
  db: Writer,
  input: { accountId: string; how: SessionHow; device: string; now: Date },
): Promise<string> {
  const secret = newSecret()
  const expires = new Date(input.now.getTime() + sessionHours * 3_600_000)
  await db.save(sql`insert into access.sessions (secret_hash, id, account_id, created_at, expires_at, name, how, last_seen_at, stepped_up_at)
    values (${secretHash(secret)}, ${newId(input.now)}, ${input.accountId}, ${input.now}, ${expires},
      ${input.device.slice(0, 120)}, ${input.how}, ${input.now}, ${input.now})`)
  await audit(db, { auditId: `account:${input.accountId}` }, 'access.session.begun', `account:${input.accountId}`, {
    how: input.how,
  })
  return secret
}

export async function endSession(db: Writer, secret: string): Promise<void> {
  await db.save(sql`delete from access.sessions where secret_hash = ${secretHash(secret)}`)
  await audit(db, { auditId: 'session' }, 'access.session.ended', `session:${secretHash(secret).slice(0, 12)}`)
}

/** Ends one of one's own sessions, or all but the one in use. */
export async function endOwnSessions(db: Writer, actor: Viewer, input: { id?: string | undefined }): Promise<number> {
  const which = input.id === undefined ? sql`id <> ${actor.sessionId ?? ''}` : sql`id = ${input.id}`
  const ended = await db.save(sql`delete from access.sessions where account_id = ${actor.accountId ?? ''} and ${which}`)
  await audit(db, actor, 'access.session.ended', `account:${actor.accountId}`, { ended })
  return ended
}

/** Gives a role with a scope and a term. The giver needs the right for that scope and a fresh proof of presence. */
export async function grantRole(
  db: Writer,
  actor: Viewer,
  input: Grant & { accountId: string; at: Date },
): Promise<string> {
  allow(actor, 'access.grant.give', { bodyId: input.scopeKind === 'body' ? input.scopeId : undefined })
  requireStepUp(actor, input.at)
  if (input.endsOn !== null && input.endsOn < input.startsOn)
    throw invalid('access.grant.term', 'The term ends before it begins.', {
      endsOn: 'Choose a day on or after the first',
    })
  const id = newId(input.at)
  await db.save(sql`insert into access.grants (id, account_id, role, scope_kind, scope_id, starts_on, ends_on, granted_by, granted_at)
    values (${id}, ${input.accountId}, ${input.role}, ${input.scopeKind}, ${input.scopeId}, ${input.startsOn}, ${input.endsOn},
      ${actor.auditId}, ${input.at})`)
  const { role, scopeKind, scopeId, startsOn, endsOn } = input
  await audit(db, actor, 'access.grant.given', `account:${input.accountId}`, {
    role,
    scopeKind,
    scopeId,
    startsOn,
    endsOn,
  })
  return id
}

export async function revokeGrant(db: Writer, actor: Viewer, input: { id: string; at: Date }): Promise<void> {
  const grant = await findGrant(db, input.id)
  allow(actor, 'access.grant.give', { bodyId: grant.scopeKind === 'body' ? grant.scopeId : undefined })
  requireStepUp(actor, input.at)
  await db.save(sql`update access.grants set revoked_at = ${input.at} where id = ${input.id}`)
  await audit(db, actor, 'access.grant.revoked', `account:${grant.accountId}`, { grant: input.id, role: grant.role })
}

async function findGrant(db: Reader, id: string): Promise<Grant & { accountId: string }> {
  const found = await db.one(sql<
    Grant & { accountId: string }
  >`select account_id as "accountId", role, scope_kind as "scopeKind",
      scope_id as "scopeId", starts_on as "startsOn", ends_on as "endsOn"
    from access.grants where id = ${id} and revoked_at is null`)
  if (!found) throw notFound('access.grant.unknown', 'There is no such grant, or it has been taken back already.')
  return found
}
