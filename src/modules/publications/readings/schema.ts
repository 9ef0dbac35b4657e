import { z } from 'zod'

export const purposes = { 'fact-check': 'To check its facts', press: 'To report on it when the embargo ends' } as const
export type ReadingPurpose = keyof typeof purposes

export const newReading = z.object({
  purpose: z.enum(['fact-check', 'press'], 'Choose what it is for'),
  name: z.string().trim().min(1, 'Say who reads it').max(120),
  address: z.email('Check the e-mail address').max(200),
})
export type NewReading = z.output<typeof newReading>

export const readingAnswer = z
  .object({
    verdict: z.enum(['right', 'mend'], 'Choose whether the facts are right'),
    answer: z.string().trim().max(20_000, 'Keep it under 20,000 characters').default(''),
  })
  .refine(({ verdict, answer }) => verdict === 'right' || answer !== '', {
    path: ['answer'],
    message: 'Say what has to be mended',
  })
export type ReadingAnswer = z.output<typeof readingAnswer>

export interface ReadingView {
  id: string
  editionId: string
  purpose: ReadingPurpose
  name: string
  address: string
  contentHash: string
  askedAt: Date
  expiresAt: Date
  revokedAt: Date | null
  answeredAt: Date | null
  verdict: 'right' | 'mend' | null
  answer: string
}

/** Days for which a link opens what it was made for. */
export const readingDays = 21
