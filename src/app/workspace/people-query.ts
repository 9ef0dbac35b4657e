import { z } from 'zod'
import type { PeopleWanted } from '#kernel/profiles'

/** What the list of people can be asked; it stands in its address, in saved views, and in a deed on all who match. */
export const listQuery = z.object({
  q: z.string().max(120).default(''),
  standing: z.enum(['', 'member', 'contact', 'staff'], 'Choose a standing of the list').default(''),
  organization: z.string().max(120).default(''),
  region: z.string().max(120).default(''),
  tag: z.string().max(60).default(''),
  after: z.string().max(200).optional(),
  id: z.string().max(60).default(''),
})
export type ListQuery = z.output<typeof listQuery>

export const wantedIn = ({ q, standing, organization, region, tag }: ListQuery): PeopleWanted => ({
  text: q || undefined,
  standing: standing || undefined,
  organization: organization || undefined,
  region: region || undefined,
  tag: tag || undefined,
})

/** The question without the place in the list, in the order of the form. */
export function questionIn({ q, standing, organization, region, tag }: ListQuery): URLSearchParams {
  const question = new URLSearchParams({ q, standing, organization, region, tag })
  for (const [name, value] of [...question]) if (value === '') question.delete(name)
  return question
}
