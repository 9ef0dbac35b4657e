import { z } from 'zod'
import { topics } from '../works/schema.ts'

/** Languages in which letters can be asked for. */
export const letterLanguages = { en: 'English', es: 'Spanish', fr: 'French' } as const

/** States, the District and territories by their postal letters. */
export const states: Record<string, string> = Object.fromEntries(
  (
    'AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia|FL Florida|' +
    'GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|' +
    'MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|' +
    'NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|' +
    'PR Puerto Rico|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|' +
    'WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|AS American Samoa|GU Guam|MP Northern Mariana Islands|VI US Virgin Islands'
  )
    .split('|')
    .map((line) => [line.slice(0, 2), line.slice(3)]),
)

/** Any number of names out of a table, as boxes send them. */
export const someOf = (of: Record<string, string>, words: string) =>
  z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((given) => [...new Set([given].flat().filter((each) => each !== ''))])
    .refine((given) => given.every((each) => each in of), words)

const preferences = {
  language: z.enum(['en', 'es', 'fr'], 'Choose a language of the list').default('en'),
  topics: someOf(topics, 'Choose topics of the list'),
  region: z
    .string()
    .default('')
    .refine((given) => given === '' || given in states, 'Choose a state of the list'),
}
export const mailbox = z.email('Check the e-mail address').max(200)

export const newSubscription = z.object({
  address: mailbox,
  ...preferences,
  work: z.string().max(8000).default(''),
})
export type Preferences = Pick<z.output<typeof newSubscription>, 'language' | 'topics' | 'region'>

export const ownDeed = z.object({
  deed: z.enum(['save', 'leave', 'return', 'erase'], 'Choose what to do').default('save'),
  ...preferences,
})

export const newImport = z.object({
  basis: z
    .string()
    .trim()
    .min(10, 'Say where and when these people asked to be written to')
    .max(300, 'Keep it under 300 characters'),
  rows: z.string().max(1_000_000, 'Send so much as a file').default(''),
  file: z
    .union([z.instanceof(File), z.string()])
    .optional()
    .transform((sent) => (sent instanceof File && sent.size > 0 ? sent : undefined)),
})

export const lifting = z.object({
  address: mailbox,
  reason: z.string().trim().min(10, 'Say who asked for it, and when').max(300),
})

export interface SubscriberView {
  id: string
  newsletterId: string
  address: string
  addressKey: string
  language: string
  topics: string[]
  region: string
  name: string
  outlet: string
  beat: string
  state: 'pending' | 'confirmed' | 'left' | 'removed' | 'bounced' | 'complained'
  basis: string
  askedAt: Date
  confirmedAt: Date | null
  endedAt: Date | null
}

/** One line of a list that is brought in. */
export interface ImportRow {
  address: string
  language: string
  region: string
}

export interface ImportReport {
  asked: number
  known: number
  silent: number
  unreadable: string[]
}

export const subscriberStates: Record<SubscriberView['state'], string> = {
  pending: 'Not confirmed',
  confirmed: 'Subscribed',
  left: 'Left',
  removed: 'Removed',
  bounced: 'Mailbox is gone',
  complained: 'Complained',
}
