import { z } from 'zod'

/** When and where an event takes place, and what is told of it before and afterwards. */
export interface EventOccasion {
  kind: 'event'
  /** Instants (ISO 8601, UTC). */
  startsAt: string
  endsAt: string
  /** The zone of the IANA database in which they were written, and are shown. */
  zone: string
  /** As it reads after “in”; empty where it is online alone. */
  place: string
  isOnline: boolean
  registrationAddress: string
  recordingAddress: string
  /** What is said once it is over, in the past tense, in place of the teaser. */
  afterwards: string
}

/** Where a video is seen, and the day (ISO 8601) on which it was recorded. */
export interface VideoOccasion {
  kind: 'video'
  recordingAddress: string
  recordedOn: string
}

export type Occasion = EventOccasion | VideoOccasion

/** Before, during and after; undefined for what is no event. */
export type Standing = 'coming' | 'underway' | 'past'

export const standingNames: Record<Standing, string> = { coming: 'Event', underway: 'Under way', past: 'Past event' }

/** One line of what is told of an occasion. */
export interface Fact {
  term: string
  words: string
  href?: string
}

const outside = (what: string) =>
  z
    .string()
    .trim()
    .max(500, `Keep the address of the ${what} under 500 characters`)
    .refine(
      (given) => given === '' || (/^https?:\/\/[^\s/]/i.test(given) && URL.canParse(given)),
      'Write the whole address, such as https://example.org/event',
    )
    .default('')

/** The fields of a draft; those of another kind of work are not on its form. */
export const occasionFields = {
  startsAt: z.string().trim().max(40, 'Write the time as 2026-06-03T09:00').default(''),
  endsAt: z.string().trim().max(40, 'Write the time as 2026-06-03T11:00').default(''),
  zone: z.string().trim().max(60, 'Choose a zone of the list').default(''),
  place: z.string().trim().max(200, 'Keep the place under 200 characters').default(''),
  isOnline: z
    .enum(['yes', ''])
    .default('')
    .transform((given) => given === 'yes'),
  registrationAddress: outside('registration'),
  recordingAddress: outside('recording'),
  recordedOn: z.union([z.literal(''), z.iso.date('Write the day as 2026-06-03')]).default(''),
  afterwards: z.string().trim().max(600, 'Keep it under 600 characters').default(''),
}
export type OccasionInput = z.output<z.ZodObject<typeof occasionFields>>

/** What is typed where a work has no occasion. */
export const noOccasion: OccasionInput = z.object(occasionFields).parse({})
