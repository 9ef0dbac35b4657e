import { sql, type Writer } from '#platform/db'
import { announce } from '#platform/live'
import type { AuditEntry } from './read.ts'
import { canonicalJson, entryHash, streamOf } from './rules.ts'

/** Who does a deed: an account, a visitor, or the system itself. */
export interface Actor {
  /** Never a name: the log must survive erasure (`account:01h…`, `visitor`, `system`). */
  auditId: string
}

type Hear = (db: Writer, entry: AuditEntry) => Promise<void>
const hearing = new Map<string, Hear>()

/**
 * Lets a noun hear every entry in the transaction of the deed, so that what follows from a deed is there exactly when the deed is. One
 * listener for each name: opening the modules again changes nothing.
 */
export function hearEntries(name: string, hear: Hear): void {
  hearing.set(name, hear)
}

/** Appends an entry to the chain of its stream, in the deed's own transaction, and tells every node after the commit. */
export async function audit(
  db: Writer,
  actor: Actor,
  event: string,
  subject: string,
  detail: object = {},
): Promise<void> {
  const stream = streamOf(event)
  await db.save(sql`insert into audit.streams (name) values (${stream}) on conflict do nothing`)
  const head = await db.only(
    sql<{ number: number; hash: string; now: Date }>`select last_number as number, last_hash as hash,
      date_trunc('milliseconds', clock_timestamp()) as now from audit.streams where name = ${stream} for update`,
  )
  const plain: unknown = JSON.parse(canonicalJson(detail))
  const entry = {
    stream,
    number: head.number + 1,
    at: head.now,
    event,
    actor: actor.auditId,
    subject,
    detail: plain,
    previousHash: head.hash,
  }
  const hash = entryHash(entry)
  await db.save(sql`insert into audit.entries (stream, number, at, event, actor, subject, detail, previous_hash, hash)
    values (${stream}, ${entry.number}, ${entry.at}, ${event}, ${entry.actor}, ${subject},
      ${JSON.stringify(plain)}, ${head.hash}, ${hash})`)
  await db.save(sql`update audit.streams set last_number = ${entry.number}, last_hash = ${hash} where name = ${stream}`)
  db.leaveTrace()
  for (const hear of hearing.values()) await hear(db, { ...entry, hash })
  await announce(db, event, { subject })
}
