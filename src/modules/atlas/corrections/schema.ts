import { z } from 'zod'

/** Properties a visitor may propose a value for, by kind of record, as the form names them. */
export const correctableOf = {
  engagement: ['party.abroad', 'started', 'ended', 'legal', 'recognition', 'activity', 'note'],
  organization: ['name', 'population', 'position', 'exists.from', 'exists.to', 'note'],
} as const

export const correctable = {
  name: 'Name',
  population: 'Population',
  position: 'Position (latitude, longitude)',
  'exists.from': 'Since when it exists',
  'exists.to': 'Until when it existed',
  'party.abroad': 'Counterpart',
  started: 'When it began',
  ended: 'When it ended',
  legal: 'Legal status',
  recognition: 'Recognition',
  activity: 'Activity',
  note: 'Something else',
} as const

export const newCorrection = z
  .object({
    kind: z.enum(['engagement', 'organization'], 'Open this form from the record you want to correct'),
    id: z.string().min(1, 'Open this form from the record you want to correct').max(100),
    property: z.enum(Object.keys(correctable) as [string, ...string[]], 'Choose what is wrong or missing'), // keys of a constant record
    proposedValue: z.string().trim().min(1, 'Say what it should be').max(2000, 'Keep it under 2,000 characters'),
    evidence: z.string().trim().min(10, 'Say how you know, in a sentence').max(4000, 'Keep it under 4,000 characters'),
    evidenceAddress: z
      .union([z.literal(''), z.url({ protocol: /^https?$/, error: 'Give a full address, starting with https://' })])
      .default(''),
    work: z.string().max(8000).default(''),
    contact: z.union([z.literal(''), z.email('Check the e-mail address')]).default(''),
  })
  .refine((asked) => (correctableOf[asked.kind] as readonly string[]).includes(asked.property), {
    // widened, because each kind has a list of its own
    path: ['property'],
    message: 'Choose what is wrong or missing',
  })
export type NewCorrection = z.output<typeof newCorrection>

export const decision = z
  .object({
    verdict: z.enum(['accepted', 'declined'], 'Choose whether to accept'),
    value: z.string().trim().max(2000).default(''),
    reason: z.string().trim().min(5, 'Give the reason; it is kept with the record').max(2000),
  })
  .refine((said) => said.verdict === 'declined' || said.value !== '', {
    path: ['value'],
    message: 'Say which value goes on record',
  })
export type Decision = z.output<typeof decision>

export interface CorrectionView {
  id: string
  subjectKind: 'engagement' | 'organization'
  subjectId: string
  subjectTitle: string
  property: string
  proposedValue: string
  evidence: string
  evidenceAddress: string
  contact: string
  askedAt: Date
  state: 'open' | 'accepted' | 'declined'
  decisionReason: string | null
}

/** What the queue can be asked for: corrections of one kind of record, or of one record. */
export const correctionsAsked = z.object({
  kind: z.enum(['', 'engagement', 'organization'], 'Choose a kind of the list').default(''),
  about: z.string().max(100).default(''),
})
export type CorrectionsAsked = z.output<typeof correctionsAsked>
