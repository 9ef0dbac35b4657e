import { type Reader, sql } from '#platform/db'
import type { AddressView } from './schema.ts'

/** Addresses by which an account signs in and is told of what happens to it; the first one first. */
export const listOwnAddresses = (db: Reader, accountId: string): Promise<AddressView[]> =>
  db.all(sql<AddressView>`select address_hash as id, address, verified_at as "verifiedAt", is_first as "isFirst" from access.addresses
    where account_id = ${accountId} and verified_at is not null order by is_first desc, verified_at, address`)
