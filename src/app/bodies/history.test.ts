import { expect, test } from 'vitest'
import { useSite } from '#test/site'

const site = useSite()
const term = { organ: 'board', office: 'Chair', alsoHeld: '', source: 'Minutes, https://example.org/minutes' }
const namesOn = async (on = '') =>
  [
    ...(await (await site.as('visitor')).get(`/bodies/network/leadership?on=${on}`)).page.querySelectorAll(
      '.entry-list h3',
    ),
  ].map((each) => each.textContent)

test('whoever held an office is found on every day of it and on no other', async () => {
  const kim = await site.as('sample-kim')
  const add = (fields: Record<string, string>) =>
    kim.post('/desk/setup/network/leadership/new', { ...term, deed: 'save', ...fields })
  expect((await add({ name: 'Ada First', began: '1990', ended: '1994-06' })).status).toBe(303)
  expect((await add({ name: 'Bo Second', began: '1994-07-01', ended: '' })).status).toBe(303)
  expect(await namesOn('1992-01-01')).toEqual(['Ada First'])
  expect(await namesOn('1994-06-30')).toEqual(['Ada First'])
  expect(await namesOn('1994-07-01')).toEqual(['Bo Second'])
  expect(await namesOn('1989-12-31')).toEqual([])
  expect(await namesOn()).toContain('Bo Second')
  const former = (await (await site.as('visitor')).get('/bodies/network/leadership')).page.querySelector('#former')
  expect(former?.parentElement?.parentElement?.textContent).toContain('Ada First')
  expect((await (await site.as('visitor')).get('/bodies/network')).page.body.textContent).toContain('Bo Second, Chair')
})

test('what was taken out is nowhere, and can be put back', async () => {
  const kim = await site.as('sample-kim')
  const visitor = await site.as('visitor')
  const said = {
    happened: '2001-05',
    title: 'Joined with the Forum',
    content: '',
    predecessor: 'Old Forum',
    source: 'Charter',
  }
  await kim.post('/desk/setup/network/history/new', { ...said, deed: 'save' })
  const entry = [...(await kim.get('/desk/setup/network')).page.querySelectorAll('a')].find((each) =>
    each.textContent?.startsWith('Joined with'),
  )
  const address = entry?.getAttribute('href') ?? ''
  expect((await visitor.get('/bodies/network/history')).text).toContain('It grew out of Old Forum.')
  await kim.post(address, { ...said, deed: 'remove' })
  expect((await visitor.get('/bodies/network/history')).text).not.toContain('Old Forum')
  await kim.post(address, { ...said, deed: 'restore' })
  expect((await visitor.get('/bodies/network/history')).text).toContain('Joined with the Forum')
})

test('leaders of a sample go when the body takes its own name', async () => {
  const visitor = await site.as('visitor')
  expect((await visitor.get('/bodies/network/leadership')).text).toContain('Lena Sample')
  const named = { name: 'Harbor Network', kind: 'membership', mission: '', mark: 'HN', accent: '#123456' }
  await (await site.as('sample-kim')).post('/desk/setup/network', named)
  expect((await visitor.get('/bodies/network/leadership')).text).not.toContain('Sample')
})
