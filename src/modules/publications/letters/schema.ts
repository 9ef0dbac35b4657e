import { z } from 'zod'

export const federalRules = {
  anybody: 'They may sign in either capacity',
  personal: 'They may sign in their personal capacity only',
  nobody: 'They may not sign',
} as const
export const sortRules = { time: 'In the order they signed', name: 'By name' } as const

export const letterTerms = z.object({
  who: z.enum(['anybody', 'invited'], 'Choose who may sign').default('anybody'),
  federal: z.enum(['anybody', 'personal', 'nobody'], 'Choose what federal employees may do').default('anybody'),
  sortedBy: z.enum(['time', 'name'], 'Choose an order').default('time'),
  closesOn: z.union([z.literal(''), z.iso.date('Write the day as 2026-12-31')]).default(''),
})
export type LetterTerms = z.output<typeof letterTerms>

export interface LetterView {
  workId: string
  slug: string
  bodyId: string
  code: string
  who: 'anybody' | 'invited'
  federal: keyof typeof federalRules
  sortedBy: keyof typeof sortRules
  closesAt: Date | null
  closedAt: Date | null
  agreedHashes: string[]
  /** Confirmed signatures of the text as it stands. */
  signed: number
}

export const letterDeed = z.object({ deed: z.enum(['close', 'reopen', 'terms']), ...letterTerms.shape })
