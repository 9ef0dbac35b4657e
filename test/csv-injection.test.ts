import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { toCsv, toLongCsv } from '#platform/csv'
import { sql } from '#platform/db'
import { map, send } from '#test/import-files'
import { type Person, useSite } from '#test/site'
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

test('every page that answers with a table or an archive is walked here', () => {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((file) => !/\.test\.|\/formats\//.test(file))
  const answering = files.filter((file) =>
    /'content-type': 'text\/csv|(?:file|fileOf|answerOf)\([^;]*'(?:text\/csv|application\/zip)|type: 'application\/zip'/.test(
      readFileSync(join(root, file), 'utf8'),
    ),
  )
  expect(answering.toSorted()).toEqual([
    'src/app/account/me/data.tsx',
    'src/app/workspace/exports.tsx',
    'src/app/workspace/imports.tsx',
    'src/modules/atlas/archives/pages.ts',
    'src/modules/atlas/arrivals/pages/index.tsx',
    'src/modules/atlas/differences/api.ts',
    'src/modules/atlas/exports/pages.ts',
    // Names of those who sign: publications/signatures has a test of its own, with a letter that is open.
    'src/modules/publications/letters/pages.tsx',
  ])
})

/** People with formulas for names, brought in by hand; returns where they come out again. */
async function peopleTables(person: Person): Promise<string[]> {
  const cell = `"${formula.replaceAll('"', '""')}"`
  const rows = `Name,E-mail,Organization\n${cell},ida@harbor.example,@SUM(A1)\n${cell},${cell},+1`
  const sent = await person.post('/desk/people/import', { bodyId: 'network', rows })
  const path = sent.headers.get('location') ?? ''
  const columns = { 'column-0': 'name', 'column-1': 'email', 'column-2': 'organization' }
  expect((await person.post(path, { ...columns, deed: 'commit' })).status).toBe(303)
  const made = await person.post('/desk/people/export', { bodyId: 'network' })
  return [`${path}/rejects.csv`, made.headers.get('location') ?? '']
}

/** The tables of an answer: one, or all in an archive. */
async function tablesAt(person: Person, path: string): Promise<string[]> {
  const answer = await site.application.fetch(
    new Request(`http://legation.test${path}`, { headers: { cookie: person.cookie, host: 'legation.test' } }),
  )
  expect([path, answer.status]).toEqual([path, 200])
  if (!path.includes('.zip')) return [await answer.text()]
  const files = Object.entries(unzipSync(new Uint8Array(await answer.arrayBuffer())))
  const tables = files.filter(([name]) => name.endsWith('.csv'))
  expect([path, tables.length > 0]).toEqual([path, true])
  return tables.map(([, bytes]) => new TextDecoder().decode(bytes))
}

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
  const kim = await site.as('sample-kim')
  const paths: [Person, string][] = (await peopleTables(kim)).map((path) => [kim, path])
  for (const path of [
    '/api/v1/engagements.csv',
    '/api/v1/engagements.zip',
    '/me/data/everything.zip',
    '/api/v1/dyad-years.csv',
    '/api/v1/changes.csv?from=2026-02-01',
    `/desk/imports/${upload}/rejects.csv`,
    ...own,
  ])
    paths.push([staff, path])
  for (const [person, path] of paths) {
    const cells = (await tablesAt(person, path)).flatMap(cellsOf)
    escaped += cells.filter((cell) => cell.startsWith("'=")).length
    const bad = cells.filter(isFormula)
    if (bad.length > 0) seen[path] = bad.slice(0, 3)
  }
  expect(seen).toEqual({})
  expect(escaped).toBeGreaterThan(10)
})
