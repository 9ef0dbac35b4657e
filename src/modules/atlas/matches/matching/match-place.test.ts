import { expect, test } from 'vitest'
import { buildGazetteer, type Place } from './gazetteer.ts'
import { matchPlace } from './match-place.ts'
import { keepOneToOne } from './one-to-one.ts'
import type { Mention } from './scoring.ts'

const place = (id: string, name: string, country: string, subdivision: string, more: Partial<Place> = {}): Place => ({
  id,
  name,
  country,
  subdivision,
  level: 'city',
  population: 30_000,
  seat: false,
  ...more,
})

const gazetteer = buildGazetteer([
  place('il', 'Springfield', 'US', 'IL', { population: 116_250, point: { latitude: 39.8, longitude: -89.64 } }),
  place('mo', 'Springfield', 'US', 'MO', { population: 166_810, point: { latitude: 37.21, longitude: -93.3 } }),
  place('ma', 'Springfield', 'US', 'MA', { population: 154_341 }),
  place('pa', 'Springfield', 'US', 'PA', { level: 'township', population: 0 }),
  place('tx', 'Houston', 'US', 'TX', { population: 2_296_224 }),
  place('ms', 'Houston', 'US', 'MS', { population: 3_623 }),
  place('nishi', 'Ichinomiya', 'JP', '01', { population: 380_000 }),
  place('osaka', 'Ōsaka', 'JP', '32', { population: 2_592_413, point: { latitude: 34.69, longitude: 135.5 } }),
  place('osaka2', 'Osaka', 'JP', '32', { population: 9_000, point: { latitude: 34.7, longitude: 135.52 } }),
  place('esslingen', 'Wendlingen am Neckar', 'DE', '01', { point: { latitude: 48.67, longitude: 9.38 } }),
  place('vil', 'Vilyeyka', 'BY', '05', { point: { latitude: 54.49, longitude: 26.92 } }),
])

const mention = (name: string, more: Partial<Mention> = {}): Mention => ({
  name,
  countries: [],
  subdivisions: [],
  ...more,
})
const us = { countries: ['US'] }

test('a name with its state is decided, with reasons', () => {
  const match = matchPlace(gazetteer, mention('Springfield', { ...us, subdivisions: ['IL'] }))
  expect(match.decision).toBe('automatic')
  expect(match.candidates[0]?.place.id).toBe('il')
  expect(match.candidates[0]?.features.map((one) => one.feature)).toEqual(['name', 'country', 'subdivision', 'level'])
  const sum = match.candidates[0]?.features.reduce((total, one) => total + one.weight, 0)
  expect(match.candidates[0]?.score).toBe(sum)
})

test('homonyms without a state are left to a person, and all of them are shown', () => {
  const match = matchPlace(gazetteer, mention('Springfield', us))
  expect(match).toMatchObject({ decision: 'review', reason: 'homonym' })
  expect(match.candidates).toHaveLength(4)
  expect(match.words).toMatch(/Springfield could be any of them/)
})

test('a city that dwarfs its namesakes is meant by its bare name', () => {
  expect(matchPlace(gazetteer, mention('City of Houston', us)).candidates[0]?.place.id).toBe('tx')
  expect(matchPlace(gazetteer, mention('City of Houston', us)).decision).toBe('automatic')
})

test('a city ten times larger than a namesake is meant only by a source that lists large cities', () => {
  const two = buildGazetteer([
    place('or', 'Portland', 'US', 'OR', { population: 632_309 }),
    place('me', 'Portland', 'US', 'ME', { population: 66_881 }),
  ])
  expect(matchPlace(two, mention('Portland', us))).toMatchObject({ decision: 'review', reason: 'homonym' })
  const listed = matchPlace(two, mention('Portland', { ...us, listsLargeCities: true }))
  expect(listed).toMatchObject({ decision: 'automatic', candidates: [{ place: { id: 'or' } }, {}] })
})

test('a state that contradicts is never overruled by size', () => {
  const match = matchPlace(gazetteer, mention('Houston', { ...us, subdivisions: ['MS'] }))
  expect(match.candidates[0]?.place.id).toBe('ms')
})

test('a point tells homonyms apart', () => {
  const match = matchPlace(gazetteer, mention('Springfield', { ...us, point: { latitude: 37.2, longitude: -93.2 } }))
  expect(match).toMatchObject({ decision: 'automatic', candidates: [{ place: { id: 'mo' } }, {}, {}, {}] })
})

test('a township is meant only when the source says township', () => {
  const match = matchPlace(gazetteer, mention('Springfield', { ...us, subdivisions: ['PA'], level: 'township' }))
  expect(match).toMatchObject({ decision: 'automatic', candidates: [{ place: { id: 'pa' } }, {}, {}, {}] })
})

test('two entries for one city are one candidate', () => {
  const match = matchPlace(gazetteer, mention('Osaka', { countries: ['JP'] }))
  expect(match.candidates.map((one) => one.place.id)).toEqual(['osaka'])
  const taoyuan = buildGazetteer([
    place('district', 'Taoyuan', 'TW', '04', { population: 0, point: { latitude: 24.9896, longitude: 121.3187 } }),
    place('city', 'Taoyuan City', 'TW', '04', {
      population: 402_014,
      point: { latitude: 24.99368, longitude: 121.29696 },
    }),
  ])
  for (const name of ['Taoyuan', 'Taoyuan City'])
    expect(matchPlace(taoyuan, mention(name, { countries: ['TW'] })).candidates[0]?.place.id, name).toBe('city')
})

test('a country is a wall', () => {
  expect(matchPlace(gazetteer, mention('Osaka', { countries: ['CN'] }))).toMatchObject({
    decision: 'none',
    candidates: [],
  })
})

test('a similar name alone is never enough, not even in the right country', () => {
  const match = matchPlace(gazetteer, mention('Nishinomiya', { countries: ['JP'] }))
  expect(match.decision).not.toBe('automatic')
})

test('a similar name is confirmed by a point only when it is very similar', () => {
  const near = { latitude: 48.7, longitude: 9.3 }
  expect(matchPlace(gazetteer, mention('Esslingen am Neckar', { countries: ['DE'], point: near })).decision).toBe(
    'review',
  )
  const there = { latitude: 54.5, longitude: 26.9 }
  expect(matchPlace(gazetteer, mention('Villyeyka', { countries: ['BY'], point: there })).decision).toBe('automatic')
})

test('within one list the better name keeps the place and the worse goes to review', () => {
  const exact = matchPlace(gazetteer, mention('Houston', { ...us, subdivisions: ['TX'] }))
  const bare = matchPlace(gazetteer, mention('Houston Township', { ...us, subdivisions: ['TX'] }))
  const claims = keepOneToOne([
    { group: 'kobe', mention: 'Houston', match: exact },
    { group: 'kobe', mention: 'Houston Township', match: { ...bare, decision: 'automatic' } },
    { group: 'perth', mention: 'Houston Township', match: { ...bare, decision: 'automatic' } },
  ])
  expect(claims.map((claim) => claim.match.reason)).toEqual(['clear', 'already taken', bare.reason])
})
