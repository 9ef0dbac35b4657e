import { expect, test } from 'vitest'
import { sql, wholeSight } from '#platform/db'
import { useSite } from '#test/site'
import { openSealed, sealFor } from './index.ts'
import { newKey, seal, unseal } from './rules.ts'

const site = useSite()

test('a sealed text opens with its key at its place, and in no other way', () => {
  const [key, other] = [newKey(), newKey()]
  const text = 'Zoë\n🗝 “quoted”'
  const sealed = seal(key, 'people.merge_rows 1', text)
  expect(unseal(key, 'people.merge_rows 1', sealed)).toBe(text)
  expect(seal(key, 'people.merge_rows 1', text)).not.toBe(sealed)
  expect(unseal(other, 'people.merge_rows 1', sealed)).toBeUndefined()
  expect(unseal(key, 'people.merge_rows 2', sealed)).toBeUndefined()
  const parts = sealed.split('.')
  for (const at of [0, 1, 2, 3]) {
    const broken = parts.map((part, place) =>
      place === at ? part.replace(/^./, (sign) => (sign === 'A' ? 'B' : 'A')) : part,
    )
    expect([at, unseal(key, 'people.merge_rows 1', broken.join('.'))]).toEqual([at, undefined])
  }
  expect(unseal(key, 'people.merge_rows 1', 'not sealed')).toBeUndefined()
})

test('without the key of the person nobody reads it again', async () => {
  const { database, clock } = site.services
  const place = 'a place'
  const sealed = await database.write(async (db) => {
    db.unaudited('a test')
    return sealFor(db, { personId: 'sample-ana', place, text: 'What was said', at: clock.now() })
  })
  const open = () => database.read((db) => openSealed(db, { personId: 'sample-ana', place, sealed }))
  expect([sealed.includes('What'), await open()]).toEqual([false, 'What was said'])
  await database.write(async (db) => {
    db.unaudited('a test')
    await db.save(sql`delete from people.keys where person_id = 'sample-ana'`)
  }, wholeSight)
  expect(await open()).toBeUndefined()
})
