import { z } from 'zod'
import { isPartialDate } from '#kernel/claims'
import type { Row, Section } from '../intakes/schema.ts'

/** What staff do with an intake at the desk. */
export const reviewDeed = z.object({
  deed: z.enum(['remind', 'ask', 'close'], 'Say what to do'),
})

const date = z
  .string()
  .trim()
  .refine((text) => text === '' || isPartialDate(text), 'Write the date as 2024, 2024-05 or 2024-05-03')
  .default('')
const short = z.string().trim().max(200, 'Keep it under 200 characters').default('')
const amount = z
  .string()
  .trim()
  .regex(/^(?:\d{1,12}(?:\.\d{1,2})?)?$/, 'Write digits only, such as 12 or 0.5')
  .default('')

/** The exact words for one answer, and the values that follow from them. */
export const newWords = z.object({
  words: z
    .string()
    .trim()
    .min(10, 'Write the sentence as it is to stand on record')
    .max(1000, 'Keep it under 1,000 characters'),
  recordId: z.string().trim().max(60).default(''),
  partnerId: z.string().trim().max(100).default(''),
  kind: z.string().trim().max(60).default(''),
  title: short,
  started: date,
  ended: date,
  staff: amount,
  budget: amount,
  office: short,
})
export type NewWords = z.output<typeof newWords>

/** What the party says to one sentence. */
export const answerToWords = z
  .object({
    id: z.string().max(60),
    verdict: z.enum(['confirmed', 'refused'], 'Choose whether it may be published'),
    refusal: z.string().trim().max(1000, 'Keep it under 1,000 characters').default(''),
  })
  .refine((said) => said.verdict === 'confirmed' || said.refusal !== '', {
    path: ['refusal'],
    message: 'Say what is wrong with it, so that it can be put right',
  })
export type AnswerToWords = z.output<typeof answerToWords>

export const withdrawal = z.object({
  section: z.enum(['capacity', 'memberships', 'agreements', 'meetings'], 'Choose the step'),
})

export interface SaidValue {
  property: string
  value: string
}

export interface ConfirmationView {
  id: string
  intakeId: string
  section: Section
  rowId: string
  subjectKind: 'engagement' | 'organization'
  subjectId: string
  words: string
  said: SaidValue[]
  state: 'draft' | 'asked' | 'confirmed' | 'refused' | 'withdrawn'
  proposedBy: string
  proposedAt: Date
  answeredAt: Date | null
  refusal: string
}

/** A party or network that a name of an answer may mean. */
export interface Meaning {
  id: string
  name: string
  isMatch: boolean
}

/** A record of the government that an answer may speak of. */
export interface KnownRecord {
  id: string
  title: string
  kind: string
  started: string
  ended: string
}

/** One row of an answer beside what is known. */
export interface Compared {
  section: Section
  row: Row
  meanings: Meaning[]
  known: KnownRecord[]
  verdict: 'new' | 'same' | 'differs'
  /** The record that it most likely speaks of. */
  match: KnownRecord | undefined
  differences: { term: string; known: string; answered: string }[]
}
