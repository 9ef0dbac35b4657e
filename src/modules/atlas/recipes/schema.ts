import { z } from 'zod'
import { sourceKinds } from '#kernel/sources'
import { dateOrders } from '../uploads/readers/dates.ts'

/** Kinds of records that a sheet can hold, each with its form of engagement and the kind it has unless a column says otherwise. */
export const recordKinds = {
  tie: { label: 'Ties between two places', form: 'standing-tie', kind: 'sister-city' },
  membership: { label: 'Memberships of networks', form: 'membership', kind: 'network-member' },
  instrument: { label: 'Agreements and other instruments', form: 'instrument', kind: 'instrument' },
  event: { label: 'Events: visits, meetings, missions', form: 'event', kind: 'event' },
} as const
export type RecordKind = keyof typeof recordKinds
export const recordKindNames = Object.keys(recordKinds) as [RecordKind, ...RecordKind[]] // the keys of the table above

interface Field {
  label: string
  /** What columns of this meaning are called, folded. */
  heard: string[]
}

const place = (which: string, heard: string[]): Field => ({ label: `${which}: name`, heard })

/** What a column can mean. `first` and `second` are the two sides as the file has them; which lies in the United States is found out. */
export const fields = {
  firstPlace: place('First place', [
    'city1',
    'city 1',
    'city',
    'us city',
    'city name',
    'place',
    'origincitylabel',
    'government',
    'member',
    'municipality',
    'local government',
    'us government',
    'name on website',
    'place 1',
    'town',
    'organisation',
  ]),
  firstCountry: { label: 'First place: country', heard: ['country1', 'country 1', 'origincountry', 'country name'] },
  firstRegion: { label: 'First place: state or region', heard: ['state', 'us state', 'state1', 'region1', 'province'] },
  firstLatitude: { label: 'First place: latitude', heard: ['lat1', 'latitude1', 'originlat', 'latitude', 'lat'] },
  firstLongitude: {
    label: 'First place: longitude',
    heard: ['lng1', 'lon1', 'longitude1', 'originlong', 'longitude', 'lng', 'lon'],
  },
  firstId: {
    label: 'First place: identifier',
    heard: ['geoid', 'ocd id', 'ocd division id', 'wikidata id', 'wikidata', 'cityqid', 'qid', 'geonames id'],
  },
  secondPlace: place('Second place', [
    'city2',
    'city 2',
    'sister',
    'sister city',
    'partner',
    'partner city',
    'sistercitylabel',
    'counterpart',
    'foreign city',
    'twin',
    'twin town',
    'place 2',
  ]),
  secondCountry: {
    label: 'Second place: country',
    heard: [
      'country2',
      'country 2',
      'partner country',
      'destination countrylabel',
      'foreign country',
      'country',
      'counterpart country',
    ],
  },
  secondRegion: { label: 'Second place: state or region', heard: ['region2', 'state2', 'partner region'] },
  secondLatitude: { label: 'Second place: latitude', heard: ['lat2', 'latitude2', 'destinationlat'] },
  secondLongitude: { label: 'Second place: longitude', heard: ['lng2', 'lon2', 'longitude2', 'destinationlong'] },
  secondId: { label: 'Second place: identifier', heard: ['partner id', 'partner wikidata', 'second id'] },
  network: { label: 'Network', heard: ['network', 'network or reporting authority', 'association', 'organization'] },
  title: { label: 'Title', heard: ['title', 'event', 'agreement', 'subject', 'name of agreement'] },
  kind: {
    label: 'Kind of tie, agreement or event',
    heard: ['kind', 'type', 'tie type', 'agreement type', 'event type', 'relationship'],
  },
  started: {
    label: 'Began or signed on',
    heard: [
      'started',
      'start',
      'start date',
      'signed',
      'date signed',
      'since',
      'year',
      'date',
      'established',
      'from',
      'year established',
      'begin',
      'signed on',
    ],
  },
  ended: {
    label: 'Ended on',
    heard: ['ended', 'end', 'end date', 'until', 'to', 'terminated', 'termination date', 'expired', 'ended on'],
  },
  legal: { label: 'Legal status', heard: ['legal', 'legal status', 'status'] },
  activity: { label: 'Activity', heard: ['activity', 'activity status'] },
  theme: { label: 'Theme', heard: ['theme', 'themes', 'topic', 'topics'] },
  note: { label: 'Note', heard: ['note', 'notes', 'remarks', 'comment', 'comments'] },
} as const satisfies Record<string, Field>
export type FieldName = keyof typeof fields
export const fieldNames = Object.keys(fields) as [FieldName, ...FieldName[]] // the keys of the table above

/** Fields that one value can fill for every row, because the file says it once: in its name, or nowhere. */
export const fixedFields = ['firstCountry', 'secondCountry', 'network', 'kind'] as const

const text = z.string().trim().max(200).default('')

/** What a sheet means: which table, under which heading, what each column is, and how its cells are read. */
export const mapping = z.object({
  sheet: z.coerce.number().int().min(0).default(0),
  heading: z.object({
    from: z.coerce.number().int().min(1),
    rows: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  }),
  record: z.enum(recordKindNames, 'Say what the rows are'),
  /** Field by name of the column; columns left out are not kept. */
  columns: z.record(z.string(), z.enum(fieldNames, 'There is no such field')),
  fixed: z.partialRecord(z.enum(fixedFields), text).default({}),
  dates: z.union([z.enum(dateOrders), z.literal('')]).default(''),
  hidden: z.enum(['read', 'leave']).default('read'),
  /** What becomes of records that the source named before and this file does not. */
  gone: z.enum(['keep', 'withdraw']).default('keep'),
})
export type Mapping = z.output<typeof mapping>

/** The source that the file is: one on record, or a new one. */
export const sourceChoice = z.object({
  sourceId: z.string().trim().default(''),
  sourceTitle: text,
  publisher: text,
  sourceKind: z.enum(sourceKinds).default('dataset'),
  licence: text,
  address: z.union([z.literal(''), z.url('Write the whole address, with https://')]).default(''),
})
export type SourceChoice = z.output<typeof sourceChoice>

export interface RecipeView {
  id: string
  name: string
  sourceId: string
  sourceTitle: string
  headings: string
  mapping: Mapping
  savedAt: Date
}

/** A suggestion and the reason for it, in words. */
export interface Suggestion {
  field: FieldName
  because: string
}
