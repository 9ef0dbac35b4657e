import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { useSite } from '#test/site'
import { engagementId } from '../imports/rules.ts'
import { readPosition } from './rules.ts'
import { refreshGovernments } from './write.ts'

const site = useSite()
const harborCity = 'us-zz-harbor-city'

interface Explored {
  facets: { name: string; values: { value: string; label: string }[] }[]
  clusters: { lon: number; lat: number }[]
}

async function explore() {
  const answer = await (await site.as('visitor')).get('/api/v1/explore?zoom=12')
  return { ...answer.json<Explored>(), etag: answer.headers.get('etag') }
}

async function correct(property: string, value: string): Promise<void> {
  const visitor = await site.as('visitor')
  const staff = await site.as('staff')
  const asked = await visitor.post('/corrections/new', {
    kind: 'organization',
    id: harborCity,
    property,
    proposedValue: value,
    evidence: 'The census office published it last week.',
  })
  expect(asked.status).toBe(303)
  const list = await staff.get('/desk/corrections')
  const path = list.page.querySelector('.entry-list a')?.getAttribute('href') ?? ''
  const decided = await staff.post(path, { verdict: 'accepted', value, reason: 'Checked against the publication.' })
  expect(decided.status).toBe(303)
}

test('an accepted correction of a government shows on its page, with the evidence behind it', async () => {
  await correct('population', '131000')
  const answer = await (await site.as('visitor')).get('/governments/us-zz-harbor-city')
  expect(answer.text).toContain('131,000')
  expect(answer.text).toContain('The census office published it last week.')
})

test('a population that is no number is explained, and what was typed stays', async () => {
  const visitor = await site.as('visitor')
  const staff = await site.as('staff')
  await visitor.post('/corrections/new', {
    kind: 'organization',
    id: 'us-zz-harbor-city',
    property: 'population',
    proposedValue: 'about 130 thousand',
    evidence: 'Somebody said so at a meeting.',
  })
  const path = (await staff.get('/desk/corrections')).page.querySelector('.entry-list a')?.getAttribute('href') ?? ''
  const answer = await staff.post(path, { verdict: 'accepted', value: 'about 130 thousand', reason: 'Seems right.' })
  expect(answer.status).toBe(400)
  expect(answer.text).toContain('Digits only')
  expect(answer.text).toContain('about 130 thousand')
})

test('a new name stands everywhere it is borne: titles, filters, search and the map', async () => {
  const visitor = await site.as('visitor')
  const before = await explore()
  await correct('name', 'Harbor City on the Sea')
  const page = await visitor.get(`/engagements/${engagementId('tie/harbor-alta')}`)
  expect(page.page.querySelector('h1')?.textContent).toContain('Harbor City on the Sea')
  expect((await visitor.get('/search?q=sea')).text).toContain('Harbor City on the Sea')
  const label = ({ facets }: Explored) =>
    facets.find(({ name }) => name === 'place')?.values.find(({ value }) => value === harborCity)?.label
  await expect.poll(async () => label(await explore())).toBe('Harbor City on the Sea, Columbia')
  expect((await explore()).etag).not.toBe(before.etag)
})

test('a new position moves the point on the map', async () => {
  const before = await explore()
  await correct('position', '10.5, 20.5')
  const near = ({ clusters }: Explored) =>
    clusters.filter(({ lon, lat }) => Math.abs(lon - 20.5) < 1 && Math.abs(lat - 10.5) < 1)
  expect(near(before)).toHaveLength(0)
  await expect.poll(async () => near(await explore())).toHaveLength(1)
})

test('bringing governments up to date twice changes nothing the second time', async () => {
  const at = new Date('2026-03-03T10:00:00Z')
  await correct('name', 'Harbor City on the Sea')
  const again = await site.services.database.write((db) => {
    db.unaudited('the test sets the stage')
    return refreshGovernments(db, { ids: [harborCity], at })
  })
  expect(again).toEqual([])
})

test('undoing the import that named a government brings back what other sources say', async () => {
  await correct('name', 'Harbor City on the Sea')
  const name = async () =>
    site.services.database.read((db) =>
      db.one(sql<{ name: string }>`select name from organizations.organizations where id = 'us-zz-harbor-city'`),
    )
  expect((await name())?.name).toBe('Harbor City on the Sea')
  const staff = await site.as('staff')
  const batch = (await staff.get('/desk/imports')).page.querySelector('td a, th a')?.getAttribute('href') ?? ''
  expect((await staff.post(batch, { reason: 'A test of taking back.' })).status).toBe(303)
  // The correction is not the import's: it stands.
  expect((await name())?.name).toBe('Harbor City on the Sea')
})

test('positions are read as latitude and longitude, and nothing else is', () => {
  expect(readPosition('29.76, -95.36')).toEqual({ latitude: 29.76, longitude: -95.36 })
  expect(readPosition('129, 5')).toBeUndefined()
  expect(readPosition('somewhere')).toBeUndefined()
})
