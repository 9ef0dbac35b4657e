import { expect, test } from 'vitest'
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
