import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'

import { expect, test } from 'vitest'
import { toCsv, toLongCsv } from '#platform/csv'
import { sql } from '#platform/db'
import { map, send } from '#test/import-files'
import { useSite } from '#test/site'
import { root } from '#test/template'

const site = useSite()
const formula = '=HYPERLINK("https://evil.example";"Click")'
/** What a spreadsheet takes for a formula, the wide forms of East Asia included. */
const isFormula = (cell: string) => /^[=+\-@\t\r＝＋－＠]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell)
const cellsOf = (text: string): string[] => (parse(text, { bom: true, relax_column_count: true }) as string[][]).flat() // what csv-parse gives without columns

test('any cell comes out as text, however its writer is called', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠', ''), fc.string()), {
        minLength: 1,
      }),
      async (parts) => {
        const rows = parts.map((pair) => [pair.join('')])
        for (const text of [
          toCsv(['a'], rows),
          toCsv(['a'], rows, { forSpreadsheets: true }),
          await toLongCsv(['a'], rows),
        ])
          expect(cellsOf(text).filter(isFormula)).toEqual([])
      },
    ),
  )
})

test('every other file has its lines of commas written there', () => {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: root })
  const writers = files.filter((file) => /from 'csv-stringify/.test(readFileSync(join(root, file), 'utf8')))
  // Erasing shortens a list that somebody sent, which nobody downloads: it must stay as it was sent.
  expect(writers.toSorted()).toEqual(['src/kernel/erasures/jobs.ts', 'src/platform/csv/index.ts'])
})

test('formulas in names, titles and rejected cells are text in every download', async () => {
  const { database } = site.services
  await database.write(async (db) => {
    db.unaudited('what somebody malicious might bring in')
    await db.save(sql`update atlas.versions set title = ${formula}`)
    await db.save(sql`update organizations.organizations set name = ${formula} where kind = 'city'`)
    await db.save(sql`update sources.sources set title = ${formula}`)
    await db.save(sql`update people.people set name = ${formula} where id = 'sample-ana'`)
  })
  const bytes = Buffer.from(
    `City,State,Partner,Country\n"${formula.replaceAll('"', '""')}",Columbia,Norholm,Borealia\nMill Creek,@SUM(A1),+1,=2`,
  )
  const at = new Date('2026-02-16T09:00:00Z')
  const upload = await send(database, [{ name: 'ties.csv', bytes }], at)
  await map(database, upload, { fixed: { firstCountry: 'United States' } }, 'A list', at)
  const staff = await site.as('staff')
  const own = [...(await staff.get('/me/data')).page.querySelectorAll('a[href^="/me/data/tables/"]')].map(
    (each) => each.getAttribute('href') ?? '',
  )
  const seen: Record<string, string[]> = {}
  let escaped = 0
  for (const path of [
    '/api/v1/engagements.csv',
    '/api/v1/dyad-years.csv',
    '/api/v1/changes.csv?from=2026-02-01',
    `/desk/imports/${upload}/rejects.csv`,
    ...own,
  ]) {
    const answer = await staff.get(path)
    expect([path, answer.status]).toEqual([path, 200])
    const cells = cellsOf(answer.text)
    escaped += cells.filter((cell) => cell.startsWith("'=")).length
    const bad = cells.filter(isFormula)
    if (bad.length > 0) seen[path] = bad.slice(0, 3)
  }
  expect(seen).toEqual({})
  expect(escaped).toBeGreaterThan(3)
})
