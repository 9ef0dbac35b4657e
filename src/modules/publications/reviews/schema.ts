import { z } from 'zod'

export interface ReviewView {
  id: string
  workId: string
  slug: string
  bodyId: string
  title: string
  number: number
  reference: string
  asOf: string
  said: string
  saysNow: string
  saysAsCited: string
  foundAt: Date
  settledAt: Date | null
  decision: keyof typeof decisions | null
  note: string
}

export const decisions = { kept: 'The text stays as it is', 'next-edition': 'The next edition says it anew' } as const

export const reviewDecision = z.object({
  decision: z.enum(
    Object.keys(decisions) as [keyof typeof decisions, ...(keyof typeof decisions)[]],
    'Choose what becomes of it',
  ), // keys of a constant record
  note: z.string().trim().max(1000, 'Keep the note under 1,000 characters').default(''),
})
export type ReviewDecision = z.output<typeof reviewDecision>
