import { expect, test } from 'vitest'
import { sql, wholeSight } from '#platform/db'
import { addressOf, browserOf, lastSecret } from '#test/account-deeds'
import { freshProof, newAuthenticator, proof, registration } from '#test/authenticator'
import { type Answer, type Person, useSite } from '#test/site'

const site = useSite()

const cookieOf = (answer: Answer, name: string): string =>
  new RegExp(`${name}=([0-9a-z]{32})`).exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? ''

/** The person whose session an answer began. */
async function begunBy(answer: Answer): Promise<Person> {
  const cookie = `session=${cookieOf(answer, 'session')}`
  const session = { cookie }
  const visitor = await site.as('visitor')
  return {
    cookie,
    get: (path, headers = {}) => visitor.get(path, { ...session, ...headers }),
    post: (path, fields, headers = {}) => visitor.post(path, fields, { ...session, ...headers }),
    send: (method, path, body) => visitor.send(method, path, body, session),
  }
}

/** Asks for a link in a browser and opens it there. */
async function signInByLink(address: string): Promise<Answer> {
  const visitor = await site.as('visitor')
  const asked = await visitor.post('/sign-in', { address })
  return visitor.post('/sign-in/link', { link: await lastSecret(site, address, 'link') }, browserOf(asked))
}

const ana = addressOf('sample-ana')

test('a member registers a passkey and signs in with it; another key opens nothing', async () => {
  const member = await site.as('sample-ana')
  const key = newAuthenticator()
  expect((await member.post('/me/passkeys', await registration(member, key))).status).toBe(303)
  expect((await member.get('/me')).text).toContain('Add a second one')
  const visitor = await site.as('visitor')
  const answer = await visitor.post('/sign-in/passkey', await proof(visitor, key))
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/me'])
  expect((await (await begunBy(answer)).get('/me')).text).toContain('Ana Sample')
  const stranger = await visitor.post('/sign-in/passkey', await proof(visitor, newAuthenticator()))
  expect([stranger.status, cookieOf(stranger, 'session')]).toEqual([400, ''])
  expect(stranger.text).toContain('This passkey is not known here')
})

test('an answer counts once, for this site, and for the question that was asked', async () => {
  const member = await site.as('sample-ana')
  const key = newAuthenticator()
  const elsewhere = newAuthenticator('https://elsewhere.example')
  expect((await member.post('/me/passkeys', await registration(member, elsewhere))).status).toBe(400)
  expect((await member.get('/me')).text).toContain('None yet')
  await member.post('/me/passkeys', await registration(member, key))
  const visitor = await site.as('visitor')
  const said = await proof(visitor, key)
  expect((await visitor.post('/sign-in/passkey', said)).status).toBe(303)
  expect((await visitor.post('/sign-in/passkey', said)).status).toBe(400)
  const old = await proof(visitor, key)
  const other = await proof(visitor, newAuthenticator())
  expect((await visitor.post('/sign-in/passkey', { ...old, challenge: other.challenge })).status).toBe(400)
})

test('a link works once, only in the browser that asked, and for a quarter of an hour', async () => {
  const visitor = await site.as('visitor')
  const asked = await visitor.post('/sign-in', { address: ana })
  const link = await lastSecret(site, ana, 'link')
  expect((await visitor.post('/sign-in/link', { link })).status).toBe(400)
  expect((await visitor.post('/sign-in/link', { link }, { cookie: `browser=${'0'.repeat(32)}` })).status).toBe(400)
  expect((await visitor.post('/sign-in/link', { link }, browserOf(asked))).status).toBe(303)
  expect((await visitor.post('/sign-in/link', { link }, browserOf(asked))).status).toBe(400)
  const again = await visitor.post('/sign-in', { address: ana })
  site.services.clock.moveTo('2026-02-15T09:15:01.000Z')
  const late = { link: await lastSecret(site, ana, 'link') }
  expect((await visitor.post('/sign-in/link', late, browserOf(again))).status).toBe(400)
})

test('nobody learns from signing in or recovering whether an address has an account', async () => {
  const visitor = await site.as('visitor')
  for (const path of ['/sign-in', '/sign-in/recovery']) {
    const shape = async (address: string) => {
      const answer = await visitor.post(path, { address })
      const page = await visitor.get(answer.headers.get('location') ?? '')
      return [answer.status, answer.headers.get('location'), cookieOf(answer, 'browser').length, page.text]
    }
    expect(await shape('nobody@people.example')).toEqual(await shape(ana))
  }
})

test('known and unknown addresses take the same statements in the same order, so that not even time tells them apart', async () => {
  const visitor = await site.as('visitor')
  const { pool } = site.services.database
  const connect = pool.connect
  for (const path of ['/sign-in', '/sign-in/recovery']) {
    const workFor = async (address: string) => {
      const said: string[] = []
      pool.connect = async () => {
        const connection = await connect()
        const heard =
          <Answer>(say: (text: string, parameters?: readonly unknown[]) => Promise<Answer>) =>
          (text: string, parameters?: readonly unknown[]) => {
            said.push(text)
            return say(text, parameters)
          }
        return { ...connection, query: heard(connection.query), exec: heard(connection.exec) }
      }
      const answer = await visitor.post(path, { address })
      pool.connect = connect
      expect(answer.status).toBe(303)
      return said
    }
    const known = await workFor(ana)
    expect(known.length).toBeGreaterThan(8)
    expect(await workFor('nobody@people.example')).toEqual(known)
  }
})

test('five hundred wrong links and passkeys lock out whoever sends them, and nobody else', {
  timeout: 120_000,
}, async () => {
  const { config } = site.services
  const guarded = site.withConfig({ ...config, trustedProxies: 1 })
  const from = (remote: string, path: string, fields: Record<string, string>, cookie = '') =>
    guarded.fetch(
      new Request(`http://legation.test${path}`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { origin: 'http://legation.test', 'x-forwarded-for': `10.9.9.9, ${remote}`, cookie },
      }),
    )
  const key = newAuthenticator()
  const member = await site.as('sample-ana')
  await member.post('/me/passkeys', await registration(member, key))
  const statuses = new Map<number, number>()
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const answer =
      attempt % 2 === 0
        ? await from('203.0.113.5', '/sign-in/link', { link: String(attempt).padStart(32, '0') })
        : await from('203.0.113.5', '/sign-in/passkey', { challenge: 'x', credential: '{"id":"x"}', next: '/me' })
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
  }
  expect(Object.fromEntries(statuses)).toEqual({ 400: 20, 429: 480 })
  // The same household has one bucket, whatever it writes into the header before our own proxy.
  expect((await from('203.0.113.5', '/sign-in/link', { link: '0'.repeat(32) })).status).toBe(429)
  const said = await proof(await site.as('visitor'), key)
  expect((await from('198.51.100.7', '/sign-in/passkey', said)).status).toBe(303)
  const asked = await from('198.51.100.7', '/sign-in', { address: ana })
  const cookie = (asked.headers.get('set-cookie') ?? '').split(';')[0]
  const link = await lastSecret(site, ana, 'link')
  expect((await from('198.51.100.7', '/sign-in/link', { link }, cookie)).status).toBe(303)
})

test('links are asked for only so often from one network; proofs that hold use up nothing', async () => {
  const visitor = await site.as('visitor')
  for (let attempt = 0; attempt < 5; attempt += 1)
    expect((await visitor.post('/sign-in', { address: ana })).status).toBe(303)
  const refused = await visitor.post('/sign-in', { address: ana })
  expect([refused.status, refused.text.includes('tried 5 times')]).toEqual([429, true])
  const key = newAuthenticator()
  const member = await site.as('sample-dev')
  await member.post('/me/passkeys', await registration(member, key))
  for (let attempt = 0; attempt < 25; attempt += 1)
    expect((await visitor.post('/sign-in/passkey', await proof(visitor, key))).status).toBe(303)
})

test('a link by mail is weaker than a passkey: what is sensitive asks for one, and then goes on with what was typed', async () => {
  const key = newAuthenticator()
  const owner = await site.as('sample-kim')
  await owner.post('/me/passkeys', await registration(owner, key))
  const kim = await begunBy(await signInByLink(addressOf('sample-kim')))
  const role = {
    accountId: 'sample-dev',
    role: 'reviewer',
    scopeKind: 'body',
    scopeId: 'network',
    startsOn: '2026-02-15',
  }
  const asked = await kim.post('/desk/rights/new', role)
  expect([asked.status, asked.page.querySelector('h1')?.textContent]).toEqual([403, 'Confirm that it is you'])
  const form = asked.page.querySelector('form[data-passkey]')
  expect(form?.getAttribute('action')).toBe('/desk/rights/new')
  for (const [name, value] of Object.entries(role))
    expect(form?.querySelector(`input[name="${name}"]`)?.getAttribute('value')).toBe(value)
  expect((await kim.post('/desk/rights/new', { ...role, ...(await freshProof(kim, newAuthenticator())) })).status).toBe(
    403,
  )
  expect((await kim.post('/desk/rights/new', { ...role, ...(await freshProof(kim, key)) })).status).toBe(303)
  // For ten minutes it counts for other deeds too.
  expect((await kim.post('/desk/rights/new', { ...role, role: 'editor' })).status).toBe(303)
  site.services.clock.moveTo('2026-02-15T09:11:00.000Z')
  expect((await kim.post('/desk/rights/new', role)).status).toBe(403)
  expect((await kim.post('/sign-in/confirmation/sending', {})).text).toContain('You have a passkey')
})

test('somebody else’s passkey confirms nothing', async () => {
  const key = newAuthenticator()
  const dev = await site.as('sample-dev')
  await dev.post('/me/passkeys', await registration(dev, key))
  const ana = await site.as('sample-ana')
  const answer = await ana.post('/sign-in/confirmation', { ...(await freshProof(ana, key, '')), next: '/me' })
  expect([answer.status, answer.text.includes('somebody else’s')]).toEqual([400, true])
})

test('who has no passkey confirms by a link that works in the same browser', async () => {
  const kim = await site.as('sample-kim')
  site.services.clock.moveTo('2026-02-15T09:30:00.000Z')
  const role = {
    accountId: 'sample-dev',
    role: 'reviewer',
    scopeKind: 'body',
    scopeId: 'network',
    startsOn: '2026-02-15',
  }
  expect((await kim.post('/desk/rights/new', role)).status).toBe(403)
  const sent = await kim.post('/sign-in/confirmation/sending', {})
  const link = await lastSecret(site, addressOf('sample-kim'), 'link')
  expect((await kim.post('/sign-in/confirmation/link', { link })).status).toBe(400)
  const both = { cookie: `${kim.cookie}; ${browserOf(sent).cookie}` }
  expect((await kim.post('/sign-in/confirmation/link', { link }, both)).status).toBe(200)
  expect((await kim.post('/desk/rights/new', role)).status).toBe(303)
})

test('sessions are named and ended one by one, and only one’s own', async () => {
  const first = await site.as('sample-ana')
  const second = await site.as('sample-ana')
  const ids = await site.services.database.read(
    (db) =>
      db.all(
        sql<{ id: string }>`select id from access.sessions where account_id = 'sample-ana' order by created_at, id`,
      ),
    wholeSight,
  )
  const [one = { id: '' }] = ids
  expect((await second.post('/me/sessions/name', { id: one.id, name: 'The one at home' })).status).toBe(303)
  expect((await second.get('/me')).text).toContain('The one at home')
  expect((await (await site.as('sample-dev')).post('/me/sessions/ending', { id: one.id })).status).toBe(404)
  await second.post('/me/sessions/ending', {})
  const open = [(await first.get('/me')).status, (await second.get('/me')).status]
  expect(open.toSorted()).toEqual([200, 401])
})

test('where a sign-in leads stays on this site', async () => {
  const visitor = await site.as('visitor')
  for (const next of [
    '//elsewhere.example',
    'https://elsewhere.example',
    '/\\elsewhere.example',
    'javascript:alert(1)',
  ]) {
    const page = await visitor.get(`/sign-in?next=${encodeURIComponent(next)}`)
    expect([next, page.page.querySelector('input[name=next]')?.getAttribute('value')]).toEqual([next, '/me'])
  }
  const desk = await visitor.get('/desk/rights')
  expect(desk.page.querySelector('a[href^="/sign-in?"]')?.getAttribute('href')).toBe('/sign-in?next=%2Fdesk%2Frights')
})

test('whoever was sent to sign in arrives, by link too, where they wanted to go', async () => {
  const visitor = await site.as('visitor')
  const asked = await visitor.post('/sign-in', { address: ana, next: '/me/profile' })
  const link = await lastSecret(site, ana, 'link')
  const page = await visitor.get(`/sign-in/link?link=${link}&next=/me/profile`)
  expect(page.page.querySelector('input[name=next]')?.getAttribute('value')).toBe('/me/profile')
  const answer = await visitor.post('/sign-in/link', { link, next: '/me/profile' }, browserOf(asked))
  expect(answer.headers.get('location')).toBe('/me/profile')
})
