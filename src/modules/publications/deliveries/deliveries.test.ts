import { expect, test } from 'vitest'
import { sql, wholeSight } from '#platform/db'
import { idOf, readers, useMailings } from '#test/mailings'
import { issueOf, letterTo, opened, subscribed } from '#test/newsletters'
import { useSite } from '#test/site'
import { exchange, prepareMailing } from './write.ts'

const site = useSite()
const { scheduled, sendDue, states, diedWithTwo, leaseEnds, letters, changeServer } = useMailings(site)

const plainOf = (message: string) =>
  message
    .split('text/plain')[1]
    ?.replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) ?? ''

test('each reader gets one letter, with links of their own, and its page stands among past issues', async () => {
  const { issue, cora } = await scheduled()
  const taken = await sendDue(issue)
  expect(taken.map(({ to }) => to).toSorted()).toEqual(readers)
  const [first, second] = taken.toSorted((a, b) => (a.to < b.to ? -1 : 1)).map(({ message }) => message)
  expect(first).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n')
  const leave = /List-Unsubscribe: <http:\/\/legation\.test(\/unsubscribe\/[0-9a-z-]{46})>/.exec(first ?? '')?.[1] ?? ''
  const idsOf = (text = '') => /Message-ID: <(.+)>/.exec(text)?.[1]
  expect(idsOf(first)).not.toBe(idsOf(second))
  expect(plainOf(first ?? '')).toContain(`Leave: http://legation.test${leave}`)
  expect(first).not.toMatch(/PERSONALCODE|READINGADDRESS|BASISOFADDRESS|DKIM|<img/i)
  expect(plainOf(first ?? '')).toContain('Read it on the web: http://legation.test/newsletters/the-weekly/1')
  const visitor = await site.as('visitor')
  await visitor.post(leave, { 'List-Unsubscribe': 'One-Click' }, { origin: 'https://mail.example' })
  expect((await visitor.get(leave)).text).toContain('You have left')
  expect((await visitor.get('/newsletters/the-weekly/1')).text).toContain('Harbor City')
  expect((await visitor.get('/newsletters/the-weekly')).text).toContain('Ports and partners')
  expect((await visitor.get('/newsletters/the-weekly/feed.atom')).text).toContain('/newsletters/the-weekly/1')
  const progress = await cora.get(`${issue}/sending`)
  expect(progress.page.querySelector('progress')?.getAttribute('value')).toBe('4')
  expect(await sendDue(issue)).toHaveLength(4)
  await cora.post(`${issue}/sending`, { deed: 'hide' })
  expect((await visitor.get('/newsletters/the-weekly/1')).status).toBe(404)
  expect((await visitor.get('/newsletters/the-weekly/feed.atom')).text).not.toContain('/the-weekly/1')
})

test('a letter goes out at its moment, not before, and can be cancelled until then', async () => {
  const { issue, cora } = await scheduled({}, '2026-02-15T12:00:00Z')
  expect((await cora.get(`${issue}/sending`)).text).toContain('Scheduled for')
  expect(await sendDue(issue)).toEqual([])
  await cora.post(`${issue}/sending`, { deed: 'cancel' })
  site.services.clock.moveTo('2026-02-15T12:00:01Z')
  expect(await sendDue(issue)).toEqual([])
  const past = await cora.post(`${issue}/sending`, { deed: 'schedule', at: '2026-02-15T12:00:00Z' })
  expect([past.status, past.text.includes('Choose a moment to come')]).toEqual([400, true])
  expect((await cora.post(`${issue}/sending`, { deed: 'schedule', at: '' })).text).toContain('Such as 2026-12-01')
  await cora.post(`${issue}/sending`, { deed: 'now' })
  expect(await sendDue(issue)).toHaveLength(4)
  expect((await cora.post(`${issue}/sending`, { deed: 'cancel' })).status).toBe(409)
  expect((await cora.post(issue, { subject: 'Other words' })).status).toBe(409)
})

test('it reaches whom it is for: by topic, language and state; whoever chose no topic hears of all', async () => {
  const list = await opened(site)
  const cora = await site.as('sample-cora')
  await subscribed(site, 'ana@example.org', { topics: ['china'], region: 'TX' })
  await subscribed(site, 'ben@example.org', { topics: ['immigration'], region: 'TX' })
  await subscribed(site, 'cleo@example.org', { region: 'TX', language: 'es' })
  await subscribed(site, 'dora@example.org')
  const reached = async (segment: Record<string, string[]>) => {
    const issue = await issueOf(cora, list, segment)
    await cora.post(`${issue}/sending`, { deed: 'now' })
    const before = letters().length
    return (await sendDue(issue))
      .slice(before)
      .map(({ to }) => to.split('@')[0])
      .toSorted()
  }
  expect(await reached({ toTopics: ['china'] })).toEqual(['ana', 'cleo', 'dora'])
  expect(await reached({ toRegions: ['TX'], toTopics: ['china'] })).toEqual(['ana', 'cleo'])
  expect(await reached({ toLanguages: ['es'] })).toEqual(['cleo'])
})

test('whoever leaves after it was prepared gets no letter; a paused one waits and goes on', async () => {
  const { issue, cora } = await scheduled()
  const { database, clock, config } = site.services
  const prepare = { issueId: idOf(issue), now: clock.now(), publicUrl: config.publicUrl, all: [] }
  expect(await database.write((db) => prepareMailing(db, prepare), wholeSight)).toBe(4)
  expect(await database.write((db) => prepareMailing(db, prepare), wholeSight)).toBeUndefined()
  await cora.post(`${issue}/sending`, { deed: 'pause' })
  expect(await sendDue(issue)).toEqual([])
  await database.write(async (db) => {
    await db.save(sql`update publications.subscribers set state = 'left' where address = 'ben@example.org'`)
    db.unaudited('a test')
  }, wholeSight)
  await cora.post(`${issue}/sending`, { deed: 'go-on' })
  await sendDue(issue)
  expect(await states()).toEqual({ ana: 'sent', ben: 'skipped', cleo: 'sent', dora: 'sent' })
})

test('a mailbox that the server says is gone is not written to again; a letter refused for another reason is', async () => {
  const { issue, cora, list } = await scheduled()
  await sendDue(issue, {
    refuses: (to) =>
      to.startsWith('ana')
        ? '550 5.1.1 no such user'
        : to.startsWith('ben')
          ? '554 5.7.1 blocked'
          : to.startsWith('cleo')
            ? '450 4.2.0 later'
            : undefined,
  })
  expect(await states()).toEqual({ ana: 'refused', ben: 'refused', cleo: 'waiting', dora: 'sent' })
  const readers = await cora.get(`${list}/subscribers`)
  const rowOf = (name: string) =>
    [...readers.page.querySelectorAll('tr')].find((row) => row.textContent?.includes(`${name}@`))?.textContent
  expect(rowOf('ana')).toContain('Mailbox is gone')
  expect(rowOf('ben')).toContain('Subscribed')
  // What was put off is tried again when its time has come, by a server that takes it now.
  await changeServer()
  expect(await sendDue(issue)).toEqual([])
  site.services.clock.moveTo('2026-02-15T09:06:00Z')
  expect((await sendDue(issue)).map(({ to }) => to)).toEqual(['cleo@example.org'])
})

test('a server that takes nothing at all stops the mailing and is held against nobody', async () => {
  const { issue, cora } = await scheduled()
  await sendDue(issue, {}, { smtpUrl: 'smtp://127.0.0.1:9' })
  expect(await states()).toEqual({ ana: 'waiting', ben: 'waiting', cleo: 'waiting', dora: 'waiting' })
  expect((await cora.get(`${issue}/sending`)).text).toContain('The mail server cannot be reached')
  expect(await sendDue(issue)).toHaveLength(4)
})

test('a letter of which nobody knows whether it was taken is not sent again by itself; a person may', async () => {
  const { issue, cora } = await scheduled()
  // Takes the letter, and hangs up before it says so: as when the site dies at that moment.
  let isRude = true
  const taken = await sendDue(issue, { hangsUp: (to) => isRude && to.startsWith('ben') })
  expect((await states()).ben).toBe('undecided')
  const sendTo = (name: string) => taken.filter(({ to }) => to.startsWith(name)).length
  await sendDue(issue)
  expect(sendTo('ben')).toBe(1)
  const page = await cora.get(`${issue}/sending`)
  expect(page.text).toContain('1 letter is undecided')
  isRude = false
  await cora.post(`${issue}/sending`, { deed: 'again' })
  await sendDue(issue)
  expect([await states(), sendTo('ben'), sendTo('ana')]).toEqual([
    { ana: 'sent', ben: 'sent', cleo: 'sent', dora: 'sent' },
    2,
    1,
  ])
  const ids = taken.filter(({ to }) => to.startsWith('ben')).map(({ message }) => /Message-ID: (.+)/.exec(message)?.[1])
  expect(new Set(ids).size).toBe(1)
})

test('what a process had in hand when it died is undecided for the next, and only when its time is over', async () => {
  const { issue } = await scheduled()
  const { database, clock } = site.services
  const dead = { issueId: idOf(issue), worker: 'dead' }
  const claims = await diedWithTwo(issue)
  const inHand = claims.map(({ address }) => address)
  expect(inHand).toHaveLength(2)
  expect(await sendDue(issue)).toEqual([])
  await leaseEnds()
  expect((await sendDue(issue)).map(({ to }) => to).toSorted()).toEqual(readers.filter((to) => !inHand.includes(to)))
  const stateOf = async (at: number) => (await states())[inHand[at]?.split('@')[0] ?? '']
  expect([await stateOf(0), await stateOf(1)]).toEqual(['undecided', 'undecided'])
  // It was only slow: what it knows still counts, and it gets nothing more.
  const late = {
    ...dead,
    outcomes: [{ number: claims[0]?.number ?? 0, became: 'sent' as const, answer: '' }],
    want: 2,
    now: clock.now(),
    droppedSince: null,
  }
  expect(await database.write((db) => exchange(db, late), wholeSight)).toBeUndefined()
  expect([await stateOf(0), await stateOf(1)]).toEqual(['sent', 'undecided'])
})

test('a test goes to whoever asks, and to nobody else', async () => {
  const list = await opened(site)
  const cora = await site.as('sample-cora')
  const issue = await issueOf(cora, list)
  await subscribed(site, 'ana@example.org')
  expect((await cora.post(`${issue}/sending`, { deed: 'test' })).headers.get('location')).toContain('tested')
  const sent = await site.services.database.read((db) =>
    db.all(
      sql<{
        to: string
        html: string
      }>`select recipient as to, body_html as html from platform.outbox where subject like '[Test]%'`,
    ),
  )
  expect(sent).toHaveLength(1)
  expect(sent[0]?.to).not.toBe('ana@example.org')
  expect(sent[0]?.html).toContain('Harbor City')
  expect(await letterTo(site, 'ana@example.org')).not.toContain('[Test]')
})
