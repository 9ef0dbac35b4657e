import { audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { newId, newSecret, secretHash } from '#platform/ids'
import { invalid } from '#platform/problem'
import { linkMinutes, sessionHours } from './rules.ts'
import { system } from './schema.ts'

/** Makes a single-use sign-in link for a staff person, creating the account when the name is new. Only the command line may call this. */
export async function newStaffLink(db: Writer, input: { name: string; now: Date }): Promise<string> {
  const found = await db.one(
    sql<{ id: string }>`select id from access.accounts where name = ${input.name} and ended_at is null`,
  )
  const accountId = found?.id ?? newId(input.now)
  if (!found)
    await db.save(sql`insert into access.accounts (id, name, role) values (${accountId}, ${input.name}, 'staff')`)
  const secret = newSecret()
  await db.save(sql`insert into access.links (secret_hash, account_id, expires_at)
    values (${secretHash(secret)}, ${accountId}, ${new Date(input.now.getTime() + linkMinutes * 60_000)})`)
  await audit(db, system, 'access.link.made', `account:${accountId}`)
  return secret
}

/** Turns an unused, unexpired link into a session; returns the session's secret for the cookie. */
export async function useLink(db: Writer, input: { secret: string; now: Date }): Promise<string> {
  const [used] = await db.saveAll(sql<{ accountId: string }>`update access.links set used_at = ${input.now}
    where secret_hash = ${secretHash(input.secret)} and used_at is null and expires_at > ${input.now}
    returning account_id as "accountId"`)
  if (!used) throw invalid('access.link.unusable', 'This sign-in link has been used or has expired. Ask for a new one.')
  const secret = newSecret()
  await db.save(sql`insert into access.sessions (secret_hash, account_id, created_at, expires_at)
    values (${secretHash(secret)}, ${used.accountId}, ${input.now}, ${new Date(input.now.getTime() + sessionHours * 3_600_000)})`)
  await audit(db, { auditId: `account:${used.accountId}` }, 'access.session.begun', `account:${used.accountId}`)
  return secret
}

export async function endSession(db: Writer, secret: string): Promise<void> {
  await db.save(sql`delete from access.sessions where secret_hash = ${secretHash(secret)}`)
  await audit(db, { auditId: 'session' }, 'access.session.ended', `session:${secretHash(secret).slice(0, 12)}`)
}
