import { expect, test } from 'vitest'
import { contestedNote, countryName, countryProblem, findCountry } from './country-names.ts'
import { kilometersBetween } from './distance.ts'
import { withoutGenericWords } from './generic-words.ts'
import { likeness } from './likeness.ts'
import { foldName, hepburnOf, nameKey, slugOf } from './normal-names.ts'
import { findSubdivisions, isSubdivisionCode } from './subdivision-names.ts'
import { qualifierSense, titleParts } from './title-parts.ts'
import { findUsState, usStates } from './us-states.ts'

test('spellings of one name share a key across accents, abbreviations and scripts', () => {
  expect(nameKey('St. Paul')).toBe(nameKey('Saint Paul'))
  expect(nameKey('San José')).toBe(nameKey('San Jose'))
  expect(foldName('Łódź')).toBe('lodz')
  expect(slugOf('Saint-Étienne')).toBe('saint-etienne')
})

test('different names keep different keys', () => {
  expect(nameKey('Nishinomiya')).not.toBe(nameKey('Ichinomiya'))
  expect(nameKey('Boulder City')).not.toBe(nameKey('Boulder'))
})

test('generic words are typed and taken off, but never leave nothing', () => {
  expect(withoutGenericWords('City of Houston')).toEqual({ bare: 'houston', levels: ['city'] })
  expect(withoutGenericWords('Hyōgo Prefecture')).toEqual({ bare: 'hyogo', levels: ['region'] })
  expect(withoutGenericWords('Bucheon-si').bare).toBe('bucheon')
  expect(withoutGenericWords('County').bare).toBe('county')
})

test('titles are taken apart at commas and brackets', () => {
  expect(titleParts('Hakui, Ishikawa')).toEqual({ name: 'Hakui', within: ['Ishikawa'] })
  expect(titleParts('Halle (Saale)')).toEqual({ name: 'Halle', within: [], qualifier: 'Saale' })
  expect(qualifierSense('genus')).toBe('not a place')
  expect(qualifierSense('London borough')).toBe('another level')
  expect(qualifierSense('Saale')).toBe('place')
})

test.each([
  ['Georgia (country)', 'GE'],
  ['Georgia', 'GE'],
  ['Grece', 'GR'],
  ['Kazakhstah', 'KZ'],
  ['Surinam', 'SR'],
  ['Moldavia', 'MD'],
  ['in Italy', 'IT'],
  ['Brandenburg, Germany', 'DE'],
  ['New York, United States', 'US'],
  ['England', 'GB'],
  ['Northern Ireland, United Kingdom', 'GB'],
  ['Republic of Ireland', 'IE'],
  ['GERMANY, FEDERAL REPUBLIC OF', 'DE'],
  ['GREAT BRITAIN', 'GB'],
  ['Taiwan, Greater China', 'TW'],
  ['Kosovo', 'XK'],
  ['West Bank', 'PS'],
  ['Western Sahara', 'EH'],
  ['Hong Kong', 'HK'],
])('the country cell %s means %s', (text, alpha2) => {
  expect(findCountry(text)?.alpha2).toBe(alpha2)
})

test('cells that name no country are not guessed', () => {
  for (const text of ['', 'Island', 'UNITED KINGDOM OF CORALLAND', 'Northern Cyprus'])
    expect(findCountry(text), text).toBeUndefined()
  expect(countryProblem('Northern Cyprus').reason).toBe('no-country-code')
  expect(countryProblem('').reason).toBe('unknown-country')
})

test('contested names keep their own code with a note that takes no side', () => {
  for (const code of ['TW', 'XK', 'PS', 'EH', 'HK']) expect(contestedNote(code)).toMatch(/code/)
  expect(contestedNote('FR')).toBeUndefined()
  expect(countryName('XK')).toBe('Kosovo')
})

test('prefectures are found under the spelling the world uses', () => {
  expect(hepburnOf('Isikawa')).toBe('ishikawa')
  expect(hepburnOf('Tiba')).toBe('chiba')
  expect(findSubdivisions('Ishikawa').map((one) => one.code)).toEqual(['JP-17'])
  expect(findSubdivisions('Chihuahua').map((one) => one.country)).toEqual(['MX'])
  expect(isSubdivisionCode('CA-QC')).toBe(true)
})

test('all fifty states, the district and five territories are known by name and abbreviation', () => {
  expect(usStates).toHaveLength(56)
  expect(usStates.filter((state) => state.kind === 'state')).toHaveLength(50)
  expect(findUsState('D.C.')?.postal).toBe('DC')
  expect(findUsState('west virginia')?.fips).toBe('54')
})

test('distances and likeness are exact where they are known', () => {
  const houston = { latitude: 29.76328, longitude: -95.36327 }
  const osaka = { latitude: 34.69374, longitude: 135.50218 }
  expect(kilometersBetween(houston, houston)).toBe(0)
  expect(kilometersBetween(houston, osaka)).toBeCloseTo(kilometersBetween(osaka, houston), 9)
  // A quarter of a great circle.
  expect(kilometersBetween({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 90 })).toBeCloseTo(10007.56, 1)
  expect(likeness('abcd', 'abdc')).toBe(0.75)
  expect(likeness('', '')).toBe(1)
})
