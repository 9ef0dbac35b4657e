import { expect, test } from 'vitest'
import { useSite } from '#test/site'
import { engagementId } from '../imports/rules.ts'

const site = useSite()
const question = '/api/v1/explore?state=US-ZZ&limit=5'

test('an answer that is kept is the same, with the headers of safety and a tag', async () => {
  const visitor = await site.as('visitor')
  const first = await visitor.get(question)
  const again = await visitor.get(question)
  expect(again.status).toBe(200)
  expect(again.text).toBe(first.text)
  expect(again.headers.get('content-security-policy')).toContain("default-src 'self'")
  expect(again.headers.get('x-request-id')).toBeTruthy()
  const tag = again.headers.get('etag') ?? ''
  expect((await visitor.get(question, { 'if-none-match': tag })).status).toBe(304)
})

test('the parts of the page that answer a click are kept too, and say for whom', async () => {
  const visitor = await site.as('visitor')
  const parts = '/map/parts?state=US-ZZ&draws=lines'
  const first = await visitor.get(parts)
  const again = await visitor.get(parts)
  expect(first.headers.get('content-type')).toContain('text/html')
  // What is kept says so; what is made for one asker says nothing of keeping, or that it is private.
  expect(again.headers.get('cache-control')).toBe('no-cache')
  expect(again.text).toBe(first.text)
  expect(again.page.querySelector('[data-part="count"]')?.textContent).toMatch(/engagements on record/)
  // Whoever is signed in is not given what was made for a visitor, and nobody is given what was made for them.
  const others = '/map/parts?state=US-ZZ&draws=lines&form=event'
  for (const who of ['staff', 'sample-ana'] as const) {
    const person = await site.as(who)
    for (const path of [parts, others])
      expect((await person.get(path)).headers.get('cache-control')).toContain('private')
  }
  expect((await visitor.get(others)).headers.get('cache-control')).toBe('no-cache')
})

test('an answer is kept only until the atlas changes', async () => {
  const visitor = await site.as('visitor')
  const staff = await site.as('staff')
  const harbor = engagementId('tie/harbor-alta')
  await visitor.get(question)
  expect((await visitor.get(question)).text).not.toContain('"legalStatus":"suspended"')
  await visitor.post('/corrections/new', {
    kind: 'engagement',
    id: harbor,
    property: 'legal',
    proposedValue: 'suspended',
    evidence: 'The council paused it in its last session.',
  })
  const path = (await staff.get('/desk/corrections')).page.querySelector('.entry-list a')?.getAttribute('href') ?? ''
  expect((await staff.post(path, { verdict: 'accepted', value: 'suspended', reason: 'Minutes seen.' })).status).toBe(
    303,
  )
  await expect.poll(async () => (await visitor.get(question)).text).toContain('"legalStatus":"suspended"')
})

test('whoever is signed in is answered by the long way, and gets the same', async () => {
  const [visitor, staff] = [await site.as('visitor'), await site.as('staff')]
  await visitor.get(question)
  const [kept, own] = [await visitor.get(question), await staff.get(question)]
  expect(own.json<{ meta: { total: number } }>().meta.total).toBe(kept.json<{ meta: { total: number } }>().meta.total)
})
