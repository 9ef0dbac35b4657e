import { z } from 'zod'
import { programNames } from '../programs/schema.ts'

/** Lists on which something can stand first: that of all work, and one for each program and topic. */
export const featureLists: Record<string, string> = { '': 'All work', ...programNames }

const moment = z.union([z.literal(''), z.iso.date('Write the day as 2026-12-01')]).default('')

export const newFeature = z
  .object({
    list: z.string().refine((given) => given in featureLists, 'Choose a list'),
    slug: z
      .string()
      .trim()
      .transform((text) => text.replace(/^.*\/works\//, '').replace(/[?#].*$/, ''))
      .pipe(z.string().min(1, 'Give the address of the work, such as /works/ports-and-partners')),
    position: z.coerce.number('Write the place as a number').int().min(0).max(999).default(0),
    startsOn: moment,
    endsOn: moment,
  })
  .refine(({ startsOn, endsOn }) => !startsOn || !endsOn || startsOn <= endsOn, {
    path: ['endsOn'],
    message: 'It would end before it begins',
  })
export type NewFeature = z.output<typeof newFeature>

export interface FeatureView {
  id: string
  list: string
  workId: string
  title: string
  slug: string
  position: number
  startsAt: Date
  endsAt: Date | null
}

export const featureDeed = z.object({ id: z.string().max(60), deed: z.literal('remove') })
