import { expect, test } from 'vitest'
import { writeDigests } from '#kernel/notifications'
import { sql, wholeSight } from '#platform/db'
import { listOutbox } from '#platform/mail'
import { draftOf } from '#test/body-deeds'
import { type Person, useSite, type Who } from '#test/site'
import { tellOfEndings } from './notices.ts'

const site = useSite()
const home = '/me/notifications'
const harbor = 'us-zz-harbor-city'

const linesOf = async (person: Person): Promise<string[]> =>
  [...(await person.get(home)).page.querySelectorAll('.notice-line a')].map((link) => link.textContent ?? '')
const unreadOf = async (person: Person): Promise<string> =>
  (await person.get('/about')).page.querySelector('.account-bar .unread:not([hidden])')?.textContent ?? ''

async function askCorrection(who: Who): Promise<void> {
  const answer = await (await site.as(who)).post('/corrections/new', {
    ...{ kind: 'organization', id: harbor, property: 'population', proposedValue: '131000' },
    evidence: 'The census office published it last week.',
  })
  expect(answer.status).toBe(303)
}

async function decide(who: Who): Promise<void> {
  const person = await site.as(who)
  const path = (await person.get('/desk/corrections')).page.querySelector('.entry-list a')?.getAttribute('href') ?? ''
  const verdict = { verdict: 'declined', value: '', reason: 'The census says otherwise.' }
  expect((await person.post(path, verdict)).status).toBe(303)
}

test('a correction is told to whoever may decide it, until it is decided, and its end to whoever asked', async () => {
  const [ana, eli, fay] = [await site.as('sample-ana'), await site.as('sample-eli'), await site.as('sample-fay')]
  await askCorrection('sample-ana')
  expect(await linesOf(eli)).toEqual(['A correction to “Harbor City” waits for a decision'])
  expect([await unreadOf(eli), await unreadOf(ana), await linesOf(fay)]).toEqual(['1', '', []])
  await decide('sample-ivo')
  expect([await linesOf(eli), await unreadOf(eli)]).toEqual([[], ''])
  expect([await linesOf(ana), await unreadOf(ana)]).toEqual([['Your correction to “Harbor City” was declined'], '1'])
})

test('a notice is marked as read and as unread again, by nobody else', async () => {
  await askCorrection('visitor')
  const eli = await site.as('sample-eli')
  const id = (await eli.get(home)).page.querySelector('input[name=id]')?.getAttribute('value') ?? ''
  expect((await (await site.as('sample-ana')).post(home, { id, as: 'read' })).status).toBe(404)
  expect((await (await site.as('visitor')).post(home, { id, as: 'read' })).status).toBe(401)
  for (const [as, unread] of [
    ['read', ''],
    ['read', ''],
    ['unread', '1'],
  ] as const) {
    expect((await eli.post(home, { id, as })).status).toBe(303)
    expect(await unreadOf(eli)).toBe(unread)
  }
  await eli.post(home, { as: 'read' })
  expect([await unreadOf(eli), (await linesOf(eli)).length]).toEqual(['', 1])
})

test('a right that is given is told, one that is taken back is not, and one that ends is told once', async () => {
  const kim = await site.as('sample-kim')
  const dev = await site.as('sample-dev')
  await kim.post('/desk/rights/new', {
    ...{ accountId: 'sample-dev', role: 'editor', scopeKind: 'body', scopeId: 'network' },
    ...{ startsOn: '2026-02-15', endsOn: '2026-02-20' },
  })
  const now = site.services.clock.now()
  for (let times = 0; times < 2; times += 1) await tellOfEndings(site.services.database, now)
  expect(await linesOf(dev)).toEqual([
    'You were given a role: editor, for Sample National Security Network',
    'A role of yours ends on February 20, 2026: editor, for Sample National Security Network',
  ])
  const [grant] = await site.services.database.read(
    (db) => db.all(sql<{ id: string }>`select id from access.grants where role = 'editor' and ends_on is not null`),
    wholeSight,
  )
  await kim.post('/desk/rights/revocation', { id: grant?.id ?? '' })
  expect(await linesOf(dev)).toEqual([])
})

test('who looked is told to the person, and what is of one body only to those who still work there', async () => {
  const [ana, dev, cora] = [await site.as('sample-ana'), await site.as('sample-dev'), await site.as('sample-cora')]
  await ana.post('/me/profile', { email: 'ana@people.example' })
  await dev.post('/desk/people/sample-ana', { look: 'yes' })
  expect(await linesOf(ana)).toEqual(['Somebody looked at fields of yours that are not for everybody'])
  const draft = await draftOf(site, 'sample-dev', 'network')
  await dev.post(draft, { 'column-0': 'name', 'column-1': 'email', deed: 'commit' })
  expect(await linesOf(dev)).toEqual(['Pasted rows: 1 person added, 0 brought up to date, 0 turned away'])
  expect(await linesOf(cora)).toEqual([])
  await site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    await db.save(sql`update access.grants set revoked_at = now() where account_id = 'sample-dev' and role = 'staff'`)
  }, wholeSight)
  expect([await linesOf(dev), await unreadOf(dev)]).toEqual([[], ''])
})

test('somebody who needs a word to get back in is told to those who may give it, and to nobody of the other body', async () => {
  const visitor = await site.as('visitor')
  const asked = await visitor.post('/sign-in/recovery', { address: 'sample-ana@people.example' })
  const cookie = (asked.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const letters = await site.services.database.read((db) => listOutbox(db))
  const link = /\?link=([0-9a-z]{32})/.exec(letters[0]?.text ?? '')?.[1] ?? ''
  await visitor.post('/sign-in/recovery/beginning', { link }, { cookie })
  expect(await linesOf(await site.as('sample-dev'))).toEqual([
    'Ana Sample asks to get back in and needs somebody’s word',
  ])
  expect(await linesOf(await site.as('sample-cora'))).toEqual([])
})

const letters = async () =>
  (await site.services.database.read((db) => listOutbox(db))).filter(({ subject }) => subject.includes('notification'))
const write = () =>
  writeDigests(site.services.database, { publicUrl: 'http://legation.test', now: site.services.clock.now() })
const choose = (person: Person, often: string) =>
  person.post(`${home}/choices`, { often, told: ['atlas.correction.waiting', 'access.grant.given'] })

test('a summary goes by mail to who asked, once for each period however often the job runs, and names nobody', async () => {
  const eli = await site.as('sample-eli')
  await askCorrection('visitor')
  expect([await write(), (await letters()).length]).toEqual([0, 0])
  expect((await choose(eli, 'weekly')).status).toBe(303)
  await site.services.clock.moveTo('2026-02-16T06:10:00Z')
  await askCorrection('visitor')
  expect([await write(), await write(), await write()]).toEqual([1, 0, 0])
  site.services.clock.moveTo('2026-02-19T06:10:00Z')
  await askCorrection('visitor')
  expect(await write()).toBe(0)
  const [letter] = await letters()
  expect(letter?.to).toBe('sample-eli@people.example')
  expect(letter?.text).toContain('1 × A correction waits for a decision')
  expect(letter?.text).not.toContain('Harbor')
  site.services.clock.moveTo('2026-02-23T06:10:00Z')
  expect([await write(), (await letters())[0]?.text.includes('1 × ')]).toEqual([1, true])
  site.services.clock.moveTo('2026-03-02T06:10:00Z')
  expect(await write()).toBe(0)
})

test('one click in the letter stops the letters, without signing in and from no page of this site', async () => {
  const eli = await site.as('sample-eli')
  await choose(eli, 'daily')
  await askCorrection('visitor')
  await write()
  const [letter] = await letters()
  const address = /<http:\/\/legation\.test([^>]+)>/.exec(letter?.headers?.['List-Unsubscribe'] ?? '')?.[1] ?? ''
  const visitor = await site.as('visitor')
  expect((await visitor.post('/notifications/stop?code=wrong', {}, { origin: 'https://mail.example' })).status).toBe(
    404,
  )
  expect((await visitor.get(address)).text).toContain('Stop the letters')
  const oneClick = { 'List-Unsubscribe': 'One-Click' }
  expect((await visitor.post(address, oneClick, { origin: 'https://mail.example' })).text).toContain('No more letters')
  await askCorrection('visitor')
  site.services.clock.moveTo('2026-02-17T06:10:00Z')
  expect(await write()).toBe(0)
  expect((await visitor.post('/me/notifications', {}, { origin: 'https://mail.example' })).status).toBe(403)
})

test('what somebody does not want to be told of is neither shown nor counted', async () => {
  const eli = await site.as('sample-eli')
  await eli.post(`${home}/choices`, { often: 'never', told: 'access.grant.given' })
  await askCorrection('visitor')
  expect([await linesOf(eli), await unreadOf(eli)]).toEqual([[], ''])
  expect((await eli.post(`${home}/choices`, { often: 'hourly' })).text).toContain('Choose how often')
})
