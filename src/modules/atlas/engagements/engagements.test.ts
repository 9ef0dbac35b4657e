import { expect, test } from 'vitest'
import { useSite } from '#test/site'
import { engagementId } from '../imports/rules.ts'

const site = useSite()
const harborMeridian = `/engagements/${engagementId('tie/harbor-meridian')}`

test('a record shows who, what and when, with the words of its source', async () => {
  const answer = await (await site.as('visitor')).get(harborMeridian)
  expect(answer.status).toBe(200)
  expect(answer.page.querySelector('h1')?.textContent).toBe('Harbor City, Columbia – Port Meridian, Meridia')
  expect(answer.text).toContain('May 3, 1985')
  expect(answer.text).toContain('Be it resolved that Port Meridian be our sister city')
  expect(answer.text).toContain('Resolution 12 of the Harbor City council')
})

test('what no source says is unknown, and invites a correction', async () => {
  const answer = await (await site.as('visitor')).get(harborMeridian)
  const entries = [...answer.page.querySelectorAll('.record-entry')]
  const legal = entries.find((entry) => entry.querySelector('dt')?.textContent === 'Legal status')
  expect(legal?.textContent).toContain('Unknown')
  expect(legal?.querySelector('a')?.getAttribute('href')).toContain('/corrections/new?kind=engagement')
})

test('each source stands once with all that it says, and every value leads to its claim', async () => {
  const { page } = await (await site.as('visitor')).get(harborMeridian)
  const titles = [...page.querySelectorAll('.source-title')].map((title) => title.textContent?.replace(/^\d+\. /, ''))
  expect(titles.toSorted()).toEqual(['Resolution 12 of the Harbor City council', 'Sample list of ties'])
  const references = [...page.querySelectorAll('.source-references a')].map((link) => link.getAttribute('href') ?? '')
  expect(references.length).toBeGreaterThan(4)
  for (const href of references) expect([href, page.getElementById(href.slice(1)) !== null]).toEqual([href, true])
  const began = [...page.querySelectorAll('.source-claim')].filter(
    (claim) => claim.querySelector('dt')?.textContent === 'Began',
  )
  expect(began.map((claim) => claim.querySelector('dd p')?.textContent)).toContain('May 3, 1985')
  expect(page.querySelector('.sources details')).toBeNull()
})

test('a record that does not exist, or not yet, is not found', async () => {
  const visitor = await site.as('visitor')
  expect((await visitor.get('/engagements/none')).status).toBe(404)
  expect((await visitor.get(`${harborMeridian}?knownAt=2020-01-01`)).status).toBe(404)
  expect((await visitor.get(`${harborMeridian}?knownAt=2026-01-16`)).status).toBe(200)
})

test('an engagement kept for staff does not exist for strangers', async () => {
  await site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    const { sql } = await import('#platform/db')
    await db.save(
      sql`update atlas.engagements set visibility = 'staff' where id = ${engagementId('tie/harbor-meridian')}`,
    )
  })
  const visitor = await site.as('visitor')
  expect((await visitor.get(harborMeridian)).status).toBe(404)
  expect((await visitor.get(`/api/v1${harborMeridian}`)).status).toBe(404)
  expect((await visitor.get('/governments/us-zz-harbor-city')).text).not.toContain('Be it resolved')
  expect((await (await site.as('staff')).get(harborMeridian)).status).toBe(200)
})

test('the API gives the same record with every claim and its cell', async () => {
  const answer = await (await site.as('visitor')).get(`/api/v1${harborMeridian}`)
  const record = answer.json<{ started: string; claims: { property: string; part: string; originalValue: string }[] }>()
  expect(record.started).toBe('1985-05-03')
  expect(record.claims).toContainEqual(
    expect.objectContaining({
      property: 'party.abroad',
      part: 'ties.csv#cell=2,partner',
      originalValue: 'Port Meridian',
    }),
  )
})

test('the page holds the record as linked data: who, since when, on which sources', async () => {
  const { page } = await (await site.as('visitor')).get(harborMeridian)
  const text = page.querySelector('script[type="application/ld+json"]')?.textContent ?? '{}'
  expect(JSON.parse(text)).toMatchObject({
    '@id': `http://legation.test${harborMeridian}`,
    temporalCoverage: '1985-05-03/..',
    isPartOf: { '@id': 'http://legation.test/data#engagements' },
    isBasedOn: expect.arrayContaining([expect.objectContaining({ name: 'Sample list of ties' })]),
  })
})

test('two deeds at the same instant leave two versions, one after the other', async () => {
  const { sql } = await import('#platform/db')
  const { system } = await import('#kernel/access')
  const { recordStatements } = await import('#kernel/claims')
  const { refreshVersions } = await import('./write.ts')
  const id = engagementId('tie/mill-meridian')
  const at = site.services.clock.now()
  const say = (value: string) =>
    site.services.database.write(async (db) => {
      db.unaudited('the test sets the stage')
      const about = { subjectKind: 'engagement' as const, subjectId: id, sourceId: 'sample-list', part: 'a note' }
      await recordStatements(db, system, {
        statements: [{ ...about, property: 'note', value, originalValue: value, rank: 'preferred' }],
        recordedAt: at,
      })
      await refreshVersions(db, { ids: [id], at })
    })
  await say('first')
  await say('zweitens')
  const rows = await site.services.database.read((db) =>
    db.all(sql<{ open: boolean }>`select known_to is null as open from atlas.versions where engagement_id = ${id}`),
  )
  expect(rows.filter((row) => row.open)).toHaveLength(1)
  expect(rows.length).toBeGreaterThanOrEqual(2)
})
