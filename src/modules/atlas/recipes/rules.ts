import { invalid } from '#platform/problem'
import type { ColumnLook } from '../uploads/readers/columns.ts'
import { headingsKey } from '../uploads/rules.ts'
import type { SheetView } from '../uploads/schema.ts'
import { type FieldName, fieldNames, fields, type Mapping, type RecipeView, type Suggestion } from './schema.ts'

const folded = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Field by what columns are called; the order says who of two fields is asked first. */
const heardAs: [string, FieldName][] = fieldNames.flatMap((field) =>
  [folded(field), folded(fields[field].label), ...fields[field].heard].map((word): [string, FieldName] => [
    word,
    field,
  ]),
)

/** What each column probably means, with the reason. Each field is suggested once; an empty column means nothing. */
export function suggestFields(columns: ColumnLook[]): (Suggestion | undefined)[] {
  const taken = new Set<FieldName>()
  // A heading with nothing below tells by its names alone.
  const isBare = columns.every(({ type }) => type === 'empty')
  const suggested = columns.map((column) => {
    if (column.type === 'empty' && !isBare) return undefined
    const name = folded(column.name)
    const field = heardAs.find(([word, each]) => word === name && !taken.has(each))?.[1]
    if (!field || contradicts(field, column)) return undefined
    taken.add(field)
    return { field, because: `it is called “${column.name}”` }
  })
  // One country and one city tell of the first place, unless there is a partner whose country it may be.
  const only = suggested.find((each) => each?.field === 'secondCountry')
  if (only && !taken.has('firstCountry') && !taken.has('secondPlace')) only.field = 'firstCountry'
  return suggested.map((each, at) => each ?? byContent(columns[at], taken))
}

function contradicts(field: FieldName, { type }: ColumnLook): boolean {
  if (type === 'empty') return false
  if (field === 'started' || field === 'ended') return type !== 'date' && type !== 'number' && type !== 'text'
  if (/Latitude|Longitude/.test(field)) return type !== 'number'
  return false
}

function byContent(column: ColumnLook | undefined, taken: Set<FieldName>): Suggestion | undefined {
  if (column?.type !== 'date' || taken.has('started') || /end|term|until|expir|clos/i.test(column.name))
    return undefined
  taken.add('started')
  return { field: 'started', because: 'its cells are dates' }
}

/** The mapping as first offered: that of a recipe whose headings are the same, else what names and cells suggest. */
export function suggestMapping(sheet: SheetView, recipe: RecipeView | undefined): Mapping {
  if (recipe) return { ...recipe.mapping, sheet: sheet.number, heading: sheet.heading }
  const suggested = suggestFields(sheet.columns)
  const columns: Mapping['columns'] = {}
  for (const [at, suggestion] of suggested.entries()) {
    const name = sheet.columns[at]?.name
    if (suggestion && name !== undefined) columns[name] = suggestion.field
  }
  const meant = new Set(Object.values(columns))
  const order = sheet.columns.find(({ order }) => order)?.order
  return {
    sheet: sheet.number,
    heading: sheet.heading,
    record: meant.has('network') && !meant.has('secondPlace') ? 'membership' : 'tie',
    columns,
    fixed: {},
    dates: order ?? '',
    hidden: 'read',
    gone: 'keep',
  }
}

/** Refuses what could not become records: no place, one side only, a field twice, a column that is not there. */
export function refuseMapping({ record, columns, fixed }: Mapping, sheet: SheetView): void {
  const names = sheet.columns.map(({ name }) => name)
  const chosen = Object.entries(columns)
  const seen = new Set<string>()
  for (const [name, field] of chosen) {
    const at = names.indexOf(name)
    if (at < 0) throw invalid('atlas.import.column', `There is no column “${name}” in this table.`)
    if (seen.has(field))
      throw invalid('atlas.import.twice', 'Two columns cannot be the same field.', {
        [`column-${at}`]: 'Chosen for another column too',
      })
    seen.add(field)
  }
  const has = (...wanted: FieldName[]) => wanted.some((field) => seen.has(field))
  const refuse = (sentence: string) => {
    throw invalid('atlas.import.mapping', sentence, { 'column-0': sentence })
  }
  if (!has('firstPlace', 'firstId')) refuse('Say which column names the first place.')
  if (record === 'membership') {
    if (!has('network') && !fixed.network) refuse('Say which column names the network, or which network it is.')
  } else if (!has('secondPlace', 'secondId', 'secondCountry') && !fixed.secondCountry)
    refuse('Say which column names the second place.')
}

export const headingsOf = (sheet: SheetView): string => headingsKey(sheet.columns.map(({ name }) => name))
