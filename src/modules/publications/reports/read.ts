import { type Reader, sql } from '#platform/db'
import { isLetterMark, type Marked, marksIn } from '../mailings/rules.ts'

export interface Reported {
  issueId: string
  number: number
  memberId: string
}

/** The letter of which a message speaks: the first mark in it that this site made. A made-up one finds nothing. */
export async function findLetter(db: Reader, message: string): Promise<Reported | undefined> {
  for (const marked of uniqueMarks(message)) {
    const found = await db.one(sql<Reported & { secret: string }>`select issue_id as "issueId", recipient.number,
        member_id as "memberId", secret
      from publications.recipients recipient join publications.issues issue on issue.id = issue_id
      join publications.newsletters list on list.id = newsletter_id
      where issue_id = ${marked.issueId} and recipient.number = ${marked.number}`)
    if (found && isLetterMark(found.secret, marked))
      return { issueId: found.issueId, number: found.number, memberId: found.memberId }
  }
  return undefined
}

/** A message may hold many that look like marks; no report of one letter needs more than a few. */
const mostMarks = 8

const uniqueMarks = (message: string): Marked[] =>
  [
    ...new Map(
      marksIn(message).map((marked) => [`${marked.issueId} ${marked.number} ${marked.mark}`, marked]),
    ).values(),
  ].slice(0, mostMarks)

/** How many letters to a mailbox came back as undeliverable for now. */
export async function countSoft(db: Reader, memberId: string): Promise<number> {
  const { count } = await db.only(sql<{ count: number }>`select count(*)::int as count from publications.recipients
    where member_id = ${memberId} and member_id <> '' and bounce = 'soft'`)
  return count
}
