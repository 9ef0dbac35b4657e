import { h } from 'preact'
import { expect, test } from 'vitest'
import { offerPanels } from '#kernel/doors'
import { type Person, useSite } from '#test/site'
import { indexTurned } from './write.ts'

const site = useSite()
const invitation = 'Please join us to read old agreements.'
const took = 'Forty people read three agreements.'
const path = '/works/old-agreements'

const said = {
  ...{ title: 'Reading old agreements', teaser: invitation, content: 'Three of them.', topics: 'china' },
  ...{ pillars: 'security', authors: 'Cora Sample' },
}
const when = {
  ...{ startsAt: '2026-03-03T18:00', endsAt: '2026-03-03T20:00', zone: 'America/Chicago' },
  ...{ place: 'City Hall, Houston', isOnline: 'yes', registrationAddress: 'https://example.org/register' },
}
/** In UTC: an hour before it begins, while it lasts, an hour after it is over. */
const [before, during, after] = ['2026-03-03T23:00:00Z', '2026-03-04T01:00:00Z', '2026-03-04T03:00:00Z']

async function begun(person: Person, kind = 'event'): Promise<string> {
  const fields = { kind, bodyId: 'center', title: said.title, slug: 'old-agreements' }
  return (await person.post('/desk/works/new', fields)).headers.get('location') ?? ''
}
async function published(more: Record<string, string> = {}): Promise<string> {
  const cora = await site.as('sample-cora')
  const draft = await begun(cora)
  expect((await cora.post(draft, { revision: '1', ...said, ...when, ...more })).status).toBe(303)
  expect((await cora.post(`${draft}/turn`, { deed: 'publish' })).status).toBe(303)
  return draft
}
const described = (page: Document) =>
  JSON.parse(page.querySelector('script[type="application/ld+json"]')?.textContent ?? '{}')

test('an event says when and where it is and how to come; once it is over it says what took place', async () => {
  await published({ afterwards: took, recordingAddress: 'https://example.org/recording' })
  const visitor = await site.as('visitor')
  site.services.clock.moveTo(before)
  const { page, text } = await visitor.get(path)
  expect(page.querySelector('.page-header .eyebrow, .eyebrow')?.textContent).toBe('Event')
  expect(page.querySelector('.occasion')?.textContent).toBe(
    'WhenMarch 3, 2026, 6:00 – 8:00 PM CSTWhereCity Hall, Houston and online',
  )
  expect(page.querySelector('a[href="https://example.org/register"]')?.textContent).toBe('Register')
  expect(page.querySelector(`a[href="${path}/work.ics"]`)?.textContent).toBe('Add to calendar')
  expect(text).toContain(invitation)
  for (const later of [took, 'https://example.org/recording']) expect(text).not.toContain(later)
  expect(described(page)).toMatchObject({
    ...{ '@type': 'Event', startDate: '2026-03-03T18:00:00-06:00', endDate: '2026-03-03T20:00:00-06:00' },
    ...{ eventStatus: 'https://schema.org/EventScheduled' },
    eventAttendanceMode: 'https://schema.org/MixedEventAttendanceMode',
    location: [{ '@type': 'Place', name: 'City Hall, Houston' }, { '@type': 'VirtualLocation' }],
  })
  site.services.clock.moveTo(during)
  expect((await visitor.get(path)).text).toContain('Under way')
  site.services.clock.moveTo(after)
  const past = await visitor.get(path)
  expect(past.text).toContain('Past event')
  expect(past.text).toContain(took)
  for (const gone of [invitation, 'https://example.org/register', 'work.ics']) expect(past.text).not.toContain(gone)
  expect(past.page.querySelector('.occasion a')?.getAttribute('href')).toBe('https://example.org/recording')
  expect(described(past.page)).toMatchObject({
    description: took,
    recordedIn: { '@type': 'VideoObject', url: 'https://example.org/recording' },
  })
})

test('every list, feed and search turns with it; nothing still invites to what is over', async () => {
  await published()
  const visitor = await site.as('visitor')
  const lists = ['/works', '/works?kind=event', '/topics/china', '/programs/security', '/', '/releases']
  const all = [...lists, '/works.atom', '/works.rss', '/works.json', '/search?q=agreements', path]
  const expectSaid = async (words: string, without: string[]) => {
    for (const each of all) {
      const { text } = await visitor.get(each)
      // Search writes kinds in small letters; the release calendar is compact and shows no sentence.
      expect([each, text.toLowerCase().includes(words.toLowerCase())]).toEqual([each, true])
      for (const other of without) expect([each, text.includes(other)]).toEqual([each, false])
    }
  }
  site.services.clock.moveTo(before)
  await expect.poll(async () => (await visitor.get('/works')).text).toContain(path)
  await expectSaid('event', ['Past event', 'past event', 'Took place'])
  site.services.clock.moveTo(during)
  expect(await indexTurned(site.services.database, new Date(during))).toBe(1)
  await expectSaid('under way', ['Past event', 'past event'])
  site.services.clock.moveTo(after)
  expect(await indexTurned(site.services.database, new Date(after))).toBe(1)
  expect(await indexTurned(site.services.database, new Date(after))).toBe(0)
  await expectSaid('past event', [invitation, 'Under way', 'under way'])
  expect((await visitor.get('/works')).text).toContain('Took place on March 3, 2026, in City Hall, Houston and online.')
})

test('a topic shows what is coming, the soonest first, then the three that took place last; drafts are nowhere', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  expect((await visitor.get('/topics/china')).page.querySelector('#events')).toBeNull()
  const bring = async (slug: string, month: string, isPublished = true) => {
    const fields = { kind: 'event', bodyId: 'center', title: slug, slug }
    const draft = (await cora.post('/desk/works/new', fields)).headers.get('location') ?? ''
    const days = { startsAt: `2026-${month}-05T18:00`, endsAt: `2026-${month}-05T20:00` }
    await cora.post(draft, { revision: '1', ...said, ...when, ...days, title: slug })
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
