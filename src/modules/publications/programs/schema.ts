import { z } from 'zod'
import type { TextDocument } from '../texts/schema.ts'
import { pillars, topics } from '../works/schema.ts'

/** Pages that say what is being done: one for each area of work, and one for each topic. */
export const programNames: Record<string, string> = {
  ...Object.fromEntries(Object.entries(pillars).map(([id, label]) => [`pillar:${id}`, label])),
  ...topics,
}

export const programPath = (list: string): string =>
  list.startsWith('pillar:') ? `/programs/${list.slice('pillar:'.length)}` : `/topics/${list}`

export interface IntroductionView {
  bodyId: string
  bodyName: string
  list: string
  content: TextDocument
}

export const newIntroduction = z.object({
  bodyId: z.string().min(1, 'Choose whose it is').max(60),
  list: z.string().refine((given) => given in programNames, 'Choose a page'),
  content: z.string().max(20_000, 'Keep it under 20,000 characters').default(''),
})
export type NewIntroduction = z.output<typeof newIntroduction>
