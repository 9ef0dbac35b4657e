import { z } from 'zod'

/** The largest style that is published has a quarter of a megabyte. */
export const mostStyleBytes = 1_000_000

export const newStyle = z.object({
  bodyId: z.string().min(1, 'Choose for whom').max(60),
  file: z.instanceof(File, { message: 'Choose a .csl file' }),
})

export const styleDeed = z.object({
  deed: z.enum(['choose', 'remove'], 'Choose what to do'),
  bodyId: z.string().min(1, 'Choose for whom').max(60),
  style: z.string().min(1, 'Choose a style').max(60),
})
export type StyleDeed = z.output<typeof styleDeed>

export interface StyleView {
  id: string
  title: string
  isNote: boolean
  csl: string
}
