import { expect, test } from 'vitest'
import { buildPlaceSearch } from './place-search.ts'

const place = (main: string, country: string, population: number, others: string[] = [], within: string[] = []) => ({
  names: [main, ...others],
  country,
  population,
  within,
})
const search = buildPlaceSearch([
  place('Ōsaka', 'JP', 2_592_413),
  place('Brazzaville', 'CG', 1_284_609),
  place('Regensburg', 'DE', 129_151, ['Ratisbona']),
  place('Naumburg', 'DE', 32_402),
  place('Springfield', 'US', 166_810, [], ['Missouri']),
  place('Springfield', 'US', 116_250, [], ['Illinois']),
  place('Tampere', 'FI', 202_687, ['Tammerfors']),
  place('Yangjiang', 'CN', 399_735),
  place('Chiclana de la Frontera', 'ES', 82_212),
])
const first = (name: string, countries: string[] = []) => search.find(name, { countries })[0]?.place.names[0]

test.each([
  ['Osaka-shi', 'Ōsaka'],
  ['ברזוויל', 'Brazzaville'],
  ['Ρέγκενσμπουργκ', 'Regensburg'],
  ['Ratisbona', 'Regensburg'],
  ['Tamperė', 'Tampere'],
  ['Тампере', 'Tampere'],
  ['タンペレ', 'Tampere'],
  ['Naumburg an der Saale', 'Naumburg'],
  ['阳江市', 'Yangjiang'],
  ['Chiclana', 'Chiclana de la Frontera'],
])('%s is found as %s', (name, main) => expect(first(name)).toBe(main))

test('a country that is named is a wall', () => {
  expect(first('Tampere', ['DE'])).not.toBe('Tampere')
  expect(search.find('Tampere', { countries: ['XX'] })).toEqual([])
})

test('what follows a comma tells namesakes apart, in any script', () => {
  const withinOf = (name: string) => search.find(name)[0]?.place.within[0]
  expect(withinOf('Springfield')).toBe('Missouri')
  expect(withinOf('Springfield, Illinois')).toBe('Illinois')
  expect(withinOf('اسپرینگفیلد، ایلینوی')).toBe('Illinois')
})

test('a place that several languages call so is meant before one that a single name resembles as much', () => {
  const two = buildPlaceSearch([
    place('Breman', 'GH', 60_000),
    place('Bremen', 'DE', 40_000, ['Brema', 'Brême', 'Bremenas', 'Brémy']),
  ])
  expect(two.find('Bremun')[0]?.place.names[0]).toBe('Bremen')
})

test('a name that may not answer does not', () => {
  const asked = { mayAnswer: (_: unknown, order: number) => order === 0 }
  expect(search.find('Ratisbona')[0]?.name).toBe('Ratisbona')
  expect(search.find('Ratisbona', asked).map(({ name }) => name)).not.toContain('Ratisbona')
})

test('nothing is found for nothing', () => {
  expect(search.find('')).toEqual([])
  expect(search.find('—')).toEqual([])
})
