import { z } from 'zod'
import { type FieldName, fieldNames, fixedFields, type Mapping, mapping, sourceChoice } from '../recipes/schema.ts'

const files = z
  .union([z.instanceof(File), z.string(), z.array(z.union([z.instanceof(File), z.string()]))])
  .optional()
  .transform((sent) => [sent ?? []].flat().filter((each) => each instanceof File && each.name !== '') as File[]) // no text is left

const texts = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((sent) => [sent].flat())

/** Files as a form sends them; or, from a script, their names and sizes alone, with the pieces to follow. */
export const newArrival = z.object({
  files,
  names: texts,
  sizes: texts.transform((sent) => sent.map((size) => Math.max(0, Math.floor(Number(size) || 0)))),
})

export const deedNames = ['piece', 'sent', 'map', 'answer', 'reconsider', 'commit', 'discard', 'undo'] as const

/** A step of an import. What else is sent depends on the step, and is read by it. */
export const step = z.looseObject({ deed: z.enum(deedNames, 'Say what to do with this import').default('undo') })

export const piece = z.object({
  file: z.coerce.number().int().min(0),
  number: z.coerce.number().int().min(0),
  bytes: z.instanceof(File, { message: 'A piece of a file is missing' }),
})

export const undoing = z.object({
  reason: z.string().trim().min(5, 'Say why, so that others understand it later').max(500),
})

const told = z.looseObject({
  sheet: z.coerce.number().int().min(0).default(0),
  headingFrom: z.coerce
    .number()
    .int('Name the row by its number')
    .min(1, 'Rows begin at 1')
    .max(1000, 'That is too far down')
    .default(1),
  headingRows: z.enum(['0', '1', '2']).default('1'),
  record: mapping.shape.record,
  dates: mapping.shape.dates,
  hidden: mapping.shape.hidden,
  gone: mapping.shape.gone,
  recipeName: z.string().trim().max(100).default(''),
})

export const mapDeed = told.and(sourceChoice)
export type MapDeed = z.output<typeof mapDeed>

const isField = (text: string): text is FieldName => (fieldNames as readonly string[]).includes(text)

/** `column-0=firstPlace` and so on, with the names that the columns of the table bear; a field chosen twice is refused later. */
export function mappingOf(sent: MapDeed, names: string[]): Mapping {
  const columns: Mapping['columns'] = {}
  for (const [at, name] of names.entries()) {
    const value = (sent as Record<string, unknown>)[`column-${at}`]
    if (typeof value === 'string' && isField(value)) columns[name] = value
  }
  const fixed: Mapping['fixed'] = {}
  for (const field of fixedFields) {
    const value = (sent as Record<string, unknown>)[`fixed-${field}`]
    if (typeof value === 'string' && value.trim() !== '') fixed[field] = value.trim().slice(0, 200)
  }
  const { sheet, record, dates, hidden, gone } = sent
  const heading = { from: sent.headingFrom, rows: Number(sent.headingRows) as 0 | 1 | 2 } // one of the three above
  return { sheet, heading, record, columns, fixed, dates, hidden, gone }
}

/** `answer-…=id`: the key of a name, and what it means; `none` for none of them. */
export function answersOf(sent: Record<string, unknown>): { key: string; organizationId: string | null }[] {
  return Object.entries(sent).flatMap(([name, value]) =>
    name.startsWith('answer-') && typeof value === 'string' && value !== ''
      ? [{ key: name.slice(7), organizationId: value === 'none' ? null : value.trim() }]
      : [],
  )
}
