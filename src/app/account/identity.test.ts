import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql, wholeSight } from '#platform/db'
import { addressOf, browserOf } from '#test/account-deeds'
import { type Answer, type Application, asOwner, useSite } from '#test/site'

const site = useSite()
const callback = 'http://legation.test/sign-in/staff/answer'

/** A real provider on loopback; whoever logs in there says which address is theirs, and whether it was verified. */
let server: Server
let issuer: string
const people: Record<string, { email: string; email_verified: boolean }> = {
  dev: { email: addressOf('sample-dev'), email_verified: true },
  unverified: { email: addressOf('sample-dev'), email_verified: false },
  ana: { email: addressOf('sample-ana'), email_verified: true },
  stranger: { email: 'stranger@people.example', email_verified: true },
}

beforeAll(async () => {
  server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // a TCP listener has an address of this kind
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'legation',
        client_secret: 'a secret of the test',
        redirect_uris: [callback],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['test'] },
    findAccount: (_context: unknown, sub: string) => ({
      accountId: sub,
      claims: async () => ({ sub, ...people[sub] }),
    }),
  })
  server.on('request', provider.callback())
})
afterAll(() => new Promise((done) => server.close(done)))

const withProvider = (): Application =>
  site.withConfig({
    ...site.services.config,
    identityProvider: { issuer, clientId: 'legation', clientSecret: 'a secret of the test', name: 'City Hall' },
  })

async function ask(application: Application, path: string, cookie = ''): Promise<Answer> {
  const response = await application.fetch(new Request(`http://legation.test${path}`, { headers: { cookie } }))
  return { status: response.status, headers: response.headers, text: await response.text() } as Answer // what these tests read of it
}

/** Walks through the provider's own login and consent pages as `who`; ends where it sends the person back to. */
async function logInThere(address: string, who: string): Promise<string> {
  const jar = new Map<string, string>()
  let next = address
  for (let step = 0; step < 12; step += 1) {
    if (next.startsWith(callback)) return next.slice('http://legation.test'.length)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    let response = await fetch(next, { redirect: 'manual', headers: { cookie } })
    if (response.status === 200) {
      const page = await response.text()
      const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1] ?? ''
      const body = new URLSearchParams({
        prompt: /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? '',
        login: who,
        password: 'x',
      })
      response = await fetch(action, { method: 'POST', body, redirect: 'manual', headers: { cookie } })
    }
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    next = new URL(response.headers.get('location') ?? '', next).href
  }
  throw new Error('the provider went round in circles')
}

async function comeBackAs(who: string, application = withProvider()): Promise<Answer> {
  const left = await ask(application, '/sign-in/staff?next=/desk')
  const back = await logInThere(left.headers.get('location') ?? '', who)
  return ask(application, back, browserOf(left).cookie)
}

test('staff sign in by their organization, first by their verified address, then by what was bound', async () => {
  const answer = await comeBackAs('dev')
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk'])
  expect(answer.headers.get('set-cookie')).toMatch(/session=[0-9a-z]{32}/)
  const bound = await site.services.database.read(
    (db) => db.all(sql`select subject, account_id as account from access.identities`),
    wholeSight,
  )
  expect(bound).toEqual([{ subject: 'dev', account: 'sample-dev' }])
  people.dev = { email: 'moved@people.example', email_verified: true }
  expect((await comeBackAs('dev')).status).toBe(303)
  people.dev = { email: addressOf('sample-dev'), email_verified: true }
})

test('an address the organization has not verified, a member who is not staff, and a stranger are all refused', async () => {
  for (const who of ['unverified', 'ana', 'stranger']) {
    const answer = await comeBackAs(who)
    expect([who, answer.status, answer.headers.get('set-cookie')]).toEqual([who, 403, null])
  }
  const { count } = await site.services.database.read(
    (db) => db.only(sql<{ count: number }>`select count(*) as count from access.identities`),
    wholeSight,
  )
  expect(count).toBe(0)
})

test('an account that somebody prepared with an unverified address is never joined', async () => {
  await asOwner(
    site.services.database,
    `insert into access.addresses (address_hash, account_id, address)
      values (encode(sha256('stranger@people.example'), 'hex'), 'sample-dev', 'stranger@people.example')`,
  )
  expect((await comeBackAs('stranger')).status).toBe(403)
})

test('an answer counts once, in the browser that left, and only as it was given', async () => {
  const application = withProvider()
  const left = await ask(application, '/sign-in/staff')
  const back = await logInThere(left.headers.get('location') ?? '', 'dev')
  const browser = browserOf(left).cookie ?? ''
  expect((await ask(application, back)).status).toBe(400)
  expect((await ask(application, back, `browser=${'0'.repeat(32)}`)).status).toBe(400)
  expect((await ask(application, back.replace(/state=[^&]+/, 'state=another'), browser)).status).toBe(400)
  const again = await ask(application, '/sign-in/staff', browser)
  const second = await logInThere(again.headers.get('location') ?? '', 'dev')
  expect((await ask(application, second.replace(/code=[^&]+/, 'code=another'), browser)).status).toBe(400)
  const third = await ask(application, '/sign-in/staff', browser)
  const good = await logInThere(third.headers.get('location') ?? '', 'dev')
  expect((await ask(application, good, browser)).status).toBe(303)
  expect((await ask(application, good, browser)).status).toBe(400)
})

test('without a provider there is no such way in; one that does not answer is said to', async () => {
  expect((await ask(site.application, '/sign-in/staff')).status).toBe(404)
  expect((await ask(site.application, '/sign-in')).text).not.toContain('Staff: sign in')
  const gone = site.withConfig({
    ...site.services.config,
    identityProvider: { issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'x', name: 'City Hall' },
  })
  const answer = await ask(gone, '/sign-in/staff')
  expect([answer.status, answer.text.includes('City Hall does not answer')]).toEqual([503, true])
})
