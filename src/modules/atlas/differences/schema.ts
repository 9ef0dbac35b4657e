import { z } from 'zod'
import { knownAtInstant } from '../engagements/schema.ts'
import { plainQuestion } from '../explore/schema.ts'

const instant = z.preprocess((value) => (value === '' ? undefined : value), knownAtInstant.optional())

const twoDates = {
  since: instant.describe('As known at this day or instant; a month before the second date unless told'),
  until: instant.describe('And as known at this one; now unless told'),
}
const question = plainQuestion.omit({ knownAt: true })

/** A question, and the two dates at which its answers are compared. */
export const differenceQuery = question.extend(twoDates)
/** Over the API so many changes come along, and the counts are of all. */
export const limitedQuery = differenceQuery.extend({
  limit: z.coerce.number('limit is a number').int().min(0).max(5000, 'limit is at most 5000').default(500),
})
/** The page: unknown parameters are ignored, as links gather them. */
export const differencePageQuery = z.object({ ...question.shape, ...twoDates })
export type DifferenceQuery = z.output<typeof differenceQuery>

/** What became of a record between the dates. `taken-back`: nothing stands of it; `left`: it answers the question no longer. */
export const changeKinds = ['added', 'entered', 'ended', 'changed', 'taken-back', 'left'] as const
export type ChangeKind = (typeof changeKinds)[number]

const evidence = z.object({
  statement: z.string(),
  property: z.string(),
  value: z.string(),
  deed: z.enum(['said', 'taken back']),
  at: z.iso.datetime(),
  reason: z.string().nullable(),
  source: z.object({ id: z.string(), title: z.string(), address: z.string().nullable() }),
  part: z.string(),
})

const changeShape = z.object({
  id: z.string(),
  address: z.string(),
  title: z.string(),
  change: z.enum(changeKinds),
  values: z.array(z.object({ name: z.string(), label: z.string(), before: z.string(), after: z.string() })),
  evidence: z.array(evidence),
})
export type ChangeView = z.output<typeof changeShape>
export type Evidence = z.output<typeof evidence>

export const differenceShape = z.object({
  since: z.iso.datetime(),
  until: z.iso.datetime(),
  /** The counts of both dates: `before` + came − went = `after`, exactly. */
  before: z.number().int(),
  after: z.number().int(),
  came: z.number().int(),
  went: z.number().int(),
  altered: z.number().int(),
  says: z.string(),
  changes: z.array(changeShape),
})
export type Difference = z.output<typeof differenceShape>
