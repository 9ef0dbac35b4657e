import { z } from 'zod'
import { isPartialDate } from '#kernel/claims'
import { type NameKind, nameKinds, organizationKinds } from '#kernel/organizations'
import { sourceKinds } from '#kernel/sources'
import { languageTag } from '#platform/i18n'
import { standingNames } from '../bulk/schema.ts'
import { correctableOf } from '../corrections/schema.ts'

const either = z.enum(['', 'yes', 'no'], 'Choose yes, no or either').default('')

/** What the staff list of organizations can be asked. */
export const organizationsAsked = z.object({
  q: z.string().trim().max(120).default(''),
  kind: z.enum(['', ...organizationKinds], 'Choose a kind of the list').default(''),
  state: z.string().trim().max(10).default(''),
  country: z.string().trim().max(2, 'Write a country as two letters').default(''),
  ties: either,
  people: either,
  /** How one's own bodies sort them; whoever works for none finds nothing by these. */
  tag: z.string().trim().max(60).default(''),
  standing: z.enum(['', ...standingNames], 'Choose a standing of the list').default(''),
  after: z.string().max(300).optional(),
  id: z.string().max(100).default(''),
})
export type OrganizationsAsked = z.output<typeof organizationsAsked>

const partialDate = z
  .string()
  .trim()
  .refine((text) => text === '' || isPartialDate(text), 'Write the date as 1978, 1978-05 or 1978-05-03')
  .default('')

/** The source of what staff put on record: nothing goes there without one. */
const source = {
  sourceTitle: z.string().trim().min(3, 'Name the source').max(300),
  publisher: z.string().trim().min(1, 'Say who published it').max(200),
  sourceKind: z.enum(sourceKinds, 'Choose what kind of source it is'),
  address: z
    .union([z.literal(''), z.url({ protocol: /^https?$/, error: 'Give a full address, starting with https://' })])
    .default(''),
  quote: z.string().trim().max(2000, 'Keep it under 2,000 characters').default(''),
}

export const stateableProperties = correctableOf.organization

/** One value of an organization as staff found it in a source. */
export const newOrganizationClaim = z.object({
  property: z.enum(stateableProperties, 'Choose what it is about'),
  value: z.string().trim().min(1, 'Write the value').max(2000, 'Keep it under 2,000 characters'),
  validFrom: partialDate,
  validTo: partialDate,
  reason: z.string().trim().min(5, 'Say why this is to be shown; it is kept with the record').max(2000),
  ...source,
})
export type NewOrganizationClaim = z.output<typeof newOrganizationClaim>

/** What a name beside the one that is shown is, as the form asks. */
export const nameLabels = {
  'name.official': 'Official name',
  'name.alternate': 'Other name in use',
  'name.former': 'Former name',
} as const satisfies Record<`name.${NameKind}`, string>

/** A name in a language and for a time, as it stands in a source. */
export const newOrganizationName = z.object({
  name: z.string().trim().min(1, 'Write the name').max(200, 'Keep it under 200 characters'),
  kind: z.enum(nameKinds, 'Choose what kind of name it is'),
  language: z
    .string()
    .trim()
    .max(35)
    .refine((text) => text === '' || languageTag(text) !== undefined, 'Write the language as a tag such as es or pt-BR')
    .transform((text) => languageTag(text) ?? '')
    .default(''),
  validFrom: partialDate,
  validTo: partialDate,
  ...source,
})
export type NewOrganizationName = z.output<typeof newOrganizationName>

export const newSourcedOrganization = z.object({
  kind: z.enum(organizationKinds, 'Choose what kind it is'),
  name: z.string().trim().min(1, 'Write its name').max(200, 'Keep it under 200 characters'),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^(?:[A-Z]{2})?$/, 'Write the country as two letters, such as US')
    .default(''),
  subdivision: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^(?:[A-Z]{2}-[A-Z0-9]{1,3})?$/, 'Write the state as US-TX')
    .default(''),
  parentId: z.string().trim().max(100).default(''),
  ...source,
})
export type NewSourcedOrganization = z.output<typeof newSourcedOrganization>

export interface OrganizationRow {
  id: string
  kind: string
  name: string
  country: string | null
  subdivision: string | null
  ties: number
  people: number
}

/** What was shown of one property before and after something was said or taken back. */
export interface HistoryLine {
  at: Date
  /** Name of the record that it was said of, where that is part of the one shown. */
  of?: string
  property: string
  before: string
  after: string
  why: string
}
