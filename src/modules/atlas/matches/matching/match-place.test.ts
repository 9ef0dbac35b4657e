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
  const [best] = match.candidates
  expect(best?.steps.map(({ kind }) => kind)).toEqual(['prior', 'name', 'country', 'subdivision', 'level'])
  expect(best?.steps.at(-1)?.probability).toBe(best?.probability)
  // What the country says of all Springfields moves none of them past the others; the state does.
  expect(best?.steps.map(({ probability }) => probability > 0.5)).toEqual([false, false, false, true, true])
})

test('homonyms without a state are left to a person, and all of them are shown', () => {
  const match = matchPlace(gazetteer, mention('Springfield', us))
  expect(match).toMatchObject({ decision: 'review', reason: 'homonym' })
  expect(match.candidates).toHaveLength(4)
  expect(match.words).toMatch(/Springfield could be any of them/)
})

test('a city that dwarfs its namesakes comes first, and is decided only in a source that lists large cities', () => {
  const match = matchPlace(gazetteer, mention('City of Houston', us))
  expect(match).toMatchObject({ decision: 'review', candidates: [{ place: { id: 'tx' } }, {}] })
  expect(matchPlace(gazetteer, mention('City of Houston', { ...us, listsLargeCities: true })).decision).toBe(
    'automatic',
  )
})

test('namesakes that fit equally well share what is probable, and all together are less than certain', () => {
  const { candidates } = matchPlace(gazetteer, mention('Springfield', us))
  const cities = candidates.slice(0, 3).map(({ probability }) => probability)
  expect(Math.max(...cities)).toBeLessThan(0.6)
  expect(candidates.reduce((sum, { probability }) => sum + probability, 0)).toBeLessThan(1)
})

test('a tie on record tells namesakes apart, and makes a wrong point a question', () => {
  const asked = mention('Springfield', us)
  const tied = new Set(['ma'])
  expect(matchPlace(gazetteer, { ...asked, tied })).toMatchObject({
    decision: 'automatic',
    candidates: [{ place: { id: 'ma' } }, {}, {}, {}],
  })
  const point = { latitude: 37.2, longitude: -93.2 }
  expect(matchPlace(gazetteer, { ...asked, point }).decision).toBe('automatic')
  expect(matchPlace(gazetteer, { ...asked, point, tied }).decision).toBe('review')
})

test('a name in another script is found, and its evidence told from before the name to the end', () => {
  const { decision, candidates } = matchPlace(gazetteer, mention('Осака', { countries: ['JP'] }))
  expect(candidates[0]).toMatchObject({ place: { id: 'osaka' } })
  expect([decision, candidates[0]?.steps[0]?.probability]).toEqual(['automatic', 1 / gazetteer.places.length])
  expect(matchPlace(gazetteer, mention('Вілейка', { countries: ['BY'] })).candidates[0]?.place.id).toBe('vil')
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
