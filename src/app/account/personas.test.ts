import { expect, test } from 'vitest'
import { useSite } from '#test/site'

const site = useSite()

test('sample people to sign in as exist in development and not at all in production', async () => {
  const production = site.withConfig({ ...site.services.config, mode: 'production' })
  const ask = async (path: string, options: RequestInit = {}) =>
    production.fetch(
      new Request(`http://legation.test${path}`, { ...options, headers: { origin: 'http://legation.test' } }),
    )
  expect((await (await site.as('visitor')).get('/sign-in/personas')).text).toContain('Ana Sample')
  expect((await ask('/sign-in/personas')).status).toBe(404)
  const body = new URLSearchParams({ id: 'sample-ana' })
  const tried = await ask('/sign-in/personas/session', { method: 'POST', body })
  expect([tried.status, tried.headers.get('set-cookie')]).toEqual([404, null])
  expect(await (await ask('/sign-in')).text()).not.toContain('sample person')
  expect(production.tables.flatMap((table) => Object.keys(table)).filter((key) => key.includes('persona'))).toEqual([])
})

test('letters, which hold secrets, are read whole by a developer and by nobody on a public site', async () => {
  await (await site.as('visitor')).post('/sign-in', { address: 'sample-ana@people.example' })
  const officer = await site.as('sample-fay')
  const page = await officer.get('/desk/outbox')
  expect([page.status, page.text.includes('Your sign-in link'), page.text.includes('?link=')]).toEqual([
    200,
    true,
    false,
  ])
  expect(page.text).not.toContain('sample-ana@people.example')
  expect((await (await site.as('sample-kim')).get('/desk/outbox')).status).toBe(403)
})
