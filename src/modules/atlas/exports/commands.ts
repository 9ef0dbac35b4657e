import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { anonymous } from '#kernel/access'
import type { Command } from '#kernel/doors'
import { listSources } from '#kernel/sources'
import { dayOf } from '#platform/clock'
import { toCsv } from '#platform/csv'
import { type Reader, sql } from '#platform/db'
import { siteName } from '#platform/i18n'
import { slug } from '#platform/ids'
import { listDisputedOf } from '../disputes/read.ts'
import { toEngagementShape } from '../engagements/api.ts'
import { listEngagements } from '../engagements/read.ts'
import { coverageAt, listBehind } from './read.ts'
import { engagementsAsCsv } from './rules.ts'
import { type ExportRow, exportColumns } from './schema.ts'

const batch = 1000

/** Every public engagement, grouped by the license it came with: share-alike rows never stand in one file with others. */
async function rowsByLicense(
  db: Reader,
  { origin, now }: { origin: string; now: Date },
  progress: (what: string, done: number, total: number) => void,
): Promise<Map<string, ExportRow[]>> {
  const ids = (
    await db.all(sql<{ id: string }>`select engagement_id as id from atlas.versions
      join atlas.engagements engagement on engagement.id = engagement_id
      where known_to is null and engagement.visibility = 'public' order by engagement_id`)
  ).map((row) => row.id)
  const rows: ExportRow[] = []
  for (let start = 0; start < ids.length; start += batch) {
    progress('engagements', start, ids.length)
    const some = ids.slice(start, start + batch)
    const behind = await listBehind(db, { ids: some, at: now })
    const views = await listEngagements(db, anonymous, some)
    const covered = await coverageAt(db, { ids: [...new Set(views.flatMap(({ usIds }) => usIds))], at: now })
    const disputed = Map.groupBy(await listDisputedOf(db, { ids: some, at: now }), ({ engagementId }) => engagementId)
    for (const view of views)
      rows.push({
        ...toEngagementShape(view, origin),
        ...{ statements: behind.get(view.id), coverage: covered(view.usIds, view.form) },
        disputes: disputed.get(view.id),
      })
  }
  progress('engagements', ids.length, ids.length)
  return Map.groupBy(rows, (row) => row.license ?? 'none stated')
}

const sourceColumns = [
  ...(['id', 'title', 'publisher', 'kind', 'address', 'published', 'retrievedOn', 'licence', 'attribution'] as const),
  ...(['copyHash', 'note'] as const),
]

export const exportCommand: Command = {
  name: 'export',
  arguments: '<folder>',
  summary: 'write everything public as data packages, one folder per license',
  async run({ database, config, clock }, { arguments: [folder], say, progress }) {
    if (!folder) {
      say('Name a new folder, for example: legation export ./export')
      return 1
    }
    if (existsSync(folder) && readdirSync(folder).length > 0) {
      say(`${folder} is not empty. Choose another folder; an export never overwrites one.`)
      return 1
    }
    await database.read(async (db) => {
      const listed = await listSources(db)
      const sources = toCsv(
        [...sourceColumns],
        listed.map((source) => sourceColumns.map((column) => source[column])),
      )
      for (const [license, rows] of await rowsByLicense(db, { origin: config.publicUrl, now: clock.now() }, progress)) {
        const place = join(folder, slug(license).slice(0, 60) || 'none')
        mkdirSync(place, { recursive: true })
        const csv = engagementsAsCsv(rows)
        writeFileSync(join(place, 'engagements.csv'), csv)
        writeFileSync(join(place, 'sources.csv'), sources)
        writeFileSync(join(place, 'datapackage.json'), descriptorOf(license, csv, rows.length, clock.now()))
        writeFileSync(join(place, 'README.md'), readmeOf(license, rows.length, config.publicUrl, clock.now()))
        say(`${place}: ${rows.length} engagements under ${license}`)
      }
    })
    return 0
  },
}

/** Data Package, version 2 of the standard (2024): a schema for every column and a checksum for the file. */
function descriptorOf(license: string, csv: string, rows: number, now: Date): string {
  const descriptor = {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: 'legation-engagements',
    title: 'Engagements of American places abroad',
    created: now.toISOString(),
    licenses: [{ name: slug(license).slice(0, 60) || 'none', title: license }],
    resources: [
      {
        name: 'engagements',
        path: 'engagements.csv',
        format: 'csv',
        mediatype: 'text/csv',
        encoding: 'utf-8',
        bytes: Buffer.byteLength(csv),
        hash: `sha256:${createHash('sha256').update(csv).digest('hex')}`,
        rows,
        schema: {
          fields: exportColumns.map((column) => ({ name: column.name, type: 'string', description: column.meaning })),
          primaryKey: ['id'],
        },
      },
      { name: 'sources', path: 'sources.csv', format: 'csv', mediatype: 'text/csv', encoding: 'utf-8' },
    ],
  }
  return `${JSON.stringify(descriptor, null, 2)}\n`
}

const readmeOf = (license: string, rows: number, publicUrl: string, now: Date): string =>
  `# Engagements of American places abroad

${rows} engagements, as known on ${dayOf(now)}. License: ${license}.

An empty date means unknown, never "in force". Every record has its evidence at its address. Columns are explained in
datapackage.json, sources in sources.csv. Method: ${publicUrl}/method

Cite as: ${siteName}, "Engagements of American places abroad", ${dayOf(now)}, ${publicUrl}/data.
`
