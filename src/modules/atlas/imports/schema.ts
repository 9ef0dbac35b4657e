import { z } from 'zod'
import { isPartialDate } from '#kernel/claims'
import { organizationKinds } from '#kernel/organizations'
import { sourceKinds } from '#kernel/sources'
import { activities, forms, legalStatuses, recognitions } from '../engagements/schema.ts'
import type { RuleRow } from '../rules/schema.ts'

const text = z.string().default('')
const maybe = text.transform((value) => (value === '' ? undefined : value))
const list = text.transform((value) => (value === '' ? [] : value.split('|')))
const number = text.transform((value, context) => {
  if (value === '') return undefined
  const parsed = Number(value)
  if (Number.isFinite(parsed)) return parsed
  context.addIssue({ code: 'custom', message: `"${value}" is not a number` })
  return z.NEVER
})

const degrees = (most: number) =>
  number.refine((value) => value === undefined || Math.abs(value) <= most, `lies beyond ${most} degrees`)
const partialDate = text.refine(
  (value) => value === '' || isPartialDate(value),
  'is no date; write 1978, 1978-05 or 1978-05-03',
)
/** A value of a vocabulary, or empty where the source says nothing. */
const oneOf = (vocabulary: readonly string[], what: string) =>
  text.refine((value) => value === '' || vocabulary.includes(value), `is no ${what} we know`)
const required = (vocabulary: readonly string[], what: string) =>
  z.string().refine((value) => vocabulary.includes(value), `is no ${what} we know`)

/** Keys of a package (`us/tx/houston`) as ids of records (`us-tx-houston`). */
const recordId = (key: string): string => key.replace(/^network\//, '').replaceAll('/', '-')
const id = z.string().min(1, 'is empty').transform(recordId)
const maybeId = maybe.transform((value) => (value === undefined ? undefined : recordId(value)))
const ids = list.transform((keys) => keys.map(recordId))

/** Where a row comes from. Several sources, files, rows, columns and original texts stand in step, separated by `|`. */
const origin = { source: z.string().min(1, 'names no source'), file: text, row: text }

/** The tables of a starter package; every column is explained in its datapackage.json. */
export const packageTables = {
  sources: z.object({
    key: z.string().min(1),
    title: z.string(),
    publisher: z.string(),
    kind: required(sourceKinds, 'kind of source'),
    address: maybe,
    published: maybe,
    retrieved: z.string(),
    licence: z.string(),
    attribution: text,
    sha256: maybe,
    note: text,
  }),
  organizations: z.object({
    key: id,
    kind: required(organizationKinds, 'kind of organization'),
    name: z.string().min(1),
    parent: maybeId,
    country: maybe,
    subdivision: maybe,
    longitude: degrees(180),
    latitude: degrees(90),
    population: number,
    population_year: number,
    geonames: number,
    wikidata: maybe,
    ocd: maybe,
    geoid: maybe,
    bia: maybe,
    website: maybe,
    exists_from: partialDate,
    exists_to: partialDate,
    ...origin,
    note: text,
  }),
  names: z.object({
    organization: id,
    name: z.string().min(1),
    language: text,
    kind: z.string(),
    from: text,
    to: text,
    ...origin,
  }),
  successions: z.object({ predecessor: id, successor: id, on: text, note: text, source: z.string() }),
  engagements: z.object({
    key: z.string().min(1),
    form: required(forms, 'form of engagement'),
    kind: z.string(),
    title: text,
    us: ids,
    counterparts: ids,
    network: maybeId,
    role_note: text,
    started: partialDate,
    ended: partialDate,
    legal: oneOf(legalStatuses, 'legal status'),
    recognition: oneOf(recognitions, 'recognition'),
    activity: oneOf(activities, 'activity'),
    verification: text,
    themes: list,
    ...origin,
    column: text,
    original: text,
  }),
  people: z.object({ key: id, name: z.string().min(1), ...origin }),
  posts: z.object({ key: id, organization: id, title: z.string() }),
  tenures: z.object({ person: id, post: id, from: text, to: text, ...origin }),
  gaps: z.object({ key: id, about: maybeId, question: z.string(), why: z.string(), source: maybe }),
  rejects: z.object({
    file: z.string(),
    row: number,
    column: text,
    value: text,
    reason: z.string(),
    explanation: text,
  }),
} as const

type Tables = typeof packageTables
export type PackageRows = { [Name in keyof Tables]: z.output<Tables[Name]>[] }

/** A package as read: its name and licence, its rows, and a problem for every row that does not fit. */
export interface Package {
  title: string
  licence: string
  isShareAlike: boolean
  /** Invented material, marked so wherever it is shown. */
  isSample: boolean
  folder: string
  rows: PackageRows
  rules: RuleRow[]
  faults: { file: string; row: number; column: string; value: string; explanation: string }[]
}
