import { z } from 'zod'
import { isPartialDate } from '#kernel/claims'

/** Parts of a body in which somebody holds an office, in the order of its page. */
export const organs = { board: 'Board', staff: 'Staff', council: 'Council', advisors: 'Advisors' } as const
export type Organ = keyof typeof organs
const organNames = Object.keys(organs) as [Organ, ...Organ[]] // the keys of the object above

const day = (what: string) =>
  z
    .string()
    .trim()
    .refine(
      (given) => /^\d{4}(-\d\d){0,2}$/.test(given) && isPartialDate(given),
      `Write ${what} as 1998, 1998-05 or 1998-05-17`,
    )
const source = z.string().trim().min(3, 'Say where this can be looked up: an address or a document').max(400)

/** Somebody in an office of a body, from one day to another. */
export const newTerm = z.object({
  organ: z.enum(organNames, 'Choose a part of the body'),
  office: z.string().trim().min(1, 'Write the office, such as President').max(120),
  name: z.string().trim().min(1, 'Write the name').max(120),
  alsoHeld: z.string().trim().max(300, 'Keep it under 300 characters').default(''),
  began: day('the day it began'),
  ended: z.union([z.literal(''), day('the day it ended')]).default(''),
  source,
})
export type NewTerm = z.output<typeof newTerm>

export interface TermView extends NewTerm {
  id: string
  isTakenOut: boolean
}

/** Something that happened to a body: it was founded, renamed, joined with another. */
export const newHappening = z.object({
  happened: day('the day'),
  title: z.string().trim().min(1, 'Say what happened, in a few words').max(160),
  content: z.string().trim().max(2000, 'Keep it under 2,000 characters').default(''),
  predecessor: z.string().trim().max(160).default(''),
  source,
})
export type NewHappening = z.output<typeof newHappening>

export interface HappeningView extends NewHappening {
  id: string
  isTakenOut: boolean
}
