import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { useSite } from '#test/site'
import { openExplorer } from '../explore/service.ts'
import { engagementId } from '../imports/rules.ts'
import { compareChoices } from './rules.ts'
import type { Comparison } from './schema.ts'

const site = useSite()
const ports = 'compare=place&place=us-zz-harbor-city&place=us-zz-mill-creek'

const compared = async (query: string) =>
  (await (await site.as('visitor')).get(`/api/v1/explore/compare?${query}`)).json<Comparison>()
const countOf = async (query: string): Promise<number> =>
  (await (await site.as('visitor')).get(`/api/v1/explore?limit=0&${query}`)).json<{ meta: { total: number } }>().meta
    .total

test.each([
  '',
  'form=standing-tie',
  'from=1986-05-01&to=2012',
  'from=1980&undated=yes',
  'country=QQ',
  'asOf=1990-01-01',
])('every number of a comparison is the count of the plain question it stands for, also under “%s”', async (filters) => {
  const { columns, groups, shared } = await compared(`${ports}&${filters}`)
  expect(columns.map(({ value }) => value)).toEqual(['us-zz-harbor-city', 'us-zz-mill-creek'])
  for (const [at, { value, total, dated, years }] of columns.entries()) {
    const question = `${filters}&place=${value}`
    expect([question, total]).toEqual([question, await countOf(question)])
    expect(years.reduce((sum, { count }) => sum + count, 0)).toBe(dated)
    for (const { facet, rows } of groups)
      for (const row of rows) {
        const narrowed = new URLSearchParams(question)
        narrowed.delete(facet)
        narrowed.set(facet, row.value)
        expect([String(narrowed), row.counts[at]]).toEqual([String(narrowed), await countOf(String(narrowed))])
      }
  }
  for (const { facet, values } of shared)
    for (const { value, count } of values) {
      const both = new URLSearchParams(`${ports.replace('compare=place&', '')}&${filters}`)
      both.delete(facet)
      both.set(facet, value)
      expect([String(both), count]).toEqual([String(both), await countOf(String(both))])
    }
})

test('page and API compare alike, and every number on the page opens the records it counts', async () => {
  const visitor = await site.as('visitor')
  const { columns } = await compared(ports)
  const { page } = await visitor.get(`/map?view=compare&${ports}`)
  const table = page.querySelector('.comparison')
  const totals = [...(table?.querySelectorAll('tbody')[0]?.querySelectorAll('tr')[1]?.querySelectorAll('td') ?? [])]
  expect(totals.map((cell) => cell.textContent)).toEqual(columns.map(({ total }) => String(total)))
  let opened = 0
  for (const link of table?.querySelectorAll('td .count-bar a') ?? []) {
    const answer = await visitor.get(link.getAttribute('href') ?? '')
    expect(answer.page.querySelectorAll('[data-part=view] tbody th')).toHaveLength(Number(link.textContent))
    opened += 1
  }
  expect(opened).toBeGreaterThan(4)
})

test('what is dated, and the years of the first and last beginning, open exactly those records', async () => {
  const visitor = await site.as('visitor')
  const { columns } = await compared(ports)
  const { page } = await visitor.get(`/map?view=compare&${ports}`)
  const rowOf = (name: string) =>
    [...page.querySelectorAll('.comparison tbody tr')].find((row) => row.querySelector('th')?.textContent === name)
  for (const [at, column] of columns.entries()) {
    const dated = rowOf('With a known beginning')?.querySelectorAll('td')[at]?.querySelector('a')?.getAttribute('href')
    if (column.dated > 0)
      expect((await visitor.get(dated ?? '')).page.querySelectorAll('[data-part=view] tbody th')).toHaveLength(
        column.dated,
      )
    const earliest = rowOf('Earliest')?.querySelectorAll('td')[at]?.querySelector('a')
    expect(earliest?.textContent ?? null).toBe(column.firstYear === null ? null : String(column.firstYear))
    if (earliest)
      expect(
        (await visitor.get(earliest.getAttribute('href') ?? '')).page.querySelectorAll('[data-part=view] tbody th'),
      ).toHaveLength(column.years[0]?.count ?? -1)
  }
  expect(columns.some(({ dated }) => dated > 0)).toBe(true)
})

test('none, one and too many choices are explained on the page', async () => {
  const visitor = await site.as('visitor')
  const textOf = async (query: string) =>
    (await visitor.get(`/map?view=compare&${query}`)).page.querySelector('[data-part=view]')?.textContent ?? ''
  expect(await textOf('compare=place')).toContain('Choose two to four US governments')
  expect(await textOf('compare=place&q=nosuchword')).toContain('No US governments answer this question.')
  expect(await textOf('place=us-zz-harbor-city')).toContain('One is chosen. Add another above to compare.')
  const five = ['QQ', 'RR', 'FR', 'DE', 'JP'].map((code) => `country=${code}`).join('&')
  expect(await textOf(five)).toContain('5 partner countries are chosen; 4 fit side by side.')
})

test('the API refuses what cannot be compared with a sentence', async () => {
  const visitor = await site.as('visitor')
  const refused = async (query: string) => {
    const answer = await visitor.get(`/api/v1/explore/compare?${query}`)
    const { code, title } = answer.json<{ code: string; title: string }>()
    return [answer.status, code, title]
  }
  expect(await refused('compare=place')).toEqual([
    400,
    'atlas.comparison.empty',
    'Name what to compare: add place=… once for each choice.',
  ])
  const five = ['QQ', 'RR', 'FR', 'DE', 'JP'].map((code) => `country=${code}`).join('&')
  expect((await refused(`compare=country&${five}`))[1]).toBe('atlas.comparison.crowded')
  expect((await refused('compare=form&form=event'))[2]).toContain('compare is one of state, place')
  expect((await visitor.get('/map?view=compare&compare=form')).status).toBe(400)
})

test('a value that nothing has is a column of zeros, and none of its numbers is a link', async () => {
  const { columns, groups } = await compared('compare=country&country=QQ&country=ZW')
  expect(columns[1]).toMatchObject({ value: 'ZW', total: 0, dated: 0, firstYear: null, lastYear: null })
  expect(groups.every(({ rows }) => rows.every(({ counts }) => counts[1] === 0))).toBe(true)
  const { page } = await (await site.as('visitor')).get('/map?view=compare&country=QQ&country=ZW')
  expect([...page.querySelectorAll('.comparison td:nth-of-type(2) .count-bar a')]).toEqual([])
})

test('an engagement that only staff may know of is in no column', async () => {
  const totals = async () => {
    const explorer = await openExplorer(site.services)
    const { columns } = compareChoices(explorer, { place: ['us-zz-harbor-city', 'us-zz-mill-creek'] }, 'place')
    await explorer.close()
    return columns.map(({ total }) => total)
  }
  const [harbor = 0, mill = 0] = await totals()
  await site.services.database.write(async (db) => {
    await db.save(
      sql`update atlas.engagements set visibility = 'staff' where id = ${engagementId('tie/harbor-meridian')}`,
    )
    db.unaudited('a test hides a record')
  })
  expect(await totals()).toEqual([harbor - 1, mill])
})

test('comparing is reached from several chosen filters, from the matrix and from the table', async () => {
  const visitor = await site.as('visitor')
  const chips = (await visitor.get('/map?country=QQ&country=RR')).page.querySelector('.chosen')
  expect(chips?.querySelector('a[href*="view=compare"]')?.textContent).toBe('Compare the 2 partner countries')
  const matrix = (await visitor.get('/map?view=matrix&form=standing-tie')).page.querySelector('.matrix-form')
  const sent = [...(matrix?.querySelectorAll('input[type=hidden]') ?? [])].map((input) => [
    input.getAttribute('name'),
    input.getAttribute('value'),
  ])
  expect(sent).toEqual([
    ['form', 'standing-tie'],
    ['view', 'compare'],
    ['compare', 'state'],
  ])
  expect(matrix?.querySelectorAll('input[type=checkbox][name=state]').length).toBeGreaterThan(0)
  const table = (await visitor.get('/map?view=table&form=standing-tie')).page
  expect(table.querySelector('a[href*="compare=state"]')?.getAttribute('href')).toContain('form=standing-tie')
})
