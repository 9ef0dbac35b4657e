import { expect, test } from 'vitest'
import { draftOf } from '#test/body-deeds'
import { type Person, useSite } from '#test/site'
import { forgetViews } from './write.ts'

const site = useSite()
const home = '/desk/views'

const keep = (person: Person, fields: Record<string, string>) =>
  person.post(`${home}/new`, { place: 'people', question: '', name: 'Everybody', ...fields })
const linesOf = async (person: Person, path = '/desk'): Promise<string[]> =>
  [...(await person.get(path)).page.querySelectorAll('section[aria-labelledby=views] li')].map((line) =>
    (line.textContent ?? '').trim(),
  )
const firstId = async (person: Person): Promise<string> =>
  (await person.get(home)).page.querySelector('input[name=id]')?.getAttribute('value') ?? ''

test('a list is kept as it was narrowed, counts as of now, and opens at its address', async () => {
  const dev = await site.as('sample-dev')
  const link = (await dev.get('/desk/people?region=OR&after=Ana&id=x')).page.querySelector('a[href^="/desk/views/new"]')
  const form = await dev.get(link?.getAttribute('href') ?? '')
  const question = form.page.querySelector('input[name=question]')?.getAttribute('value') ?? ''
  expect(question).toBe('region=OR')
  expect((await keep(dev, { question, name: 'Oregon <b>' })).status).toBe(303)
  expect(await linesOf(dev)).toEqual(['Oregon <b> 0 in People'])
  const draft = await draftOf(site, 'sample-dev', 'network', 'Name,State\nIda Quist,OR\nPer Lund,WA')
  await dev.post(draft, { 'column-0': 'name', 'column-1': 'region', deed: 'commit' })
  expect(await linesOf(dev)).toEqual(['Oregon <b> 1 in People'])
  const href = (await dev.get('/desk')).page.querySelector('section[aria-labelledby=views] li a')?.getAttribute('href')
  expect(href).toBe('/desk/people?region=OR')
})

test('every list of the desk can be kept', async () => {
  const staff = await site.as('staff')
  for (const [place, question] of [
    ['people', 'standing=member'],
    ['duplicates', ''],
    ['log', 'event=atlas'],
    ['search', 'q=harbor'],
    ['corrections', 'kind=engagement'],
    ['organizations', 'kind=city'],
  ] as const)
    expect([place, (await keep(staff, { place, question, name: place })).status]).toEqual([place, 303])
  const lines = await linesOf(staff)
  expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual([
    ...['corrections', 'duplicates', 'log', 'organizations', 'people', 'search'],
  ])
  expect(lines.find((line) => line.startsWith('search'))).not.toContain(' 0 ')
})

test('a shared view is for the staff of that body only, each with their own count; only its keeper changes it', async () => {
  const [kim, dev, cora] = [await site.as('sample-kim'), await site.as('sample-dev'), await site.as('sample-cora')]
  await keep(kim, { bodyId: 'network', question: 'standing=member', name: 'Members' })
  await keep(kim, { name: 'Mine alone' })
  expect(await linesOf(kim)).toHaveLength(2)
  expect((await linesOf(dev)).map((line) => line.split(' ')[0])).toEqual(['Members'])
  expect(await linesOf(cora)).toEqual([])
  const id = await firstId(kim)
  expect((await dev.get(`${home}/${id}`)).text).toContain('Only whoever keeps it may change it')
  expect((await dev.post(`${home}/${id}`, { name: 'Taken over', bodyId: '' })).status).toBe(403)
  expect((await dev.post(home, { id, deed: 'remove' })).status).toBe(403)
  expect((await cora.post(home, { id, deed: 'remove' })).status).toBe(404)
  expect((await keep(dev, { bodyId: 'center' })).status).toBe(404)
  // Shared no more: the others lose it at once.
  expect((await kim.post(`${home}/${id}`, { name: 'Our members', bodyId: '' })).status).toBe(303)
  expect(await linesOf(dev)).toEqual([])
})

test('a view that was taken away can be brought back for a month, then it is forgotten', async () => {
  const dev = await site.as('sample-dev')
  await keep(dev, {})
  const id = await firstId(dev)
  for (let times = 0; times < 2; times += 1) expect((await dev.post(home, { id, deed: 'remove' })).status).toBe(303)
  expect([await linesOf(dev), (await dev.get(home)).text.includes('Bring it back')]).toEqual([[], true])
  await dev.post(home, { id, deed: 'return' })
  expect(await linesOf(dev)).toHaveLength(1)
  await dev.post(home, { id, deed: 'remove' })
  const now = site.services.clock.now().getTime()
  expect(await forgetViews(site.services.database, new Date(now + 29 * 86_400_000))).toBe(0)
  expect(await forgetViews(site.services.database, new Date(now + 31 * 86_400_000))).toBe(1)
  expect((await dev.post(home, { id, deed: 'return' })).status).toBe(404)
})

test('what no list can be asked is not kept, and whoever may not open a list keeps nothing of it', async () => {
  const dev = await site.as('sample-dev')
  expect((await keep(dev, { question: 'standing=friend' })).text).toContain('This list cannot be asked so')
  expect((await keep(dev, { name: ' ' })).text).toContain('Give the view a name')
  expect((await keep(dev, { place: 'secrets' })).status).toBe(404)
  expect((await keep(await site.as('sample-fay'), {})).status).toBe(404)
  expect((await keep(await site.as('sample-ana'), {})).status).toBe(403)
  expect((await keep(await site.as('visitor'), {})).status).toBe(401)
  await keep(dev, { question: 'region=OR&evil=yes&after=z' })
  expect((await dev.get(home)).page.querySelector('tbody a')?.getAttribute('href')).toBe('/desk/people?region=OR')
})
