import { join } from 'node:path'
import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { commit, map, send } from '#test/import-files'
import { type Person, useSite } from '#test/site'
import { root } from '#test/template'
import { readPackage } from '../imports/read.ts'
import { importPackage, undoBatch } from '../imports/write.ts'

const site = useSite()
const heading = 'City,State,Partner,Country,Since\n'
const line = (partner: string, since: string) => `Mill Creek,Columbia,${partner},${since}\n`
const at = (day: number) => new Date(Date.UTC(2026, 2, day, 9))

/** A file of the same list in the atlas, what it leaves out withdrawn. */
async function bring(text: string, day: number): Promise<string> {
  const { database, clock } = site.services
  clock.moveTo(at(day).toISOString())
  const id = await send(database, [{ name: 'ties.csv', bytes: new TextEncoder().encode(heading + text) }], at(day))
  await map(database, id, { fixed: { firstCountry: 'United States' }, gone: 'withdraw' }, 'A list', at(day))
  await commit(database, id, at(day))
  return id
}

const pages = [
  '/governments',
  '/countries',
  '/networks',
  '/governments/us-zz-mill-creek',
  '/countries/qq',
  '/networks/sample-harbors',
  '/rules',
  '/gaps',
]
const lists = [
  ...['explore', 'engagements', 'governments', 'governments/us-zz-mill-creek', 'countries/rr', 'networks'],
  ...['engagements.csv', 'engagements.geojson'],
].map((name) => `/api/v1/${name}`)

/** Every figure that a visitor can see: tables and sentences of pages, API, CSV, and the checksum of the archive. */
async function figures(person: Person, knownAt?: string): Promise<Record<string, string>> {
  const dated = (path: string) => (knownAt ? `${path}?knownAt=${knownAt}` : path)
  const found: Record<string, string> = {}
  for (const path of lists) {
    const { status, text } = await person.get(dated(path))
    expect([path, status]).toEqual([path, 200])
    found[path] = text
      .replaceAll(/"knownAt":"[^"]*"|[?&](amp;)?knownAt=[^"&]*/g, '')
      .replaceAll(/"(asOf|next)":"[^"]*",?/g, '')
  }
  for (const path of pages) {
    const { status, page } = await person.get(dated(path))
    expect([path, status]).toEqual([path, 200])
    found[path] = [
      ...page.querySelectorAll(
        'h1 + p, .page-header p, [aria-labelledby=ties] tbody tr, [aria-labelledby=engagements] tbody tr, [aria-labelledby=records] tbody tr, .entry-list li',
      ),
    ]
      .map((each) => each.textContent)
      .join('\n')
  }
  found.archive = (await person.get(dated('/api/v1/engagements.zip'))).headers.get('x-content-sha256') ?? 'none'
  return found
}

test('every figure of a past instant is the same again, whatever was imported, changed or undone since', async () => {
  const visitor = await site.as('visitor')
  const seen: Record<string, string>[] = []
  const look = async (day: number) => {
    site.services.clock.moveTo(new Date(at(day).getTime() + 3_600_000).toISOString())
    // The index of this process hears of the change a moment later.
    await expect
      .poll(async () => (await visitor.get('/api/v1/explore')).json<{ meta: { total: number } }>().meta.total)
      .toBe(
        (await visitor.get(`/api/v1/explore?knownAt=${at(day).toISOString().slice(0, 13)}:30:00Z`)).json<{
          meta: { total: number }
        }>().meta.total,
      )
    seen.push(await figures(visitor))
  }
  await look(1)
  await bring(line('Alta Vista,Meridia', '2001') + line('Norholm,Borealia', '2002'), 2)
  await look(2)
  const second = await bring(line('Alta Vista,Meridia', '2003') + line('Old March,Borealia', '2004'), 3)
  await look(3)
  await site.services.database.write((db) => undoBatch(db, system, { batchId: second, reason: 'a test', at: at(4) }))
  await look(4)
  await bring(
    line('Alta Vista,Meridia', '2003') + line('New March,Borealia', '2005') + line('Norholm,Borealia', '2002'),
    5,
  )
  await look(5)
  expect(new Set(seen.map((each) => each['/api/v1/engagements.csv'])).size).toBeGreaterThanOrEqual(4)
  for (const [index, then] of seen.entries())
    expect([index, await figures(visitor, `2026-03-0${index + 1}`)]).toEqual([index, then])
})

test('a page of another date says so, and leads back to now', async () => {
  const visitor = await site.as('visitor')
  for (const path of [...pages, '/governments/us-zz-harbor-city/with/qq-port-meridian']) {
    const { page } = await visitor.get(`${path}?knownAt=2026-02-03&asOf=1990-01-01`)
    const notice = page.querySelector('.notice')
    expect([path, notice?.textContent]).toEqual([
      path,
      expect.stringContaining('As known on February 3, 2026, in force on January 1, 1990'),
    ])
    expect(notice?.querySelector('a')?.getAttribute('href')).toBe(path)
  }
})

test('what a page of another date leads to is of that date too: records taken back since, and the briefing', async () => {
  const visitor = await site.as('visitor')
  const second = await bring(line('Alta Vista,Meridia', '2003') + line('Old March,Borealia', '2004'), 6)
  await site.services.database.write((db) => undoBatch(db, system, { batchId: second, reason: 'a test', at: at(7) }))
  await expect
    .poll(async () => (await visitor.get('/countries/qq?knownAt=2026-03-06')).text)
    .toContain('Mill Creek, Columbia – Alta Vista')
  for (const path of ['/governments/us-zz-mill-creek', '/countries/qq', '/map?view=table&country=QQ']) {
    const { page } = await visitor.get(`${path}${path.includes('?') ? '&' : '?'}knownAt=2026-03-06`)
    const records = [...page.querySelectorAll('tbody a[href^="/engagements/"]')].map((link) =>
      link.getAttribute('href'),
    )
    expect(records.length).toBeGreaterThan(0)
    for (const href of records) expect([href, (await visitor.get(href ?? '')).status]).toEqual([href, 200])
    const briefing = page.querySelector('a[href*="briefing.pdf"]')?.getAttribute('href')
    expect(briefing ?? '?knownAt=2026-03-06').toMatch(/\?knownAt=2026-03-06$/)
  }
})

test('a blank spot stays as it was asked then, once it is asked otherwise', async () => {
  const bring = async (day: number, question: string) => {
    const source = readPackage(join(root, 'fixtures/world'))
    const rows = { ...source.rows, gaps: source.rows.gaps.map((gap) => ({ ...gap, question })) }
    await site.services.database.write((db) => importPackage(db, system, { package: { ...source, rows }, at: at(day) }))
  }
  await bring(1, 'Who was asked first?')
  await bring(2, 'Who was asked second?')
  await bring(3, 'Who was asked second?')
  const visitor = await site.as('visitor')
  const asked = async (query: string) =>
    [...(await visitor.get(`/gaps${query}`)).page.querySelectorAll('.entry-list h2')].map((each) => each.textContent)
  expect(await asked('?knownAt=2026-03-01')).toEqual(['Who was asked first?'])
  expect(await asked('')).toEqual(['Who was asked second?'])
  expect(await asked('?knownAt=1999-01-01')).toEqual([])
})

test('neighbors and people in office are those of the day', async () => {
  const visitor = await site.as('visitor')
  const on = async (query: string) =>
    (await visitor.get(`/governments/us-zz-harbor-city${query}`)).page.body.textContent ?? ''
  expect(await on('')).toContain('Mill Creek, Columbia (25 miles) with Port Meridian')
  expect(await on('?asOf=1984-01-01')).not.toContain('(25 miles)')
  expect(await on('?asOf=1984-01-01')).toContain('In office on January 1, 1984')
  expect(await on('?knownAt=1999-01-01')).not.toContain('(25 miles)')
})

test('staff and visitors read the records of a country in one order', async () => {
  const titles = async (person: Person, query = '') =>
    [
      ...(await person.get(`/countries/qq${query}`)).page.querySelectorAll('[aria-labelledby=engagements] tbody tr'),
    ].map((row) => row.textContent)
  const [visitor, staff] = [await site.as('visitor'), await site.as('staff')]
  for (const query of ['', '?asOf=1995-01-01', '?show=2']) {
    const seen = await titles(visitor, query)
    expect(seen.length).toBeGreaterThan(1)
    expect([query, await titles(staff, query)]).toEqual([query, seen])
  }
})

test('the records of a country come page by page through the API, each once, for staff as for visitors', async () => {
  interface Told {
    meta: { total: number }
    engagements: { id: string }[]
    next?: string
  }
  for (const person of [await site.as('visitor'), await site.as('staff')]) {
    const ids: string[] = []
    let next: string | undefined = '/api/v1/countries/qq?limit=1&knownAt=2026-03-03'
    let total = 0
    while (next) {
      const told: Told = (await person.get(next)).json<Told>()
      ids.push(...told.engagements.map(({ id }) => id))
      total = told.meta.total
      next = told.next && new URL(told.next).pathname + new URL(told.next).search
    }
    expect([new Set(ids).size, ids.length > 2]).toEqual([total, true])
    expect(ids.length).toBe(total)
    const whole = (await person.get('/api/v1/countries/qq?knownAt=2026-03-03')).json<Told>()
    expect(whole.engagements.map(({ id }) => id)).toEqual(ids)
    for (const path of ['/api/v1/countries/qq', '/api/v1/engagements'])
      expect([path, (await person.get(`${path}?after=nonsense`)).status]).toEqual([path, 400])
  }
})

test('map, coverage and search take the dates along', async () => {
  const visitor = await site.as('visitor')
  for (const path of ['/map?view=table&', '/map?view=timeline&', '/coverage?'])
    expect([path, (await visitor.get(`${path}knownAt=2026-02-03`)).page.body.textContent]).toEqual([
      path,
      expect.stringContaining('nown on February 3, 2026'),
    ])
  const searched = await visitor.get('/search?q=harbor&asOf=1990-01-01&knownAt=2026-02-03')
  expect([searched.status, searched.headers.get('location')]).toEqual([
    303,
    '/map?view=table&q=harbor&asOf=1990-01-01&knownAt=2026-02-03',
  ])
})

test('in force on a day counts what had begun and not ended, and what nobody dated', async () => {
  const visitor = await site.as('visitor')
  const titles = async (asOf: string) =>
    (await visitor.get(`/api/v1/governments/us-zz-harbor-city?asOf=${asOf}`))
      .json<{ engagements: { title: string }[] }>()
      .engagements.map(({ title }) => title)
  expect(await titles('1984-01-01')).not.toContain('Harbor City, Columbia – Port Meridian, Meridia')
  expect(await titles('1995-01-01')).toContain('Harbor City, Columbia – Norholm, Borealia')
  expect(await titles('2005-01-01')).not.toContain('Harbor City, Columbia – Norholm, Borealia')
  expect(await titles('1984-01-01')).toContain('Consulate General of Meridia in Harbor City')
  const explored = (await visitor.get('/api/v1/explore?asOf=1995-01-01&place=us-zz-harbor-city')).json<{
    meta: { total: number }
  }>()
  expect((await titles('1995-01-01')).length).toBe(explored.meta.total)
})
