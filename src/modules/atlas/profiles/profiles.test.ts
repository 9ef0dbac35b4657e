import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { announce } from '#platform/live'
import { type Person, useSite } from '#test/site'
import { partiesChanged } from '../governments/write.ts'

const site = useSite()

test('a government shows its ties, the neighbor that shares a partner, and who is in office now', async () => {
  const { page, text } = await (await site.as('visitor')).get('/governments/us-zz-harbor-city')
  expect(page.querySelector('h1')?.textContent).toBe('Harbor City, Columbia')
  expect(page.querySelector('[aria-labelledby=ties]')?.textContent).toContain('Port Meridian')
  expect(page.querySelector('[aria-labelledby=neighbors]')?.textContent).toMatch(
    /Mill Creek, Columbia \(\d+ miles\) with Port Meridian/,
  )
  const people = page.querySelector('[aria-labelledby=people]')
  expect(people?.querySelector('ul')?.textContent).toContain('Bo Sample, Mayor, since January 1, 2023')
  expect(people?.querySelector('ul')?.textContent).not.toContain('Ada Sample')
  expect(text).toContain('href="/rules/us-zz-ties-act"')
})

test('a source that was read in a month nobody noted to the day is no bug', async () => {
  await site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    await db.save(sql`update sources.sources set retrieved_on = '2025-11'`)
  })
  const { status, text } = await (await site.as('visitor')).get('/governments/us-zz-harbor-city')
  expect([status, text.includes('seen November 2025')]).toEqual([200, true])
})

test('a neighbor’s tie that only staff may know of is not told through a shared partner', async () => {
  await site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    await db.save(sql`update atlas.engagements set visibility = 'staff' where id in
      (select engagement_id from atlas.participations where organization_id = 'us-zz-mill-creek')`)
    await announce(db, partiesChanged, {})
  })
  const visitor = await site.as('visitor')
  await expect.poll(neighborsOfHarborCity).toBeNull()
  // Visitors are counted for by the index, staff by the database.
  const countFor = async (person: Person) =>
    (await person.get('/api/v1/governments'))
      .json<{ data: { id: string; engagements: number }[] }>()
      .data.find(({ id }) => id === 'us-zz-mill-creek')?.engagements
  await expect.poll(() => countFor(visitor)).toBe(0)
  expect(await countFor(await site.as('staff'))).toBeGreaterThan(0)
})

test('a partner known only through a hidden tie of one’s own is not told either', async () => {
  await site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    await db.save(sql`update atlas.engagements set visibility = 'staff' where id in
      (select engagement_id from atlas.participations where organization_id = 'us-zz-harbor-city')`)
    await announce(db, partiesChanged, {})
  })
  await expect.poll(neighborsOfHarborCity).toBeNull()
})

const neighborsOfHarborCity = async () =>
  (await (await site.as('visitor')).get('/governments/us-zz-harbor-city')).page.querySelector(
    '[aria-labelledby=neighbors]',
  )

test('a country, a network and a successor region are told as they are', async () => {
  const visitor = await site.as('visitor')
  expect((await visitor.get('/countries/qq')).text).toContain('Alta Vista')
  expect((await visitor.get('/countries/QQ')).status).toBe(200)
  expect((await visitor.get('/networks/sample-harbors')).text).toContain('Harbor City')
  expect((await visitor.get('/governments/rr-old-march')).text).toContain('New March')
  for (const path of ['/countries/zz', '/countries/us-zz', '/governments/qq', '/networks/us-zz', '/governments/none'])
    expect([path, (await visitor.get(path)).status]).toEqual([path, 404])
})

test('the list of governments says how many of how many, and unknown population is unknown', async () => {
  const { text } = await (await site.as('visitor')).get('/governments?state=US-ZZ')
  expect(text).toContain('3 of 5 governments have an engagement on record')
  expect((await (await site.as('visitor')).get('/governments?kind=castle')).status).toBe(400)
})

const hide = (where: string) =>
  site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    await db.save(sql`update atlas.engagements set visibility = 'staff' where id in
      (select engagement_id from atlas.participations where organization_id = ${where})`)
    // The index follows announcements; this one makes it read everything anew.
    await announce(db, partiesChanged, {})
  })

test('a government’s page draws where its ties lead, says the same in words, and says what it cannot draw', async () => {
  const { page } = await (await site.as('visitor')).get('/governments/us-zz-harbor-city')
  const map = page.querySelector('[aria-labelledby=where]')
  expect(map?.querySelectorAll('.world-map-arc').length).toBe(4)
  expect(map?.querySelector('svg.world-map-plot')?.getAttribute('aria-label')).toMatch(
    /^Map of the ties of Harbor City, Columbia\. 5 of \d+ engagements on record/,
  )
  const links = [...(map?.querySelectorAll('svg a') ?? [])].map((link) => link.getAttribute('href'))
  expect(links).toContain('/governments/qq-port-meridian')
  expect(map?.querySelector('.map-words')?.textContent).toContain(
    'Harbor City, Columbia – Port Meridian, Meridia: standing tie',
  )
  expect(map?.textContent).toContain('1 of 5 engagements has no counterpart with a position')
  expect(map?.querySelector('a[href="/map?place=us-zz-harbor-city"]')).not.toBeNull()
})

test('the map of a counterpart shows the US side, and none is drawn where nothing leads anywhere', async () => {
  const visitor = await site.as('visitor')
  const abroad = (await visitor.get('/governments/qq-port-meridian')).page.querySelector('[aria-labelledby=where]')
  expect(abroad?.textContent).toContain('Mill Creek, Columbia – Port Meridian, Meridia')
  await hide('qq-port-meridian')
  await expect
    .poll(async () =>
      (await visitor.get('/governments/qq-port-meridian')).page.querySelector('[aria-labelledby=where]'),
    )
    .toBeNull()
})

test('every number on a country’s page is the explorer’s for the question that it leads to', async () => {
  const visitor = await site.as('visitor')
  const { page } = await visitor.get('/countries/qq')
  const links = [...page.querySelectorAll('.matrix td a, [aria-labelledby=counterparts] a[href^="/map"]')]
  expect(links.length).toBeGreaterThan(3)
  for (const link of links) {
    const question = new URL(link.getAttribute('href') ?? '', 'http://legation.test').searchParams
    question.delete('view')
    const { meta } = (await visitor.get(`/api/v1/explore?${question}`)).json<{ meta: { total: number } }>()
    expect([`${question}`, link.textContent]).toEqual([`${question}`, String(meta.total)])
  }
  const whole = (await visitor.get('/api/v1/explore?country=QQ')).json<{ meta: { total: number } }>().meta.total
  expect(page.querySelector('.lede')?.textContent).toContain(`${whole} engagements of`)
  expect(page.querySelector('.load-more')?.textContent).toContain(`Showing ${whole} of ${whole} engagements`)
})

test('a country’s engagements come page by page, under an address that keeps its place', async () => {
  const visitor = await site.as('visitor')
  const { page } = await visitor.get('/countries/qq?show=1')
  const rows = page.querySelectorAll('[aria-labelledby=engagements] tbody tr')
  expect(rows.length).toBe(1)
  expect(page.querySelector('.load-more')?.textContent).toMatch(/Showing 1 of \d+ engagements/)
  const more = page.querySelector('.load-more a')?.getAttribute('href') ?? ''
  expect(more).toMatch(/^\/countries\/qq\?show=51#/)
  expect(page.getElementById(more.split('#')[1] ?? '')).not.toBeNull()
  expect((await visitor.get('/countries/qq?show=0')).status).toBe(400)
  expect((await visitor.get('/countries/qq?show=many')).status).toBe(400)
})

test('a country’s missions are listed with what is unknown of them', async () => {
  const { page } = await (await site.as('visitor')).get('/countries/qq')
  const missions = page.querySelector('[aria-labelledby=missions]')
  expect(missions?.textContent).toContain('Consulate General of Meridia in Harbor City')
  expect(missions?.textContent).toContain('No source on record gives a street address')
})

test('what only staff may know of is in the list of staff alone, and in no count or map', async () => {
  await hide('us-zz-mill-creek')
  const visitor = await site.as('visitor')
  await expect.poll(async () => (await visitor.get('/countries/qq')).text.includes('Mill Creek')).toBe(false)
  const staff = await (await site.as('staff')).get('/countries/qq')
  expect(staff.page.querySelector('[aria-labelledby=engagements]')?.textContent).toContain('Mill Creek')
  expect(staff.page.querySelector('[aria-labelledby=engagements]')?.textContent).toContain('1 of these only staff')
  expect(staff.page.querySelector('[aria-labelledby=where]')?.textContent).not.toContain('Mill Creek')
})

test('a pair of parties shows what they do together, and who else does', async () => {
  const visitor = await site.as('visitor')
  const pair = await visitor.get('/governments/us-zz-harbor-city/with/qq-alta-vista')
  expect(pair.page.querySelector('h1')?.textContent).toBe('Harbor City, Columbia and Alta Vista, Meridia')
  expect(pair.page.querySelectorAll('tbody a[href^="/engagements/"]')).toHaveLength(1)
  const country = await visitor.get('/governments/us-zz-harbor-city/with/qq')
  expect(country.page.querySelectorAll('tbody a[href^="/engagements/"]')).toHaveLength(3)
  expect(country.text).toContain('/governments/us-zz-harbor-city/with/qq-port-meridian')
})

test('a pair without anything on record says so; what is no pair does not exist', async () => {
  const visitor = await site.as('visitor')
  const empty = await visitor.get('/governments/us-zz-mill-creek/with/rr-norholm')
  expect(empty.status).toBe(200)
  expect(empty.text).toContain('Nothing is on record between them')
  expect(empty.text).toContain('noindex')
  expect((await visitor.get('/governments/us-zz-harbor-city/with/us-zz')).status).toBe(404)
  expect((await visitor.get('/governments/qq/with/rr')).status).toBe(404)
  expect((await visitor.get('/governments/us-zz-harbor-city/with/nowhere')).status).toBe(404)
})
