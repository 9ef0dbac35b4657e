import { type Reader, sql } from '#platform/db'

/** The account bound to an identity of a provider. Asked with the whole sight. */
export const findIdentity = (
  db: Reader,
  identity: { issuer: string; subject: string },
): Promise<{ accountId: string } | undefined> =>
  db.one(sql<{ accountId: string }>`select account_id as "accountId" from access.identities
    where issuer = ${identity.issuer} and subject = ${identity.subject}`)
