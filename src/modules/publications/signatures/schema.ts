import { z } from 'zod'

const oneLine = (words: string, most: number) =>
  z
    .string()
    .trim()
    .max(most, `Keep it under ${most} characters`)
    // No control characters, nor marks that turn the direction of what stands around them.
    .refine((text) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text), words)

export const newSignature = z.object({
  name: oneLine('Write the name in letters', 120).pipe(
    z.string().min(2, 'Write your name as it should stand under the letter'),
  ),
  title: oneLine('Write the title in letters', 160).default(''),
  capacity: z.enum(['personal', 'official'], 'Choose in which capacity you sign'),
  isFederal: z.enum(['yes', 'no'], 'Say whether you work for the federal government').default('no'),
  address: z.email('Check the e-mail address').max(200),
  work: z.string().max(8000).default(''),
})
export type NewSignature = z.output<typeof newSignature>

export const signatureDeed = z.object({ deed: z.enum(['confirm', 'withdraw'], 'Choose what to do') })

export interface SignatureView {
  id: string
  workId: string
  name: string
  title: string
  capacity: 'personal' | 'official'
  state: 'pending' | 'confirmed' | 'withdrawn' | 'invalid'
  contentHash: string
  confirmedAt: Date | null
}

/** What staff see besides: the address, and how many other names look like this one. */
export interface ModeratedView extends SignatureView {
  address: string
  alike: number
}

export const conditions = z
  .object({
    name: z.string().trim().max(120).default(''),
    domain: z.string().trim().toLowerCase().max(120).default(''),
    from: z.union([z.literal(''), z.iso.date('Write the day as 2026-12-01')]).default(''),
    to: z.union([z.literal(''), z.iso.date('Write the day as 2026-12-01')]).default(''),
  })
  .refine((given) => Object.values(given).some((value) => value !== ''), {
    path: ['name'],
    message: 'Name at least one condition',
  })
export type Conditions = z.output<typeof conditions>

export const invalidation = z.object({
  ...conditions.shape,
  reason: z.string().trim().max(600, 'Keep the reason under 600 characters').default(''),
  deed: z.enum(['preview', 'invalidate'], 'Choose what to do').default('preview'),
})

export interface InvalidationView {
  id: string
  conditions: Conditions
  reason: string
  count: number
  doneAt: Date
  undoneAt: Date | null
}
