import { z } from 'zod'
import type { Cited, Reference } from '#platform/csl'
import { languageTag } from '#platform/i18n'
import { type Occasion, occasionFields } from '../occasions/schema.ts'
import type { Hero } from '../pictures/schema.ts'
import type { TextDocument } from '../texts/schema.ts'

export const workKinds = {
  report: 'Report',
  article: 'Article',
  statement: 'Statement',
  brief: 'Brief',
  toolkit: 'Toolkit',
  testimony: 'Testimony',
  letter: 'Letter',
  news: 'News',
  video: 'Video',
  dataset: 'Dataset',
  event: 'Event',
} as const
export type WorkKind = keyof typeof workKinds
export const kindNames = Object.keys(workKinds) as [WorkKind, ...WorkKind[]] // keys of a constant record

export const editionStates = {
  draft: 'Draft',
  review: 'In review',
  scheduled: 'Scheduled',
  published: 'Published',
  superseded: 'Superseded',
  withdrawn: 'Withdrawn',
  gone: 'Gone',
} as const
export type EditionState = keyof typeof editionStates

/** The four areas of work; issue topics are broader or narrower than none of them. */
export const pillars = {
  democracy: 'Defending democracy',
  alliances: 'Revitalizing diplomacy and alliances',
  climate: 'Climate at the center of foreign policy',
  security: 'Redefining security for today’s threats',
} as const

export const topics = {
  'city-and-state-diplomacy': 'City and state diplomacy',
  china: 'China',
  'nuclear-nonproliferation': 'Nuclear nonproliferation',
  immigration: 'Humane immigration',
  'institutional-reform': 'Institutional reform',
  'crisis-coordination': 'Crisis coordination',
  'democratic-resilience': 'Democratic resilience',
  'climate-and-energy': 'Climate and energy',
  'trade-and-investment': 'Trade and investment',
} as const

export const regions = {
  africa: 'Africa',
  americas: 'Americas',
  asia: 'Asia',
  europe: 'Europe',
  'middle-east': 'Middle East',
  oceania: 'Oceania',
  'united-states': 'United States',
} as const

/** Whoever wrote it, as they are to be named, and what they were when they did. */
export const author = z.object({
  name: z.string().trim().min(1).max(120),
  office: z.string().trim().max(160).default(''),
  personId: z.string().max(60).optional(),
})
export type Author = z.output<typeof author>

const chosen = <Keys extends Record<string, string>>(of: Keys, words: string) =>
  z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((given) => (Array.isArray(given) ? given : [given]).filter((each) => each !== ''))
    .refine((given) => given.every((each) => each in of), words)

/** One line for each author: the name, and after a bar the office held. */
const authorLines = z
  .string()
  .max(4000, 'Keep the list of authors under 4,000 characters')
  .default('')
  .transform((text) =>
    text
      .split('\n')
      .map((line) => line.split('|').map((part) => part.trim()))
      .filter(([name]) => name)
      .map(([name = '', office = '']): z.input<typeof author> => ({ name, office })),
  )
  .pipe(z.array(author).max(60, 'Name at most 60 authors'))

/** What a text speaks of that ends: an office or an administration, and the day. */
export interface Spoken {
  what: string
  until: string
}

/** One line for each: what it is, and after a bar the day on which it ended or ends. */
const spokenLines = z
  .string()
  .max(2000, 'Keep this under 2,000 characters')
  .default('')
  .transform((text, context): Spoken[] =>
    text
      .split('\n')
      .map((line) => line.split('|').map((part) => part.trim()))
      .filter(([what]) => what)
      .map(([what = '', until = '']) => {
        if (!z.iso.date().safeParse(until).success)
          context.addIssue({ code: 'custom', message: `Write the day after a bar: ${what} | 2029-01-20` })
        return { what, until }
      }),
  )

export const newWork = z.object({
  kind: z.enum(kindNames, 'Choose what kind of work it is'),
  bodyId: z.string().min(1, 'Choose who publishes it').max(60),
  title: z.string().trim().min(1, 'Give the work a title').max(240, 'Keep the title under 240 characters'),
  slug: z
    .union([
      z.literal(''),
      z
        .string()
        .regex(/^[a-z0-9][a-z0-9-]{1,98}$/, 'Use lower-case letters, digits and hyphens, such as ports-and-partners'),
    ])
    .default(''),
})
export type NewWork = z.output<typeof newWork>

export const draftInput = z.object({
  revision: z.coerce.number().int().min(1, 'Open the draft again'),
  title: newWork.shape.title,
  teaser: z.string().trim().max(600, 'Keep the teaser under 600 characters').default(''),
  content: z.string().max(4_000_000, 'This text is longer than any we can keep').default(''),
  language: z
    .string()
    .default('en')
    .transform((text, context) => {
      const tag = languageTag(text)
      if (tag) return tag
      context.addIssue({ code: 'custom', message: 'Write the language as its tag, such as en, es or fr-CA' })
      return z.NEVER
    }),
  series: z.string().trim().max(120, 'Keep the series under 120 characters').default(''),
  topics: chosen(topics, 'Choose topics of the list'),
  pillars: chosen(pillars, 'Choose pillars of the list'),
  regions: chosen(regions, 'Choose regions of the list'),
  authors: authorLines,
  speaksOf: spokenLines,
  ...occasionFields,
  changeNote: z.string().trim().max(600, 'Keep the note under 600 characters').default(''),
  isMinor: z
    .enum(['yes', ''])
    .default('')
    .transform((given) => given === 'yes'),
  /** The text is written together and comes another way: the form brings the rest. */
  isTogether: z
    .enum(['yes', ''])
    .default('')
    .transform((given) => given === 'yes'),
})
export type DraftInput = z.output<typeof draftInput>

/** What the form of a draft brings beside its text, and what each is called. */
export const fieldLabels = {
  ...{ title: 'Title', teaser: 'Teaser', authors: 'Authors', topics: 'Topics', pillars: 'Areas of work' },
  ...{ regions: 'Regions', series: 'Series', language: 'Language' },
  speaksOf: 'Offices and administrations it speaks of',
  ...{ startsAt: 'Begins', endsAt: 'Ends', zone: 'Zone of these times', place: 'Place', isOnline: 'Online' },
  ...{ registrationAddress: 'Address for registration', recordingAddress: 'Address of the recording' },
  ...{ recordedOn: 'Recorded on', afterwards: 'Afterwards' },
  ...{ changeNote: 'What changed, for readers', isMinor: 'Minor' },
} as const
export type FieldName = keyof typeof fieldLabels
export type Fields = Pick<DraftInput, FieldName>

/** Everything an edition says. */
export interface EditionView {
  id: string
  workId: string
  slug: string
  kind: WorkKind
  bodyId: string
  isSample: boolean
  number: number
  state: EditionState
  language: string
  title: string
  teaser: string
  content: TextDocument
  contentHash: string
  /** Sources that the text cites by key. */
  bibliography: Reference[]
  /** What the style of the body made of its citations; null when it has none. */
  cited: Cited | null
  /** The picture at its head. */
  hero: Hero | null
  series: string
  topics: string[]
  pillars: string[]
  regions: string[]
  authors: Author[]
  speaksOf: Spoken[]
  /** When and where it takes place, or was recorded; null for other kinds of work. */
  occasion: Occasion | null
  /** Whether the release calendar may say that it is coming. */
  isAnnounced: boolean
  changeNote: string
  isMinor: boolean
  revision: number
  savedAt: Date
  publishAt: Date | null
  publishedAt: Date | null
  endedAt: Date | null
  endReason: string
  /** Of the work: when its first edition was. */
  firstPublishedAt: Date | null
}

/** What a list says of a work. */
export type Listing = Pick<
  EditionView,
  | 'workId'
  | 'slug'
  | 'kind'
  | 'bodyId'
  | 'isSample'
  | 'language'
  | 'title'
  | 'teaser'
  | 'series'
  | 'topics'
  | 'pillars'
  | 'regions'
  | 'authors'
  | 'occasion'
> & {
  state: EditionState
  firstPublishedAt: Date
  publishedAt: Date
  number: number
  /** Names stand under it, which change without it. */
  isSigned: boolean
}

export interface RevisionView {
  revision: number
  title: string
  teaser: string
  content: TextDocument
  hero: Hero | null
  /** What it said beside the text; null for saves of which that is not known. */
  fields: Fields | null
  occasion: Occasion | null
  savedBy: string
  /** Whose words it took over, when they were suggested. */
  suggestedBy: string | null
  savedAt: Date
}

export const turning = z.object({
  deed: z.enum(['review', 'return', 'schedule', 'publish', 'withdraw', 'remove', 'discard'], 'Choose what to do'),
  at: z.string().max(40).default(''),
  announce: z
    .enum(['yes', ''])
    .default('')
    .transform((given) => given === 'yes'),
  reason: z.string().trim().max(2000, 'Keep the reason under 2,000 characters').default(''),
})
export type Turning = z.output<typeof turning>

/** The ends of the addresses under which a work can be taken along, and what each form is called. */
export const outputNames = {
  'work.pdf': 'PDF',
  'work.epub': 'EPUB',
  'work.docx': 'Word',
  'work.txt': 'Plain text',
} as const

/** How reference managers take a work up: the ends of the addresses, and what each format is called. */
export const referenceNames = {
  'work.bib': 'BibTeX',
  'work.ris': 'RIS',
  'work.csl.json': 'CSL-JSON',
} as const

export const workPath = (slug: string): string => `/works/${slug}`
export const draftPath = (editionId: string): string => `/desk/works/${editionId}`
