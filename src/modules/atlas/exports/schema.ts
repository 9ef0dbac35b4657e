import type { CoverageState } from '../coverage/schema.ts'
import type { EngagementShape } from '../engagements/schema.ts'

/** One column of the downloads: its name, what it means, and how it is filled. The codebook page is made from this list. */
export interface ExportColumn {
  name: string
  meaning: string
  of(row: ExportRow): string
}

/** A record of a download with the statements behind what it shows, by property. */
export type ExportRow = EngagementShape & {
  statements?: Record<string, string[]> | undefined
  /** How far what is on record of each US side reaches, in order. */
  coverage?: CoverageState[] | undefined
  /** What a party disputes and nobody has settled yet. */
  disputes?: { property: string; partyId: string }[] | undefined
}

/** Which statements a column rests on: each opens its source cell at /api/v1/statements/ID. */
const behind = (name: string, ...properties: string[]): ExportColumn => ({
  name: `${name}_statement_ids`,
  meaning: `Statements behind ${name}, separated by |; each opens the cell it stands in at /statements/ID`,
  of: (row) => properties.flatMap((property) => row.statements?.[property] ?? []).join('|'),
})

const ids = (parties: { id: string }[]) => parties.map((party) => party.id).join('|')
const names = (parties: { name: string }[]) => parties.map((party) => party.name).join('|')

export const exportColumns: ExportColumn[] = [
  { name: 'id', meaning: 'Stable id of the record', of: (row) => row.id },
  { name: 'address', meaning: 'Page of the record, with its evidence', of: (row) => row.address },
  { name: 'title', meaning: 'The parties, or the name of the office or membership', of: (row) => row.title },
  { name: 'form', meaning: 'Form of the engagement (vocabulary "form")', of: (row) => row.form },
  { name: 'kind', meaning: 'Kind within the form (vocabulary "kind")', of: (row) => row.kind },
  { name: 'us_ids', meaning: 'US governments, separated by |', of: (row) => ids(row.us) },
  { name: 'us_names', meaning: 'Their names, in the same order', of: (row) => names(row.us) },
  { name: 'counterpart_ids', meaning: 'Counterparts abroad, separated by |', of: (row) => ids(row.counterparts) },
  { name: 'counterpart_names', meaning: 'Their names, in the same order', of: (row) => names(row.counterparts) },
  {
    name: 'counterpart_countries',
    meaning: 'ISO 3166-1 alpha-2 codes of their countries, in the same order',
    of: (row) => row.counterparts.map((party) => party.country ?? '').join('|'),
  },
  { name: 'network_id', meaning: 'Network, for memberships', of: (row) => row.network?.id ?? '' },
  { name: 'started', meaning: 'When it began, EDTF; empty means unknown', of: (row) => row.started },
  { name: 'ended', meaning: 'When it ended, EDTF; empty means unknown, not "in force"', of: (row) => row.ended },
  {
    name: 'legal_status',
    meaning: 'What the text itself says (vocabulary "legal"); unknown is a value',
    of: (row) => row.legalStatus,
  },
  {
    name: 'recognition',
    meaning: 'Whether a membership body or statute recognizes it; unknown is a value',
    of: (row) => row.recognition,
  },
  {
    name: 'activity',
    meaning: 'Whether there is dated evidence of activity; unknown is a value',
    of: (row) => row.activity,
  },
  {
    name: 'verification',
    meaning: 'How far it has been checked (vocabulary "verification")',
    of: (row) => row.verification,
  },
  { name: 'themes', meaning: 'Themes, separated by |', of: (row) => row.themes.join('|') },
  {
    name: 'source_kinds',
    meaning: 'Kinds of source behind it, separated by |',
    of: (row) => row.sourceKinds.join('|'),
  },
  {
    name: 'has_document',
    meaning: 'Whether a primary document is known (true, false)',
    of: (row) => String(row.hasDocument),
  },
  { name: 'known_from', meaning: 'Since when this version has been known, UTC', of: (row) => row.knownFrom },
  { name: 'license', meaning: 'License of the batch the record came with', of: (row) => row.license ?? '' },
  { name: 'is_sample', meaning: 'Whether the record is invented (true, false)', of: (row) => String(row.isSample) },
  {
    name: 'us_coverage',
    meaning: 'How far the record of this form reaches for each US side (complete, partial, unknown), separated by |',
    of: (row) => (row.coverage ?? []).join('|'),
  },
  {
    name: 'disputed',
    meaning: 'Values that a party disputes and nobody has settled yet, by property, separated by |',
    of: (row) => (row.disputes ?? []).map(({ property }) => property).join('|'),
  },
  {
    name: 'disputed_by_ids',
    meaning: 'Parties that dispute them, in the same order; the reasons stand on the page of the record',
    of: (row) => (row.disputes ?? []).map(({ partyId }) => partyId).join('|'),
  },
  behind('title', 'title'),
  behind('form', 'form'),
  behind('kind', 'kind'),
  behind('us', 'party.us'),
  behind('counterpart', 'party.abroad'),
  behind('network', 'network'),
  behind('started', 'started'),
  behind('ended', 'ended'),
  behind('legal_status', 'legal'),
  behind('recognition', 'recognition'),
  behind('activity', 'activity'),
  behind('verification', 'verification', 'confirmed.us', 'confirmed.abroad'),
  behind('themes', 'theme'),
]
