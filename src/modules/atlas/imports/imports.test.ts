import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { anonymous, system } from '#kernel/access'
import { verifyChains } from '#kernel/audit'
import { sql } from '#platform/db'
import { useSite } from '#test/site'
import { root } from '#test/template'
import { readPackage } from './read.ts'
import { engagementId } from './rules.ts'
import { importPackage, undoBatch } from './write.ts'

const site = useSite()
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'legation-package-'))
  cpSync(join(root, 'fixtures/world'), folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Changes a file of the copied package. */
function edit(file: string, change: (text: string) => string): void {
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')))
}

const bring = (at: string) => {
  site.services.clock.moveTo(at)
  return site.services.database.write((db) =>
    importPackage(db, system, { package: readPackage(folder), at: new Date(at) }),
  )
}
const undo = (batchId: string, at: string) =>
  site.services.database.write((db) => undoBatch(db, system, { batchId, reason: 'a test', at: new Date(at) }))

const csv = async (): Promise<string> => (await (await site.as('visitor')).get('/api/v1/engagements.csv')).text
const totalOn = async (knownAt: string): Promise<number> => {
  const answer = await (await site.as('visitor')).get(`/api/v1/engagements?limit=1&knownAt=${knownAt}`)
  return answer.json<{ meta: { total: number } }>().meta.total
}
/** Waits until the index holds what was committed. */
async function untilTotal(expected: number): Promise<void> {
  await expect
    .poll(
      async () =>
        (await (await site.as('visitor')).get('/api/v1/engagements?limit=1')).json<{ meta: { total: number } }>().meta
          .total,
    )
    .toBe(expected)
}

const newTie =
  'tie/mill-alta,standing-tie,sister-city,,us/zz/mill-creek,qq/alta-vista,,,1999,,unknown,unknown,unknown,reported,,sample-list,ties.csv,9,partner,Alta Vista\n'

test('the same package twice changes nothing', async () => {
  const before = await csv()
  const report = await bring('2026-02-16T09:00:00Z')
  expect(report).toMatchObject({ changed: 0, statements: 0, engagements: 7 })
  expect(await csv()).toBe(before)
})

test('what a new package adds is seen, and undoing it gives back the very same bytes', async () => {
  const before = await csv()
  edit('engagements.csv', (text) => text + newTie)
  const { batchId, changed } = await bring('2026-02-16T09:00:00Z')
  expect(changed).toBe(1)
  await untilTotal(8)
  expect(await csv()).toContain('Mill Creek, Columbia – Alta Vista, Meridia')
  await undo(batchId, '2026-02-17T09:00:00Z')
  await untilTotal(7)
  expect(await csv()).toBe(before)
  expect((await site.services.database.read(verifyChains)).broken).toEqual([])
})

test('undoing a package that changed a record gives back all but the day since when it is known', async () => {
  // Also the ids of statements: what a batch took back is said again, each as a statement of its own.
  const withoutDay = (text: string) =>
    text.replaceAll(/2026-0\d-\d\dT[\d:.]+Z/g, 'since').replaceAll(/\b[0-9a-hjkmnp-tv-z]{25}\b/g, 'statement')
  const before = await csv()
  edit('engagements.csv', (text) =>
    text.replace(
      'Norholm,us/zz/harbor-city,rr/norholm,,,1991,2003-06,terminated',
      'Norholm,us/zz/harbor-city,rr/norholm,,,1992,2003-06,terminated',
    ),
  )
  const { batchId } = await bring('2026-02-16T09:00:00Z')
  await expect.poll(csv).toContain(',1992,')
  await undo(batchId, '2026-02-17T09:00:00Z')
  await expect.poll(csv).not.toContain(',1992,')
  expect(withoutDay(await csv())).toBe(withoutDay(before))
})

test('after an import the planner knows how many rows there are, though work owns no table', async () => {
  await bring('2026-02-16T09:00:00Z')
  const { least } = await site.services.database.read((db) =>
    db.only(sql<{ least: number }>`select min(reltuples)::int as least from pg_class
      where oid in ('atlas.versions'::regclass, 'claims.statements'::regclass, 'organizations.organizations'::regclass)`),
  )
  expect(least).toBeGreaterThan(0)
})

test('imported again after being undone, it is said and seen again', async () => {
  edit('engagements.csv', (text) => text + newTie)
  const first = await bring('2026-02-16T09:00:00Z')
  await undo(first.batchId, '2026-02-17T09:00:00Z')
  const again = await bring('2026-02-18T09:00:00Z')
  expect(again.statements).toBe(first.statements)
  await untilTotal(8)
  await expect(undo(first.batchId, '2026-02-19T09:00:00Z')).rejects.toMatchObject({ code: 'atlas.import.undone' })
})

test('an earlier count is reproduced exactly, whatever was imported, changed and undone since', async () => {
  const history: [day: string, total: number][] = [
    ['2026-01-14', 0],
    ['2026-02-15', 7],
  ]
  edit('engagements.csv', (text) => text + newTie)
  const second = await bring('2026-02-16T09:00:00Z')
  history.push(['2026-02-16', 8])
  edit('engagements.csv', (text) =>
    text
      .replaceAll('mill-alta', 'mill-norholm')
      .replaceAll('us/zz/mill-creek,qq/alta-vista', 'us/zz/mill-creek,rr/norholm'),
  )
  await bring('2026-02-18T09:00:00Z')
  history.push(['2026-02-18', 9])
  await undo(second.batchId, '2026-02-20T09:00:00Z')
  history.push(['2026-02-20', 8])
  await untilTotal(8)
  for (const [day, total] of history) {
    expect([day, await totalOn(day)]).toEqual([day, total])
    const { count } = await site.services.database.read((db) =>
      db.only(sql<{ count: number }>`select count(*) as count from atlas.versions
        where known_from <= ${new Date(`${day}T23:59:59.999Z`)} and (known_to is null or known_to > ${new Date(`${day}T23:59:59.999Z`)})`),
    )
    expect([day, count]).toEqual([day, total])
  }
})

test('no row vanishes: each is in the atlas or among the rejects with its line and reason', async () => {
  edit(
    'organizations.csv',
    (text) => `${text}us/zz/far,city,Far City,us/zz,US,US-ZZ,east,40.2,,,,,,,,,,,sample-list,places.csv,16,\n`,
  )
  edit(
    'engagements.csv',
    (text) =>
      `${text}tie/no-source,standing-tie,sister-city,,us/zz/mill-creek,qq/alta-vista,,,,,,,,,,,ties.csv,9,partner,x\n`,
  )
  const { batchId, rejected } = await bring('2026-02-16T09:00:00Z')
  expect(rejected).toBe(3)
  const rejects = await site.services.database.read((db) =>
    db.all(
      sql`select file, row_number as "row", column_name as "column", value, explanation from atlas.rejects where batch_id = ${batchId} order by number`,
    ),
  )
  expect(rejects).toEqual([
    { file: 'ties.csv', row: 7, column: 'partner', value: 'Zea (genus)', explanation: 'A plant is not a partner' },
    { file: 'organizations.csv', row: 16, column: 'longitude', value: 'east', explanation: '"east" is not a number' },
    { file: 'engagements.csv', row: 9, column: 'source', value: '', explanation: 'names no source' },
  ])
  const page = await (await site.as('staff')).get(`/desk/imports/${batchId}`)
  expect(page.text).toContain('3 rows of the sources were turned away')
  expect(page.text).toContain('&quot;east&quot; is not a number')
})

test.each([
  [
    'an unknown form',
    'engagements.csv',
    'tie/x,handshake,sister-city,,us/zz/mill-creek,qq/alta-vista,,,,,,,,,,sample-list,ties.csv,9,,x\n',
    'form',
  ],
  [
    'an impossible date',
    'engagements.csv',
    'tie/x,standing-tie,sister-city,,us/zz/mill-creek,qq/alta-vista,,,spring,,,,,,,sample-list,ties.csv,9,,x\n',
    'started',
  ],
  [
    'an unknown kind of government',
    'organizations.csv',
    'us/zz/x,castle,Castle,us/zz,US,US-ZZ,,,,,,,,,,,,,sample-list,places.csv,16,\n',
    'kind',
  ],
  [
    'a longitude beyond the earth',
    'organizations.csv',
    'us/zz/x,city,X,us/zz,US,US-ZZ,200,10,,,,,,,,,,,sample-list,places.csv,16,\n',
    'longitude',
  ],
])('a row with %s is rejected by name and the rest comes in', async (_what, file, row, column) => {
  edit(file, (text) => text + row)
  const { faults } = readPackage(folder)
  expect(faults).toEqual([expect.objectContaining({ file, column })])
  await expect(bring('2026-02-16T09:00:00Z')).resolves.toMatchObject({ engagements: 7 })
})

test('a folder without a package is refused in words', () => {
  expect(() => readPackage(join(folder, 'nothing'))).toThrow('There is no datapackage.json in')
})

test('visitors may neither import nor undo nor see imports', async () => {
  const { database } = site.services
  await expect(
    database.write((db) => importPackage(db, anonymous, { package: readPackage(folder), at: new Date() })),
  ).rejects.toMatchObject({ kind: 'unauthenticated' })
  await expect(
    database.write((db) => undoBatch(db, anonymous, { batchId: 'x', reason: 'x', at: new Date() })),
  ).rejects.toMatchObject({ kind: 'unauthenticated' })
  expect((await (await site.as('visitor')).get('/desk/imports')).status).toBe(401)
})

test('invented records are marked wherever they are shown', async () => {
  const id = engagementId('tie/harbor-meridian')
  const visitor = await site.as('visitor')
  expect((await visitor.get(`/engagements/${id}`)).text).toContain('This record is invented')
  expect((await visitor.get(`/api/v1/engagements/${id}`)).json<{ isSample: boolean }>().isSample).toBe(true)
})

test('an import counts rows for the planner, though whoever works behind the walls owns no table', async () => {
  await bring('2026-02-16T09:00:00Z')
  const { rows } = await site.services.database.read((db) =>
    db.only(
      sql<{ rows: number }>`select reltuples::float8 as rows from pg_class where oid = 'atlas.versions'::regclass`,
    ),
  )
  expect(rows).toBeGreaterThan(0)
})
