import { z } from 'zod'
import type { Anchor, Place } from '../anchors/schema.ts'

const note = z.string().trim().max(1000, 'Keep the reason under 1,000 characters').default('')

/** Other words for one stretch; none takes it out. */
export const newSuggestion = z.object({
  quote: z
    .string()
    .trim()
    .min(1, 'Copy the words that you would change from the draft')
    .max(4000, 'Choose fewer words: at most 4,000 characters'),
  says: z.string().trim().max(8000, 'Keep it under 8,000 characters').default(''),
  near: z
    .union([z.literal(''), z.coerce.number().int().min(0)])
    .default('')
    .transform((given) => (given === '' ? undefined : given)),
  note,
})
export type NewSuggestion = z.output<typeof newSuggestion>

/** The whole text as somebody would have it; what differs becomes one suggestion of many changes. */
export const newVersion = z.object({
  revision: z.coerce.number().int().min(1, 'Open the page again'),
  content: z.string().min(1, 'Leave the text in its field').max(4_000_000, 'This text is longer than any we can keep'),
  note,
})
export type NewVersion = z.output<typeof newVersion>

export const decision = z.object({
  deed: z.enum(['accept', 'reject'], 'Choose what to do'),
  /** One change by its number; all that are open without it. */
  position: z
    .union([z.literal(''), z.coerce.number().int().min(0)])
    .default('')
    .transform((given) => (given === '' ? undefined : given)),
})
export type Decision = z.output<typeof decision>

/** What is proposed for one stretch. */
export interface Proposed {
  anchor: Anchor
  replacement: string
}

export interface ChangeView extends Proposed {
  position: number
  decision: 'accepted' | 'rejected' | null
  decidedBy: string | null
  decidedAt: Date | null
}

/** A change with where its words stand by now, and who else would change the same ones. */
export interface OpenChange extends ChangeView {
  place: Place | undefined
  rivals: string[]
}

export interface SuggestionView {
  id: string
  editionId: string
  revision: number
  note: string
  suggestedBy: string
  author: string
  suggestedAt: Date
  changes: ChangeView[]
}

export const suggestionsPath = (editionId: string): string => `/desk/works/${editionId}/suggestions`
