import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { commit, map, send } from '#test/import-files'
import { useSite } from '#test/site'
import { columnLetters } from '../uploads/readers/sheet.ts'
import { citeCell } from '../uploads/rules.ts'
import type { SheetView } from '../uploads/schema.ts'
import { placeOf } from './rules.ts'

const site = useSite()
const at = new Date('2026-02-14T09:00:00Z')
const list = 'City,State,Partner,Country,Since,Contact\nMill Creek,Columbia,Alta Vista,Meridia,2001,someone private\n'

async function brought(): Promise<{ id: string; engagementId: string }> {
  const { database } = site.services
  const upload = await send(database, [{ name: 'ties.csv', bytes: new TextEncoder().encode(list) }], at)
  await map(database, upload, { fixed: { firstCountry: 'United States' } }, 'A list', at)
  await commit(database, upload, at)
  return database.read((db) =>
    db.only(sql<{ id: string; engagementId: string }>`select id, subject_id as "engagementId" from claims.statements
      where batch_id = ${upload} and property = 'started'`),
  )
}

test('a value leads to its source cell in one request; the rest of the row is for staff', async () => {
  const { id, engagementId } = await brought()
  const visitor = await site.as('visitor')
  const record = (await visitor.get(`/engagements/${engagementId}`)).page
  const link = record.querySelector(`[id="claim-${id}"]`)?.closest('.source-passage')?.querySelector('.source-line a')
  expect(link?.getAttribute('href')).toBe(`/statements/${id}`)
  const seen = await visitor.get(`/statements/${id}`)
  const cell = seen.page.querySelector('[aria-labelledby=cell]')?.textContent ?? ''
  for (const words of ['ties.csv', 'Since', '2001']) expect(cell).toContain(words)
  expect(seen.text).not.toContain('someone private')
  const staff = await (await site.as('staff')).get(`/statements/${id}`)
  expect(staff.text).toContain('someone private')
  const row = staff.page.querySelector('[aria-labelledby=cell] p a')?.getAttribute('href') ?? ''
  expect((await (await site.as('staff')).get(row)).status).toBe(200)
})

test('the API and the CSV give the same way', async () => {
  const { id, engagementId } = await brought()
  const visitor = await site.as('visitor')
  const record = (await visitor.get(`/api/v1/engagements/${engagementId}`)).json<{
    values: { property: string; statementIds: string[]; because: string }[]
    claims: { id: string; cell: string }[]
  }>()
  expect(record.values.find(({ property }) => property === 'started')).toMatchObject({
    statementIds: [id],
    because: 'alone',
  })
  const address = new URL(record.claims.find((claim) => claim.id === id)?.cell ?? '').pathname
  expect((await visitor.get(address)).json()).toMatchObject({
    value: '2001',
    cell: { file: 'ties.csv', row: 2, column: 'Since', value: '2001' },
  })
  expect((await visitor.get(address)).text).not.toContain('someone private')
  const rows = parse((await visitor.get('/api/v1/engagements.csv')).text, { columns: true }) as Record<string, string>[]
  expect(rows.find((row) => row.id === engagementId)?.started_statement_ids).toBe(id)
})

test('a statement on a record that is hidden does not exist for strangers', async () => {
  const { id, engagementId } = await brought()
  await site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    await db.save(sql`update atlas.engagements set visibility = 'staff' where id = ${engagementId}`)
  })
  const visitor = await site.as('visitor')
  expect((await visitor.get(`/statements/${id}`)).status).toBe(404)
  expect((await visitor.get(`/api/v1/statements/${id}`)).status).toBe(404)
  expect((await (await site.as('staff')).get(`/statements/${id}`)).status).toBe(200)
})

test('sources that differ stand side by side, with the rule by which one shows', async () => {
  const { engagementId } = await brought()
  const visitor = await site.as('visitor')
  await visitor.post('/corrections/new', {
    ...{ kind: 'engagement', id: engagementId, property: 'started', proposedValue: '1999' },
    evidence: 'The council minutes of that day hold the vote.',
  })
  const staff = await site.as('staff')
  const path = (await staff.get('/desk/corrections')).page.querySelector('.entry-list a')?.getAttribute('href') ?? ''
  await staff.post(path, { verdict: 'accepted', value: '1999', reason: 'The minutes are clear.' })
  const sides = (await visitor.get(`/engagements/${engagementId}`)).page.querySelector('[aria-labelledby=conflicts]')
  expect(sides?.querySelector('caption')?.textContent).toBe('Began: the preferred one shows (The minutes are clear).')
  expect([...(sides?.querySelectorAll('tbody th') ?? [])].map((each) => each.textContent)).toEqual([
    'Began1999',
    'Began2001',
  ])
})

test('every way in which a cell is cited leads back to it', () => {
  const sheet = (change: Partial<SheetView>): SheetView => ({
    ...{
      number: 0,
      fileNumber: 0,
      fileName: 'a.csv',
      sha256: '',
      name: 'a.csv',
      fields: null,
      isHidden: false,
      notes: [],
    },
    ...{ heading: { from: 1, rows: 1 }, columns: [], rowCount: 9, ...change },
  })
  const columns = ['City', 'Since, when', ''].map((name) => ({ name })) as SheetView['columns'] // names are all it reads
  const sheets = [
    sheet({ columns }),
    sheet({ number: 1, fileName: 'b.xlsx', name: 'Ties!', columns }),
    sheet({ number: 2, fileName: 'c.json', name: 'list', fields: ['City', 'Since, when'], columns }),
    sheet({ number: 3, fileName: 'd.json', name: 'd.json', fields: ['City', 'Since, when'], columns }),
  ]
  for (const each of sheets)
    for (const index of [0, 1]) {
      const part = citeCell(each, { row: 7, column: columns[index]?.name ?? '', letters: columnLetters(index) })
      expect([part, placeOf(sheets, part)]).toEqual([part, { sheet: each, row: 7, at: index }])
    }
  expect(placeOf(sheets, citeCell(sheets[0] as SheetView, { row: 3, column: '', letters: 'C' }))).toMatchObject({
    row: 3,
    at: undefined,
  })
  expect(placeOf(sheets, 'https://example.org/a.csv#cell=1,City')).toBeUndefined()
})
