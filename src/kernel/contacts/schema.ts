import { z } from 'zod'

/** What a body may know of a person from its own lists; sensitive fields are opened one person at a time, and each look is shown. */
export const cardFields = {
  name: { label: 'Name', isSensitive: false, heard: ['full name', 'contact', 'person', 'display name'] },
  givenName: {
    label: 'Given name',
    isSensitive: false,
    heard: ['first name', 'first', 'forename', 'vorname', 'prenom'],
  },
  familyName: { label: 'Family name', isSensitive: false, heard: ['last name', 'last', 'surname', 'nachname', 'nom'] },
  email: {
    label: 'E-mail',
    isSensitive: true,
    heard: ['e mail', 'mail', 'email address', 'e mail address', 'work email'],
  },
  phone: {
    label: 'Phone',
    isSensitive: true,
    heard: ['telephone', 'mobile', 'cell', 'phone number', 'tel', 'work phone'],
  },
  organization: {
    label: 'Organization',
    isSensitive: false,
    heard: ['company', 'employer', 'agency', 'office', 'institution', 'organisation', 'affiliation'],
  },
  title: { label: 'Title', isSensitive: false, heard: ['position', 'role', 'job title', 'job'] },
  city: { label: 'City', isSensitive: false, heard: ['town', 'locality', 'place'] },
  region: { label: 'Region', isSensitive: false, heard: ['state', 'province', 'county'] },
  postcode: { label: 'Postcode', isSensitive: false, heard: ['zip', 'zip code', 'postal code', 'plz'] },
  country: { label: 'Country', isSensitive: false, heard: ['nation', 'country name'] },
  language: { label: 'Language', isSensitive: false, heard: ['languages', 'preferred language'] },
  note: { label: 'Note', isSensitive: true, heard: ['notes', 'comment', 'comments', 'remarks'] },
} as const satisfies Record<string, { label: string; isSensitive: boolean; heard: string[] }>
export type CardField = keyof typeof cardFields
export const cardFieldNames = Object.keys(cardFields) as CardField[] // keys of a constant record are its names
export type Card = Partial<Record<CardField, string>>

/** A file as sent, or rows pasted from a spreadsheet. */
export const newImport = z.object({
  bodyId: z.string().min(1, 'Choose the body').max(60),
  file: z
    .union([z.instanceof(File), z.string()])
    .optional()
    .transform((sent) => (sent instanceof File && sent.size > 0 ? sent : undefined)),
  rows: z.string().max(2_000_000, 'Send so much as a file').default(''),
})

/** Which column of the file is which field, by the place of the column. */
export type Mapping = (CardField | undefined)[]

export interface ImportCounts {
  read: number
  added: number
  updated: number
  unchanged: number
  rejected: number
  /** Pairs that wait for a judgement since. */
  unsure: number
}

export interface ImportView {
  id: string
  bodyId: string
  bodyName: string
  fileName: string
  content: string | null
  encoding: string
  delimiter: string
  begunAt: Date
  committedAt: Date | null
  undoneAt: Date | null
  counts: Partial<ImportCounts>
}

export interface RejectView {
  number: number
  rowNumber: number
  column: string
  value: string
  reason: string
}

/** A person as a body knows them: its own card, and what the person lets its staff see. */
export interface KnownPerson {
  personId: string
  name: string
  card: Card
  /** Fields of the person's own that their audience lets staff read. */
  own: Record<string, string>
}
