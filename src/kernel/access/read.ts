import { type Reader, sql } from '#platform/db'
import { secretHash } from '#platform/ids'
import { isCurrent, roleOf } from './rules.ts'
import { anonymous, type Grant, type Viewer } from './schema.ts'

const grantColumns = sql`role, scope_kind as "scopeKind", scope_id as "scopeId", starts_on as "startsOn", ends_on as "endsOn"`

/** Who holds this session; an unknown, ended or expired one is simply a visitor. */
export async function findViewer(db: Reader, secret: string | undefined, now: Date): Promise<Viewer> {
  if (!secret) return anonymous
  const found = await db.one(
    sql<{ accountId: string; personId: string | null; name: string; sessionId: string; steppedUpAt: Date | null }>`
      select account.id as "accountId", account.person_id as "personId", account.name, session.id as "sessionId",
        session.stepped_up_at as "steppedUpAt"
      from access.sessions session join access.accounts account on account.id = session.account_id
      where session.secret_hash = ${secretHash(secret)} and session.expires_at > ${now}
        and account.ended_at is null and account.suspended_at is null`,
  )
  if (!found) return anonymous
  const grants = (await listGrantsOf(db, found.accountId)).filter((grant) =>
    isCurrent(grant, now.toISOString().slice(0, 10)),
  )
  return {
    role: roleOf(grants),
    accountId: found.accountId,
    personId: found.personId ?? undefined,
    name: found.name,
    auditId: `account:${found.accountId}`,
    grants,
    sessionId: found.sessionId,
    steppedUpAt: found.steppedUpAt ?? undefined,
  }
}

/** Grants that have not been taken back, whatever their term. */
export const listGrantsOf = (db: Reader, accountId: string): Promise<Grant[]> =>
  db.all(sql<Grant>`select ${grantColumns} from access.grants
    where account_id = ${accountId} and revoked_at is null order by granted_at, id`)

export interface HolderView extends Grant {
  id: string
  accountId: string
  accountName: string
  grantedBy: string
  grantedAt: Date
}

/** Every standing grant with its holder, for the rights page. */
export const listHolders = (db: Reader): Promise<HolderView[]> =>
  db.all(sql<HolderView>`select grants.id, account_id as "accountId", account.name as "accountName",
      granted_by as "grantedBy", granted_at as "grantedAt", ${grantColumns}
    from access.grants grants join access.accounts account on account.id = account_id
    where revoked_at is null and account.ended_at is null order by role, account.name, grants.id`)

export interface SessionView {
  id: string
  name: string
  how: 'link' | 'passkey' | 'oidc' | 'persona'
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
}

export const listSessions = (db: Reader, accountId: string, now: Date): Promise<SessionView[]> =>
  db.all(sql<SessionView>`select id, name, how, created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt"
    from access.sessions where account_id = ${accountId} and expires_at > ${now} order by last_seen_at desc`)
