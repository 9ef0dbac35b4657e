import { type Reader, sql } from '#platform/db'
import type { PasskeyView } from './schema.ts'

export const listPasskeys = (db: Reader, accountId: string): Promise<PasskeyView[]> =>
  db.all(sql<PasskeyView>`select id, name, created_at as "createdAt", last_used_at as "lastUsedAt", is_backed_up as "isBackedUp"
    from access.passkeys where account_id = ${accountId} and revoked_at is null order by created_at`)

export interface StoredPasskey {
  id: string
  accountId: string
  publicKey: Uint8Array<ArrayBuffer>
  counter: number
  transports: string[]
}

/** A passkey that may still be used, with the key that checks its answers. */
export async function findPasskey(db: Reader, id: string): Promise<StoredPasskey | undefined> {
  const found = await db.one(sql<Omit<StoredPasskey, 'publicKey'> & { publicKey: Uint8Array }>`select passkey.id,
      account_id as "accountId", public_key as "publicKey", counter, transports
    from access.passkeys passkey join access.accounts account on account.id = account_id
    where passkey.id = ${id} and revoked_at is null and account.ended_at is null and account.suspended_at is null`)
  return found && { ...found, publicKey: new Uint8Array(found.publicKey) }
}
