import { expect, test } from 'vitest'
import { draftDays, expireDrafts } from '#kernel/contacts'
import { sql, wholeSight } from '#platform/db'
import { draftOf, pairOf } from '#test/body-deeds'
import { useSite } from '#test/site'

const site = useSite()
const rowsOf = (page: Document) => page.querySelectorAll('tbody tr').length

test('the desk says what waits for a person, and only what they may do something about', async () => {
  await pairOf(site, 'sample-dev', 'network')
  await draftOf(site, 'sample-dev', 'network')
  const dev = await (await site.as('sample-dev')).get('/desk')
  expect(dev.text).toContain('1 pair of records may be one person')
  expect(dev.text).toContain('1 list was read and not brought in')
  for (const who of ['sample-cora', 'staff'] as const) {
    const { text } = await (await site.as(who)).get('/desk')
    expect([who, text.includes('may be one person'), text.includes('not brought in')]).toEqual([who, false, false])
    expect(text).toContain('waits for you')
  }
})

test('the search of the desk finds the people of one’s own body, and public records', async () => {
  await pairOf(site, 'sample-dev', 'network')
  const found = await (await site.as('sample-dev')).get('/desk/search?q=quist')
  expect(found.text.match(/>Ida Quist</g)).toHaveLength(2)
  expect((await (await site.as('sample-cora')).get('/desk/search?q=quist')).text).not.toContain('Ida Quist')
  expect((await (await site.as('sample-dev')).get('/desk/search?q=harbor')).text).toContain('/governments/')
  expect((await (await site.as('sample-ana')).get('/desk/search?q=quist')).status).toBe(403)
})

test('the log is narrowed by who, what, which record and when, and hides what is of the other body', async () => {
  const path = await draftOf(site, 'sample-dev', 'network')
  const record = `import:${path.split('/').at(-1)}`
  const dev = await site.as('sample-dev')
  const one = await dev.get(`/desk/log?record=${record}`)
  expect([rowsOf(one.page), one.text.includes('Dev Sample')]).toEqual([1, true])
  const cells = (text: string, event: string) => text.includes(`>${event}</a>`)
  const imports = await dev.get('/desk/log?event=people.import&actor=account:sample-dev')
  expect([cells(imports.text, 'people.import.begun'), cells(imports.text, 'access.session.begun')]).toEqual([
    true,
    false,
  ])
  expect((await dev.get('/desk/log?day=1999-01-01')).text).toContain('No entry that you may read matches')
  expect((await dev.get('/desk/log?day=yesterday')).status).toBe(400)
  const cora = await site.as('sample-cora')
  expect((await cora.get(`/desk/log?record=${record}`)).text).toContain('No entry that you may read matches')
})

test('the log is paged without gaps, and its pages do not number what one may not see', async () => {
  const dev = await site.as('sample-dev')
  for (let number = 0; number < 101; number++) await draftOf(site, 'sample-dev', 'network')
  const first = await dev.get('/desk/log?event=people.import')
  const next = first.page.querySelector('a[rel=next]')?.getAttribute('href') ?? ''
  const second = await dev.get(next)
  expect([rowsOf(first.page), rowsOf(second.page)]).toEqual([100, 1])
  expect(next).toMatch(/before=[^~]+%7E[0-9a-f]{64}$/)
  expect(second.page.querySelector('a[rel=next]')).toBeNull()
})

test('people are listed by standing, organization and region', async () => {
  const dev = await site.as('sample-dev')
  const rows = 'Name,Company,State\nIda Quist,Port of Harbor,OR\nPer Lund,Meridian County,WA'
  const draft = await draftOf(site, 'sample-dev', 'network', rows)
  await dev.post(draft, { 'column-0': 'name', 'column-1': 'organization', 'column-2': 'region', deed: 'commit' })
  const listed = async (query: string) => {
    const { text } = await dev.get(`/desk/people?${query}`)
    return ['Ida Quist', 'Per Lund', 'Ana Sample'].filter((name) => text.includes(name))
  }
  expect(await listed('organization=port')).toEqual(['Ida Quist'])
  expect(await listed('region=WA&standing=contact')).toEqual(['Per Lund'])
  expect(await listed('standing=member')).toEqual(['Ana Sample'])
  expect((await dev.get('/desk/people?standing=friend')).status).toBe(400)
})

test('a list that nobody brings in is deleted after its days, with what it held; one that is in stays', async () => {
  const dev = await site.as('sample-dev')
  const draft = await draftOf(site, 'sample-dev', 'network')
  const kept = await draftOf(site, 'sample-dev', 'network', 'Name\nPer Lund')
  await dev.post(kept, { 'column-0': 'name', deed: 'commit' })
  expect((await dev.get(draft)).text).toContain(`deleted ${draftDays} days after`)
  const now = site.services.clock.now()
  const { database } = site.services
  expect([await expireDrafts(database, now), await expireDrafts(database, new Date(now.getTime() + 1))]).toEqual([0, 1])
  expect([(await dev.get(draft)).status, (await dev.get(kept)).status]).toEqual([404, 200])
  const left = await database.read(
    (db) => db.all(sql`select 1 from people.imports where content like '%Ida%'`),
    wholeSight,
  )
  expect(left).toEqual([])
  expect((await dev.get('/desk/log?event=people.import.expired')).text).toContain('people.import.expired')
})

test('people of a transfer are looked for by name, and whoever is ticked stays with all that was typed', async () => {
  const kim = await site.as('sample-kim')
  const rows = `Name\n${Array.from({ length: 60 }, (_, number) => `Person ${String(number).padStart(2, '0')} Long`).join('\n')}\nZita Quist`
  await kim.post(await draftOf(site, 'sample-kim', 'network', rows), { 'column-0': 'name', deed: 'commit' })
  const first = await kim.get('/desk/transfers/new')
  expect([first.text.includes('Zita Quist'), first.text.includes('The first 50 of')]).toEqual([false, true])
  const found = await kim.post('/desk/transfers/new', {
    ...{ deed: 'find', q: 'quist', purpose: 'One invitation.', personIds: ['sample-ana', 'sample-ben'] },
  })
  expect(found.status).toBe(200)
  const boxes = [...found.page.querySelectorAll('input[name=personIds]')].map((box) => box.hasAttribute('checked'))
  expect([boxes, found.text.includes('Zita Quist'), found.text.includes('One invitation.')]).toEqual([
    ...[[true, false], true, true],
  ])
})

test('the page of a person says to what they are related, and what stood on the card before and after', async () => {
  const dev = await site.as('sample-dev')
  const bring = async (rows: string) => {
    const columns = { 'column-0': 'name', 'column-1': 'organization', 'column-2': 'email' }
    await dev.post(await draftOf(site, 'sample-dev', 'network', rows), { ...columns, deed: 'commit' })
  }
  await bring('Name,Company,E-mail\nIda Quist,Harbor City,ida@harbor.example')
  const path = (await dev.get('/desk/people?q=quist')).page.querySelector('tbody th a')?.getAttribute('href') ?? ''
  const personIds = path.split('/').at(-1) ?? ''
  const tagging = { bodyId: 'network', kind: 'add-tag', tag: 'ports', personIds }
  const planned = (await dev.post('/desk/people/bulk', tagging)).headers.get('location') ?? ''
  await dev.post(planned, { deed: 'begin' })
  const page = (await dev.get(path)).page
  const related = page.querySelector('section[aria-labelledby=relationships]')?.textContent ?? ''
  expect([related.includes('Tags: ports'), related.includes('Contact')]).toEqual([true, true])
  expect(page.querySelector('a[href="/desk/organizations/us-zz-harbor-city"]')?.textContent).toBe('Harbor City')
  const history = page.querySelector('section[aria-labelledby=history]')?.textContent ?? ''
  expect([history.includes('Organization'), history.includes('covered'), history.includes('ida@')]).toEqual([
    ...[true, true, false],
  ])
  expect(history).toContain('people.person.changed')
})
