import { z } from 'zod'
import type { Feature, Query } from '../spine/schema.ts'

/** Versions of the W3C community group's Reconciliation Service API that one core answers. */
export const versions = ['0.1', '0.2', '1.0-draft'] as const
export type Version = (typeof versions)[number]

/** More at once are refused with 413: a client then sends smaller batches. */
export const largestBatch = 500

const propertyValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.object({ id: z.string(), name: z.string().optional() }),
])
const propertyValues = z.union([propertyValue, z.array(propertyValue)])
export type PropertyValues = z.output<typeof propertyValues>

const limit = z.number('limit is a number').optional()

/** One query of 0.1 and 0.2 (§5.1). 0.2 lets a query do without words when it has properties. */
const plainQuery = z.strictObject({
  query: z.string('query is text').optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  limit,
  properties: z.array(z.object({ pid: z.string(), v: propertyValues })).optional(),
  type_strict: z.enum(['any', 'should', 'all']).optional(),
})
export type PlainQuery = z.output<typeof plainQuery>

export const plainBatch = (version: '0.1' | '0.2') =>
  z.record(
    z.string(),
    plainQuery.refine(
      ({ query, properties }) => query !== undefined || (version === '0.2' && (properties?.length ?? 0) > 0),
      'A query needs words in `query`, or at least one of `properties`.',
    ),
  )

const conditionShape = z.object({
  matchType: z.enum(['name', 'id', 'property'], 'matchType is name, id or property'),
  propertyId: z.string().optional(),
  propertyValue: propertyValues,
  required: z.boolean().optional(),
  matchQuantifier: z.enum(['any', 'all', 'none']).optional(),
  matchQualifier: z.string().optional(),
})
export type ConditionShape = z.output<typeof conditionShape>

/** A batch of 1.0-draft (§5.2): a list, answered in its order. */
export const conditionBatch = z.object({
  queries: z.array(
    z.strictObject({
      type: z.string().optional(),
      limit,
      lang: z.string().optional(),
      dir: z.enum(['ltr', 'rtl', 'auto']).optional(),
      conditions: z.array(conditionShape).min(1, 'A query needs at least one condition.'),
    }),
  ),
})
export type ConditionBatch = z.output<typeof conditionBatch>

export const extensionQuery = z.object({
  ids: z.array(z.string()),
  properties: z.array(z.object({ id: z.string(), settings: z.record(z.string(), z.unknown()).optional() })),
})
export type ExtensionQuery = z.output<typeof extensionQuery>

export interface Named {
  id: string
  name: string
}

/** An entity beside a query or a few letters. */
export interface Told extends Named {
  description: string
  type: Named
}
export interface Answer extends Told {
  /** 0 to 100. */
  score: number
  isMatch: boolean
  features: Feature[]
}

/** What is asked: the spine, or a sheet of somebody's. One such thing answers all versions. */
export interface Core {
  name: string
  /** Where its addresses begin, without what names the site. */
  base: string
  documentation: string
  identifierSpace: string
  schemaSpace: string
  /** Addresses in which the placeholder stands for an id. */
  view(placeholder: string): string
  preview(placeholder: string): string
  types: Named[]
  defaultTypes: Named[]
  properties: (Named & { type?: Named })[]
  find(query: Query): Answer[]
  cellsOf(id: string, property: string): object[]
  suggest(prefix: string): Told[]
  tell(id: string): string | undefined
}
