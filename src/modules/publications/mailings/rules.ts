import type { DroppedRepeats } from '#platform/config'
import { plural } from '#platform/i18n'
import { isMark, markOf } from '#platform/ids'
import { invalid } from '#platform/problem'
import type { Progress, RecipientState } from './schema.ts'

/** How often a letter that the server puts off is handed over: after five minutes, then after four times as long, for about a day. */
export const mostTries = 6

/**
 * The mark of one letter: in its Message-ID, which stays the same however often it is handed over, and in the address it comes back to.
 * Only this site can make it, so whoever brings a report of a letter has seen one.
 */
export const letterMark = (secret: string, issueId: string, number: number): string =>
  `${number.toString(36)}.${issueId}.${markOf(secret, `letter ${issueId} ${number}`).slice(0, 16)}`

export interface Marked {
  issueId: string
  number: number
  mark: string
}

/** Marks of letters in a text, whoever wrote it; each is yet to be proved. */
export function marksIn(text: string): Marked[] {
  const found = text.matchAll(
    /(?<![0-9a-z])([0-9a-z]{1,7})\.([0-9a-hjkmnp-tv-z]{25})\.([0-9a-hjkmnp-tv-z]{16})(?![0-9a-z])/g,
  )
  return [...found].map(([, number = '', issueId = '', mark = '']) => ({
    ...{ number: Number.parseInt(number, 36), issueId, mark },
  }))
}

export function isLetterMark(secret: string, { issueId, number, mark }: Marked): boolean {
  const whole = markOf(secret, `letter ${issueId} ${number}`)
  return mark.length === 16 && isMark(secret, `letter ${issueId} ${number}`, `${mark}${whole.slice(16)}`)
}

/** A repeat must reach the mail server while it still remembers: so much may pass on the way there. */
const onTheWay = 10 * 60_000

/** The mail server is sure to drop a repeat of what it has taken since this moment; null = it drops none (ADR 18). */
export const droppedSince = (repeats: DroppedRepeats | undefined, now: Date): Date | null =>
  repeats ? new Date(now.getTime() - repeats.hours * 3_600_000 + onTheWay) : null

/** What tells a provider that a letter is a repeat. A server that goes by the Message-ID needs no more. */
export const repeatHeaders = (repeats: DroppedRepeats | undefined, mark: string): Record<string, string> =>
  repeats && repeats.header.toLowerCase() !== 'message-id' ? { [repeats.header]: mark } : {}

/** Which promise holds here, for whoever sends. */
export const promiseWords = (repeats: DroppedRepeats | undefined): string =>
  repeats
    ? `Each reader gets this letter exactly once: if the site stops on the way, it hands over again what it had in hand, and the mail server drops what it has taken within ${plural('en', repeats.hours, 'hour', 'hours')}.`
    : 'Nobody gets this letter twice: if the site stops on the way, you are told of the letters it had in hand, and decide about them.'

/** The secret of one reader's link to an edition under embargo. */
export const readingCode = (secret: string, issueId: string, number: number): string =>
  markOf(secret, `reading ${issueId} ${number}`) + markOf(secret, `reading again ${issueId} ${number}`).slice(0, 12)

/** The address part of `Name <name@example.org>`. */
export const addressIn = (from: string): string => /<([^>]+)>/.exec(from)?.[1] ?? from.trim()

/** `bounces@example.org` and a mark make `bounces+mark@example.org`. */
export function returnAddress(base: string | undefined, mark: string, otherwise: string): string {
  const [, local, domain] = /^([^@]+)@(.+)$/.exec(base ?? '') ?? []
  return local && domain ? `${local}+${mark}@${domain}` : otherwise
}

/**
 * Whether a refusal says that the mailbox is gone. A server that takes no letters of ours (5.7.x: policy; 5.3.x: its own trouble) or whose
 * mailbox is full (5.2.2) says nothing of the kind: one blocked network must not empty a list.
 */
export function isGone(answer: string): boolean {
  const [, code, status] = /^(\d{3})?[ -]?(?:(\d\.\d{1,3}\.\d{1,3}))?/.exec(answer.trim()) ?? []
  if (code && !code.startsWith('5')) return false
  if (status) return /^5\.(?:1\.|2\.1$|4\.4$|0\.0$)/.test(status)
  return (
    code !== undefined &&
    code !== '552' &&
    !/spam|block|policy|reject|denied|blacklist|reputation|full|quota/i.test(answer)
  )
}

/** So many letters in a row that no server took mean that it is not the mailboxes. */
export const mostRefusedInARow = 40

export const leftOf = (progress: Progress): number => progress.waiting + progress.claimed

export const countsOf = (rows: { state: RecipientState; count: number }[]): Record<RecipientState, number> => ({
  ...{ waiting: 0, claimed: 0, sent: 0, refused: 0, undecided: 0, skipped: 0 },
  ...Object.fromEntries(rows.map(({ state, count }) => [state, count])),
})

export function momentOf(text: string, now: Date): Date {
  const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/.test(text)
    ? new Date(text)
    : undefined
  if (!moment || Number.isNaN(moment.getTime()))
    throw invalid('publications.mailing.moment', 'Write the moment with its zone.', {
      at: 'Such as 2026-12-01T09:00-05:00',
    })
  if (moment <= now)
    throw invalid('publications.mailing.past', 'That moment has passed.', {
      at: 'Choose a moment to come, or send it now',
    })
  return moment
}
