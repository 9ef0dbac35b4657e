import { z } from 'zod'
import { comparableFacets, facetNames, plainQuestion } from '../explore/schema.ts'

export const mostChoices = 4

/** A question whose values of one facet are set side by side. */
export const comparisonQuery = plainQuestion.extend({
  compare: z
    .enum(comparableFacets, `compare is one of ${comparableFacets.join(', ')}`)
    .describe(`The facet whose chosen values stand side by side, at most ${mostChoices}`),
})

const value = z.object({ value: z.string(), label: z.string() })

/** One choice under the question, counted as if it were the only one. */
const column = value.extend({
  total: z.number().int(),
  dated: z.number().int().describe('Of the total: those whose beginning is known'),
  firstYear: z.number().int().nullable().describe('Year of the earliest known beginning'),
  lastYear: z.number().int().nullable().describe('Year of the latest known beginning'),
  years: z.array(z.object({ year: z.number().int(), count: z.number().int() })),
})

const group = z.object({
  facet: z.enum(facetNames),
  title: z.string(),
  of: z.number().int().describe('Values in all, of which the rows are the most frequent of each column'),
  rows: z.array(value.extend({ counts: z.array(z.number().int()).describe('One for each column, in their order') })),
})

const shared = z.object({
  facet: z.enum(facetNames),
  title: z.string(),
  values: z.array(value.extend({ count: z.number().int().describe('Engagements of all columns together') })),
})

export const comparisonShape = z.object({
  facet: z.enum(comparableFacets),
  title: z.string(),
  columns: z.array(column),
  groups: z.array(group),
  shared: z.array(shared).describe('What every column has'),
})
export type Comparison = z.output<typeof comparisonShape>
export type ComparisonColumn = Comparison['columns'][number]
