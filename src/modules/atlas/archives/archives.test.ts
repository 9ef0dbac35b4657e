import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { useSite } from '#test/site'
import { root } from '#test/template'
import { dyadYears, yearIn } from './formats/dyads.ts'

const site = useSite()
const profiles = join(root, '../shared/data/standards/datapackage/2.0')
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

async function bytesOf(path: string): Promise<{ bytes: Uint8Array; headers: Headers }> {
  const answer = await site.application.fetch(new Request(`http://legation.test${path}`))
  expect([path, answer.status]).toEqual([path, 200])
  return { bytes: new Uint8Array(await answer.arrayBuffer()), headers: answer.headers }
}

async function archiveOf(question: string) {
  const { bytes, headers } = await bytesOf(`/api/v1/engagements.zip${question}`)
  const files = unzipSync(bytes)
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array())
  const table = (name: string) => parse(text(name), { columns: true }) as Record<string, string>[] // one object a row
  return { bytes, headers, files, text, table, json: (name: string) => JSON.parse(text(name)) }
}

interface Described {
  url: string
  tableSchema: {
    columns: { name: string; datatype: unknown; required: boolean }[]
    primaryKey?: string[]
    foreignKeys?: { columnReference: string; reference: { resource: string; columnReference: string } }[]
  }
}

test('an archive holds what it must, and every file is as its checksum says', async () => {
  const { bytes, headers, files, text } = await archiveOf('?country=QQ')
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(['README.md', 'CITATION.cff', 'datapackage.json', 'csv-metadata.json', 'SHA256SUMS']),
  )
  expect(Object.keys(files).filter((name) => name.startsWith('licenses/')).length).toBeGreaterThan(0)
  expect(headers.get('x-content-sha256')).toBe(sha256(bytes))
  const sums = new Map(
    text('SHA256SUMS')
      .trim()
      .split('\n')
      .map((line) => line.split('  ').reverse() as [string, string]),
  )
  for (const [name, content] of Object.entries(files))
    if (name !== 'SHA256SUMS') expect([name, sums.get(name)]).toEqual([name, sha256(content)])
  const edition = headers.get('x-edition') ?? ''
  for (const name of ['README.md', 'CITATION.cff']) expect(text(name)).toContain(edition)
  expect(text('CITATION.cff')).toMatch(/^cff-version: 1\.2\.0$/m)
  expect(text('README.md')).toContain(headers.get('x-known-at') ?? 'no instant')
})

test('the same question twice is the same bytes, also at the address of its edition', async () => {
  const first = await archiveOf('?country=QQ')
  const address = /<http:\/\/[^/]+([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
  site.services.clock.moveTo('2026-05-01T09:00:00Z')
  const again = await archiveOf('?country=QQ')
  expect(sha256(again.bytes)).toBe(sha256(first.bytes))
  expect(sha256((await bytesOf(address)).bytes)).toBe(sha256(first.bytes))
  expect((await archiveOf('?country=RR')).headers.get('x-edition')).not.toBe(first.headers.get('x-edition'))
})

test.skipIf(!existsSync(profiles))('the descriptor holds to the official profiles of Data Package 2', async () => {
  const { json, files } = await archiveOf('')
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false })
  formats.default(ajv)
  ajv.addFormat('textarea', true)
  for (const name of ['dataresource', 'tableschema', 'tabledialect', 'datapackage'])
    ajv.addSchema(JSON.parse(readFileSync(join(profiles, `${name}.json`), 'utf8')), name)
  const descriptor = json('datapackage.json')
  expect([ajv.validate('datapackage', descriptor), ajv.errors]).toEqual([true, null])
  for (const resource of descriptor.resources) {
    expect([resource.path, ajv.validate('dataresource', resource), ajv.errors]).toEqual([resource.path, true, null])
    const content = files[resource.path] ?? new Uint8Array()
    expect([resource.bytes, resource.hash]).toEqual([content.length, `sha256:${sha256(content)}`])
    if (resource.schema)
      expect([resource.path, ajv.validate('tableschema', resource.schema), ajv.errors]).toEqual([
        resource.path,
        true,
        null,
      ])
  }
})

test('the metadata of CSV on the Web agrees with every file: columns, types, keys and references', async () => {
  const { json, text, table } = await archiveOf('')
  const metadata = json('csv-metadata.json') as { '@context': unknown[]; tables: Described[] }
  expect(metadata['@context'][0]).toBe('http://www.w3.org/ns/csvw')
  expect(metadata.tables).toHaveLength(5)
  for (const { url, tableSchema } of metadata.tables) {
    const rows = table(url)
    expect([url, rows.length > 0]).toEqual([url, true])
    expect(text(url).split('\r\n')[0]).toBe(tableSchema.columns.map(({ name }) => name).join(','))
    for (const { name, datatype, required } of tableSchema.columns)
      for (const row of rows) {
        const cell = row[name] ?? ''
        if (required) expect([url, name, cell !== '']).toEqual([url, name, true])
        if (cell === '' || datatype === 'string') continue
        const form =
          datatype === 'integer'
            ? /^\d+$/
            : JSON.stringify(datatype).includes('boolean')
              ? /^(true|false)$/
              : /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
        expect([url, name, cell]).toEqual([url, name, expect.stringMatching(form)])
      }
    const keys = rows.map((row) => (tableSchema.primaryKey ?? []).map((name) => row[name]).join(' '))
    if (tableSchema.primaryKey) expect(new Set(keys).size).toBe(rows.length)
    for (const { columnReference, reference } of tableSchema.foreignKeys ?? []) {
      const there = new Set(table(reference.resource).map((row) => row[reference.columnReference]))
      for (const row of rows) expect([url, there.has(row[columnReference])]).toEqual([url, true])
    }
  }
})

test('every value of a record leads to its source cell', async () => {
  const { table } = await archiveOf('')
  const statements = Map.groupBy(table('statements.csv'), (row) => `${row.engagement_id} ${row.property}`)
  const properties: [column: string, property: string][] = [
    ['started', 'started'],
    ['ended', 'ended'],
    ['form', 'form'],
  ]
  let followed = 0
  for (const record of table('engagements.csv'))
    for (const [column, property] of properties) {
      if (!record[column]) continue
      const cells = (statements.get(`${record.id} ${property}`) ?? []).filter(({ value }) => value === record[column])
      expect([record.id, column, cells.length > 0]).toEqual([record.id, column, true])
      for (const { source_cell: cell } of cells) expect(cell).not.toBe('')
      followed += 1
    }
  expect(followed).toBeGreaterThan(10)
  for (const row of table('participations.csv')) expect(row.statement_ids).not.toBe('')
})

test('GeoParquet is read back by DuckDB: the same rows, and a box that holds exactly what is drawn', async () => {
  const { files, table, json } = await archiveOf('')
  const folder = mkdtempSync(join(tmpdir(), 'legation-parquet-'))
  const path = join(folder, 'engagements.parquet')
  writeFileSync(path, files['engagements.parquet'] ?? new Uint8Array())
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const ask = async (text: string) => (await connection.runAndReadAll(text)).getRowsJson() as (string | null)[][]
    const columns = Object.keys(table('engagements.csv')[0] ?? {})
    const read = await ask(
      `select ${columns.map((name) => `coalesce(cast(${name} as varchar), '')`).join(', ')} from read_parquet('${path}')`,
    )
    expect(read).toEqual(table('engagements.csv').map((row) => columns.map((name) => row[name])))
    const [[geo] = []] = await ask(`select decode(value) from parquet_kv_metadata('${path}') where decode(key) = 'geo'`)
    const { version, primary_column: primary, columns: described } = JSON.parse(geo ?? '{}')
    const positions = json('engagements.geojson').features.flatMap(
      ({ geometry }: { geometry: { coordinates: unknown[] } | null }) => pairsOf(geometry?.coordinates ?? []),
    ) as [number, number][]
    expect([version, primary, described.geometry.encoding]).toEqual(['1.1.0', 'geometry', 'WKB'])
    const [x, y] = [positions.map(([longitude]) => longitude), positions.map(([, latitude]) => latitude)]
    expect(described.geometry.bbox).toEqual([Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)])
    const [[drawn] = []] = await ask(`select count(geometry) from read_parquet('${path}')`)
    expect(Number(drawn)).toBe(
      json('engagements.geojson').features.filter(({ geometry }: { geometry: unknown }) => geometry).length,
    )
  } finally {
    connection.closeSync()
    instance.closeSync()
    rmSync(folder, { recursive: true })
  }
})

const pairsOf = (coordinates: unknown[]): unknown[] =>
  typeof coordinates[0] === 'number' ? [coordinates] : coordinates.flatMap((each) => pairsOf(each as unknown[])) // nested by RFC 7946

test('an archive of a past instant stays the same when names, sources and records change later', async () => {
  const before = await archiveOf('?knownAt=2026-02-15T00:00:00.000Z')
  await site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    await db.save(sql`update organizations.organizations set name = name || ' renamed' where kind = 'city'`)
    await db.save(sql`update places.places set longitude = longitude / 2 where longitude is not null`)
    await db.save(sql`update sources.sources set title = title || ' (second edition)'`)
    await db.save(sql`update claims.statements set retracted_at = '2026-02-20', retracted_reason = 'A test.'
      where subject_kind = 'engagement' and property = 'started'`)
  })
  const after = await archiveOf('?knownAt=2026-02-15T00:00:00.000Z')
  for (const [name, content] of Object.entries(before.files))
    expect([name, strFromU8(after.files[name] ?? new Uint8Array())]).toEqual([name, strFromU8(content)])
  expect(sha256(after.bytes)).toBe(sha256(before.bytes))
  site.services.clock.moveTo('2099-01-01T00:00:00Z')
  const now = await archiveOf('')
  expect(now.text('engagements.csv')).toContain('renamed')
  expect(now.text('sources.csv')).toContain('(second edition)')
  expect(now.table('statements.csv').some((row) => row.retracted_at !== '')).toBe(true)
})

test('what only staff may know of is in nobody’s archive', async () => {
  const { rows } = await site.services.database.read((db) =>
    db.only(sql<{ rows: string }>`select min(id) as rows from atlas.engagements`),
  )
  await site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    await db.save(sql`update atlas.engagements set visibility = 'staff' where id = ${rows}`)
  })
  const staff = await site.as('staff')
  const answer = await site.application.fetch(
    new Request('http://legation.test/api/v1/engagements.zip', { headers: { cookie: staff.cookie } }),
  )
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
  for (const [name, content] of Object.entries(files))
    expect([name, strFromU8(content).includes(rows)]).toEqual([name, false])
})

test('the panel counts each engagement of a pair once, and says which years are unknown', async () => {
  const { table } = await archiveOf('')
  const panel = table('dyad-years.csv')
  const pairs = new Map<string, number>()
  for (const record of table('engagements.csv'))
    for (const us of (record.us_ids ?? '').split('|'))
      for (const country of new Set((record.counterpart_countries ?? '').split('|')))
        pairs.set(`${us} ${country}`, (pairs.get(`${us} ${country}`) ?? 0) + 1)
  const begun = new Map<string, number>()
  for (const row of panel) {
    const pair = `${row.us_id} ${row.country}`
    begun.set(pair, (begun.get(pair) ?? 0) + Number(row.begun))
    const forms = Object.keys(row).filter((name) => name.startsWith('begun_'))
    expect(forms.reduce((sum, name) => sum + Number(row[name]), 0)).toBe(Number(row.begun))
  }
  expect([...begun].toSorted()).toEqual([...pairs].toSorted())
  expect(panel.filter((row) => row.year === '' && row.begun !== '0').length).toBe(
    new Set(
      table('engagements.csv')
        .filter((row) => yearIn(row.started ?? '') === null)
        .flatMap((row) => (row.us_ids ?? '').split('|').map((us) => `${us} ${row.counterpart_countries}`)),
    ).size,
  )
})

test('a year counts only where a date names one', () => {
  for (const [date, year] of [
    ['1985', 1985],
    ['1985-05', 1985],
    ['1985?', 1985],
    ['198X', null],
    ['1985/1990', null],
    ['', null],
  ] as const)
    expect([date, yearIn(date)]).toEqual([date, year])
  const us = [{ id: 'a', name: 'A', kind: 'city' }]
  const tie = { form: 'standing-tie', us, counterparts: [{ country: 'QQ' }] }
  const panel = dyadYears(
    [
      { ...tie, started: '1999', ended: '2001' },
      { ...tie, started: '', ended: '' },
    ],
    2002,
  )
  expect(
    panel.map(({ year, begun, ended, standing }) => [
      year,
      begun['standing-tie'] ?? 0,
      ended,
      standing['standing-tie'] ?? 0,
    ]),
  ).toEqual([
    [null, 1, 0, 1],
    [1999, 1, 0, 1],
    [2000, 0, 0, 1],
    [2001, 0, 1, 1],
    [2002, 0, 0, 0],
  ])
})
