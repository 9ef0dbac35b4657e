import { z } from 'zod'

export const confirming = z.object({
  partyId: z.string().min(1, 'Say for which government you confirm').max(200),
  isRight: z.literal('yes', 'Tick that the record is right, or dispute the value that is not'),
})

/** What staff do about the standing of a record. Each deed asks for its own fields. */
export const checkDeed = z.discriminatedUnion(
  'deed',
  [
    z.object({
      deed: z.literal('sourced'),
      reason: z.string().trim().min(5, 'Say which document you saw; it is public').max(1000),
    }),
    z.object({
      deed: z.literal('due'),
      dueOn: z.iso.date('Write the day as 2026-03-01'),
      reason: z.string().trim().min(5, 'Say why this day').max(1000),
    }),
    z.object({
      deed: z.literal('ask'),
      partyId: z.string().min(1, 'Choose whom to ask').max(200),
      address: z.email('Check the e-mail address'),
    }),
  ],
  'Say what to do',
)
export type CheckDeed = z.output<typeof checkDeed>

export const answerByLetter = z.object({
  code: z.string().min(1).max(200),
  isRight: z.literal('yes', 'Tick that the record is right, or write to us what is not'),
})

/** One confirmation of a record by a party. */
export interface Confirmation {
  statementId: string
  side: 'us' | 'abroad'
  partyId: string
  partyName: string
  confirmedAt: Date
}

/** A record that is to be looked at again, and why. */
export interface DueCheck {
  engagementId: string
  title: string
  verification: string
  dueOn: string
  reason: string
  /** What is known of it changed after the last confirmation. */
  hasChanged: boolean
}

export interface CheckLetter {
  id: string
  engagementId: string
  partyId: string
}
