import { z } from 'zod'

export const newCorrection = z.object({
  said: z.string().trim().min(8, 'Copy the sentence as it stands, at least a few words of it').max(2000),
  says: z.string().trim().max(2000, 'Keep the sentence under 2,000 characters').default(''),
  reason: z
    .string()
    .trim()
    .min(10, 'Say in a sentence what was wrong')
    .max(1000, 'Keep the reason under 1,000 characters'),
})
export type NewCorrection = z.output<typeof newCorrection>

export interface CorrectionView {
  said: string
  says: string
  reason: string
  correctedOn: string
  /** Of the edition that says it right. */
  number: number
}
