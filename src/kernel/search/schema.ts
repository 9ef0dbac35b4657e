import { z } from 'zod'

/** What the one search box may find: a record of any kind, in the words people would look for. */
export const newDocument = z.object({
  kind: z.string().min(1),
  recordId: z.string().min(1),
  title: z.string().min(1),
  summary: z.string().default(''),
  /** Other words it should be found by: alternate names, codes, parties. */
  body: z.string().default(''),
  address: z.string().startsWith('/'),
  audience: z.enum(['public', 'staff']).default('public'),
  /** Multiplies the score: a country before the hundredth tie with it. */
  weight: z.number().positive().default(1),
})
export type NewDocument = z.input<typeof newDocument>
