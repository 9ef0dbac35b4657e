import { type Reader, sql } from '#platform/db'
import { secretHash } from '#platform/ids'
import { anonymous, type Viewer } from './schema.ts'

/** Who holds this session; an unknown, ended or expired one is simply a visitor. */
export async function findViewer(db: Reader, secret: string | undefined, now: Date): Promise<Viewer> {
  if (!secret) return anonymous
  const found = await db.one(sql<{ id: string; name: string; role: 'staff' }>`
    select account.id, account.name, account.role from access.sessions session
    join access.accounts account on account.id = session.account_id
    where session.secret_hash = ${secretHash(secret)} and session.expires_at > ${now} and account.ended_at is null`)
  if (!found) return anonymous
  return { role: found.role, accountId: found.id, name: found.name, auditId: `account:${found.id}` }
}
