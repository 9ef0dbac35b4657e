import { z } from 'zod'
import type { Viewer } from '#kernel/access'
import type { Reader } from '#platform/db'

/** A list of which a question can be kept. */
export interface ViewPlace {
  /** `people`, `log`, and so on. */
  name: string
  label: string
  path: string
  /** The list is there for whoever holds this permission. */
  needs: string
  /** What its address may ask; anything else is left out of what is kept. */
  asks: z.ZodType<Record<string, unknown>>
  /** How many records match now, as far as the viewer may know of them. */
  count(db: Reader, viewer: Viewer, asked: Record<string, string>): Promise<number>
}

export const viewName = z.string().trim().min(1, 'Give the view a name').max(80, 'Keep it under 80 characters')

export const newView = z.object({
  place: z.string().max(40),
  question: z.string().max(1000, 'This question is too long to be kept'),
  name: viewName,
  /** The body with whose staff it is shared; empty for nobody. */
  bodyId: z.string().max(60).default(''),
})
export type NewView = z.output<typeof newView>

export interface ViewView {
  id: string
  name: string
  place: string
  placeLabel: string
  /** Address of the list with the question in it. */
  href: string
  bodyId: string | null
  bodyName: string | null
  isOwn: boolean
  removedAt: Date | null
}
