import { createHash } from 'node:crypto'
import { toLongCsv } from '#platform/csv'
import type { Located } from '../exports/rules.ts'
import { toGeoJson } from '../exports/rules.ts'
import { csvwOf } from './formats/csvw.ts'
import { dataPackageOf } from './formats/data-package.ts'
import { type DyadEngagement, dyadYears } from './formats/dyads.ts'
import { type Geometry, geoParquetOf } from './formats/geoparquet.ts'
import { licenceTexts } from './formats/licences.ts'
import { type Edition, type MadeFile, type Sealed, type Table, type TableShape, tableOf } from './formats/tabular.ts'
import { citationOf, readmeOf } from './formats/words.ts'
import {
  dyadColumns,
  type Participation,
  participationColumns,
  recordColumns,
  type SaidStatement,
  type SourceRow,
  sourceColumns,
  statementColumns,
} from './schema.ts'

/** All that an archive is made of. */
export interface Holdings {
  records: Located[]
  participations: Participation[]
  statements: SaidStatement[]
  sources: SourceRow[]
}

/** A name for an edition by which it is cited: its instant, and the question in ten letters. */
export const editionId = (question: string, knownAt: Date): string =>
  `legation-${knownAt.toISOString().replaceAll(/[-:]/g, '').replace('.', '-').toLowerCase()}-${digest(question).slice(0, 10)}`

const digest = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

/** The tables that grow with the records; of many records they are made in parts. */
export function recordTablesOf({ records, participations, statements, sources }: Holdings): Table[] {
  const licences = new Map(sources.map(({ id, licence }) => [id, licence]))
  const toRecord = { column: 'engagement_id', table: 'engagements', key: 'id' }
  return [
    tableOf(
      { name: 'engagements', title: 'What American places do abroad, one row for each', key: ['id'], references: [] },
      recordColumns,
      records,
    ),
    tableOf(
      {
        ...{ name: 'participations', title: 'Who takes part in each' },
        key: ['engagement_id', 'side', 'organization_id'],
        references: [toRecord],
      },
      participationColumns,
      participations,
    ),
    tableOf(
      {
        ...{ name: 'statements', title: 'Which source says what of each, and where in it', key: ['id'] },
        references: [toRecord, { column: 'source_id', table: 'sources', key: 'id' }],
      },
      statementColumns((id) => licences.get(id)),
      statements,
    ),
  ]
}

/** The tables that are known when the last record is. */
export function closingTablesOf(records: DyadEngagement[], sources: SourceRow[], edition: Edition): Table[] {
  return [
    tableOf(
      { name: 'sources', title: 'The sources and their licenses', key: ['id'], references: [] },
      sourceColumns,
      sources,
    ),
    tableOf(
      { name: 'dyad-years', title: 'Counts by US government, country and year', key: [], references: [] },
      dyadColumns,
      dyadYears(records, Number(edition.knownAt.slice(0, 4))),
    ),
  ]
}

/** Every file of an archive, each with its checksum; the last lists them all. Nothing in it depends on when or where it is made. */
export async function filesOf(holdings: Holdings, edition: Edition): Promise<MadeFile[]> {
  const tables = [...recordTablesOf(holdings), ...closingTablesOf(holdings.records, holdings.sources, edition)]
  const data: MadeFile[] = []
  for (const { name, columns, rows } of tables)
    data.push(
      fileOf(
        `${name}.csv`,
        await toLongCsv(
          columns.map((each) => each.name),
          rows,
        ),
      ),
    )
  const geoJson = toGeoJson(holdings.records, edition.says)
  data.push(fileOf('engagements.geojson', JSON.stringify(geoJson)))
  const [records] = tables
  if (records) data.push(fileOf('engagements.parquet', geoParquetOf(records, geometriesOf(geoJson))))
  return [...data, ...filesAbout(edition, { data, tables, sources: holdings.sources })]
}

/** What is written about the data when they are whole; the last lists every file. */
export function filesAbout(
  edition: Edition,
  { data, tables, sources }: { data: Sealed[]; tables: TableShape[]; sources: SourceRow[] },
): MadeFile[] {
  const about = [
    fileOf('datapackage.json', json(dataPackageOf(edition, data, tables, sources))),
    fileOf('csv-metadata.json', json(csvwOf(edition, tables))),
    fileOf('README.md', readmeOf(edition, data, tables, sources)),
    fileOf('CITATION.cff', citationOf(edition)),
    ...licenceTexts(sources).map(({ name, text }) => fileOf(name, text)),
  ]
  const sums = [...data, ...about].map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')
  return [...about, fileOf('SHA256SUMS', sums)]
}

function fileOf(name: string, content: string | Uint8Array): MadeFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return { name, bytes, size: bytes.length, sha256: digest(bytes) }
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`

// The features are in the order of the records.
export const geometriesOf = (geoJson: object): (Geometry | null)[] =>
  (geoJson as { features: { geometry: Geometry | null }[] }).features.map(({ geometry }) => geometry) // by toGeoJson
