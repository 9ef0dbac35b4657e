import { dayBounds, isPartialDate } from '#kernel/claims'
import type { Holding } from '#kernel/holdings'
import { conflict, invalid } from '#platform/problem'
import {
  type Answers,
  type Field,
  fieldsOf,
  type IntakeView,
  type Row,
  type Section,
  sectionNames,
  sections,
  type TypedStep,
} from './schema.ts'

export const intakeHoldings: Holding[] = [
  {
    table: 'atlas.intakes',
    title: 'Forms for a government that were sent to you',
    about: { address: 'address' },
    by: { asked_by: 'actor' },
    fate: {
      is: 'emptied',
      set: { address: "''", contact_name: "''" },
      why: 'The answers are the government’s; to whom the form was sent goes.',
    },
    secret: ['answers'],
  },
  {
    table: 'atlas.intakes',
    title: 'Answers of governments that name you',
    about: { answers: 'text', contact_name: 'text' },
    fate: {
      is: 'kept',
      why: 'The answers are the government’s; your name is cut out of them.',
      until: 'as long as the answers are kept',
      cutOut: ['answers', 'contact_name'],
    },
    isToOthers: true,
  },
]

/** Days after the day it is due on during which a form still takes answers. */
export const graceDays = 30
/** So long a link opens what was sent: to read it again, to confirm words, to withdraw a consent. */
export const keptDays = 730
/** Days before the day it is due on at which whoever has not answered is reminded. */
export const reminderDays = 7

export const daysLater = (at: Date, days: number): Date => new Date(at.getTime() + days * 86_400_000)

/** Where an intake stands, in a word. */
export function standingOf(intake: IntakeView, today: string): 'asked' | 'opened' | 'overdue' | 'answered' | 'closed' {
  if (intake.closedAt) return 'closed'
  if (intake.sentAt) return 'answered'
  if (intake.dueOn < today) return 'overdue'
  return intake.openedAt ? 'opened' : 'asked'
}

/** `the City of Harbor City`, as its answers are cited. */
export function calledInFull({
  governmentKind: kind,
  governmentName: name,
}: Pick<IntakeView, 'governmentKind' | 'governmentName'>): string {
  const of: Record<string, string> = { city: 'City', town: 'Town', township: 'Township', state: 'State' }
  return of[kind] ? `the ${of[kind]} of ${name}` : name
}

export const findSection = (name: string): Section | undefined => sectionNames.find((each) => each === name)

/** Rows of a section, at least one for whoever sits before the form. */
export const rowsShown = (answers: Answers, section: Section): Row[] => {
  const rows = answers[section] ?? []
  return rows.length > 0 ? rows : [{ id: '' }]
}

/** A row in which nobody has written anything says nothing. */
export const isBlank = (row: Row): boolean =>
  Object.entries(row).every(([name, value]) => name === 'id' || value === '')

/** Rows as they were typed: fields end in the number of their row. New rows are given an id by `makeId`. */
export function rowsTyped(section: Section, typed: TypedStep, makeId: () => string): Row[] {
  const text = (name: string) => [typed[name] ?? ''].flat()[0]?.trim() ?? ''
  const rows: Row[] = []
  for (let at = 0; at < sections[section].most; at += 1) {
    const fields = fieldsOf[section]
    if (!fields.some(({ name }) => typed[`${name}-${at}`] !== undefined)) continue
    const known = text(`id-${at}`)
    rows.push({
      ...Object.fromEntries(fields.map(({ name }) => [name, text(`${name}-${at}`)])),
      id: /^[0-9a-z]{1,40}$/.test(known) ? known : makeId(),
    })
  }
  return rows
}

const longest = { text: 200, long: 2000, number: 20, date: 20, choice: 60 }

/** Even what is only kept for later has to fit. */
export function refuseTooLong(section: Section, rows: Row[]): void {
  refuse(rows, fieldsOf[section], (field, value) =>
    value.length > longest[field.is] ? `Keep it under ${longest[field.is]} characters` : undefined,
  )
}

/** Refuses a section that its holder means to be done with and that is not sound. Blank rows count for nothing. */
export function refuseUnsound(section: Section, rows: Row[], consent: string): void {
  const wrong = faults(rows, fieldsOf[section], (field, value, row) =>
    isBlank(row) ? undefined : faultOf(field, value),
  )
  for (const [at, row] of rows.entries()) {
    const [first, last] = [dayBounds(row.started ?? '')?.first, dayBounds(row.ended ?? '')?.last]
    if (first && last && last < first) wrong[`ended-${at}`] = 'Write a date on or after the first'
  }
  if (consent !== 'yes' && consent !== 'no') wrong.consent = 'Say whether this may be published'
  if (Object.keys(wrong).length > 0) throw unsound(wrong)
}

function faultOf(field: Field, value: string): string | undefined {
  if (value === '') return field.needed
  if (field.is === 'date' && !isPartialDate(value)) return 'Write the date as 2024, 2024-05 or 2024-05-03'
  if (field.is === 'number' && !/^\d{1,12}(\.\d{1,2})?$/.test(value)) return 'Write digits only, such as 12 or 0.5'
  if (field.is === 'choice' && !Object.hasOwn(field.options ?? {}, value))
    return field.needed ?? 'Choose one of the list'
  return undefined
}

type Fault = (field: Field, value: string, row: Row) => string | undefined

const faults = (rows: Row[], fields: Field[], find: Fault): Record<string, string> =>
  Object.fromEntries(
    rows.flatMap((row, at) =>
      fields.flatMap((field) => {
        const fault = find(field, row[field.name] ?? '', row)
        return fault ? [[`${field.name}-${at}`, fault]] : []
      }),
    ),
  )

function refuse(rows: Row[], fields: Field[], find: Fault): void {
  const wrong = faults(rows, fields, find)
  if (Object.keys(wrong).length > 0) throw unsound(wrong)
}

const unsound = (fields: Record<string, string>) =>
  invalid('atlas.intake.unsound', 'Some of this cannot be read. What you wrote is still here.', fields)

export const alreadySent = () =>
  conflict('atlas.intake.sent', 'Your answers were sent already. Write to whoever asked you to change one.')

/** Refuses to change what was sent, or what is closed. */
export function refuseChange(intake: IntakeView): void {
  if (intake.sentAt) throw alreadySent()
  if (intake.closedAt)
    throw conflict('atlas.intake.closed', 'This form is closed. Ask whoever sent it to open another.')
}

/** The answers of one section in plain lines, for letters and pages. */
export const linesOf = (section: Section, row: Row): { term: string; value: string }[] =>
  fieldsOf[section].flatMap(({ name, label, options }) => {
    const value = row[name] ?? ''
    return value === '' ? [] : [{ term: label, value: options?.[value] ?? value }]
  })
