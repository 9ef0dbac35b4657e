import { expect, test } from 'vitest'
import { asOwner, useSite } from '#test/site'

const site = useSite()

interface ProblemJson {
  type: string
  title: string
  status: number
  code: string
  requestId: string
  errors?: Record<string, string>
}

test('people get a page that says what to do; programs get RFC 9457 with a code that never changes', async () => {
  const visitor = await site.as('visitor')
  const page = await visitor.get('/no/such/page')
  expect(page.status).toBe(404)
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(page.page.querySelector('h1')?.textContent).toBe('Not found')
  const answer = await visitor.get('/api/v1/no-such-thing')
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.json<ProblemJson>()).toMatchObject({ status: 404, code: 'platform.page.unknown' })
  expect(answer.json<ProblemJson>().requestId).toBe(answer.headers.get('x-request-id'))
  expect((await visitor.get('/no/such/page', { accept: 'application/json' })).json<ProblemJson>().code).toBe(
    'platform.page.unknown',
  )
})

test('a bad parameter is named, with what it may be', async () => {
  const answer = await (await site.as('visitor')).get('/api/v1/explore?zoom=abc&colour=blue')
  const { errors, code } = answer.json<ProblemJson>()
  expect([answer.status, code]).toEqual([400, 'platform.http.invalid'])
  expect(errors).toEqual({ zoom: 'zoom is a number from 0 to 14', colour: 'There is no such parameter.' })
})

test('a bug is a page and JSON with the request id, and gives nothing else away', async () => {
  await asOwner(site.services.database, 'alter table atlas.gaps rename to gone_astray')
  const visitor = await site.as('visitor')
  const page = await visitor.get('/gaps')
  expect(page.status).toBe(500)
  expect(page.text).toContain(page.headers.get('x-request-id') ?? 'no id')
  const answer = await visitor.get('/gaps', { accept: 'application/json' })
  expect(answer.json<ProblemJson>()).toMatchObject({ status: 500, code: 'bug' })
  expect(page.text + answer.text).not.toMatch(/atlas\.gaps|gone_astray|select |\.ts/)
})

test('a form sent from another site is refused', async () => {
  const visitor = await site.as('visitor')
  const answer = await visitor.post(
    '/corrections/new',
    {},
    { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
  )
  expect(answer.status).toBe(403)
  expect(answer.text).toContain('did not come from this site')
})

test('a body beyond the limit is refused with the limit, a zero byte with a reason', async () => {
  const visitor = await site.as('visitor')
  const large = await visitor.post('/corrections/new', { evidence: 'x'.repeat(5_000_000) })
  expect([large.status, large.text.includes('at most 4 MB')]).toEqual([413, true])
  expect((await visitor.get('/search?q=%00')).status).toBe(400)
  expect((await visitor.post('/corrections/new', { evidence: 'a\0b', kind: 'engagement', id: 'x' })).status).toBe(400)
})

test('every page is held to its own site: no inline script, no frame elsewhere but for the embed', async () => {
  const visitor = await site.as('visitor')
  const page = await visitor.get('/governments')
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("frame-ancestors 'self'")
  expect(policy).not.toContain('unsafe-inline')
  const embed = await visitor.get('/embed/map')
  expect(embed.headers.get('content-security-policy')).toContain('frame-ancestors *')
  expect(embed.headers.get('x-frame-options')).toBeNull()
})

test('what has not changed since is not sent again', async () => {
  const visitor = await site.as('visitor')
  for (const path of ['/api/v1/explore', '/api/v1/engagements.csv', '/countries', '/api/v1/tiles/0/0/0.mvt']) {
    const first = await visitor.get(path)
    const etag = first.headers.get('etag') ?? ''
    expect([path, etag]).toEqual([path, expect.stringMatching(/^(W\/)?"[^"]+"$/)])
    const again = await visitor.get(path, { 'if-none-match': etag })
    expect([path, again.status, again.text]).toEqual([path, 304, ''])
    expect((await visitor.get(path, { 'if-none-match': '"another"' })).status).toBe(200)
  }
})

test('HEAD answers as GET without the body', async () => {
  const answer = await site.application.fetch(new Request('http://legation.test/governments', { method: 'HEAD' }))
  expect([answer.status, await answer.text()]).toEqual([200, ''])
})
