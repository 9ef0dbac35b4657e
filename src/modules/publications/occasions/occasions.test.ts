import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { type Person, useSite } from '#test/site'
import { workBlock } from '../issues/rules.ts'
import { openTimetable } from '../turns/service.ts'
import { listListings } from '../works/read.ts'
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
  expect(page.querySelector('.record')?.textContent).toBe(
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
  expect(past.page.querySelector('.record a')?.getAttribute('href')).toBe('https://example.org/recording')
  expect(described(past.page)).toMatchObject({
    description: took,
    recordedIn: { '@type': 'VideoObject', url: 'https://example.org/recording' },
  })
  const plain = (await visitor.get(`${path}/work.txt`)).text
  for (const told of [took, 'When: March 3, 2026', 'Recording: https://example.org/recording'])
    expect([told, plain.split(told).length]).toEqual([told, 2])
  expect(plain).not.toContain(invitation)
  const [reference] = (await visitor.get(`${path}/work.csl.json`)).json<Record<string, unknown>[]>()
  expect(reference).toMatchObject({ type: 'event', 'event-place': 'City Hall, Houston and online' })
  expect(reference?.['event-date']).toEqual({ 'date-parts': [[2026, 3, 3]] })
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
  // The feed and its entry: readers of feeds ask again for what is newer.
  const feed = (await visitor.get('/works.atom')).text
  expect(feed.split('<updated>2026-03-04T02:00:00.000Z</updated>')).toHaveLength(3)
  // A letter tells of it as on the day it goes out; the archive keeps what was told when it was published.
  const [work] = await site.services.database.read((db) => listListings(db))
  const letterAt = (at: string) => work && workBlock(work, 'https://legation.test', new Date(at))
  expect(letterAt(before)).toMatchObject({ label: 'Event, March 3, 2026, sample', teaser: invitation })
  expect(letterAt(after)).toMatchObject({
    label: 'Past event, March 3, 2026, sample',
    teaser: expect.stringMatching(/^Took place/),
  })
  const kept = /\/archive\/\S+old-agreements/.exec(
    (await visitor.get(path)).page.querySelector('#work-citation')?.textContent ?? '',
  )
  const page = await visitor.get(kept?.[0] ?? '')
  for (const told of [invitation, 'City Hall, Houston and online', 'March 3, 2026, 6:00 – 8:00 PM CST'])
    expect([told, page.text.includes(told)]).toEqual([told, true])
  expect((await visitor.get('/works')).text).toContain('Took place on March 3, 2026, in City Hall, Houston and online.')
})

test('what cannot be is explained beside its field, with what was typed; nothing of it is saved', async () => {
  const cora = await site.as('sample-cora')
  const draft = await begun(cora)
  const clocks = { zone: 'America/New_York', startsAt: '2026-03-08T02:30', endsAt: '2026-11-01T01:30' }
  const wrong: [Record<string, string>, Record<string, string>][] = [
    [{ endsAt: '2026-03-03T17:00' }, { endsAt: 'It ends before it begins' }],
    [{ zone: 'Mars/Olympus' }, { zone: 'No zone is called so' }],
    [clocks, { startsAt: 'does not exist', endsAt: 'comes twice' }],
    [{ startsAt: '2026-02-30T09:00' }, { startsAt: 'Write day and time' }],
    [
      { startsAt: '', endsAt: '' },
      { startsAt: 'Say when it begins', endsAt: 'Say when it ends' },
    ],
    [{ place: '', isOnline: '' }, { place: 'Say where it is' }],
    [{ registrationAddress: 'javascript:alert(1)' }, { registrationAddress: 'Write the whole address' }],
    [{ recordingAddress: '//evil.example' }, { recordingAddress: 'Write the whole address' }],
  ]
  for (const [typed, errors] of wrong) {
    const answer = await cora.post(draft, { revision: '1', ...said, ...when, afterwards: 'Kept words.', ...typed })
    expect([typed, answer.status]).toEqual([typed, 400])
    expect(answer.text).toContain('Kept words.')
    for (const [field, words] of Object.entries(errors))
      expect(answer.page.querySelector(`#field-${field}-error`)?.textContent, field).toContain(words)
    for (const [field, value] of Object.entries(typed).filter(([field]) => field.endsWith('Address')))
      expect(answer.page.querySelector(`[name=${field}]`)?.getAttribute('value')).toBe(value)
  }
  expect((await cora.get(`${draft}/history`)).text).not.toContain('Revision 2')
  // Without a time it can be written, and not published.
  expect((await cora.post(draft, { revision: '1', ...said })).status).toBe(303)
  const refused = await cora.post(`${draft}/turn`, { deed: 'publish' })
  expect([refused.status, refused.text.includes('Say when it begins and ends')]).toEqual([400, true])
})

test('only an event has its fields; a video says where it is seen and when it was recorded', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  const event = await begun(cora)
  expect((await cora.get(event)).page.querySelector('[name=startsAt]')).not.toBeNull()
  await cora.post(`${event}/turn`, { deed: 'discard' })
  const video = await begun(cora, 'video')
  expect((await cora.get(video)).page.querySelector('[name=startsAt]')).toBeNull()
  const recorded = { recordingAddress: 'https://example.org/film', recordedOn: '2025-12-01' }
  expect((await cora.post(video, { revision: '1', ...said, ...when, ...recorded, recordedOn: 'soon' })).status).toBe(
    400,
  )
  await cora.post(video, { revision: '1', ...said, ...when, ...recorded })
  await cora.post(`${video}/turn`, { deed: 'publish' })
  const { page } = await visitor.get(path)
  expect(page.querySelector('.record')?.textContent).toBe(
    'Recorded onDecember 1, 2025Recordinghttps://example.org/film',
  )
  expect(described(page)).toMatchObject({ '@type': 'Article', video: { dateCreated: '2025-12-01' } })
  expect((await visitor.get(`${path}/work.ics`)).status).toBe(404)
})

test('when, where and afterwards are kept with each save, compared, brought back, and stay through corrections', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  const draft = await begun(cora)
  await cora.post(draft, { revision: '1', ...said, ...when })
  await cora.post(draft, { revision: '2', ...said, ...when, place: 'the library', afterwards: took })
  const { page } = await cora.get(`${draft}/history`)
  const hashes = await site.services.database.read((db) =>
    db.all(sql<{ hash: string }>`select distinct content_hash as hash from publications.revisions`),
  )
  // What is cleared is named by a hash, of which time and place are part.
  expect(hashes).toHaveLength(3)
  expect([...page.querySelectorAll('ins')].map(({ textContent }) => textContent).join()).toContain('library')
  await cora.post(`${draft}/revisions/2`, {})
  const back = (await cora.get(draft)).page
  expect(back.querySelector('[name=place]')?.getAttribute('value')).toBe('City Hall, Houston')
  expect(back.querySelector('[name=startsAt]')?.getAttribute('value')).toBe('2026-03-03T18:00')
  expect(back.querySelector('[name=isOnline]')?.hasAttribute('checked')).toBe(true)
  await cora.post(`${draft}/turn`, { deed: 'publish' })
  await cora.post('/desk/works/of/old-agreements/corrections', {
    ...{ said: 'Three of them.', says: 'Four of them.', reason: 'One was forgotten.' },
  })
  await expect.poll(async () => (await visitor.get(path)).text).toContain('Four of them.')
  expect((await visitor.get(path)).page.querySelector('.record')?.textContent).toContain('City Hall')
  // The next edition moves it; the first one never took place as it says, and never claims so.
  const next = (await cora.post('/desk/works/of/old-agreements', {})).headers.get('location') ?? ''
  const moved = { ...when, startsAt: '2026-04-03T18:00', endsAt: '2026-04-03T20:00' }
  await cora.post(next, { revision: '1', ...said, ...moved, changeNote: 'A month later.' })
  await cora.post(`${next}/turn`, { deed: 'publish' })
  site.services.clock.moveTo('2026-05-01T00:00:00Z')
  await expect.poll(async () => (await visitor.get(path)).text).toContain('Took place on April 3, 2026')
  const first = await visitor.get(`${path}/editions/1`)
  for (const claim of ['Took place', 'Past event', 'Register'])
    expect([claim, first.text.includes(claim)]).toEqual([claim, false])
  const compared = (await visitor.get(`${path}/editions?from=2&to=3`)).page
  expect(compared.querySelector('del')?.textContent).toBe('March')
})

test('what is written is checked: an event that is over needs its past tense', async () => {
  const draft = await published({ afterwards: 'Join us: it will be an evening.' })
  let cora = await site.as('sample-cora')
  const checks = async () => (await cora.get(draft)).page.querySelector('section[aria-labelledby=checks]')?.textContent
  expect(await checks()).toContain('“Join us”')
  const next = (await cora.post('/desk/works/of/old-agreements', {})).headers.get('location') ?? ''
  await cora.post(next, { revision: '1', ...said, ...when, afterwards: '' })
  const later = async () => (await cora.get(next)).page.querySelector('section[aria-labelledby=checks]')?.textContent
  expect(await later()).toContain('in order')
  site.services.clock.moveTo(after)
  cora = await site.as('sample-cora')
  expect(await later()).toContain('It is over: say in the past tense')
  await cora.post(next, { revision: '2', ...said, ...when, afterwards: took })
  expect(await later()).toContain('in order')
})

test('an event that is called off is no past event: its page says so, and calendars take it out', async () => {
  const draft = await published()
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  expect((await visitor.get(`${path}/work.ics`)).text).toContain('STATUS:CONFIRMED')
  await cora.post(`${draft}/turn`, { deed: 'withdraw', reason: 'A storm is coming to the coast.' })
  site.services.clock.moveTo(after)
  await expect.poll(async () => (await visitor.get(path)).text).toContain('A storm is coming')
  const { page, text } = await visitor.get(path)
  for (const claim of ['Took place', 'Past event', 'https://example.org/register"'])
    expect([claim, text.includes(claim)]).toEqual([claim, false])
  expect(described(page).eventStatus).toBe('https://schema.org/EventCancelled')
  expect((await visitor.get(`${path}/work.ics`)).text).toContain('STATUS:CANCELLED')
  await (await site.as('sample-cora')).post(`${draft}/turn`, { deed: 'remove', reason: 'A court ordered it.' })
  expect((await visitor.get(`${path}/work.ics`)).status).toBe(404)
})

test('search turns at the moment by itself, and whoever has no right to a draft learns nothing of it', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  const draft = await begun(cora)
  await cora.post(draft, { revision: '1', ...said, ...when })
  for (const who of ['visitor', 'sample-ana', 'sample-dev'] as const) {
    const person = await site.as(who)
    for (const answer of [await person.get(draft), await person.post(draft, { revision: '2', ...said, ...when })])
      expect([who, [401, 403, 404].includes(answer.status)]).toEqual([who, true])
    for (const each of [path, `${path}/work.ics`]) expect((await person.get(each)).status).toBe(404)
  }
  await cora.post(`${draft}/turn`, { deed: 'publish' })
  // A node that looks a moment before it begins waits for that moment.
  site.services.clock.moveTo('2026-03-03T23:59:59.900Z')
  const timetable = openTimetable(site.services)
  await timetable.refresh()
  site.services.clock.moveTo(during)
  const found = async () => (await visitor.get('/search?q=agreements')).text
  await expect.poll(found, { timeout: 1000 }).toContain('under way')
  await timetable.close()
})
