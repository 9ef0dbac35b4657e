import { dayOf } from '#platform/clock'
import { type Reader, sql } from '#platform/db'
import { secretHash } from '#platform/ids'
import { addressHash, isCurrent, roleOf } from './rules.ts'
import { anonymous, type Grant, type SessionHow, type Target, type Viewer } from './schema.ts'

const grantColumns = sql`role, scope_kind as "scopeKind", scope_id as "scopeId", starts_on as "startsOn", ends_on as "endsOn"`

/** Who holds this session; an unknown, ended or expired one is simply a visitor. Asked with the whole sight: nobody is anybody yet. */
export async function findViewer(db: Reader, secret: string | undefined, now: Date): Promise<Viewer> {
  if (!secret) return anonymous
  const found = await db.one(
    sql<{
      accountId: string
      personId: string | null
      name: string
      sessionId: string
      steppedUpAt: Date | null
      seenAt: Date
    }>`
      select account.id as "accountId", account.person_id as "personId", coalesce(person.name, account.name) as name,
        session.id as "sessionId", session.stepped_up_at as "steppedUpAt", session.last_seen_at as "seenAt"
      from access.sessions session join access.accounts account on account.id = session.account_id
      left join people.people person on person.id = account.person_id
      where session.secret_hash = ${secretHash(secret)} and session.expires_at > ${now}
        and account.ended_at is null and account.suspended_at is null`,
  )
  if (!found) return anonymous
  const grants = await listCurrentGrants(db, found.accountId, dayOf(now))
  return {
    role: roleOf(grants),
    accountId: found.accountId,
    personId: found.personId ?? undefined,
    name: found.name,
    auditId: `account:${found.accountId}`,
    grants,
    sessionId: found.sessionId,
    steppedUpAt: found.steppedUpAt ?? undefined,
    seenAt: found.seenAt,
  }
}

/** Grants that have not been taken back, whatever their term. */
export const listGrantsOf = (db: Reader, accountId: string): Promise<Grant[]> =>
  db.all(sql<Grant>`select ${grantColumns} from access.grants
    where account_id = ${accountId} and revoked_at is null order by granted_at, id`)

/** Grants whose term this day is in: what an account may do. */
export const listCurrentGrants = async (db: Reader, accountId: string, today: string): Promise<Grant[]> =>
  (await listGrantsOf(db, accountId)).filter((grant) => isCurrent(grant, today))

export interface HolderView extends Grant {
  id: string
  accountId: string
  accountName: string
  grantedAt: Date
}

/**
 * How an account is called, in queries that join it with `person`. Who keeps the rights of the network sees accounts by number; their
 * names are for the bodies that know them.
 */
export const accountName = sql`coalesce(person.name, nullif(account.name, ''), 'Account ' || right(account.id, 6))`

/** Every standing grant with its holder that this viewer may know of; the walls decide, in the database. */
export const listHolders = (db: Reader): Promise<HolderView[]> =>
  db.all(sql<HolderView>`select given.id, account_id as "accountId", ${accountName} as "accountName",
      granted_at as "grantedAt", ${grantColumns}
    from access.grants given join access.accounts account on account.id = account_id
    left join people.people person on person.id = account.person_id
    where revoked_at is null and account.ended_at is null order by role, "accountName", given.id`)

/** Names of those who may do one thing today, by the database's own reading of the rules. */
export async function listHoldersOf(
  db: Reader,
  wanted: { permission: string; roles: string[]; target: Target; today: string },
): Promise<string[]> {
  const { bodyId, recordId, isNetworkWide } = wanted.target
  const rows = await db.all(sql<{ name: string }>`select ${accountName} as name from access.accounts account
    left join people.people person on person.id = account.person_id
    where account.ended_at is null and account.suspended_at is null and access.may_do(account.id, ${wanted.permission},
      ${wanted.roles}::text[], ${bodyId ?? null}, ${recordId ?? null}, ${isNetworkWide ?? false}, ${wanted.today}::date)
    order by name, account.id`)
  return rows.map((row) => row.name)
}

export interface AccountView {
  id: string
  name: string
}

/** Accounts whom the viewer may know of, for choosing one. */
export const listAccounts = (db: Reader): Promise<AccountView[]> =>
  db.all(sql<AccountView>`select account.id, ${accountName} as name from access.accounts account
    left join people.people person on person.id = account.person_id where account.ended_at is null order by name, account.id limit 500`)

/** An account that the viewer may know of. */
export const findAccount = (db: Reader, id: string): Promise<AccountView | undefined> =>
  db.one(sql<AccountView>`select account.id, ${accountName} as name from access.accounts account
    left join people.people person on person.id = account.person_id where account.id = ${id} and account.ended_at is null`)

export const findAccountOf = (db: Reader, personId: string): Promise<{ id: string } | undefined> =>
  db.one(sql<{ id: string }>`select id from access.accounts where person_id = ${personId} and ended_at is null`)

export interface SessionView {
  id: string
  name: string
  how: SessionHow
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
}

export const listSessions = (db: Reader, accountId: string, now: Date): Promise<SessionView[]> =>
  db.all(sql<SessionView>`select id, name, how, created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt"
    from access.sessions where account_id = ${accountId} and expires_at > ${now} order by last_seen_at desc`)

/** Addresses that an account has shown to be its own; notices go to every one. */
export const listAddresses = async (db: Reader, accountId: string): Promise<string[]> => {
  const rows = await db.all(sql<{ address: string }>`select address from access.addresses
    where account_id = ${accountId} and verified_at is not null order by is_first desc, address`)
  return rows.map((row) => row.address)
}

/** The account that has verified an address, if it may be used. Asked with the whole sight, and never answered to a visitor. */
export const findAccountByAddress = (db: Reader, address: string): Promise<{ accountId: string } | undefined> =>
  db.one(sql<{ accountId: string }>`select address.account_id as "accountId" from access.addresses address
    join access.accounts account on account.id = address.account_id
    where address_hash = ${addressHash(address)} and verified_at is not null
      and account.ended_at is null and account.suspended_at is null`)
