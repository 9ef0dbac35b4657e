import { z } from 'zod'

/** Signs of what stands before and after a stretch that are kept with it. */
export const contextLength = 60

/** A stretch of a text by its words, what stands around them, and where they began, in signs of the plain text. */
export const anchor = z.object({
  quote: z.string().min(1).max(4000),
  before: z.string().max(contextLength),
  after: z.string().max(contextLength),
  at: z.int().min(0),
})
export type Anchor = z.output<typeof anchor>

/** Where a stretch stands by now: its very words, or what has become of them. */
export interface Place {
  from: number
  to: number
  isChanged: boolean
}
