import { z } from 'zod'
import { knownAtInstant } from '../engagements/schema.ts'

/** Facets of the explorer in the order of the page, and what each is called. */
export const facetTitles = {
  place: 'US government',
  state: 'State',
  level: 'Level',
  country: 'Partner country',
  region: 'World region',
  partner: 'Counterpart',
  form: 'Form',
  kind: 'Kind',
  theme: 'Theme',
  network: 'Network',
  legal: 'Legal status',
  recognition: 'Recognition',
  activity: 'Activity',
  verification: 'Verification',
  source: 'Kind of source',
  documented: 'Document',
} as const
export type FacetName = keyof typeof facetTitles
export const facetNames = Object.keys(facetTitles) as FacetName[] // keys of a constant record are its names

export const views = ['map', 'table', 'matrix', 'network', 'timeline', 'compare'] as const
export type View = (typeof views)[number]

/** Facets whose values can be set side by side: who takes part, on either side. */
export const comparableFacets = ['state', 'place', 'country', 'region', 'partner', 'network'] as const
export type ComparableFacet = (typeof comparableFacets)[number]
export const comparedPlural: Record<ComparableFacet, string> = {
  state: 'states',
  place: 'US governments',
  country: 'partner countries',
  region: 'world regions',
  partner: 'counterparts',
  network: 'networks',
}

const year = /^\d{4}$/
const dayOrYear = (edge: 'first' | 'last') =>
  z
    .string()
    .regex(/^\d{4}(-\d{2}-\d{2})?$/, 'Write a year as 1985 or a day as 1985-05-01')
    .transform((text) => (year.test(text) ? `${text}-${edge === 'first' ? '01-01' : '12-31'}` : text))
    .pipe(z.iso.date('There is no such day'))

const values = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => (Array.isArray(given) ? given : [given]).filter((value) => value !== ''))
  .pipe(z.array(z.string().max(120, 'is too long')).max(100, 'Choose at most 100 values'))
  .optional()
const optional = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess((value) => (value === '' ? undefined : value), shape.optional())

const box = z.string().transform((text, context) => {
  const parts = text.split(',').map(Number)
  const [west, south, east, north] = parts
  const fits =
    parts.length === 4 &&
    parts.every(Number.isFinite) &&
    west !== undefined &&
    south !== undefined &&
    east !== undefined &&
    north !== undefined &&
    Math.abs(west) <= 180 &&
    Math.abs(east) <= 180 &&
    Math.abs(south) <= 90 &&
    Math.abs(north) <= 90 &&
    south <= north
  if (fits) return { west, south, east, north }
  context.addIssue({ code: 'custom', message: 'Write the box as west,south,east,north in degrees' })
  return z.NEVER
})

/** The question as it stands in the address: what every view, download, tile and API answer is an answer to. */
const question = {
  ...(Object.fromEntries(facetNames.map((name) => [name, values])) as Record<FacetName, typeof values>), // one entry per name
  q: optional(z.string().max(200, 'Shorten the words to 200 characters')).describe(
    'Words of the title; the last may be unfinished',
  ),
  from: optional(dayOrYear('first')).describe('Begun on or after this year or day'),
  to: optional(dayOrYear('last')).describe('Begun on or before this year or day'),
  undated: optional(z.enum(['yes', 'no'], 'undated is yes or no')).describe(
    'Whether records without a beginning stay when from or to is set',
  ),
  asOf: optional(z.iso.date('Write the day as 2026-03-01')).describe(
    'In force on this day; records without dates stay',
  ),
  knownAt: optional(knownAtInstant).describe('As known at this day or instant'),
  usWithin: optional(box).describe('US side in this box: west,south,east,north in degrees; west may exceed east'),
  abroadWithin: optional(box).describe('Counterpart in this box, written likewise'),
}

const zoom = z.coerce.number('zoom is a number from 0 to 14').min(0).max(14, 'zoom goes from 0 to 14')

/** Day number and id of the last row, as the index writes them. */
const cursor = z.string().regex(/^(-?\d{1,9})?~.{1,120}$/s, 'Use the `next` of the answer before as it stands')

/** A question without a place on the screen: downloads and tiles. */
export const plainQuestion = z.strictObject(question)
export type PlainQuestion = z.output<typeof plainQuestion>

/** The page: a question, a view, and a page of its table. Unknown parameters are ignored, as links gather them. */
export const explorerQuery = z.object({
  ...question,
  view: z.enum(views, `view is one of ${views.join(', ')}`).default('map'),
  page: z.coerce.number('page is a number').int().min(1).max(100_000).default(1),
  compare: optional(z.enum(comparableFacets, `compare is one of ${comparableFacets.join(', ')}`)),
  coverage: optional(z.enum(['states'], 'coverage is states')),
})
export type ExplorerQuery = z.output<typeof explorerQuery>

/** The parts of the page that change with the question, and how the page that asks draws its map. */
export const partsQuery = explorerQuery.extend({
  /** `living`: from the numbers alone; `lines`: by the server, over land and borders that the page has; `whole`: by the server. */
  draws: z.enum(['whole', 'lines', 'living'], 'draws is whole, lines or living').default('whole'),
  bbox: optional(box),
  zoom: optional(zoom),
})
export type PartsQuery = z.output<typeof partsQuery>

/** The whole page state over the API. */
export const exploreQuery = z.strictObject({
  ...question,
  bbox: optional(box).describe('west,south,east,north in degrees; west may be greater than east'),
  zoom: optional(zoom),
  within: optional(z.enum(['yes', 'no'])).describe('Count only what lies in the box'),
  limit: z.coerce.number('limit is a number').int().min(0).max(200, 'limit is at most 200').default(20),
  after: optional(cursor).describe('The `next` of the answer before'),
  arcs: z.coerce.number('arcs is a number').int().min(0).max(2000, 'arcs is at most 2000').default(300),
  values: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(60)
    .describe('Most values listed per facet; counts stay exact'),
})

export const listQuery = z.strictObject({
  ...question,
  limit: z.coerce
    .number('limit is a number')
    .int()
    .min(1, 'limit is at least 1')
    .max(500, 'limit is at most 500')
    .default(50),
  after: optional(cursor).describe('The `next` of the page before'),
})

export interface FacetView {
  name: FacetName
  title: string
  values: { value: string; label: string; count: number; isChosen: boolean }[]
  /** Values in all, of which `values` lists the most frequent and the chosen. */
  of: number
}

/** What every list says of itself. */
export interface Meta {
  total: number
  of: number
  asOf: string
  knownAt: string
  undated: number
  unlocated: number
  /** The same in a sentence. */
  says: string
}
