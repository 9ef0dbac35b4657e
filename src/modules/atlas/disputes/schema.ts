import { z } from 'zod'

/** Values of a record that a party may dispute, and what each is called. */
export const disputable = {
  kind: 'What it is',
  'party.us': 'Who takes part in the United States',
  'party.abroad': 'Counterpart',
  network: 'Network',
  started: 'When it began',
  ended: 'When it ended',
  legal: 'Legal status',
  recognition: 'Recognition',
  activity: 'Activity',
  theme: 'Themes',
  note: 'Note',
} as const
export type Disputable = keyof typeof disputable

export const newDispute = z.object({
  partyId: z.string().min(1, 'Say for which government you speak').max(200),
  property: z.enum(Object.keys(disputable) as [Disputable, ...Disputable[]], 'Choose what you dispute'), // keys of a constant record
  reason: z
    .string()
    .trim()
    .min(10, 'Say in a sentence what is wrong with it; it is public')
    .max(2000, 'Keep it under 2,000 characters'),
  sourceTitle: z.string().trim().min(3, 'Name what it rests on, such as a resolution').max(300),
  sourceAddress: z
    .union([z.literal(''), z.url({ protocol: /^https?$/, error: 'Give a full address, starting with https://' })])
    .default(''),
})
export type NewDispute = z.output<typeof newDispute>

export const endingOfDispute = z.object({
  reason: z.string().trim().min(5, 'Give the reason; it is public and stays with the record').max(2000),
})

export interface DisputeView {
  id: string
  engagementId: string
  engagementTitle: string
  partyId: string
  partyName: string
  property: Disputable
  value: string
  reason: string
  sourceTitle: string
  sourceAddress: string
  saidAt: Date
  state: 'open' | 'withdrawn' | 'resolved'
  endedAt: Date | null
  endedReason: string | null
}

/** A dispute that stands, as downloads name it in one cell. */
export interface OpenDispute {
  property: string
  partyId: string
  since: string
}

/** A dispute as the API gives it. */
export const disputeShape = z.object({
  id: z.string(),
  property: z.string(),
  value: z.string().describe('What showed when it was disputed'),
  by: z.object({ id: z.string(), name: z.string() }),
  reason: z.string(),
  source: z.object({ title: z.string(), address: z.string() }),
  since: z.iso.datetime(),
  state: z.enum(['open', 'withdrawn', 'resolved']),
  endedAt: z.iso.datetime().nullable(),
  endedReason: z.string().nullable(),
})
