import { type Reader, sql } from '#platform/db'

/** The account bound to an identity of a provider. Asked with the whole sight. */
export const findIdentity = (
  db: Reader,
  identity: { issuer: string; subject: string },
): Promise<{ accountId: string } | undefined> =>
  db.one(sql<{ accountId: string }>`select account_id as "accountId" from access.identities
    where issuer = ${identity.issuer} and subject = ${identity.subject}`)

/** Does an account hold a right that staff hold, today? */
export async function isStaffAccount(db: Reader, accountId: string, today: string): Promise<boolean> {
  const { count } = await db.only(sql<{ count: number }>`select count(*) as count from access.grants
    where account_id = ${accountId} and role in ('staff', 'body-admin', 'security-officer', 'editor', 'reviewer')
      and revoked_at is null and starts_on <= ${today}::date and (ends_on is null or ends_on >= ${today}::date)`)
  return count > 0
}
