import type { NewStatement } from '#kernel/claims'
import { idFromKey } from '#platform/ids'
import type { PackageRows } from './schema.ts'

type EngagementRow = PackageRows['engagements'][number]
type OrganizationRow = PackageRows['organizations'][number]

export const engagementId = (key: string): string => idFromKey('engagement', key)

/** The cell of a delimited file that a value stands in (RFC 7111 §2): `file.csv#cell=12,3`, or the row when no column is named. */
export function cellOf(row: { file: string; row: string }, column = ''): string {
  if (!row.row) return row.file || 'whole source'
  return column ? `${row.file}#cell=${row.row},${column}` : `${row.file}#row=${row.row}`
}

/** What one row says of its engagement, statement by statement. Empty cells say nothing: they are not made into claims. */
export function engagementStatements(row: EngagementRow, batchId: string): NewStatement[] {
  const about = {
    subjectKind: 'engagement' as const,
    subjectId: engagementId(row.key),
    sourceId: row.source,
    part: cellOf(row, row.column),
    batchId,
  }
  const say = (property: string, value: string, originalValue = row.original || value): NewStatement[] =>
    value === '' || value === 'unknown' ? [] : [{ ...about, property, value, originalValue }]
  return [
    ...say('form', row.form, row.kind),
    ...say('kind', row.kind, row.kind),
    ...say('title', row.title),
    ...row.us.flatMap((id) => say('party.us', id)),
    ...row.counterparts.flatMap((id) => say('party.abroad', id)),
    ...say('network', row.network ?? ''),
    ...say('started', row.started, row.started),
    ...say('ended', row.ended, row.ended),
    ...say('legal', row.legal, row.legal),
    ...say('recognition', row.recognition, row.recognition),
    ...say('activity', row.activity, row.activity),
    ...row.themes.flatMap((theme) => say('theme', theme, theme)),
    ...say('note', row.role_note, row.role_note),
  ]
}

/** What one row says of a government: name, position, population, identifiers. */
export function organizationStatements(row: OrganizationRow, batchId: string): NewStatement[] {
  const about = {
    subjectKind: 'organization' as const,
    subjectId: row.key,
    sourceId: row.source,
    part: cellOf(row),
    batchId,
  }
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
