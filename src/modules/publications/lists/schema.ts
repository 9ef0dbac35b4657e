import { z } from 'zod'
import { kindNames, pillars, regions, topics } from '../works/schema.ts'

/** Entries shown before anybody asks for more. */
export const atOnce = 20
const most = 500

const one = <Keys extends Record<string, string>>(of: Keys, words: string) =>
  z
    .string()
    .default('')
    .refine((given) => given === '' || given in of, words)

/** What the list of all work can be asked for. */
export const workAsked = z.object({
  topic: one(topics, 'Choose a topic of the list'),
  pillar: one(pillars, 'Choose a pillar of the list'),
  region: one(regions, 'Choose a region of the list'),
  kind: z.union([z.literal(''), z.enum(kindNames, 'Choose a kind of the list')]).default(''),
  year: z.union([z.literal(''), z.string().regex(/^\d{4}$/, 'Write the year with four digits')]).default(''),
  author: z.string().max(120, 'Keep the name under 120 characters').default(''),
  language: z.string().max(35, 'Choose a language of the list').default(''),
  view: z.enum(['', 'compact'], 'Choose cards or the compact view').default(''),
  shown: z.coerce
    .number('Say how many as a number')
    .int()
    .min(1, 'At least one entry')
    .max(most, `At most ${most} at once: narrow the list`)
    .default(atOnce),
})
export type WorkAsked = z.output<typeof workAsked>

export const feedAsked = workAsked.omit({ view: true, shown: true })

/** What a list is narrowed by, in the order of its form. */
export const filterNames = ['topic', 'kind', 'year', 'author', 'region', 'language', 'pillar'] as const
export type FilterName = (typeof filterNames)[number]
export type Filters = Pick<WorkAsked, FilterName>

/** What narrows nothing. */
export const noFilters: Filters = { topic: '', kind: '', year: '', author: '', region: '', language: '', pillar: '' }
