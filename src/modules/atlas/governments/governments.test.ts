import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { useSite } from '#test/site'
import { readPosition } from './rules.ts'

const site = useSite()

async function correct(property: string, value: string): Promise<void> {
  const visitor = await site.as('visitor')
  const staff = await site.as('staff')
  const asked = await visitor.post('/corrections/new', {
    kind: 'organization',
    id: 'us-zz-harbor-city',
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
