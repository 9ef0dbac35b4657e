import { expect, test } from 'vitest'
import { draftOf } from '#test/body-deeds'
import { type Person, useSite } from '#test/site'

const site = useSite()
const home = '/desk/organizations'
const harbor = `${home}/us-zz-harbor-city`
const claim = {
  ...{ property: 'population', value: '131000', validFrom: '2025', validTo: '', reason: 'The newer census.' },
  ...{
    sourceTitle: 'Census of 2025',
    publisher: 'Census office',
    sourceKind: 'register',
    address: '',
    quote: '131,000 people',
  },
}
const addition = {
  ...{
    name: 'Port Authority of Harbor',
    kind: 'special-district',
    country: 'us',
    subdivision: 'us-zz',
    parentId: 'us-zz',
  },
  ...{ sourceTitle: 'Charter', publisher: 'State of Columbia', sourceKind: 'statute', address: '', quote: '' },
}
const namesIn = async (person: Person, query: string): Promise<string[]> =>
  [...(await person.get(`${home}?${query}`)).page.querySelectorAll('tbody th a')].map((link) => link.textContent ?? '')

test('organizations are found by kind, state, country, name, ties and people, and paged without gaps', async () => {
  const eli = await site.as('sample-eli')
  expect(await namesIn(eli, 'q=harbor city&kind=city')).toEqual(['Harbor City'])
  expect(await namesIn(eli, 'country=rr&kind=foreign-city')).toContain('Norholm')
  expect(await namesIn(eli, 'state=us-zz&kind=county')).toEqual(['Harbor County'])
  const [having, without] = [await namesIn(eli, 'ties=yes&state=us-zz'), await namesIn(eli, 'ties=no&state=us-zz')]
  expect(having).toContain('Harbor City')
  expect(without).not.toContain('Harbor City')
  expect((await namesIn(eli, 'people=yes')).length).toBeGreaterThan(0)
  expect(await namesIn(eli, 'q=%25_')).toEqual([])
  expect((await eli.get(`${home}?kind=planet`)).status).toBe(400)
  const all = await namesIn(eli, '')
  const after = new URLSearchParams({ after: all[2] ?? '', id: 'zzzz' })
  expect(await namesIn(eli, after.toString())).toEqual(all.slice(3))
})

test('the page of an organization shows names, ties, terms and the people of one’s own body only', async () => {
  const dev = await site.as('sample-dev')
  const rows = 'Name,Company,Title\nIda Quist,harbor city,Port director'
  const draft = await draftOf(site, 'sample-dev', 'network', rows)
  await dev.post(draft, { 'column-0': 'name', 'column-1': 'organization', 'column-2': 'title', deed: 'commit' })
  const mine = await dev.get(harbor)
  expect([mine.status, mine.text.includes('Ida Quist'), mine.text.includes('Port director')]).toEqual([200, true, true])
  expect(mine.page.querySelector('a[href="/governments/us-zz-harbor-city"]')).not.toBeNull()
  expect((await (await site.as('sample-cora')).get(harbor)).text).not.toContain('Ida Quist')
  expect((await (await site.as('sample-eli')).get(harbor)).text).not.toContain('People your body knows')
  expect((await dev.get('/governments/us-zz-harbor-city')).text).toContain(`href="${harbor}"`)
  expect((await (await site.as('visitor')).get('/governments/us-zz-harbor-city')).text).not.toContain(
    '/desk/organizations',
  )
})

test('staff put a value on record with its source; the public page follows, and nothing said before is lost', async () => {
  const eli = await site.as('sample-eli')
  expect((await eli.post(`${harbor}/claims/new`, claim)).status).toBe(303)
  const page = await (await site.as('visitor')).get('/governments/us-zz-harbor-city')
  expect([page.text.includes('131,000'), page.text.includes('Census of 2025')]).toEqual([true, true])
  const line = [
    ...(await eli.get(harbor)).page.querySelectorAll(
      '#history ~ table tbody tr, section[aria-labelledby=history] tbody tr',
    ),
  ]
    .map((row) => row.textContent ?? '')
    .find((text) => text.includes('131000'))
  expect(line).toContain('Census of 2025 (Census office)')
  site.services.clock.moveTo('2026-02-15T09:01:00Z')
  // Two after one another: both stand, the later shows, and both can be followed.
  await eli.post(`${harbor}/claims/new`, { ...claim, value: '132000', sourceTitle: 'Census of 2026' })
  const history = (await eli.get(harbor)).text
  expect([history.includes('131000'), history.includes('132000')]).toEqual([true, true])
})

test('a value without a source, or one that the property cannot hold, is explained with what was typed', async () => {
  const eli = await site.as('sample-eli')
  const refused = async (change: object) => (await eli.post(`${harbor}/claims/new`, { ...claim, ...change })).text
  expect(await refused({ sourceTitle: '' })).toContain('Name the source')
  const wrong = await refused({ value: '<b>many</b>' })
  expect(wrong).toContain('Digits only')
  expect(wrong).toContain('&lt;b>many&lt;/b>')
  expect(await refused({ validFrom: '2026', validTo: '2020' })).toContain('Write a date on or after the first')
  expect(await refused({ address: 'javascript:alert(1)' })).toContain('Give a full address')
})

test('an organization is added with its source once, and found by the search', async () => {
  const eli = await site.as('sample-eli')
  const added = await eli.post(`${home}/new`, addition)
  expect(added.headers.get('location')).toBe(`${home}/us-zz-port-authority-of-harbor`)
  expect((await eli.get(added.headers.get('location') ?? '')).text).toContain('Charter')
  expect((await (await site.as('visitor')).get('/search?q=port authority')).text).toContain('Port Authority of Harbor')
  const again = await eli.post(`${home}/new`, addition)
  expect([again.status, again.text.includes('Look at us-zz-port-authority-of-harbor first')]).toEqual([409, true])
  expect((await eli.post(`${home}/new`, { ...addition, name: 'Other', parentId: 'nowhere' })).status).toBe(400)
})

test('only those who may see and change organizations do', async () => {
  for (const [who, sees, changes] of [
    ['visitor', 401, 401],
    ['sample-ana', 403, 403],
    ['sample-ivo', 200, 403],
    ['sample-dev', 200, 303],
  ] as const) {
    const person = await site.as(who)
    const changed = (await person.post(`${harbor}/claims/new`, claim)).status
    expect([who, (await person.get(harbor)).status, changed]).toEqual([who, sees, changes])
  }
  expect((await (await site.as('sample-eli')).get(`${home}/nowhere`)).status).toBe(404)
})
