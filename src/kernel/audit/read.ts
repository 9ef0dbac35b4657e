import { type Reader, sql, wholeSight } from '#platform/db'
import { entryHash } from './rules.ts'

export interface AuditEntry {
  stream: string
  number: number
  at: Date
  event: string
  actor: string
  subject: string
  detail: unknown
  previousHash: string
  hash: string
}

const columns = sql`stream, number, at, event, actor, subject, detail, previous_hash as "previousHash", hash`

export interface EntriesWanted {
  actor?: string | undefined
  subject?: string | undefined
  /** The whole name of an event, or its beginning: `people.import`. */
  event?: string | undefined
  day?: string | undefined
  /** The last entry of the page before. Numbers are no key: they would count what one may not see. */
  before?: { at: Date; hash: string } | undefined
  limit?: number
}

/** Who did what, newest first, as far as the walls let the viewer know of it. Callers check `audit.entry.read`. */
export function listEntries(db: Reader, wanted: EntriesWanted): Promise<AuditEntry[]> {
  const { before } = wanted
  const order = sql`at, number, stream`
  return db.all(sql<AuditEntry>`select ${columns} from audit.entries where ${matching(wanted)}
      and ${before ? sql`(${order}) < (select ${order} from audit.entries where at = ${before.at} and hash = ${before.hash})` : sql`true`}
    order by at desc, number desc, stream desc limit ${wanted.limit ?? 100}`)
}

/** How many there are, as far as the walls let the viewer know of them. */
export async function countEntries(db: Reader, wanted: EntriesWanted): Promise<number> {
  const { count } = await db.only(
    sql<{ count: number }>`select count(*)::int as count from audit.entries where ${matching(wanted)}`,
  )
  return count
}

const matching = ({ actor, subject, event, day }: EntriesWanted) => {
  const begin = sql`${`${day}T00:00:00Z`}::timestamptz`
  return sql`${actor ? sql`actor = ${actor}` : sql`true`} and ${subject ? sql`subject = ${subject}` : sql`true`}
    and ${event ? sql`(event = ${event} or starts_with(event, ${`${event}.`}))` : sql`true`}
    and ${day ? sql`at >= ${begin} and at < ${begin} + interval '1 day'` : sql`true`}`
}

/** The first place where a chain does not hold. */
export interface Broken {
  stream: string
  number: number
  why: string
}

/**
 * Recomputes every chain from its first entry; an empty list means that nothing was altered, removed or put in between. Looks over the
 * walls by itself, because an entry that one may not see is not an entry that is missing.
 */
export const verifyChains = (db: Reader): Promise<{ entries: number; broken: Broken[] }> =>
  db.seeing(wholeSight, () => recompute(db))

async function recompute(db: Reader): Promise<{ entries: number; broken: Broken[] }> {
  const heads = await db.all(
    sql<{
      name: string
      number: number
      hash: string
    }>`select name, last_number as number, last_hash as hash from audit.streams`,
  )
  const broken: Broken[] = []
  let entries = 0
  for (const head of heads) {
    let previousHash = ''
    let number = 0
    let fault: Broken | undefined
    for await (const batch of db.each(
      sql<AuditEntry>`select ${columns} from audit.entries where stream = ${head.name} order by number`,
    ))
      for (const entry of batch) {
        number += 1
        entries += 1
        if (fault) continue
        if (entry.number !== number) fault = { stream: head.name, number, why: `entry ${number} is missing` }
        else if (entry.previousHash !== previousHash || entryHash(entry) !== entry.hash)
          fault = { stream: head.name, number, why: `entry ${number} has been altered` }
        previousHash = entry.hash
      }
    if (!fault && (number !== head.number || previousHash !== head.hash))
      fault = { stream: head.name, number: head.number, why: 'the last entries are missing' }
    if (fault) broken.push(fault)
  }
  return { entries, broken }
}
