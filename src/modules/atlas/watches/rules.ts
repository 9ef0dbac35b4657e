import type { Holding } from '#kernel/holdings'
import { invalid } from '#platform/problem'
import { toParameters } from '../explore/rules.ts'
import { type PlainQuestion, plainQuestion } from '../explore/schema.ts'

/** A question as the address holds it, read as the map would read it. */
export function askedIn(text: string): PlainQuestion {
  const parameters = new URLSearchParams(text)
  const given = [...new Set(parameters.keys())].map((key) => [key, parameters.getAll(key)] as const)
  const parsed = plainQuestion
    .omit({ knownAt: true })
    .safeParse(Object.fromEntries(given.map(([key, all]) => [key, all.length > 1 ? all : all[0]])))
  if (!parsed.success)
    throw invalid('atlas.watch.question', 'The map cannot be asked so. Open it, narrow it, and watch it from there.')
  return parsed.data
}

/** In one spelling, so that the same question is watched once. What was known at an earlier time never changes: that part is left out. */
export function questionIn(text: string): string {
  const parameters = new URLSearchParams(text)
  parameters.delete('knownAt')
  return toParameters(askedIn(parameters.toString())).toString()
}

export const watchHoldings: Holding[] = [
  {
    ...{ table: 'atlas.watches', title: 'Questions of the map you watch', about: { account_id: 'account' } },
    ...{ fate: { is: 'erased' }, secret: ['feed_code'] },
  },
  {
    ...{ table: 'atlas.watches', title: 'Questions that others watch and that name you', isToOthers: true },
    ...{ about: { name: 'text', question: 'text' }, fate: { is: 'erased' } },
  },
]
