import { z } from 'zod'

export const mailingDeed = z.object({
  deed: z.enum(
    ['test', 'now', 'schedule', 'cancel', 'pause', 'go-on', 'again', 'hide', 'show', 'discard'],
    'Choose what to do',
  ),
  at: z.string().trim().max(40).default(''),
})
export type MailingDeed = z.output<typeof mailingDeed>['deed']

export const mailingStates = {
  scheduled: 'Scheduled',
  sending: 'On its way',
  paused: 'Paused',
  done: 'Sent',
} as const
export type MailingState = keyof typeof mailingStates

export interface MailingView {
  issueId: string
  newsletterId: string
  state: MailingState
  startsAt: Date
  preparedAt: Date | null
  endedAt: Date | null
  subject: string
  total: number
  trouble: string
}

export const recipientStates = {
  waiting: 'Left to send',
  claimed: 'In hand',
  sent: 'Sent',
  refused: 'Refused',
  undecided: 'Undecided',
  skipped: 'Left out: they left after it was prepared',
} as const
export type RecipientState = keyof typeof recipientStates

/** `repeated` are those of the waiting that may lie at the mail server already. */
export type Progress = Record<RecipientState, number> & { repeated: number; bounced: number; complained: number }

/** One letter in hand. */
export interface Claim {
  number: number
  memberId: string
  address: string
  /** Of whom it goes to: where the address is from. */
  basis: string
  tries: number
  /** The date in its head: of the first try that may have been taken, because a repeat is the same letter to the byte. */
  writtenAt: Date
}

/** What became of a letter in hand. */
export interface Outcome {
  number: number
  became: 'sent' | 'refused' | 'undecided' | 'later' | 'back'
  answer: string
}

/** All that is needed to write its letters. */
export interface Printing {
  issueId: string
  newsletterId: string
  subject: string
  html: string
  plain: string
  /** Of the edition that it tells of under embargo; null once it is public. */
  embargoSlug: string | null
  list: { name: string; slug: string; replyTo: string; secret: string; kind: 'newsletter' | 'press' }
}

/** The topic on which every node hears that a mailing has moved on. It says which, and nothing of what is in it. */
export const mailingMoved = 'publications.mailing.moved'
