/** The columns of every table, in order: the one place where writer, descriptor and tests agree. */
export const tables = {
  sources: [
    'key',
    'title',
    'publisher',
    'kind',
    'address',
    'published',
    'retrieved',
    'licence',
    'attribution',
    'sha256',
    'note',
  ],
  organizations: [
    ...[
      'key',
      'kind',
      'name',
      'parent',
      'country',
      'subdivision',
      'longitude',
      'latitude',
      'population',
      'population_year',
    ],
    ...['geonames', 'wikidata', 'ocd', 'geoid', 'bia', 'website', 'exists_from', 'exists_to', 'source', 'file', 'row'],
    ...['region', 'note'],
  ],
  names: ['organization', 'name', 'language', 'kind', 'from', 'to', 'source', 'file', 'row'],
  successions: ['predecessor', 'successor', 'on', 'note', 'source'],
  engagements: [
    ...['key', 'form', 'kind', 'title', 'us', 'counterparts', 'network', 'role_note', 'started', 'ended', 'legal'],
    ...['recognition', 'activity', 'verification', 'themes', 'source', 'file', 'row', 'column', 'original'],
  ],
  people: ['key', 'name', 'source', 'file', 'row'],
  posts: ['key', 'organization', 'title'],
  tenures: ['person', 'post', 'from', 'to', 'source', 'file', 'row'],
  gaps: ['key', 'about', 'question', 'why', 'source'],
  rejects: ['file', 'row', 'column', 'value', 'reason', 'explanation'],
} as const

export type TableName = keyof typeof tables
export type Row = Readonly<Record<string, string>>
export type PackageName = 'core' | 'wikipedia'

const numbers = new Set(['longitude', 'latitude'])
const integers = new Set(['population'])

/** A field of the Data Package v2 table schema. */
export function fieldOf(
  table: TableName,
  name: string,
): { name: string; type: string; constraints?: { required: true; unique?: true } } {
  const type = numbers.has(name) ? 'number' : integers.has(name) ? 'integer' : 'string'
  const isKey = name === 'key' && tables[table][0] === 'key'
  return { name, type, ...(isKey ? { constraints: { required: true, unique: true } } : {}) }
}
