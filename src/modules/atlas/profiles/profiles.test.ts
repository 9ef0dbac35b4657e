import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { useSite } from '#test/site'

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
  })
  const visitor = await site.as('visitor')
  expect(
    (await visitor.get('/governments/us-zz-harbor-city')).page.querySelector('[aria-labelledby=neighbors]'),
  ).toBeNull()
  expect(
    (await visitor.get('/api/v1/governments')).json<{ data: { id: string; engagements: number }[] }>().data,
  ).toContainEqual(expect.objectContaining({ id: 'us-zz-mill-creek', engagements: 0 }))
})

test('a partner known only through a hidden tie of one’s own is not told either', async () => {
  await site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    await db.save(sql`update atlas.engagements set visibility = 'staff' where id in
      (select engagement_id from atlas.participations where organization_id = 'us-zz-harbor-city')`)
  })
  const answer = await (await site.as('visitor')).get('/governments/us-zz-harbor-city')
  expect(answer.page.querySelector('[aria-labelledby=neighbors]')).toBeNull()
})

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
