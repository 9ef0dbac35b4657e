import { expect, test } from 'vitest'
import { useSite } from '#test/site'

const site = useSite()
const harbor = '/desk/organizations/us-zz-harbor-city'
const said = {
  ...{ name: 'Ville du Port', kind: 'former', language: 'FR', validFrom: '1890', validTo: '1921-05' },
  ...{ sourceTitle: 'Gazette of 1921', publisher: 'State of Columbia', sourceKind: 'register', address: '', quote: '' },
}

test('a name is put on record with its language and period, stands on both pages, and is found by search', async () => {
  const eli = await site.as('sample-eli')
  expect((await eli.post(`${harbor}/names/new`, said)).headers.get('location')).toBe(`${harbor}#names`)
  const visitor = await site.as('visitor')
  const page = await visitor.get('/governments/us-zz-harbor-city')
  const line = page.page.querySelector('section[aria-labelledby=names] tbody tr')?.textContent ?? ''
  for (const word of ['Ville du Port', 'French', 'Former', 'since 1890, until May 1921', 'Gazette of 1921'])
    expect([word, line.includes(word)]).toEqual([word, true])
  expect(page.page.querySelector('bdi[lang=fr]')?.textContent).toBe('Ville du Port')
  // The name that is shown stays, and the evidence says the rest.
  expect(page.page.querySelector('h1')?.textContent).toBe('Harbor City, Columbia')
  expect(page.text).toContain('Ville du Port (French, since 1890, until May 1921)')
  expect((await visitor.get('/search?q=ville du port')).text).toContain('Harbor City')
  expect((await eli.get('/desk/organizations?q=Ville du')).text).toContain('Harbor City')
  expect((await eli.get(harbor)).text).toContain('Former name')
})

test('names stand by language and then by period, and two sources of one name are two lines', async () => {
  const eli = await site.as('sample-eli')
  for (const change of [
    { name: 'Puerto', language: 'es', validFrom: '1950', validTo: '' },
    { name: 'Puerto Viejo', language: 'es', validFrom: '1700', validTo: '1950' },
    { name: 'Old Harbor', language: 'en', validFrom: '', validTo: '' },
    { name: 'Old Harbor', language: 'en', validFrom: '', validTo: '', sourceTitle: 'Another gazette' },
  ])
    expect((await eli.post(`${harbor}/names/new`, { ...said, ...change })).status).toBe(303)
  const page = (await (await site.as('visitor')).get('/governments/us-zz-harbor-city')).page
  const names = [...page.querySelectorAll('section[aria-labelledby=names] bdi')].map((name) => name.textContent)
  expect(names).toEqual(['Old Harbor', 'Old Harbor', 'Puerto Viejo', 'Puerto'])
})

test('a name is taken back like any statement, and said again', async () => {
  const eli = await site.as('sample-eli')
  await eli.post(`${harbor}/names/new`, said)
  const visitor = await site.as('visitor')
  const names = async () =>
    (await visitor.get('/governments/us-zz-harbor-city')).page.querySelectorAll('section[aria-labelledby=names] bdi')
      .length
  expect(await names()).toBe(1)
  const statement = (await eli.get(harbor)).page
    .querySelector('section[aria-labelledby=names] tbody a[href^="/desk/statements/"]')
    ?.getAttribute('href')
  expect((await eli.get(statement ?? '')).text).toContain('Former name: Ville du Port (French')
  const reason = 'The gazette means another town.'
  await eli.post(statement ?? '', { verdict: 'retracted', reason })
  expect(await names()).toBe(0)
  expect((await visitor.get('/search?q=ville du port')).text).not.toContain('/governments/us-zz-harbor-city"')
  const again = await eli.post(statement ?? '', { verdict: 'restored', reason })
  expect([again.status, await names()]).toEqual([303, 1])
  await eli.post(again.headers.get('location') ?? '', { verdict: 'deprecated', reason })
  expect(await names()).toBe(0)
})

test('what is no language and no period is explained with what was typed; years known in part are compared as what they may mean', async () => {
  const eli = await site.as('sample-eli')
  const answer = (change: object) => eli.post(`${harbor}/names/new`, { ...said, ...change })
  expect((await answer({ language: 'klingonish-speech' })).text).toContain('Write the language as a tag')
  expect((await answer({ validFrom: 'spring' })).text).toContain('Write the date as 1978')
  expect((await answer({ validFrom: '1930', validTo: '1921' })).text).toContain('Write a date on or after the first')
  expect((await answer({ sourceTitle: '' })).text).toContain('Name the source')
  expect((await answer({ validFrom: '1921-05', validTo: '1921' })).status).toBe(303)
  expect((await (await site.as('sample-ivo')).post(`${harbor}/names/new`, said)).status).toBe(403)
})
