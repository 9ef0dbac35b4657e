import { createHash } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileWriter } from 'hyparquet-writer'
import type { Command, CommandInput, Services } from '#kernel/doors'
import { toCsv, toCsvRows } from '#platform/csv'
import { type PlainQuestion, plainQuestion } from '../explore/schema.ts'
import { openExplorer } from '../explore/service.ts'
import { toGeoJson } from '../exports/rules.ts'
import type { DyadEngagement } from './formats/dyads.ts'
import { growGeoParquet } from './formats/geoparquet.ts'
import type { Edition, Sealed, Table, TableShape } from './formats/tabular.ts'
import { listSourcesAt } from './read.ts'
import { closingTablesOf, filesAbout, geometriesOf, type Holdings, recordTablesOf } from './rules.ts'
import { holdingsOf, surveyArchive } from './service.ts'

/** Records that are in memory at once. */
const most = 2000

/** The same files as `/api/v1/engagements.zip` holds, to the byte, of questions that are too large for a page to wait for. */
export const archiveCommand: Command = {
  name: 'archive',
  arguments: '<folder> [question]',
  summary: 'write the edition of a question, however large; the question as in the address of the map',
  async run(services, { arguments: [folder, asked = ''], say, progress }) {
    if (!folder) {
      say('Name a new folder, for example: legation archive ./edition "country=JP&asOf=2026-01-01"')
      return 1
    }
    if (existsSync(folder) && readdirSync(folder).length > 0) {
      say(`${folder} is not empty. Choose another folder; an archive never overwrites one.`)
      return 1
    }
    const question = plainQuestion.safeParse(parametersOf(asked))
    if (!question.success) {
      say(`The question cannot be read: ${question.error.issues[0]?.message}. Copy it from the address of the map.`)
      return 1
    }
    const { edition, total } = await writeArchive(services, {
      ...{ folder, asked: question.data, batch: most, progress },
    })
    say(`${folder}: ${edition.id}, ${total} engagements. Check it with: sha256sum -c SHA256SUMS`)
    return 0
  },
}

function parametersOf(text: string): Record<string, string | string[] | undefined> {
  const given = new URLSearchParams(text)
  return Object.fromEntries(
    [...new Set(given.keys())].map((key) => {
      const all = given.getAll(key)
      return [key, all.length > 1 ? all : all[0]]
    }),
  )
}

/** Makes an edition in parts of so many records; however many these are, the files are the same. */
export async function writeArchive(
  services: Services,
  {
    folder,
    asked,
    batch,
    progress,
  }: { folder: string; asked: PlainQuestion; batch: number } & Pick<CommandInput, 'progress'>,
): Promise<{ edition: Edition; total: number }> {
  const { database, clock, config } = services
  const { publicUrl } = config
  const explorer = await openExplorer(services)
  try {
    const survey = await database.read((db) => surveyArchive(db, explorer, { asked, now: clock.now(), publicUrl }))
    const { edition, ids, at } = survey
    const data = openData(folder, edition)
    const sourceIds = new Set<string>()
    // What was known at an instant is the same in every transaction: one for each part leaves the database to others in between.
    for (let start = 0; start < ids.length; start += batch) {
      progress('engagements', start, ids.length)
      const part = ids.slice(start, start + batch)
      const holdings = await database.read((db) => holdingsOf(db, { ids: part, at, publicUrl }))
      for (const { id } of holdings.sources) sourceIds.add(id)
      data.add(holdings)
    }
    progress('engagements', ids.length, ids.length)
    const sources = await database.read((db) => listSourcesAt(db, { ids: [...sourceIds], at }))
    const { files, tables } = await data.finish(sources)
    // The list of checksums comes last: a folder without it was not finished.
    for (const { name, bytes } of filesAbout(edition, { data: files, tables, sources })) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), bytes)
    }
    return { edition, total: ids.length }
  } finally {
    await explorer.close()
  }
}

/** The files that grow with the records, part after part. */
function openData(folder: string, edition: Edition) {
  mkdirSync(folder, { recursive: true })
  const nothing = recordTablesOf({ records: [], participations: [], statements: [], sources: [] })
  const [recordShape] = nothing
  if (!recordShape) throw new Error('an archive has a table of records')
  const csv = nothing.map((table) => ({ table, file: openTable(folder, table) }))
  const geoJson = openText(folder, 'engagements.geojson')
  const parquetPath = join(folder, 'engagements.parquet')
  const parquet = growGeoParquet(fileWriter(parquetPath), recordShape)
  const dyads: DyadEngagement[] = []
  const counts = nothing.map(() => 0)
  const frame = JSON.stringify(toGeoJson([], edition.says))
  geoJson.write(frame.slice(0, -2))

  return {
    add(holdings: Holdings): void {
      const tables = recordTablesOf(holdings)
      for (const [at, { rows }] of tables.entries()) {
        csv[at]?.file.write(toCsvRows(rows))
        counts[at] = (counts[at] ?? 0) + rows.length
      }
      const drawn = toGeoJson(holdings.records, edition.says)
      const features = (drawn as { features: object[] }).features.map((each) => JSON.stringify(each)) // by toGeoJson
      if (features.length > 0) geoJson.write(`${dyads.length > 0 ? ',' : ''}${features.join(',')}`)
      parquet.add(tables[0]?.rows ?? [], geometriesOf(drawn))
      for (const { form, us, counterparts, started, ended } of holdings.records)
        dyads.push({ form, us, counterparts, started, ended })
    },
    async finish(sources: Holdings['sources']): Promise<{ files: Sealed[]; tables: TableShape[] }> {
      const closing = closingTablesOf(dyads, sources, edition)
      const closed = closing.map((table) => {
        const file = openTable(folder, table)
        file.write(toCsvRows(table.rows))
        return file.seal()
      })
      geoJson.write(frame.slice(-2))
      parquet.finish()
      const files = [...csv.map(({ file }) => file.seal()), ...closed, geoJson.seal(), await sealed(parquetPath)]
      return { files, tables: [...csv.map(({ table }, at) => ({ ...table, rowCount: counts[at] ?? 0 })), ...closing] }
    },
  }
}

function openTable(folder: string, { name, columns }: Pick<Table, 'name' | 'columns'>) {
  const file = openText(folder, `${name}.csv`)
  file.write(
    toCsv(
      columns.map((column) => column.name),
      [],
    ),
  )
  return file
}

/** A file that is written from its beginning to its end and knows its checksum then. */
function openText(folder: string, name: string) {
  const file = openSync(join(folder, name), 'w')
  const hash = createHash('sha256')
  let size = 0
  return {
    write(text: string): void {
      const bytes = Buffer.from(text)
      writeFileSync(file, bytes)
      hash.update(bytes)
      size += bytes.length
    },
    seal(): Sealed {
      closeSync(file)
      return { name, size, sha256: hash.digest('hex') }
    },
  }
}

async function sealed(path: string): Promise<Sealed> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array) // a stream without an encoding
  return { name: 'engagements.parquet', size: statSync(path).size, sha256: hash.digest('hex') }
}
