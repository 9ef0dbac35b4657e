import { h } from 'preact'
import { expect, test } from 'vitest'
import { offerPanels } from '#kernel/doors'
import { type Person, useSite } from '#test/site'
import { bringSampleWorks } from '../samples/service.ts'

const site = useSite()
const said = {
  ...{ title: 'Ties', teaser: 'How many.', topics: 'china', pillars: 'security', authors: 'Cora Sample | Director' },
  content: 'Cities keep ties.',
}
async function drafted(person: Person, kind = 'statement', more: Record<string, string> = {}): Promise<string> {
  const fields = { kind, bodyId: 'center', title: 'Ties', slug: '' }
  const draft = (await person.post('/desk/works/new', fields)).headers.get('location') ?? ''
  await person.post(draft, { revision: '1', ...said, ...more })
  return draft
}

test('a program says what is being done, what was published, and who writes; so does a topic', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  const draft = await drafted(cora, 'report')
  await cora.post(`${draft}/turn`, { deed: 'publish' })
  const introduce = (list: string, content: string) => cora.post('/desk/programs', { bodyId: 'center', list, content })
  expect((await introduce('pillar:security', 'We **listen** to mayors.')).headers.get('location')).toBe(
    '/programs/security',
  )
  await introduce('china', 'We count ties.')
  const program = (await visitor.get('/programs/security')).page
  expect(program.querySelector('#doing')?.textContent).toBe('What we’re doing')
  expect(program.querySelector('.prose strong')?.textContent).toBe('listen')
  expect(program.querySelector('main')?.textContent).toMatch(/Ties.*Cora Sample, Director/s)
  expect((await visitor.get('/topics/china')).text).toContain('We count ties.')
  // What stands first, and the other view, keep to the address of the page.
  await cora.post('/desk/features', { list: 'pillar:security', slug: 'ties', position: '0', startsOn: '', endsOn: '' })
  const featured = (await visitor.get('/programs/security')).page
  expect(featured.querySelector('#featured')?.textContent).toBe('Featured work')
  const compact = featured.querySelector('a[href*="view=compact"]')?.getAttribute('href')
  expect(compact).toBe('/programs/security?view=compact')
  await introduce('china', '')
  expect((await visitor.get('/topics/china')).text).not.toContain('We count ties.')
  expect((await visitor.get('/programs/none')).status).toBe(404)
})

test('what is scheduled stands on the release calendar only when it is announced, with nothing of its text', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  const draft = await drafted(cora)
  const at = '2099-12-01T09:00-05:00'
  await cora.post(`${draft}/turn`, { deed: 'schedule', at })
  expect((await visitor.get('/releases')).text).toContain('Nothing is announced just now.')
  await cora.post(`${draft}/turn`, { deed: 'schedule', at, announce: 'yes' })
  const calendar = await visitor.get('/releases')
  expect(calendar.page.querySelector('time[datetime="2099-12-01T14:00:00.000Z"]')).not.toBeNull()
  expect(calendar.text).toContain('Ties')
  for (const secret of ['Cities keep ties', 'How many', '/works/ties']) expect(calendar.text).not.toContain(secret)
  await cora.post(`${draft}/turn`, { deed: 'publish' })
  expect((await visitor.get('/releases')).text).toContain('Nothing is announced just now.')
  expect((await visitor.get('/newsroom')).text).toContain('/works/ties')
})

test('a text that speaks of what has ended says so above itself; before that day it does not', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  const refused = await drafted(cora, 'report')
  expect((await cora.post(refused, { revision: '2', ...said, speaksOf: 'Mayor Ana Example' })).text).toContain(
    'Write the day after a bar: Mayor Ana Example | 2029-01-20',
  )
  expect((await cora.post(refused, { revision: '2', ...said, speaksOf: 'The mayor | 2026-02-30' })).status).toBe(400)
  const spoken = 'The council of 2020 | 2024-01-02\nThe mayor | 2099-01-02'
  await cora.post(refused, { revision: '2', ...said, speaksOf: spoken })
  await cora.post(`${refused}/turn`, { deed: 'publish' })
  const page = (await visitor.get('/works/ties')).page
  const notice = [...page.querySelectorAll('.notice')].map(({ textContent }) => textContent).join(' ')
  expect(notice).toContain('The council of 2020, until January 2, 2024')
  expect(notice).not.toContain('The mayor')
  // What is taken over into the next edition, and kept by a correction.
  await cora.post('/desk/works/of/ties/corrections', {
    said: 'Cities keep ties.',
    says: 'Cities have ties.',
    reason: 'A better word.',
  })
  expect((await visitor.get('/works/ties')).text).toContain('The council of 2020')
})

test('a topic shows what is coming, the soonest first, then the three that took place last; drafts are nowhere', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  expect((await visitor.get('/topics/china')).page.querySelector('#events')).toBeNull()
  const bring = async (slug: string, month: string, isPublished = true) => {
    const fields = { kind: 'event', bodyId: 'center', title: slug, slug }
    const draft = (await cora.post('/desk/works/new', fields)).headers.get('location') ?? ''
    const when = { startsAt: `2026-${month}-05T18:00`, endsAt: `2026-${month}-05T20:00`, zone: 'America/Chicago' }
    await cora.post(draft, { revision: '1', ...said, ...when, place: 'Houston', title: slug })
    if (isPublished) await cora.post(`${draft}/turn`, { deed: 'publish' })
  }
  for (const month of ['08', '03', '04', '05', '06', '07']) await bring(`in-${month}`, month)
  await bring('unpublished', '09', false)
  site.services.clock.moveTo('2026-07-01T00:00:00Z')
  const listed = async () => {
    const section = (await visitor.get('/topics/china')).page.querySelector('section[aria-labelledby=events]')
    return [...(section?.querySelectorAll('.card-title') ?? [])].map((title) => title.textContent)
  }
  await expect.poll(listed).toEqual(['in-07', 'in-08', 'in-06', 'in-05', 'in-04'])
  const topic = (await visitor.get('/topics/china')).page
  expect(topic.querySelector('a[href="/works?topic=china&kind=event"]')?.textContent).toBe('All events')
  // What took place stands among the latest too, as what it is.
  expect(topic.querySelector('section[aria-labelledby=latest]')?.textContent).toContain('Past event')
  for (const each of ['/works', '/works.json', '/search?q=unpublished', '/works/unpublished/work.ics'])
    expect((await visitor.get(each)).text, each).not.toContain('/works/unpublished"')
  expect((await visitor.get('/works/unpublished/work.ics')).status).toBe(404)
})

test('another module shows its own on the page of a program, and the page follows it', async () => {
  const visitor = await site.as('visitor')
  let words = 'Doors open at six'
  const show = async (_db: unknown, _viewer: unknown, list: string) =>
    list === 'pillar:security' ? h('p', null, words) : undefined
  offerPanels({ name: 'elsewhere', panels: { program: { show, version: () => words } } })
  try {
    expect((await visitor.get('/programs/security')).text).toContain('Doors open at six')
    expect((await visitor.get('/topics/china')).text).not.toContain('Doors open at six')
    words = 'Doors open at seven'
    expect((await visitor.get('/programs/security')).text).toContain('Doors open at seven')
  } finally {
    offerPanels({ name: 'elsewhere', panels: {} })
  }
  expect((await visitor.get('/programs/security')).text).not.toContain('Doors open')
})

test('the sample events of a first start in years from now are one to come and one that is over', async () => {
  const visitor = await site.as('visitor')
  site.services.clock.moveTo('2029-03-10T12:00:00Z')
  await bringSampleWorks(site.services.database, site.services.clock.now())
  const types = async () => {
    const { page } = await visitor.get('/topics/city-and-state-diplomacy')
    return [...page.querySelectorAll('section[aria-labelledby=events] .card-type')].map((type) => type.textContent)
  }
  await expect.poll(types).toEqual(['Event · sample', 'Past event · sample'])
  // The sample letter of an earlier year tells of neither.
  expect((await visitor.get('/newsletters/sample-letter/1')).text).not.toContain('sample-event')
})
