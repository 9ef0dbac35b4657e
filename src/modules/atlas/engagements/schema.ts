import { z } from 'zod'

/** What kind of act or tie it is (domain study §4). */
export const forms = [
  'standing-tie',
  'instrument',
  'event',
  'presence',
  'membership',
  'transfer',
  'position',
  'adverse-act',
] as const

// The four axes are independent: a tie may be in force and dormant, recognized by nobody, and confirmed by both.
export const legalStatuses = ['in-force', 'expired', 'terminated', 'suspended', 'not-binding', 'unknown'] as const
export const recognitions = ['recognized', 'not-recognized', 'unknown'] as const
export const activities = ['active', 'dormant', 'unknown'] as const
export const verifications = ['reported', 'sourced', 'confirmed-by-one', 'confirmed-by-both'] as const

/** Properties that statements speak of; those marked several may hold more than one value at a time. */
export const severalProperties: ReadonlySet<string> = new Set([
  'party.us',
  'party.abroad',
  'theme',
  'confirmed.us',
  'confirmed.abroad',
])

/** "As known at": an instant, or a day that counts to its end (UTC). */
export const knownAtInstant = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], 'Write the date as 2026-03-01')
  // PostgreSQL knows no year 0, and nothing was recorded before this century.
  .refine((text) => !text.startsWith('0'), 'Write the date as 2026-03-01')
  // An instant counts to the end of its second, as the index counts: page, API and download answer alike.
  .transform((text) =>
    text.length === 10 ? new Date(`${text}T23:59:59.999Z`) : new Date(Math.floor(Date.parse(text) / 1000) * 1000 + 999),
  )

const optional = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess((value) => (value === '' ? undefined : value), shape.optional())

/** The two clocks in an address: in force on a day, as known at an instant. Part of every question of a page or list. */
export const clocksAsked = {
  asOf: optional(z.iso.date('Write the day as 2026-03-01')).describe(
    'In force on this day; records without dates stay',
  ),
  knownAt: optional(knownAtInstant).describe('As known at this day or instant'),
}
export const clocksQuery = z.object(clocksAsked)
export type ClocksAsked = z.output<typeof clocksQuery>

/** What is known of an engagement at one time: the derived record, never typed in. */
export interface Version {
  title: string
  form: (typeof forms)[number]
  kind: string
  usIds: string[]
  abroadIds: string[]
  networkId: string | null
  started: string
  ended: string
  startsOn: string | null
  endsOn: string | null
  legal: (typeof legalStatuses)[number]
  recognition: (typeof recognitions)[number]
  activity: (typeof activities)[number]
  verification: (typeof verifications)[number]
  themes: string[]
  sourceKinds: string[]
  isDocumented: boolean
  note: string
}

/** A party of an engagement as pages and the API show it. */
export interface PartyView {
  id: string
  name: string
  kind: string
  country: string | null
}

/** An organization that takes part, as it was called and where it lay at an instant. */
export interface KnownParty extends PartyView {
  longitude: number | null
  latitude: number | null
}

export interface EngagementView extends Version {
  id: string
  knownFrom: Date
  knownTo: Date | null
  isSample: boolean
  us: PartyView[]
  abroad: PartyView[]
  networkName: string | null
  batchId: string | null
  licence: string | null
}

const partyShape = z.object({ id: z.string(), name: z.string(), kind: z.string(), country: z.string().nullable() })

/** An engagement as the API, the downloads and the change feed give it. */
export const engagementShape = z.object({
  id: z.string(),
  address: z.string(),
  title: z.string(),
  form: z.string(),
  kind: z.string(),
  us: z.array(partyShape),
  counterparts: z.array(partyShape),
  network: z.object({ id: z.string(), name: z.string() }).nullable(),
  started: z.string().describe('EDTF; empty when unknown'),
  ended: z.string().describe('EDTF; empty when unknown'),
  legalStatus: z.enum(legalStatuses),
  recognition: z.enum(recognitions),
  activity: z.enum(activities),
  verification: z.enum(verifications),
  themes: z.array(z.string()),
  sourceKinds: z.array(z.string()),
  hasDocument: z.boolean(),
  note: z.string(),
  knownFrom: z.iso.datetime(),
  license: z.string().nullable(),
  isSample: z.boolean(),
})
export type EngagementShape = z.output<typeof engagementShape>
