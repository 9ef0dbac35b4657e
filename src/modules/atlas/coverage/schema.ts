import { z } from 'zod'
import { forms } from '../engagements/schema.ts'

export const coverageStates = {
  complete: 'Complete as of a day: all that there is, is on record',
  partial: 'Partial: some of it is on record',
  unknown: 'Unknown: asked or not, nobody could say',
} as const
export type CoverageState = keyof typeof coverageStates

const day = (words: string) => z.union([z.literal(''), z.iso.date(words)]).default('')

export const newCoverage = z
  .object({
    organizationId: z.string().trim().min(1, 'Give the id at the end of the address of its page').max(200),
    form: z.enum(['', ...forms], 'Choose a form of the list').default(''),
    askedOn: day('Write the day as 2026-03-01'),
    answeredOn: day('Write the day as 2026-03-01'),
    completeAsOf: day('Write the day as 2026-03-01'),
    state: z.enum(Object.keys(coverageStates) as [CoverageState, ...CoverageState[]], 'Choose how far it reaches'), // keys of a constant record
    sourceTitle: z.string().trim().min(3, 'Name what this rests on, such as their letter').max(300),
    sourceAddress: z
      .union([z.literal(''), z.url({ protocol: /^https?$/, error: 'Give a full address, starting with https://' })])
      .default(''),
    note: z.string().trim().max(1000).default(''),
  })
  .refine((said) => said.state !== 'complete' || said.completeAsOf !== '', {
    path: ['completeAsOf'],
    message: 'Say as of which day it is complete',
  })
  .refine((said) => said.answeredOn === '' || said.askedOn === '' || said.answeredOn >= said.askedOn, {
    path: ['answeredOn'],
    message: 'The answer comes after the question',
  })
export type NewCoverage = z.output<typeof newCoverage>

export interface CoverageView {
  id: string
  organizationId: string
  organizationName: string
  organizationKind: string
  form: string
  askedOn: string | null
  answeredOn: string | null
  completeAsOf: string | null
  state: CoverageState
  sourceTitle: string
  sourceAddress: string
  note: string
}

/** How many states were asked, answered and are complete, of how many. */
export interface Denominator {
  of: number
  asked: number
  answered: number
  complete: number
}

/** What every count of the API is to be read with. */
export const denominatorShape = z
  .object({
    of: z.number().int(),
    asked: z.number().int(),
    answered: z.number().int(),
    complete: z.number().int(),
  })
  .describe('Of how many states we know that they were asked, answered, and are complete as of a day')

export const coverageShape = z.object({
  organizationId: z.string(),
  name: z.string(),
  kind: z.string(),
  form: z.string().describe('Form of engagement; empty for all'),
  askedOn: z.string().nullable(),
  answeredOn: z.string().nullable(),
  completeAsOf: z.string().nullable(),
  state: z.enum(['complete', 'partial', 'unknown']),
  source: z.object({ title: z.string(), address: z.string() }),
  note: z.string(),
})
