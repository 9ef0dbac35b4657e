import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { sql } from '#platform/db'
import { commit, exported, known, map, type SentFile, send, type Told, uploadOf } from '#test/import-files'
import { useSite } from '#test/site'
import { root } from '#test/template'
import { undoBatch } from '../src/modules/atlas/imports/write.ts'
import { listFiles, listSheets } from '../src/modules/atlas/uploads/read.ts'

const site = useSite()

/** One file and what must become of it; `from` names the public issue or the defect it comes from. */
interface Case extends Told {
  file: string
  from: string
  /** Rows by outcome: new, changed, conflicting, same, rejected. */
  expect?: [number, number, number, number, number]
  /** The sentence with which it is refused whole. */
  fails?: string
  reason?: string
  note?: string
  problem?: string
  raw?: string[]
  /** A value that stands on record afterwards, by property. */
  says?: Record<string, string>
  /** The one rejected cell: row, column, value. */
  cell?: [number, string, string]
  /** How the file of rejects begins a dangerous cell. */
  neutral?: string
  files?: string[]
  descriptor?: object
  lines?: string[]
}

const folder = join(root, 'fixtures/imports')
const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as Case[]

function filesOf({ file, files = [], descriptor, lines }: Case): SentFile[] {
  const read = (name: string): SentFile => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) })
  if (descriptor)
    return [
      { name: 'datapackage.json', bytes: new TextEncoder().encode(JSON.stringify(descriptor)) },
      ...files.map(read),
    ]
  if (lines) {
    const text = lines.join('\n').replace('{big}', 'x'.repeat(5 * 1_048_576))
    return [{ name: file, bytes: new TextEncoder().encode(text) }]
  }
  return [read(file)]
}

const toldOf = ({ sheet, heading, record, columns, fixed, dates, hidden }: Case): Told =>
  Object.fromEntries(
    Object.entries({ sheet, heading, record, columns, fixed, dates, hidden }).filter(
      ([, value]) => value !== undefined,
    ),
  )

const at = (day: number) => new Date(Date.UTC(2026, 1, day, 9))
const order = ['new', 'changed', 'conflicting', 'same', 'rejected'] as const
const sum = (counts: Record<string, number>) => order.reduce((total, name) => total + (counts[name] ?? 0), 0)

test('at least sixty files are named for a public issue, a known defect of a real file, or a trap of the research', () => {
  const named = cases.filter(({ from }) => /#\d+:|defect \d+|atlas §7/.test(from))
  expect(named.length).toBeGreaterThanOrEqual(60)
  expect(new Set(cases.map(({ file }) => file)).size).toBe(cases.length)
})

test.each(cases.map((each) => [each.file, each.from, each] as const))('%s (%s)', async (_file, _from, given) => {
  const { database } = site.services
  const before = await known(database)
  const downloads = await exported(site)
  const first = await send(database, filesOf(given), at(16))
  if (given.fails !== undefined) {
    expect(await uploadOf(database, first)).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining(given.fails),
    })
    expect(await known(database)).toEqual(before)
    return
  }
  const chosen = await map(database, first, toldOf(given), 'A list', at(16))
  const ready = await uploadOf(database, first)
  expect(order.map((name) => ready.counts[name])).toEqual(given.expect)
  expect(sum(ready.counts)).toBe(ready.counts.read)
  await checkLook(given, first)
  // Looking changes nothing, and what somebody chose stays chosen.
  expect(ready.mapping).toEqual(chosen)
  expect(await known(database)).toEqual(before)

  await commit(database, first, at(17))
  const committed = await known(database)
  const report = await database.read((db) =>
    db.only(sql<{ counts: Record<string, number> }>`select counts from atlas.batches where id = ${first}`),
  )
  expect(sum(report.counts)).toBe(report.counts.read)
  await checkRecords(given, first)

  // The same file once more: nothing is new, nothing is different, nothing is said twice.
  const second = await send(database, filesOf(given), at(18))
  await map(database, second, toldOf(given), 'A list', at(18))
  const again = await uploadOf(database, second)
  expect(again.counts).toMatchObject({ new: 0, changed: 0, conflicting: 0, gone: 0, rejected: ready.counts.rejected })
  await commit(database, second, at(19))
  expect(await known(database)).toEqual(committed)

  for (const [batchId, day] of [
    [second, 20],
    [first, 21],
  ] as const)
    await database.write((db) => undoBatch(db, system, { batchId, reason: 'a test', at: at(day) }))
  expect(await known(database)).toEqual(before)
  expect(await exported(site)).toEqual(downloads)
})

/** What a reader is told before anything is done, and that cells are kept as they came. */
async function checkLook({ note, problem, raw, file }: Case, id: string): Promise<void> {
  const { database } = site.services
  const sheets = await database.read((db) => listSheets(db, id))
  if (note) expect(sheets.flatMap(({ notes }) => notes).join(' ')).toContain(note)
  if (problem)
    expect(
      sheets.flatMap(({ columns }) => columns.flatMap(({ problems }) => problems.map(({ words }) => words))).join(' '),
    ).toContain(problem)
  const page = await (await site.as('staff')).get(`/desk/imports/${id}`)
  expect([file, page.status]).toEqual([file, 200])
  if (!raw) return
  const row = await (await site.as('staff')).get(`/desk/imports/${id}/rows/2`)
  for (const cell of raw) expect(row.text).toContain(cell)
  expect(row.text).toContain((await database.read((db) => listFiles(db, id)))[0]?.sha256)
}

/** What stands on record, and why the other rows do not. */
async function checkRecords({ says = {}, reason, cell, neutral }: Case, id: string): Promise<void> {
  const { database } = site.services
  for (const [property, value] of Object.entries(says)) {
    const said = await database.read((db) =>
      db.all(
        sql<{ value: string }>`select value from claims.statements where batch_id = ${id} and property = ${property}`,
      ),
    )
    expect(said.map((each) => each.value)).toContain(value)
  }
  const rejects = await database.read((db) =>
    db.all(sql<{ reason: string; row: number; column: string; value: string }>`select reason, row_number as "row",
      column_name as "column", value from atlas.rejects where batch_id = ${id} order by number`),
  )
  if (reason) expect(rejects.map((each) => each.reason)).toContain(reason)
  if (cell) expect(rejects.map((each) => [each.row, each.column, each.value])).toEqual([cell])
  if (neutral) expect((await (await site.as('staff')).get(`/desk/imports/${id}/rejects.csv`)).text).toContain(neutral)
}
