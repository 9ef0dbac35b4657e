import type { Rank } from '#kernel/claims'
import { forms, type KnownParty } from '../engagements/schema.ts'
import { exportColumns } from '../exports/schema.ts'
import { type DyadYear, lastingForms } from './formats/dyads.ts'
import type { Column, Source } from './formats/tabular.ts'

export interface Participation {
  engagementId: string
  side: 'us' | 'abroad' | 'network'
  position: number
  party: KnownParty
  statementIds: string[]
  license: string | null
}

/** One source saying one thing about one property of a record of the edition. */
export interface SaidStatement {
  id: string
  engagementId: string
  property: string
  value: string
  originalValue: string
  language: string | null
  sourceId: string
  part: string
  quote: string | null
  rank: Rank
  rankReason: string | null
  validFrom: string
  validTo: string
  confidence: string
  disputedBy: string | null
  recordedAt: Date
  retractedAt: Date | null
  retractedReason: string | null
}

export interface SourceRow extends Source {
  kind: string
  published: string | null
  retrievedOn: string
  copyHash: string | null
  note: string
}

const booleans = new Set(['has_document', 'is_sample'])

/** The columns of the downloads, with types. */
export const recordColumns = exportColumns.map(({ name, meaning, of }) => ({
  ...{ name, meaning },
  type: booleans.has(name) ? ('boolean' as const) : name === 'known_from' ? ('datetime' as const) : ('string' as const),
  of: (row: Parameters<typeof of>[0]) => (booleans.has(name) ? of(row) === 'true' : of(row)),
}))

const text = <Row>(name: string, meaning: string, of: (row: Row) => string | null): Column<Row> => ({
  ...{ name, meaning, of },
  type: 'string',
})

export const participationColumns: Column<Participation>[] = [
  text('engagement_id', 'The record', (row) => row.engagementId),
  text('side', 'us, abroad, or network for the network of a membership', (row) => row.side),
  { name: 'position', type: 'integer', meaning: 'Order within the side, from 1', of: (row) => row.position },
  text('organization_id', 'Stable id of who takes part', (row) => row.party.id),
  text('organization_name', 'Its name beside others: with state or country', (row) => row.party.name),
  text('organization_kind', 'Kind of government or organization', (row) => row.party.kind),
  text('country', 'ISO 3166-1 alpha-2 code of its country; empty for a network', (row) => row.party.country),
  text('statement_ids', 'Statements that say so, separated by |', (row) => row.statementIds.join('|')),
  text('license', 'License of the batch the record came with', (row) => row.license),
]

export const statementColumns = (licenceOf: (sourceId: string) => string | undefined): Column<SaidStatement>[] => [
  text('id', 'Stable id of the statement', (row) => row.id),
  text('engagement_id', 'The record it is about', (row) => row.engagementId),
  text('property', 'What it speaks of: party.us, started, legal and so on', (row) => row.property),
  text('value', 'What the source says, as we understand it', (row) => row.value),
  text('original_value', 'The text as it stands in the source', (row) => row.originalValue),
  text('language', 'Language of that text (BCP 47)', (row) => row.language),
  text('source_id', 'The source, in sources.csv', (row) => row.sourceId),
  text('source_cell', 'Where in the source: a cell (RFC 7111) or an address', (row) => row.part),
  text('quote', 'Its words', (row) => row.quote),
  text('rank', 'preferred hides normal; deprecated never shows', (row) => row.rank),
  text('rank_reason', 'Why it is ranked so', (row) => row.rankReason),
  text('valid_from', 'From when it holds, EDTF', (row) => row.validFrom),
  text('valid_to', 'Until when it holds, EDTF', (row) => row.validTo),
  text('confidence', 'How far it has been checked', (row) => row.confidence),
  text('disputed_by', 'Who disputes it', (row) => row.disputedBy),
  {
    ...{ name: 'recorded_at', type: 'datetime', meaning: 'Since when it stands on record, UTC' },
    of: (row) => row.recordedAt.toISOString(),
  },
  {
    ...{ name: 'retracted_at', type: 'datetime', meaning: 'When it was taken back, UTC; empty while it stands' },
    of: (row) => row.retractedAt?.toISOString() ?? null,
  },
  text('retracted_reason', 'Why it was taken back', (row) => row.retractedReason),
  text('source_license', 'License of the source', (row) => licenceOf(row.sourceId) ?? null),
]

export const sourceColumns: Column<SourceRow>[] = [
  text('id', 'Stable id of the source', (row) => row.id),
  text('title', 'Its title', (row) => row.title),
  text('publisher', 'Who published it', (row) => row.publisher),
  text('kind', 'Kind of source', (row) => row.kind),
  text('address', 'Where it was found', (row) => row.address),
  text('published', 'When it was published', (row) => row.published),
  text('retrieved_on', 'When it was read, EDTF', (row) => row.retrievedOn),
  text('license', 'License as its publisher states it', (row) => row.licence),
  text('attribution', 'Whom to name', (row) => row.attribution),
  text('copy_sha256', 'Fingerprint of the copy that was read (SHA-256)', (row) => row.copyHash),
  text('note', 'What to know of it', (row) => row.note),
]

const counted = (name: string, meaning: string, of: (row: DyadYear) => number): Column<DyadYear> => ({
  ...{ name, meaning, of },
  type: 'integer',
})
const column = (form: string) => form.replaceAll('-', '_')
const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, count) => total + count, 0)

export const dyadColumns: Column<DyadYear>[] = [
  text('us_id', 'US government', (row) => row.usId),
  text('us_name', 'Its name', (row) => row.usName),
  text('us_level', 'Its level', (row) => row.usLevel),
  text('country', 'ISO 3166-1 code of the counterpart’s country; empty: none on record', (row) => row.country),
  {
    ...{ name: 'year', type: 'integer', meaning: 'The year; empty: what has no known year of beginning' },
    of: (row) => row.year,
  },
  counted('begun', 'Engagements that began in the year', (row) => sum(row.begun)),
  ...forms.map((form) =>
    counted(`begun_${column(form)}`, `Of these, of the form ${form}`, (row) => row.begun[form] ?? 0),
  ),
  counted(
    'ended',
    'Engagements known to have ended in the year; without a year: that have a known end',
    (row) => row.ended,
  ),
  ...lastingForms.map((form) =>
    counted(
      `standing_${column(form)}`,
      `Of the form ${form}: begun by then and not known to have ended in an earlier year`,
      (row) => row.standing[form] ?? 0,
    ),
  ),
]
