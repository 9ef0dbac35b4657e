import type { NewStatement } from '#kernel/claims'
import { idFromKey } from '#platform/ids'
import type { PackageRows } from './schema.ts'

type EngagementRow = PackageRows['engagements'][number]
type OrganizationRow = PackageRows['organizations'][number]

export const engagementId = (key: string): string => idFromKey('engagement', key)

/** The cell of a delimited file that a value stands in (RFC 7111 §2): `file.csv#cell=12,name`, or the row when no column is named. */
export function cellOf(row: { file: string; row: string }, column = ''): string {
  if (!row.row) return row.file || 'whole source'
  return column ? `${row.file}#cell=${row.row},${column}` : `${row.file}#row=${row.row}`
}

interface Witness {
  sourceId: string
  part: string
  original: string
}

/**
 * The cells a row rests on. Lists of files, rows, columns and texts run in step; sources are named once each, in the order in
 * which their files first appear.
 */
export function witnessesOf(row: Pick<EngagementRow, 'source' | 'file' | 'row' | 'column' | 'original'>): Witness[] {
  const sources = row.source.split('|')
  const files = row.file.split('|')
  const rows = row.row.split('|')
  const columns = row.column.split('|')
  const originals = row.original.split('|')
  const distinct = [...new Set(files)]
  if (files.length === 1)
    return [
      {
        sourceId: sources[0] ?? '',
        part: cellOf({ file: row.file, row: row.row }, columns.join('+')),
        original: originals.join(' · '),
      },
    ]
  return files.map((file, at) => ({
    sourceId: sources[Math.min(distinct.indexOf(file), sources.length - 1)] ?? '',
    part: cellOf({ file, row: rows[at] ?? '' }, columns[at] ?? ''),
    original: originals[at] ?? '',
  }))
}

/** What one row says of its engagement, statement by statement. Empty cells say nothing: they are not made into claims. */
export function engagementStatements(row: EngagementRow, batchId: string): NewStatement[] {
  const subjectId = engagementId(row.key)
  const witnesses = witnessesOf(row)
  const say = (property: string, value: string): NewStatement[] =>
    value === '' || value === 'unknown'
      ? []
      : witnesses.map(({ sourceId, part, original }) => ({
          subjectKind: 'engagement' as const,
          subjectId,
          sourceId,
          part,
          batchId,
          property,
          value,
          originalValue: original || value,
        }))
  return [
    ...say('form', row.form),
    ...say('kind', row.kind),
    // A tie between two places is called by its parties; other engagements bring a title of their own.
    ...(row.form === 'standing-tie' ? [] : say('title', row.title)),
    ...row.us.flatMap((id) => say('party.us', id)),
    ...row.counterparts.flatMap((id) => say('party.abroad', id)),
    ...say('network', row.network ?? ''),
    ...say('started', row.started),
    ...say('ended', row.ended),
    ...say('legal', row.legal),
    ...say('recognition', row.recognition),
    ...say('activity', row.activity),
    ...row.themes.flatMap((theme) => say('theme', theme)),
    ...say('note', row.role_note),
  ]
}

/** What one row says of a government: name, position, population, existence. */
export function organizationStatements(row: OrganizationRow, batchId: string): NewStatement[] {
  const sourceId = row.source.split('|')[0] ?? ''
  const about = { subjectKind: 'organization' as const, subjectId: row.key, sourceId, part: cellOf(row), batchId }
  const say = (property: string, value: string | number | undefined): NewStatement[] =>
    value === undefined || value === ''
      ? []
      : [{ ...about, property, value: String(value), originalValue: String(value) }]
  const position = row.longitude === undefined ? undefined : `${row.latitude}, ${row.longitude}`
  return [
    ...say('name', row.name),
    ...say('position', position),
    ...say('population', row.population),
    ...say('exists.from', row.exists_from),
    ...say('exists.to', row.exists_to),
  ]
}
