import { expect, test } from 'vitest'
import { useSite } from '#test/site'

const site = useSite()
const origin = 'http://legation.test'

/** The same site where only whoever runs it can reach it, asked by somebody without a session. */
const privately = async (path: string, fields?: Record<string, string>) => {
  const own = site.withConfig({ ...site.services.config, isPrivate: true })
  const options = fields ? { method: 'POST', body: new URLSearchParams(fields) } : {}
  const answer = await own.fetch(new Request(`${origin}${path}`, { ...options, headers: { origin } }))
  return { status: answer.status, cookie: answer.headers.get('set-cookie'), text: await answer.text() }
}

test('whoever runs a site for themselves signs in as a sample person', async () => {
  expect((await privately('/sign-in/personas')).text).toContain('Ana Sample')
  expect((await privately('/sign-in')).text).toContain('sample person')
  const begun = await privately('/sign-in/personas/session', { id: 'sample-ana' })
  expect([begun.status, begun.cookie]).toEqual([303, expect.stringMatching(/^session=/)])
  expect((await privately('/sign-in/personas/session', { id: 'nobody' })).cookie).toBeNull()
})

test('on a site that others reach there is no such way in', async () => {
  const visitor = await site.as('visitor')
  expect((await visitor.get('/sign-in/personas')).status).toBe(404)
  const tried = await visitor.post('/sign-in/personas/session', { id: 'sample-ana' })
  expect([tried.status, tried.headers.get('set-cookie')]).toEqual([404, null])
  expect((await visitor.get('/sign-in')).text).not.toContain('sample person')
})

test('letters, which hold secrets, are read whole on a private site, and by nobody where others reach it', async () => {
  await (await site.as('visitor')).post('/sign-in', { address: 'sample-ana@people.example' })
  const whole = await privately('/desk/outbox')
  expect([whole.status, whole.text.includes('?link='), whole.text.includes('sample-ana@people.example')]).toEqual([
    ...[200, true, true],
  ])
  const covered = await (await site.as('sample-fay')).get('/desk/outbox')
  expect([covered.status, covered.text.includes('Your sign-in link')]).toEqual([200, true])
  expect(covered.text).not.toMatch(/\?link=|sample-ana@people\.example/)
  expect((await (await site.as('visitor')).get('/desk/outbox')).status).toBe(401)
  expect((await (await site.as('sample-kim')).get('/desk/outbox')).status).toBe(403)
})
