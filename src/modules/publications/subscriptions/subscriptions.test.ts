import { expect, test } from 'vitest'
import { anonymous, type Grant, type Role, sightOf } from '#kernel/access'
import { eraseNext } from '#kernel/erasures'
import { type Sight, sql, wholeSight } from '#platform/db'
import { addressOf } from '#test/account-deeds'
import { letterTo, linkIn, opened, subscribe, subscribed } from '#test/newsletters'
import { sendFile } from '#test/papers'
import { asOwner, useSite } from '#test/site'
import { addressKey } from '../letters/rules.ts'

const site = useSite()
const ana = 'ana@example.org'

const states = async (): Promise<string[]> =>
  (
    await site.services.database.read(
      (db) =>
        db.all(
          sql<{ row: string }>`select address || ' ' || state as row from publications.subscribers order by address`,
        ),
      wholeSight,
    )
  ).map(({ row }) => row)
const later = (instant: string) => site.services.clock.moveTo(instant)

test('whoever types an address subscribes nobody: the mailbox must say yes', async () => {
  await opened(site)
  const asked = await subscribe(site, ana, { topics: ['china'], region: 'TX' })
  expect(asked.headers.get('location')).toBe('/subscriptions/asked')
  expect(await states()).toEqual(['ana@example.org pending'])
  const letter = await letterTo(site, ana)
  expect(letter).toContain('Confirm: The Weekly')
  expect(letter).toContain('12 Harbor Street')
  const link = linkIn(letter, /\/subscriptions\/confirm\/\w+/)
  const visitor = await site.as('visitor')
  // A program that follows links confirms nothing.
  expect((await visitor.get(link)).text).toContain('Yes, send it to me')
  expect(await states()).toEqual(['ana@example.org pending'])
  const own = (await visitor.post(link, {})).headers.get('location') ?? ''
  expect(await states()).toEqual(['ana@example.org confirmed'])
  const { page } = await visitor.get(own)
  expect(page.querySelector('input[value=china]')?.hasAttribute('checked')).toBe(true)
  expect(page.querySelector('option[value=TX]')?.hasAttribute('selected')).toBe(true)
})

test('the answer never tells whether an address is subscribed, unknown or silent, and no mailbox is flooded', async () => {
  await opened(site)
  const own = await subscribed(site, ana)
  await (await site.as('visitor')).post(await subscribed(site, 'erased@example.org'), { deed: 'erase' })
  const answers = []
  for (const address of [ana, 'new@example.org', 'erased@example.org', 'A.N.A@example.org']) {
    const { status, headers, text } = await subscribe(site, address)
    answers.push([status, headers.get('location'), text])
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  const count = async () =>
    (await site.services.database.read((db) => db.all(sql`select 1 from platform.outbox where recipient = ${ana}`)))
      .length
  const before = await count()
  await subscribe(site, ana)
  expect(await count()).toBe(before)
  later('2026-02-15T10:00:00Z')
  await subscribe(site, ana)
  expect(await count()).toBe(before + 1)
  expect(await letterTo(site, ana)).toContain(`You already get The Weekly`)
  expect(await letterTo(site, ana)).toContain(own)
})

test('a link of a confirmation counts for two weeks', async () => {
  await opened(site)
  await subscribe(site, ana)
  const link = linkIn(await letterTo(site, ana), /\/subscriptions\/confirm\/\w+/)
  later('2026-03-02T09:00:00Z')
  const visitor = await site.as('visitor')
  expect((await visitor.get(link)).status).toBe(404)
  expect((await visitor.post(link, {})).status).toBe(404)
})

test('one click by a mail program leaves; a program that only looks does not', async () => {
  await opened(site)
  const code = (await subscribed(site, ana)).split('/').at(-1) ?? ''
  const visitor = await site.as('visitor')
  const look = await visitor.get(`/unsubscribe/${code}`)
  expect(look.page.querySelector('main form button')?.textContent).toContain('Leave')
  expect(await states()).toEqual(['ana@example.org confirmed'])
  // RFC 8058: no cookie, no page of ours, no origin.
  const click = { 'List-Unsubscribe': 'One-Click' }
  const clicked = await visitor.post(`/unsubscribe/${code}`, click, { origin: 'https://mail.example' })
  expect([clicked.status, await states()]).toEqual([200, ['ana@example.org left']])
  expect((await visitor.post(`/unsubscribe/${code}`, click, { origin: 'https://mail.example' })).status).toBe(200)
  const forged = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`
  expect((await visitor.post(`/unsubscribe/${forged}`, click)).status).toBe(404)
  // A mistake is taken back on one's own page.
  await visitor.post(`/subscriptions/${code}`, { deed: 'return' })
  expect(await states()).toEqual(['ana@example.org confirmed'])
})

test('readers change what they get, take all of it along, and are erased for good', async () => {
  const list = await opened(site)
  const own = await subscribed(site, ana)
  const visitor = await site.as('visitor')
  await visitor.post(own, { deed: 'save', language: 'es', topics: ['immigration'], region: 'NM' })
  const mine = await visitor.get(`${own}/mine.json`)
  expect(mine.json<{ subscriptions: object[] }>().subscriptions).toMatchObject([
    { address: ana, language: 'es', topics: ['immigration'], region: 'NM', state: 'confirmed' },
  ])
  expect(mine.text).not.toMatch(/secret|hash/i)
  expect((await visitor.post(own, { deed: 'save', region: 'XX' })).status).toBe(400)
  await visitor.post(own, { deed: 'erase' })
  expect(await states()).toEqual([])
  expect((await visitor.get(own)).status).toBe(404)
  const cora = await site.as('sample-cora')
  await cora.post(`${list}/subscribers`, { rows: `email\n${ana}`, basis: 'A booth in Tulsa in May' })
  await subscribe(site, 'Ana@example.org')
  expect(await states()).toEqual([])
  // Their own wish brings them back, and is on record.
  await cora.post(`${list}/suppressions`, { address: ana, reason: 'She wrote to us on February 15' })
  await subscribe(site, ana)
  expect(await states()).toEqual(['ana@example.org pending'])
})

test('whoever has an account takes their newsletters along, and is not written to again once they are erased', async () => {
  await opened(site)
  const address = addressOf('sample-ana')
  await subscribed(site, address)
  const person = await site.as('sample-ana')
  await person.post('/me/data', {})
  const { tables } = (await person.get('/me/data/everything.json')).json<{
    tables: { table: string; rows: object[] }[]
  }>()
  expect(tables.find(({ table }) => table === 'publications.subscribers')?.rows).toMatchObject([{ address }])
  expect((await person.post('/me/erasure', { body: '' })).status).toBe(200)
  later('2026-02-22T09:00:01Z')
  await site.services.database.write((db) => eraseNext(db, site.services.clock.now()), wholeSight)
  expect(await states()).toEqual([])
  await subscribe(site, address)
  expect(await states()).toEqual([])
})

test('a list that is brought in is asked, one by one; nobody is added, asked twice, or asked who has left', async () => {
  const list = await opened(site)
  const cora = await site.as('sample-cora')
  await (await site.as('visitor')).post(await subscribed(site, 'gone@example.org'), { deed: 'leave' })
  // Long enough ago that a mailbox could be asked once more.
  later('2026-02-15T10:00:00Z')
  const rows = 'E-mail,State\nana@example.org,tx\nben@example.org,\ngone@example.org,\nnobody,\n'
  expect((await cora.post(`${list}/subscribers`, { rows, basis: '' })).text).toContain('Say where and when')
  const brought = await cora.post(`${list}/subscribers`, { rows, basis: 'You signed up at our booth in Tulsa' })
  expect(brought.text).toContain('2 addresses were asked')
  expect(brought.text).toContain('1 was known')
  expect(brought.text).toContain('Row 5: nobody')
  expect(await states()).toEqual(['ana@example.org pending', 'ben@example.org pending', 'gone@example.org left'])
  expect(await letterTo(site, ana)).toContain('You signed up at our booth in Tulsa')
  later('2026-02-15T11:00:00Z')
  const again = await cora.post(`${list}/subscribers`, { rows, basis: 'You signed up at our booth in Tulsa' })
  expect(again.text).toContain('0 addresses were asked')
})

test('a list that a spreadsheet saved is read with its semicolons, and in its encoding', async () => {
  const list = await opened(site)
  const rows = Buffer.from('E-Mail;State;Language\nana@example.org;tx;es\nno\xebl;;\n', 'latin1')
  const sent = await sendFile(site, 'sample-cora', {
    ...{ path: `${list}/subscribers`, fields: { basis: 'You signed up at our booth in Tulsa' } },
    file: { name: 'list.csv', bytes: rows },
  })
  expect(sent.text).toContain('1 address was asked')
  expect(sent.text).toContain('Row 3: noël')
  const asked = await site.services.database.read(
    (db) => db.only(sql`select region, language from publications.subscribers where address = ${ana}`),
    wholeSight,
  )
  expect(asked).toEqual({ region: 'TX', language: 'es' })
})

test('only those who run the newsletter see its readers', async () => {
  const list = await opened(site)
  await subscribed(site, ana)
  expect((await (await site.as('sample-cora')).get(`${list}/subscribers`)).text).toContain(ana)
  for (const who of ['visitor', 'sample-ana', 'sample-dev', 'sample-kim'] as const)
    for (const path of [list, `${list}/subscribers`, `${list}/settings`, `${list}/suppressions`])
      expect([401, 403, 404], `${who} ${path}`).toContain((await (await site.as(who)).get(path)).status)
  // Rights over the whole network open a newsletter, and not the addresses of a body.
  const lee = await site.as('sample-lee')
  const desk = await lee.get(list)
  expect([desk.status, (await lee.get(`${list}/subscribers`)).status]).toEqual([200, 403])
  expect(desk.text).toContain('1 subscriber')
  expect(desk.text).not.toContain(`${list}/subscribers`)
  for (const [path, typed] of Object.entries({
    subscribers: { rows: 'eve@example.org', basis: 'A booth in Tulsa in May' },
    suppressions: { address: ana, reason: 'She wrote to us on February 15' },
  }))
    expect((await lee.post(`${list}/${path}`, typed)).text).toContain('is seen by the staff of')
  expect((await (await site.as('visitor')).get('/newsletters/the-weekly')).text).not.toContain(ana)
})

test('the database itself opens addresses to the body that runs the newsletter and to the mailbox, whoever asks it', async () => {
  const list = await opened(site)
  await subscribed(site, ana)
  await subscribed(site, 'ben@example.org')
  const { database } = site.services
  const issueId = 'wall-of-readers'
  await asOwner(
    database,
    `insert into publications.issues (id, newsletter_id, subject, introduction, closing, written_by, written_at)
       values ('${issueId}', '${list.split('/').at(-1)}', 'Ports', '[]', '[]', 'system', now())`,
    `insert into publications.mailings (issue_id, state, starts_at, scheduled_by) values ('${issueId}', 'paused', now(), 'system')`,
    `insert into publications.recipients (issue_id, number, member_id, address)
       select '${issueId}', row_number() over (order by address), id, address from publications.subscribers`,
    `insert into publications.suppressions select 'center', address_key, 'bounce', now() from publications.subscribers`,
  )
  const seen = (sight: Sight) =>
    database.read(
      (db) =>
        db.only(sql`select (select count(*)::int from publications.subscribers) as subscribers,
          (select count(*)::int from publications.recipients) as recipients,
          (select count(*)::int from publications.suppressions) as suppressions`),
      sight,
    )
  const of = (count: number) => ({ subscribers: count, recipients: count, suppressions: count })
  const sightOfGrant = (role: Role, scopeKind: Grant['scopeKind'], scopeId: string) =>
    sightOf({ ...anonymous, grants: [{ role, scopeKind, scopeId, startsOn: '2026-01-01', endsOn: null }] })
  // A query that forgets every check: an administrator of the network, a visitor, the sister body, a member of the body.
  for (const sight of [
    sightOfGrant('staff', 'network', '*'),
    {},
    sightOfGrant('staff', 'body', 'institute'),
    sightOfGrant('member', 'body', 'center'),
    { mailbox: '' },
  ])
    expect([sight, await seen(sight)]).toEqual([sight, of(0)])
  expect(await seen(sightOfGrant('staff', 'body', 'center'))).toEqual(of(2))
  expect(await seen({ mailbox: addressKey(ana) })).toEqual(of(1))
  expect(await seen(wholeSight)).toEqual(of(2))
  // Nor can they be written to: nothing is found to change, and nothing new is taken.
  const network = sightOfGrant('staff', 'network', '*')
  const change = database.write(async (db) => {
    db.unaudited('a test')
    expect(await db.save(sql`update publications.subscribers set address = 'mine@example.org'`)).toBe(0)
    await db.save(sql`insert into publications.suppressions values ('center', 'a key', 'bounce', now())`)
  }, network)
  await expect(change).rejects.toThrow(/row-level security/)
})
