import { system } from '#kernel/access'
import { audit } from '#kernel/audit'
import { sql, type Writer, wholeSight } from '#platform/db'
import { stopMailbox } from '../subscriptions/write.ts'
import { countSoft, findLetter } from './read.ts'
import { partsOf, readReport } from './rules.ts'
import type { ReportAnswer } from './schema.ts'

/** So many letters that could not be delivered for now are as good as a mailbox that is gone. */
export const softLimit = 4

/** What came back is read with the whole sight: the mark in it is the proof, and it is the system that follows it. */
export const takeReport = (db: Writer, input: { message: string; now: Date }): Promise<ReportAnswer> =>
  db.seeing(wholeSight, () => follow(db, input))

/**
 * Takes a message that a mail server or a mailbox provider sent back. Read again it changes nothing: each letter counts once, and a
 * complaint outweighs a bounce.
 */
async function follow(db: Writer, input: { message: string; now: Date }): Promise<ReportAnswer> {
  const { message, now } = input
  const parts = partsOf(message)
  const { kind, says } = readReport(parts)
  const letter =
    kind === 'unknown' ? undefined : await findLetter(db, [message, ...parts.map(({ body }) => body)].join('\n'))
  db.unaudited('a message that is no report, or of no letter of ours, changes nothing')
  if (!letter) return 'unknown'
  if (kind === 'delivered' || kind === 'unknown') return kind
  const bounce = kind === 'gone' ? 'hard' : kind
  const changed = await db.save(sql`update publications.recipients set bounce = ${bounce}, answer = ${says}
    where issue_id = ${letter.issueId} and number = ${letter.number}
      and bounce is distinct from ${bounce} and bounce is distinct from 'complaint'`)
  if (changed === 0) return kind
  await audit(db, system, 'publications.report.taken', `issue:${letter.issueId}`, { number: letter.number, kind })
  const subscriberId = letter.memberId
  if (kind === 'complaint') await stopMailbox(db, system, { subscriberId, reason: 'complaint', now })
  else if (kind === 'gone' || (await countSoft(db, subscriberId)) >= softLimit)
    await stopMailbox(db, system, { subscriberId, reason: 'bounce', now })
  return kind
}
