import { z } from 'zod'

export const clearanceStates = {
  'not-required': 'Need not be cleared',
  submitted: 'Submitted, not yet cleared',
  cleared: 'Cleared',
} as const

export const newClearance = z
  .object({
    author: z.string().trim().min(1, 'Choose the author').max(120),
    state: z.enum(['not-required', 'submitted', 'cleared'], 'Choose how it stands'),
    reference: z.string().trim().max(200, 'Keep the reference under 200 characters').default(''),
  })
  .refine(({ state, reference }) => state !== 'cleared' || reference !== '', {
    path: ['reference'],
    message: 'Give the office and the number under which it was cleared',
  })
export type NewClearance = z.output<typeof newClearance>

export interface ClearanceView {
  author: string
  state: keyof typeof clearanceStates
  reference: string
  contentHash: string
  notedOn: string
}
