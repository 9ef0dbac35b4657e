import { conflict, type Problem } from '#platform/problem'
import { occasionTyped } from '../occasions/rules.ts'
import {
  type EditionView,
  type FieldName,
  type Fields,
  fieldLabels,
  pillars,
  regions,
  topics,
} from '../works/schema.ts'

const names = Object.keys(fieldLabels) as FieldName[] // keys of a constant record

/** Of these any number is chosen, each for itself: two people who choose different ones do not contradict each other. */
const lists = { topics, pillars, regions }
const isList = (name: FieldName): name is keyof typeof lists => name in lists

/**
 * The fields of a form laid over what stands, both from what stood before: what one changed and the other left stands as changed. Where
 * both changed one field to something else, mine stands in what is returned and the field is named.
 */
export function mergedFields(before: Fields, mine: Fields, theirs: Fields): { fields: Fields; clashes: FieldName[] } {
  const clashes: FieldName[] = []
  const merged = names.map((name) => {
    if (isList(name)) return [name, mergedList(name, before, mine, theirs)]
    const [was, here, there] = [before, mine, theirs].map((fields) => spelled(fields[name]))
    if (here === was || here === there) return [name, theirs[name]]
    if (there !== was) clashes.push(name)
    return [name, mine[name]]
  })
  return { fields: Object.fromEntries(merged) as Fields, clashes } // every name of a constant list, each with its own kind of value
}

function mergedList(name: keyof typeof lists, before: Fields, mine: Fields, theirs: Fields): string[] {
  return Object.keys(lists[name]).filter((key) => {
    const [was, here, there] = [before, mine, theirs].map((fields) => fields[name].includes(key))
    return here === was ? there : here
  })
}

/** Columns of the database keep members in an order of their own. */
const spelled = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    each && typeof each === 'object' && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).sort()) : each,
  )

/** What an edition says beside its text, as fields of its form. */
export const fieldsOf = (edition: EditionView): Fields => ({ ...edition, ...occasionTyped(edition.occasion) })

/** Fields as the form of a draft spells them: one line for each author and for each office a text speaks of. */
export const formOf = (fields: Fields): Record<FieldName, string | string[]> => ({
  ...(Object.fromEntries(names.map((name) => [name, fields[name]])) as Fields), // as above
  authors: fields.authors.map(({ name, office }) => (office ? `${name} | ${office}` : name)).join('\n'),
  speaksOf: fields.speaksOf.map(({ what, until }) => `${what} | ${until}`).join('\n'),
  isOnline: fields.isOnline ? 'yes' : '',
  isMinor: fields.isMinor ? 'yes' : '',
})

export interface FieldChange {
  label: string
  before: string
  after: string
}

/** What one save changed beside the text, field by field, as people read it. */
export function changesOf(before: Fields, after: Fields): FieldChange[] {
  const [was, is] = [wordsOf(before), wordsOf(after)]
  return names
    .filter((name) => was[name] !== is[name])
    .map((name) => ({ label: fieldLabels[name], before: was[name], after: is[name] }))
}

const wordsOf = (fields: Fields): Record<FieldName, string> => {
  const listed = (name: keyof typeof lists) => {
    const words: Record<string, string> = lists[name]
    return Object.keys(words)
      .filter((key) => fields[name].includes(key))
      .map((key) => words[key])
      .join(', ')
  }
  return {
    ...(formOf(fields) as Record<FieldName, string>), // lists follow
    ...{ topics: listed('topics'), pillars: listed('pillars'), regions: listed('regions') },
  }
}

/** Says what both changed, and what the other made of it. `isTextToo` when the text is among it. */
export function clashOf(clashes: FieldName[], theirs: Fields, isTextToo: boolean): Problem {
  const now = formOf(theirs)
  return conflict(
    'publications.edition.saved',
    'Somebody else changed the same as you while you were writing. Your words are still below; what only they changed is taken over. Compare, then save again.',
    {
      ...(isTextToo ? { content: 'Compare with the latest revision before you save' } : {}),
      ...Object.fromEntries(clashes.map((name) => [name, says(now[name])])),
    },
  )
}

const says = (value: string | string[]): string =>
  value === ''
    ? 'Somebody else emptied this. Saving puts yours back.'
    : `Somebody else wrote: ${value}. Saving puts yours in its place.`
