import { iso31662 } from 'iso-3166'
import { z } from 'zod'
import { topics } from '../works/schema.ts'

/** Languages in which letters can be asked for. */
export const letterLanguages = { en: 'English', es: 'Spanish', fr: 'French' } as const
export type LetterLanguage = keyof typeof letterLanguages
export const languageNames = Object.keys(letterLanguages) as [LetterLanguage, ...LetterLanguage[]] // the keys of the object above

/** States, the District and the territories where people live, by their postal letters (ISO 3166-2). */
export const states: Record<string, string> = Object.fromEntries(
  iso31662.flatMap(({ code, name }) => (/^US-(?!UM)/.test(code) ? [[code.slice(3), name]] : [])),
)

/** Any number of names out of a table, as boxes send them. */
export const someOf = (of: Record<string, string>, words: string) =>
  z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((given) => [...new Set([given].flat().filter((each) => each !== ''))])
    .refine((given) => given.every((each) => each in of), words)

const preferences = {
  language: z.enum(languageNames, 'Choose a language of the list').default('en'),
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
  language: LetterLanguage
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
