import { accountName, allow, type Viewer } from '#kernel/access'
import { type Reader, type Sql, sql } from '#platform/db'
import { secretHash } from '#platform/ids'
import { notFound } from '#platform/problem'
import type { RecoveryView } from './schema.ts'

const nameOf = (accountId: Sql<unknown>) => sql`(select ${accountName} from access.accounts account
    left join people.people person on person.id = account.person_id where account.id = ${accountId})`

// What staff wrote tells of the person: whoever knows accounts by number only does not read it.
const view = sql`select recovery.id, recovery.account_id as "accountId", ${accountName} as name,
    asked_at as "askedAt", effective_at as "effectiveAt",
    (select count(*) from access.vouchers voucher where voucher.recovery_id = recovery.id and not as_staff) as sponsors,
    (select coalesce(jsonb_agg(jsonb_build_object('accountId', voucher.account_id, 'name', ${nameOf(sql`voucher.account_id`)})
        order by vouched_at, voucher.account_id), '[]') from access.vouchers voucher
      where voucher.recovery_id = recovery.id and as_staff) as staff,
    begun_by as "begunBy", ${nameOf(sql`recovery.begun_by`)} as "begunByName",
    case when begun_by is not null and (person.id is not null or account.person_id is null) then reason end as reason,
    case when begun_by is not null and (person.id is not null or account.person_id is null) then established end as established
  from access.recoveries recovery join access.accounts account on account.id = recovery.account_id
  left join people.people person on person.id = account.person_id
  where finished_at is null and stopped_at is null`

const findOpen = (db: Reader, which: Sql<unknown>): Promise<RecoveryView | undefined> =>
  db.one(sql<RecoveryView>`${view} and ${which}`)

/** Recoveries in progress of people whom the viewer may know of. */
export const listRecoveries = (db: Reader): Promise<RecoveryView[]> =>
  db.all(sql<RecoveryView>`${view} order by asked_at, recovery.id`)

/** A recovery in progress, for those who may vouch: of anybody they know of but themselves. */
export async function getRecovery(db: Reader, viewer: Viewer, id: string): Promise<RecoveryView> {
  allow(viewer, 'access.recovery.vouch')
  const found = await findOpen(db, sql`recovery.id = ${id}`)
  if (!found || found.accountId === viewer.accountId)
    throw notFound('access.recovery.unknown', 'There is no such recovery.')
  return found
}

export const findRecoveryOf = (db: Reader, accountId: string): Promise<RecoveryView | undefined> =>
  findOpen(db, sql`recovery.account_id = ${accountId}`)

// Those who bring a code have no other standing: these are asked with the whole sight.
export const findByCode = (db: Reader, code: string): Promise<RecoveryView | undefined> =>
  findOpen(
    db,
    sql`(code_hash = ${secretHash(code)} or (select count(*) from access.vouchers voucher
      where voucher.recovery_id = recovery.id and half_hash in (${secretHash(code.slice(0, 16))}, ${secretHash(code.slice(16))})) = 2)`,
  )
export const findByStopCode = (db: Reader, code: string): Promise<RecoveryView | undefined> =>
  findOpen(db, sql`stop_hash = ${secretHash(code)}`)

/** The recovery that a vouching code names, if its person and the sponsor are of one body. Asked with the whole sight. */
export const findForSponsor = (
  db: Reader,
  asked: { code: string; sponsorPersonId: string },
): Promise<RecoveryView | undefined> =>
  findOpen(
    db,
    sql`vouching_hash = ${secretHash(asked.code)} and exists (
      select from bodies.belongings theirs join bodies.belongings sponsor on sponsor.body_id = theirs.body_id
      where theirs.person_id = account.person_id and sponsor.person_id = ${asked.sponsorPersonId}
        and sponsor.standing <> 'contact' and theirs.standing <> 'contact' and account.person_id <> ${asked.sponsorPersonId})`,
  )
