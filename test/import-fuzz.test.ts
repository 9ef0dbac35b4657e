import { utils, write } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { type Database, sql } from '#platform/db'
import { Problem } from '#platform/problem'
import { commit, map, send, uploadOf } from '#test/import-files'
import { randomFrom } from '#test/random'
import { drafted, readTable } from '#test/real-files'
import { openCopy, siteOver } from '#test/site'
import { servicesOver } from '#test/template'
import { readDocument } from '../src/modules/atlas/uploads/readers/documents.ts'
import { type RawRow, Unreadable } from '../src/modules/atlas/uploads/readers/sheet.ts'
import { readWorkbook } from '../src/modules/atlas/uploads/readers/workbook.ts'

/** So many go the whole way in; `IMPORT_FUZZ=1000` is the whole proof and takes a minute. */
const files = Number(process.env.IMPORT_FUZZ ?? 150)
const readings = 1000
const random = randomFrom(Number(process.env.IMPORT_SEED ?? 20_261_128))

const heading = ['City', 'State', 'Partner', 'Country', 'Since', 'Notes']
const towns = [
  'Mill Creek',
  'Harbor City',
  'Harbor County',
  'Atlantis',
  '',
  ' ',
  '=1+1',
  '@SUM(A1)',
  '#N/A',
  'Zea (genus)',
]
const partners = [
  'Alta Vista',
  'Norholm',
  'Port Meridian',
  'Nowhere',
  '',
  "'=cmd",
  'São\u0000Paulo',
  '名古屋',
  '\ud800',
  '"',
]
const countries = ['Meridia', 'Borealia', '', 'Grece', 'Northern Cyprus', 'United States']
const dates = [
  '2001',
  '2001-05-03',
  '5/3/2001',
  '13/13/2001',
  '37014',
  '2001-02-30',
  'spring',
  '',
  '0000',
  '99999-01-01',
]
const notes = [
  '',
  'x',
  'two\nlines',
  'a, comma; a "quote" and a |',
  '\u202eturned',
  'x'.repeat(300),
  '0164A',
  '-',
  '\t',
  '\r',
]

function grid(): string[][] {
  const rows = Array.from({ length: random.below(12) }, () =>
    [towns, ['Columbia', '', 'Texas'], partners, countries, dates, notes].map((list) => random.one(list)),
  )
  const table = random.chance(0.9) ? [heading, ...rows] : rows
  if (random.chance(0.15)) table.unshift(['A title'])
  if (random.chance(0.15)) table.splice(random.below(table.length + 1), 0, [])
  if (random.chance(0.2)) for (const row of table) row.push(random.one(notes))
  if (random.chance(0.2)) table[0] = (table[0] ?? []).map((name, at) => (at > 0 && random.chance(0.5) ? 'City' : name))
  if (random.chance(0.005)) table.push(Array.from({ length: 5 }, () => 'y'.repeat(400_000)))
  if (random.chance(0.03)) table.push(Array.from({ length: 600 }, () => 'z'))
  return table
}

const quoted = (cell: string, mark: string) =>
  cell.includes(mark) || /["\r\n]/.test(cell) ? (random.chance(0.9) ? `"${cell.replaceAll('"', '""')}"` : cell) : cell

function delimited(table: string[][]): Buffer {
  const mark = random.one([',', ';', '\t', '|', '^', '\u001f'])
  const text = table
    .map((row) => row.map((cell) => quoted(cell, mark)).join(mark))
    .join(random.one(['\n', '\r\n', '\r']))
  return random.one([
    () => Buffer.from(text),
    () => Buffer.from(`\ufeff${text}`),
    () => Buffer.from(text, 'latin1'),
    () => Buffer.from(`\ufeff${text}`, 'utf16le'),
    () => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  ])()
}

function workbook(table: string[][]): Buffer {
  const sheet = utils.aoa_to_sheet(
    table.map((row) => row.map((cell) => cell.replaceAll(/[\0\ud800]/g, '').slice(0, 30_000))),
  )
  if (random.chance(0.4)) sheet['!rows'] = table.map(() => ({ hidden: random.chance(0.3) }))
  if (random.chance(0.4))
    sheet['!merges'] = [{ s: { r: random.below(4), c: 0 }, e: { r: 4 + random.below(4), c: random.below(3) } }]
  if (random.chance(0.4)) sheet.C2 = { t: 's', v: 'Norholm', f: 'CONCATENATE("Nor","holm")' }
  if (random.chance(0.2)) sheet.E2 = { t: 'n', v: random.below(60_000), z: 'yyyy-mm-dd' }
  const book = {
    SheetNames: ['One'],
    Sheets: { One: sheet },
    Workbook: { WBProps: { date1904: random.chance(0.3) }, Sheets: [{ Hidden: random.below(3) as 0 | 1 | 2 }] },
  }
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer // what type: 'buffer' gives
}

function broken(bytes: Buffer): Buffer {
  if (random.chance(0.7)) return bytes
  const copy = Buffer.from(bytes)
  if (random.chance(0.4)) return copy.subarray(0, random.below(copy.length + 1))
  for (let times = 0; times < 5 && copy.length > 0; times += 1) copy[random.below(copy.length)] = random.below(256)
  return copy
}

function one(): { name: string; bytes: Buffer } {
  const table = grid()
  if (random.chance(0.35)) return { name: 'ties.xlsx', bytes: broken(workbook(table)) }
  if (random.chance(0.15))
    return {
      name: 'ties.json',
      bytes: broken(
        Buffer.from(
          JSON.stringify(table.map((row) => Object.fromEntries(row.map((cell, at) => [heading[at] ?? at, cell])))),
        ),
      ),
    }
  return { name: 'ties.csv', bytes: broken(delimited(table)) }
}

/** Statements, versions and batches: what a half import would show in. */
const traces = (database: Database) =>
  database.read((db) =>
    db.only(sql<{
      statements: number
      shown: number
      batches: number
    }>`select (select count(*)::int from claims.statements) as statements,
      (select count(*)::int from atlas.versions where known_to is null) as shown, (select count(*)::int from atlas.batches) as batches`),
  )

test(`${files} mutated files are read or refused in words; none crashes and none is half in the atlas`, {
  timeout: 100_000 + files * 2000,
}, async () => {
  // Real commits: what is never committed is never cleaned up either, and a thousand imports would wait for the rests of each other.
  const pool = await openCopy()
  const { site, doors } = await siteOver(await servicesOver(pool))
  const { database } = site.services
  const became = { failed: 0, refused: 0, committed: 0 }
  for (let number = 0; number < files; number += 1) {
    const at = new Date(Date.UTC(2026, 1, 16, 9, 0, number))
    const before = await traces(database)
    const id = await send(database, [one()], at)
    const { state, problem } = await uploadOf(database, id)
    if (state === 'failed') {
      expect(problem).toMatch(/[.!)]$/)
      expect(await traces(database)).toEqual(before)
      became.failed += 1
      continue
    }
    try {
      await map(database, id, { fixed: { firstCountry: 'United States' } }, 'A list', at)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      expect(await traces(database)).toEqual(before)
      became.refused += 1
      continue
    }
    const { counts } = await uploadOf(database, id)
    const sum = ['new', 'changed', 'conflicting', 'same', 'rejected'].reduce(
      (total, name) => total + (counts[name] ?? 0),
      0,
    )
    expect(sum).toBe(counts.read)
    expect(await traces(database)).toEqual(before)
    await commit(database, id, at)
    const after = await traces(database)
    const report = await database.read((db) =>
      db.only(sql<{ counts: { statements: number } }>`select counts from atlas.batches where id = ${id}`),
    )
    expect(after.batches).toBe(before.batches + 1)
    expect(after.statements).toBe(before.statements + report.counts.statements)
    became.committed += 1
  }
  expect(became.failed + became.refused + became.committed).toBe(files)
  expect(became.committed).toBeGreaterThan(files / 4)
  for (const door of doors) await door.close()
  await pool.close()
})

/** Reads a file as the first step of an import does, and drafts every row; returns the rows. */
async function readWhole({ name, bytes }: { name: string; bytes: Buffer }): Promise<number> {
  if (name.endsWith('.csv')) return draftAll(await readTable(bytes))
  const sheets = name.endsWith('.xlsx')
    ? readWorkbook(bytes)
    : readDocument(bytes.toString('utf8').replace(/^\ufeff/, ''), name)
  let count = 0
  for (const { fields, rows } of sheets) {
    const all: RawRow[] = []
    for await (const row of rows) all.push(row)
    count += draftAll({ names: fields ?? all.shift()?.cells ?? [], rows: all })
  }
  return count
}
function draftAll({ names, rows }: { names: string[]; rows: RawRow[] }): number {
  const wanted = ['firstPlace', 'firstRegion', 'secondPlace', 'secondCountry', 'started', 'note']
  const columns = Object.fromEntries([...new Set(names)].slice(0, 6).map((each, at) => [each, wanted[at] ?? 'note']))
  const { drafts, rejects } = drafted({ names, rows, encoding: '', delimiter: '' }, { columns })
  // Each row is one or the other: none is lost and none is there twice.
  expect(drafts.length + rejects.length).toBe(rows.length)
  return rows.length
}

test(`${readings} mutated files are read to the last row or refused in words`, { timeout: 120_000 }, async () => {
  const became = { read: 0, refused: 0, rows: 0 }
  for (let number = 0; number < readings; number += 1)
    try {
      became.rows += await readWhole(one())
      became.read += 1
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      expect(error.message).toMatch(/[.!)]$/)
      became.refused += 1
    }
  expect(became.read + became.refused).toBe(readings)
  expect(became.read).toBeGreaterThan(readings / 2)
  expect(became.rows).toBeGreaterThan(readings)
})
