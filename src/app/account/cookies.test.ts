import { expect, test } from 'vitest'
import { addressOf } from '#test/account-deeds'
import { useSite } from '#test/site'

const site = useSite()
const ana = addressOf('sample-ana')

test('behind https cookies are bound to this very host, and one that another host planted is not read', async () => {
  const { config } = site.services
  const safe = site.withConfig({ ...config, publicUrl: 'https://legation.test' })
  const ask = (application: typeof safe, path: string, cookie: string, headers = {}) =>
    application.fetch(
      new Request(`https://legation.test${path}`, { headers: { cookie, origin: 'https://legation.test', ...headers } }),
    )
  const visitor = await site.as('visitor')
  const session = (await site.as('sample-ana')).cookie.replace('session=', '')
  expect((await ask(safe, '/me', `session=${session}`)).status).toBe(401)
  const answer = await ask(safe, '/me', `__Host-session=${session}`)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-cache'])
  expect(answer.headers.get('strict-transport-security')).toBe('max-age=15552000')
  expect((await visitor.get('/about')).headers.get('strict-transport-security')).toBeNull()
  const asked = await safe.fetch(
    new Request('https://legation.test/sign-in', {
      ...{ method: 'POST', body: new URLSearchParams({ address: ana }) },
      headers: { origin: 'https://legation.test' },
    }),
  )
  expect(asked.headers.get('set-cookie')).toMatch(
    /^__Host-browser=[0-9a-z]{32}; .*Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
  const left = await safe.fetch(
    new Request('https://legation.test/sign-out', {
      ...{ method: 'POST', body: new URLSearchParams() },
      headers: { origin: 'https://legation.test', cookie: `__Host-session=${session}` },
    }),
  )
  expect(left.headers.get('set-cookie')).toMatch(/^__Host-session=; Max-Age=0; Path=\/; .*Secure/)
  // A proxy of ours that says https counts; anybody else who says so does not.
  const behind = site.withConfig({ ...config, trustedProxies: 1 })
  const again = (await site.as('sample-ana')).cookie.replace('session=', '')
  const forwarded = { 'x-forwarded-proto': 'https' }
  expect((await ask(behind, '/me', `__Host-session=${again}`, forwarded)).status).toBe(200)
  expect((await ask(site.application, '/me', `__Host-session=${again}`, forwarded)).status).toBe(401)
  expect((await visitor.get('/me', { cookie: `session=${again}` })).status).toBe(200)
})
