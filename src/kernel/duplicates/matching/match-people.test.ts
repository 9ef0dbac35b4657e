import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isOneSlip, likeness } from './likeness.ts'
import { explainMatch, matchPeople, SAME_FROM } from './match-people.ts'
import { emptyRecord, type PersonRecord } from './person-record.ts'

const ana: PersonRecord = {
  ...emptyRecord,
  ...{ givenName: 'Ana', familyName: 'Whitfield', email: 'ana@harbor.example', organization: 'Harbor City' },
  ...{ locality: 'Harbor City', postcode: '40213' },
}
const others: PersonRecord[] = Array.from({ length: 40 }, (_, number) => ({
  ...emptyRecord,
  givenName: ['Maria', 'John', 'Wei', 'Fatima'][number % 4] ?? '',
  familyName: `Family${number}`,
  email: `person${number}@example.org`,
}))
const areSame = (a: PersonRecord, b: PersonRecord) =>
  matchPeople([a, b, ...others]).some((match) => match.a === 0 && match.b === 1)

test('a name typed twice, once with slips, is one person when the address agrees', () => {
  expect(areSame(ana, { ...ana, familyName: 'Whitefield', email: '' })).toBe(true)
  expect(areSame(ana, { ...ana, givenName: 'Whitfield', familyName: 'Ana' })).toBe(true)
  expect(areSame(ana, { ...ana, givenName: 'ANÁ ', postcode: '40231' })).toBe(true)
})

test('a name alone is never enough, nor one address shared by two names', () => {
  const nameOnly = { ...emptyRecord, givenName: 'Ana', familyName: 'Whitfield' }
  expect(areSame(nameOnly, nameOnly)).toBe(false)
  expect(areSame(ana, { ...ana, givenName: 'Bertram', familyName: 'Okafor', email: 'bert@harbor.example' })).toBe(false)
})

test('each field says why, and together they make the sum that decided', () => {
  const again = { ...ana, familyName: 'Whitefield', email: 'a.whitfield@other.example' }
  const reasons = explainMatch(ana, again, [ana, again, ...others])
  const [match] = matchPeople([ana, again, ...others])
  expect(match).toMatchObject({ a: 0, b: 1 })
  expect(reasons.reduce((sum, { bits }) => sum + bits, 0)).toBeCloseTo(match?.bits ?? 0)
  expect(reasons.find(({ field }) => field === 'email')?.bits).toBeLessThan(0)
  expect(match?.bits).toBeGreaterThan(SAME_FROM)
})

test('empty records and a single one match nothing', () => {
  expect(matchPeople([])).toEqual([])
  expect(matchPeople([ana])).toEqual([])
  expect(matchPeople([emptyRecord, emptyRecord])).toEqual([])
})

test('the order of the list changes nothing', () => {
  const people = [ana, { ...ana, familyName: 'Whitefield' }, ...others, { ...ana, email: '' }]
  const named = (list: PersonRecord[]) =>
    matchPeople(list)
      .map(({ a, b }) => [people.indexOf(list[a] ?? ana), people.indexOf(list[b] ?? ana)].sort().join(' '))
      .sort()
  expect(named([...people].reverse())).toEqual(named(people))
})

test('likeness lies between 0 and 1, and is 1 for equals', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 40 })
  fc.assert(
    fc.property(word, word, (a, b) => {
      const value = likeness(a, b)
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThanOrEqual(1)
      if (a === b && a !== '') expect(value).toBe(1)
    }),
  )
  // The published examples (Winkler 1990).
  expect(likeness('martha', 'marhta')).toBeCloseTo(0.961, 3)
  expect(likeness('dwayne', 'duane')).toBeCloseTo(0.84, 2)
  expect(likeness('dixon', 'dicksonx')).toBeCloseTo(0.813, 3)
})

test('one slip of the hand is seen, two are not', () => {
  expect(['4013', '40213', '4021', '40123'].map((text) => isOneSlip('40213', text))).toEqual([true, false, true, true])
  expect(isOneSlip('40213', '41203')).toBe(false)
  expect(isOneSlip('40213', '04231')).toBe(false)
})
