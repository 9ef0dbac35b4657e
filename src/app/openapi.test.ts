import { expect, test } from 'vitest'
import { z } from 'zod'
import { useSite } from '#test/site'

const site = useSite()

const operation = z.object({
  summary: z.string().min(5),
  parameters: z.array(
    z.object({ name: z.string(), in: z.enum(['path', 'query']), required: z.boolean(), schema: z.looseObject({}) }),
  ),
  responses: z.record(
    z.string(),
    z.object({ description: z.string(), content: z.record(z.string(), z.looseObject({})) }),
  ),
})
const document = z.object({ openapi: z.literal('3.1.0'), paths: z.record(z.string(), z.record(z.string(), operation)) })

test('the description names every operation with its parameters and its problems', async () => {
  const answer = await (await site.as('visitor')).get('/api/openapi.json')
  const { paths } = document.parse(answer.json())
  const routes = site.application.tables.flatMap((table) => Object.entries(table))
  const endpoints = routes.filter(([, route]) => route.kind === 'endpoint')
  expect(endpoints.length).toBeGreaterThan(5)
  for (const [key] of endpoints) {
    const [method = '', path = ''] = key.split(' ')
    const described = paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
    expect([key, described?.responses['4XX']?.content['application/problem+json']]).toEqual([key, expect.anything()])
    for (const [, name] of path.matchAll(/:(\w+)/g))
      expect(described?.parameters).toContainEqual(expect.objectContaining({ name, in: 'path', required: true }))
  }
})

test('downloads and tiles of the API are described too', async () => {
  const { paths } = document.parse((await (await site.as('visitor')).get('/api/openapi.json')).json())
  const downloads = site.application.tables.flatMap((table) =>
    Object.entries(table).flatMap(([key, route]) => {
      const path = key.split(' ').at(-1) ?? key
      return route.kind === 'download' && path.startsWith('/api/') ? [path.replaceAll(/:(\w+)/g, '{$1}')] : []
    }),
  )
  expect(downloads.length).toBeGreaterThan(3)
  for (const path of downloads) expect([path, paths[path]?.get]).toEqual([path, expect.anything()])
})

/** Operations that answer nothing unless they are asked something. */
const asked: Record<string, string> = { '/api/v1/explore/compare': '?compare=country&country=QQ&country=RR' }

test('what an operation answers is what its description says', async () => {
  const visitor = await site.as('visitor')
  for (const [key, route] of site.application.tables.flatMap((table) => Object.entries(table))) {
    if (route.kind !== 'endpoint' || !route.read) continue
    const path = key
      .replace('GET ', '')
      .replace('countries/:code', 'countries/qq')
      .replace('governments/:id', 'governments/us-zz')
    if (path.includes(':')) continue
    const answer = await visitor.get(`${path}${asked[path] ?? ''}`)
    expect([path, answer.status]).toEqual([path, 200])
    const parsed = route.returns.safeParse(answer.json())
    expect([path, parsed.error?.issues]).toEqual([path, undefined])
  }
})

/** What the API tells of one statement or of two dates at once has no other "as known at" than its own. */
const ofNoOneDate = ['/api/v1/changes', '/api/v1/changes.csv', '/api/v1/statements/:id']

test('every list, record and download of the atlas can be asked as it was known at an instant', async () => {
  const { paths } = document.parse((await (await site.as('visitor')).get('/api/openapi.json')).json())
  const asked = Object.entries(paths).flatMap(([path, { get }]) =>
    get && path.startsWith('/api/v1/') ? [{ path: path.replaceAll(/\{(\w+)\}/g, ':$1'), get }] : [],
  )
  expect(asked.length).toBeGreaterThan(15)
  const without = asked.filter(({ get }) => !get.parameters.some(({ name }) => name === 'knownAt'))
  expect(without.map(({ path }) => path).sort()).toEqual(ofNoOneDate)
})
