import { expect, test } from 'vitest'
import { meant } from '../mentions/rules.ts'
import { buildSpine, findEntities } from './rules.ts'
import type { Entity, Query } from './schema.ts'

const entity = (more: Partial<Entity> & Pick<Entity, 'id' | 'kind' | 'name'>): Entity => ({
  ...{ otherNames: [], isSample: false, mergedIds: [], country: 'US', subdivision: null, parentName: null },
  ...{ longitude: null, latitude: null, population: null, website: null, ocdId: null, geoid: null },
  ...{ geonamesId: null, wikidataId: null, biaId: null },
  ...more,
})
const spine = buildSpine([
  entity({ id: 'houston', kind: 'city', name: 'Houston', subdivision: 'US-TX', geoid: '4835000' }),
  entity({ id: 'hartford', kind: 'city', name: 'Hartford', subdivision: 'US-CT', geonamesId: 4_835_000 }),
  entity({ id: 'port', kind: 'foreign-city', name: 'Port', country: 'QQ', mergedIds: ['old-port'], wikidataId: 'Q7' }),
  entity({ id: 'qq', kind: 'country', name: 'Quarria', country: 'QQ' }),
  entity({ id: 'ports', kind: 'network', name: 'Port', country: null }),
])
const cell = { field: 'firstCountry' as const, column: '', at: 0, raw: '' }
const end = { key: '', name: '', country: '', region: '', unreadRegion: undefined, point: undefined, id: '', cell }
const query: Query = { names: [], ids: [], kinds: [], conditions: [], limit: 5 }

test('a bare number that stands in two registers decides nothing; said which register, it does', () => {
  expect(meant(spine, { ...end, id: '4835000' })).toMatchObject({ decision: 'review', organizationId: undefined })
  expect(findEntities(spine, { ...query, ids: ['4835000'] }).map(({ isMatch }) => isMatch)).toEqual([false, false])
  expect(findEntities(spine, { ...query, ids: ['geoid:4835000'] })).toMatchObject([
    { entity: { id: 'houston' }, isMatch: true },
  ])
})

test('the address of a register and the number of a merged record mean the record that stays', () => {
  for (const id of ['https://www.wikidata.org/wiki/Q7', 'q7', 'old-port', 'PORT'])
    expect([id, meant(spine, { ...end, id }).organizationId]).toEqual([id, 'port'])
  expect(meant(spine, { ...end, id: 'Q9999' }).decision).toBe('none')
})

test('a file of governments never means a network; a list of anything may', () => {
  expect(meant(spine, { ...end, name: 'Port' }).candidates.map(({ id }) => id)).toEqual(['port'])
  expect(
    findEntities(spine, { ...query, names: ['Port'] })
      .map(({ entity: { id } }) => id)
      .sort(),
  ).toEqual(['port', 'ports'])
})

test('countries and states are called as the spine calls them, before what the world does', () => {
  expect(spine.words.country('quarria')).toBe('QQ')
  expect(spine.words.country('Japan')).toBe('JP')
  expect(spine.words.state('Texas')).toBe('TX')
  const inTexas = { property: 'subdivision' as const, values: ['Texas'], isRequired: true, quantifier: 'any' as const }
  expect(findEntities(spine, { ...query, names: ['Houston'], conditions: [inTexas] })).toHaveLength(1)
  expect(meant(spine, { ...end, name: 'Houston', country: 'US', region: 'TX' }).organizationId).toBe('houston')
  expect(meant(spine, { ...end, name: 'Houston', country: 'US', region: 'CT' }).organizationId).toBeUndefined()
})
