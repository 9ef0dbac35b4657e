import { accountName } from '#kernel/access'
import { type Reader, type Sql, sql } from '#platform/db'
import { secretHash } from '#platform/ids'
import type { RecoveryView } from './schema.ts'

const view = sql`select recovery.id, recovery.account_id as "accountId",
    ${accountName} as name,
    asked_at as "askedAt", effective_at as "effectiveAt",
    (select count(*) from access.vouchers voucher where voucher.recovery_id = recovery.id and not as_staff) as sponsors,
    exists (select from access.vouchers voucher where voucher.recovery_id = recovery.id and as_staff) as "hasStaff"
  from access.recoveries recovery join access.accounts account on account.id = recovery.account_id
  left join people.people person on person.id = account.person_id
  where finished_at is null and stopped_at is null`

const findOpen = (db: Reader, which: Sql<unknown>): Promise<RecoveryView | undefined> =>
  db.one(sql<RecoveryView>`${view} and ${which}`)

/** Recoveries in progress of people whom the viewer may know of. */
export const listRecoveries = (db: Reader): Promise<RecoveryView[]> =>
  db.all(sql<RecoveryView>`${view} order by asked_at, recovery.id`)

export const findRecovery = (db: Reader, id: string): Promise<RecoveryView | undefined> =>
  findOpen(db, sql`recovery.id = ${id}`)

export const findRecoveryOf = (db: Reader, accountId: string): Promise<RecoveryView | undefined> =>
  findOpen(db, sql`recovery.account_id = ${accountId}`)

// Those who bring a code have no other standing: these are asked with the whole sight.
export const findByCode = (db: Reader, code: string): Promise<RecoveryView | undefined> =>
  findOpen(db, sql`code_hash = ${secretHash(code)}`)
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
