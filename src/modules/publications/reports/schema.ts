import { z } from 'zod'

export const broughtReport = z.object({
  secret: z.string().max(400),
  /** A whole message as it came, headers first. */
  message: z.string().min(20, 'Send the whole message').max(1_000_000, 'Send at most a megabyte'),
})

/** What was made of a message. */
export const reportAnswer = z.object({
  what: z.enum(['gone', 'soft', 'complaint', 'delivered', 'unknown']).meta({
    description:
      'gone: the mailbox is not written to again; soft: counted; complaint: unsubscribed; delivered: nothing to do; unknown: no report of a letter of this site',
  }),
})
export type ReportAnswer = z.output<typeof reportAnswer>['what']

/** What a report says of a letter. */
export interface Report {
  kind: 'gone' | 'soft' | 'complaint' | 'delivered' | 'unknown'
  /** What the mail server said, for staff. */
  says: string
}
