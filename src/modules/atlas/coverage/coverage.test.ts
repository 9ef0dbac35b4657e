import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { useSite } from '#test/site'

const site = useSite()
const answered = {
  ...{ organizationId: 'us-zz', form: 'standing-tie', askedOn: '2026-01-05', answeredOn: '2026-02-01' },
  ...{ state: 'complete', completeAsOf: '2026-01-31', sourceTitle: 'Letter of the state', sourceAddress: '', note: '' },
}
const meta = async (knownAt = '') =>
  (await (await site.as('visitor')).get(`/api/v1/coverage${knownAt}`)).json<{
    meta: Record<string, unknown>
    data: object[]
  }>()

test('an answer on record is the denominator of counts, a column of downloads and a line of the public page', async () => {
  const visitor = await site.as('visitor')
  expect((await visitor.get('/coverage')).text).toContain('Nobody has been asked yet')
  expect((await visitor.get('/map')).text).toContain('0 of 1 state answered')
  const staff = await site.as('staff')
  expect((await staff.post('/desk/coverage', answered)).status).toBe(303)
  await expect
    .poll(async () => (await visitor.get('/map')).text)
    .toContain('1 of 1 state answered (1 asked, 1 complete')
  // Lists of the API say it beside what they count, and the map shows it as texture where asked.
  for (const path of [
    'explore',
    'engagements',
    'governments',
    'governments/us-zz-harbor-city',
    'countries/qq',
    'networks',
  ])
    expect((await visitor.get(`/api/v1/${path}`)).json<{ meta: object }>().meta).toMatchObject({
      coverage: { of: 1, asked: 1, answered: 1, complete: 1 },
    })
  expect((await visitor.get('/map')).page.querySelector('.state-map')).toBeNull()
  const map = (await visitor.get('/map?coverage=states&form=standing-tie')).page
  expect(map.querySelector('.state-map figcaption')?.textContent).toContain('Complete as of a day')
  expect(map.querySelector('[data-filters] input[name=coverage]')?.getAttribute('value')).toBe('states')
  expect(map.querySelector('[data-part=reach] a')?.getAttribute('href')).toBe('/map?form=standing-tie')
  expect((await visitor.get('/coverage')).page.querySelector('tbody')?.textContent).toContain(
    'complete, as of January 31, 2026',
  )
  const rows = parse((await visitor.get('/api/v1/engagements.csv')).text, { columns: true }) as Record<string, string>[]
  const of = (title: string) => rows.find((row) => row.title?.startsWith(title))?.us_coverage
  // The state answered for itself and its governments, about standing ties and nothing else.
  expect([of('Harbor City, Columbia – Port Meridian'), of('Harbor City in Sample')]).toEqual(['complete', 'unknown'])
  expect((await meta()).data).toEqual([expect.objectContaining({ organizationId: 'us-zz', state: 'complete' })])
})

test('the next line replaces the one before; figures of the past keep theirs', async () => {
  await (await site.as('staff')).post('/desk/coverage', answered)
  site.services.clock.moveTo('2026-02-20T09:00:00Z')
  await (await site.as('staff')).post('/desk/coverage', { ...answered, state: 'partial', completeAsOf: '' })
  expect((await meta()).data).toEqual([expect.objectContaining({ state: 'partial' })])
  expect((await meta('?knownAt=2026-02-16')).data).toEqual([expect.objectContaining({ state: 'complete' })])
  expect((await meta('?knownAt=2026-02-01')).meta).toMatchObject({ of: 1, asked: 0, answered: 0 })
})

test('coverage is for staff to record, and bad input is explained', async () => {
  expect((await (await site.as('visitor')).post('/desk/coverage', answered)).status).toBe(401)
  expect((await (await site.as('sample-ana')).post('/desk/coverage', answered)).status).toBe(403)
  const staff = await site.as('staff')
  for (const [change, words] of [
    [{ organizationId: 'nowhere' }, 'There is no such government.'],
    [{ completeAsOf: '' }, 'Say as of which day it is complete'],
    [{ answeredOn: '2025-12-31' }, 'The answer comes after the question'],
  ] as const) {
    const bad = await staff.post('/desk/coverage', { ...answered, ...change })
    expect([bad.status, bad.text.includes(words)]).toEqual([400, true])
  }
})
