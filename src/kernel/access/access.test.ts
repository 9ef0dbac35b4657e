import { expect, test } from 'vitest'
import { sql, wholeSight } from '#platform/db'
import { secretHash } from '#platform/ids'
import { type Application, asOwner, useSite } from '#test/site'
import { findViewer } from './read.ts'
import { allow, mayDo, registerPermissions, sightOf } from './rules.ts'
import { anonymous, system } from './schema.ts'
import { endSession, keepSession, newStaffLink, useLink } from './write.ts'

const site = useSite()
const start = new Date('2026-02-15T09:00:00Z')
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000)

const link = () => site.services.database.write((db) => newStaffLink(db, { name: 'Ana Ruiz', now: start }))
const use = (secret: string, now: Date) => site.services.database.write((db) => useLink(db, { secret, now }))
const viewer = (secret: string | undefined, now: Date) =>
  site.services.database.read((db) => findViewer(db, secret, now), wholeSight)

test('a link signs in the person it was made for, once', async () => {
  const secret = await link()
  const session = await use(secret, later(1))
  expect(await viewer(session, later(2))).toMatchObject({ role: 'staff', name: 'Ana Ruiz' })
  await expect(use(secret, later(2))).rejects.toMatchObject({ code: 'access.link.unusable' })
})

test('a link expires after a quarter of an hour', async () => {
  const secret = await link()
  await expect(use(secret, later(15))).rejects.toMatchObject({ code: 'access.link.unusable' })
  await expect(use(await link(), later(14.9))).resolves.toHaveLength(32)
})

test('an invented link signs in nobody', async () => {
  await expect(use('0'.repeat(32), later(1))).rejects.toMatchObject({ kind: 'invalid' })
})

test('two links for one name are one account', async () => {
  const people = await Promise.all([
    viewer(await use(await link(), start), start),
    viewer(await use(await link(), start), start),
  ])
  expect(new Set(people.map(({ accountId }) => accountId)).size).toBe(1)
})

test('a session ends when it is ended, and by itself after a working day without use', async () => {
  const { database } = site.services
  const session = await use(await link(), start)
  expect((await viewer(session, later(12 * 60 - 1))).role).toBe('staff')
  expect((await viewer(session, later(12 * 60))).role).toBe('visitor')
  const holder = await viewer(session, later(11 * 60))
  await database.write((db) => keepSession(db, holder, { now: later(11 * 60) }), sightOf(holder))
  expect((await viewer(session, later(23 * 60 - 1))).role).toBe('staff')
  await database.write((db) => endSession(db, holder, { secret: session }), sightOf(holder))
  expect(await viewer(session, later(1))).toEqual(anonymous)
})

test('a session that is used every day still ends after a month', async () => {
  const { database } = site.services
  const session = await use(await link(), start)
  for (let hour = 10; hour < 40 * 24; hour += 10) {
    const holder = await viewer(session, later(hour * 60))
    if (holder === anonymous) {
      expect(hour / 24).toBeGreaterThan(29)
      expect(hour / 24).toBeLessThan(31)
      return
    }
    await database.write((db) => keepSession(db, holder, { now: later(hour * 60) }), sightOf(holder))
  }
  expect.unreachable('it went on')
})

test('the session of an account that has ended is a visitor’s', async () => {
  const session = await use(await link(), start)
  await asOwner(site.services.database, "update access.accounts set ended_at = '2026-02-15'")
  expect(await viewer(session, later(1))).toEqual(anonymous)
})

test('only hashes of secrets are kept', async () => {
  const secret = await link()
  const session = await use(secret, start)
  const kept = await site.services.database.read(
    (db) =>
      db.all(sql<{ text: string }>`select to_jsonb(l)::text as text from access.links l
      union all select to_jsonb(s)::text from access.sessions s union all select to_jsonb(e)::text from audit.entries e`),
    wholeSight,
  )
  const text = kept.map((row) => row.text).join('\n')
  expect(text).toContain(secretHash(session))
  expect(text).not.toContain(secret)
  expect(text).not.toContain(session)
})

test('a visitor is asked to sign in, another is told it is not theirs to do, and a misspelt right is a bug', () => {
  registerPermissions([
    { name: 'test.thing.do', roles: ['staff'], meaning: 'A test' },
    { name: 'test.thing.nobody', roles: [], meaning: 'A test' },
  ])
  expect(mayDo(system, 'test.thing.do')).toBe(true)
  expect(() => allow(anonymous, 'test.thing.do')).toThrow(expect.objectContaining({ kind: 'unauthenticated' }))
  expect(() => allow(system, 'test.thing.nobody')).toThrow(expect.objectContaining({ kind: 'forbidden' }))
  expect(() => mayDo(system, 'test.thing.doo')).toThrow('There is no permission')
})

test('at the desk: a visitor is sent to sign in, a link opens it, signing out closes it', async () => {
  const { clock, database } = site.services
  const visitor = await site.as('visitor')
  expect((await visitor.get('/desk')).status).toBe(401)
  const secret = await database.write((db) => newStaffLink(db, { name: 'Ana Ruiz', now: clock.now() }))
  const shown = await visitor.get(`/sign-in/link?link=${secret}`)
  expect(shown.page.querySelector<HTMLInputElement>('input[name=link]')?.getAttribute('value')).toBe(secret)
  const answer = await visitor.post('/sign-in/link', { link: secret })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/me'])
  const cookie = answer.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^session=[0-9a-z]{32}; Path=\/; HttpOnly; SameSite=Lax$/)
  const session = { cookie: cookie.split(';')[0] ?? '' }
  expect((await visitor.get('/desk', session)).text).toContain('Signed in as Ana Ruiz')
  expect((await visitor.post('/sign-in/link', { link: secret })).status).toBe(400)
  expect((await visitor.post('/sign-out', {}, session)).status).toBe(303)
  expect((await visitor.get('/desk', session)).status).toBe(401)
})

test('over https the session cookie never travels in the clear; only a proxy of one’s own is believed about it', async () => {
  const { clock, database, config } = site.services
  const cookieOf = async (application: Application) => {
    const link = await database.write((db) => newStaffLink(db, { name: 'Ana Ruiz', now: clock.now() }))
    const answer = await application.fetch(
      new Request('http://legation.test/sign-in/link', {
        method: 'POST',
        body: new URLSearchParams({ link }),
        headers: { 'x-forwarded-proto': 'https', origin: 'http://legation.test' },
      }),
    )
    return answer.headers.get('set-cookie')
  }
  expect(await cookieOf(site.application)).not.toContain('Secure')
  expect(await cookieOf(site.withConfig({ ...config, trustedProxies: 1 }))).toContain('Secure')
})

test('a role reaches only what it can: a member one body, a local leader one government that there is', async () => {
  const lee = await site.as('sample-lee')
  const give = async (role: string, scopeKind: string, scopeId: string) => {
    const answer = await lee.post('/desk/rights/new', {
      ...{ accountId: 'sample-dev', role, scopeKind, scopeId, startsOn: '2026-02-15', endsOn: '2026-03-15' },
    })
    return [answer.status, /Choose one \w+|Name a module|Use the id/.exec(answer.text)?.[0]]
  }
  expect(await give('local-leader', 'record', 'us-zz-harbor-city')).toEqual([303, undefined])
  expect(await give('local-leader', 'body', 'network')).toEqual([400, 'Choose one record'])
  expect(await give('local-leader', 'record', 'us-zz-nowhere')).toEqual([400, 'Use the id'])
  expect(await give('member', 'record', 'us-zz-harbor-city')).toEqual([400, 'Choose one body'])
  expect(await give('editor', 'module', 'atlass')).toEqual([400, 'Name a module'])
  expect(await give('editor', 'module', 'atlas')).toEqual([303, undefined])
  for (const [role, scopeKind, scopeId] of [
    ['federal-liaison', 'network', ''],
    ['facilitator', 'body', 'network'],
    ['reviewer', 'record', 'us-zz-harbor-city'],
    ['staff', 'module', 'atlas'],
    ['body-admin', 'body', 'center'],
    ['security-officer', 'network', ''],
  ] as const)
    expect([role, ...(await give(role, scopeKind, scopeId))]).toEqual([role, 303, undefined])
  const page = (await lee.get('/desk/rights')).text
  expect(page).toContain('March 15, 2026')
})
