import fc from 'fast-check'
import { expect, test } from 'vitest'
import { letterCost } from './letter-cost.ts'
import { nameLikeness, sameNameFrom } from './name-likeness.ts'
import type { NameKind } from './name-words.ts'

const same = (kind: NameKind, a: string, b: string) => nameLikeness(kind, a, b) >= sameNameFrom

test.each<[NameKind, string, string]>([
  ['person', 'Dr. Margaret Whitfield', 'Whitfield, Margaret'],
  ['person', 'Мария Соколова', 'Maria Sokolova'],
  ['person', 'Bob Hendricks', 'Robert Hendricks'],
  ['person', 'Anna K. Lindqvist', 'Anna Katarina Lindqvist'],
  ['person', 'AnnaLindqvist', 'Anna Lindqvist'],
  ['organization', 'Nordwind Aktiengesellschaft', 'Nordwind AG'],
  ['organization', 'The Harbor & Rail Company', 'Harbor and Rail Co.'],
  ['organization', '2nd Street Press', 'Second Street Press'],
  ['organization', 'NLC', 'National League of Cities'],
  ['place', 'Kraków', 'Краков'],
  ['place', 'City of Tampere', 'Tampere'],
  ['place', 'Biel/Bienne', 'Bienne'],
])('%s: %s is %s', (kind, a, b) => expect(same(kind, a, b)).toBe(true))

test.each<[NameKind, string, string]>([
  ['person', 'Anna Lindqvist', 'Anna Bergström'],
  ['person', 'Salim bin Yusuf al-Harbi', 'Yusuf bin Salim al-Harbi'],
  ['person', 'K. Lindqvist', 'Anna Lindqvist'],
  ['organization', 'Nordwind AG', 'Nordwind GmbH'],
  ['organization', 'Government of Iceland', 'Government of Ireland and Malta'],
  ['place', 'Nishinomiya', 'Ichinomiya'],
  ['place', 'District 5', 'District 6'],
  ['place', '広島', '広東'],
])('%s: %s is not %s', (kind, a, b) => expect(same(kind, a, b)).toBe(false))

test('likeness lies between 0 and 1, has no order, and is 1 for equals', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'e', 'n', 's', 't', ' ', '-', 'ж', '山', '٣'), maxLength: 30 })
  fc.assert(
    fc.property(fc.constantFrom<NameKind>('person', 'organization', 'place'), name, name, (kind, a, b) => {
      const value = nameLikeness(kind, a, b)
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThanOrEqual(1)
      expect(nameLikeness(kind, b, a)).toBeCloseTo(value, 9)
      expect(nameLikeness(kind, a, a)).toBe(1)
    }),
  )
})

test('letters that stand for each other cost less than strangers', () => {
  expect(letterCost('wladimir', 'vladimir', 4)).toBeLessThan(letterCost('kladimir', 'vladimir', 4))
  expect(letterCost('anna', 'ana', 4)).toBeLessThan(letterCost('anta', 'ana', 4))
  expect(letterCost('abcd', 'abdc', 4)).toBeLessThan(1)
  expect(letterCost('abcdef', 'uvwxyz', 1)).toBe(Number.POSITIVE_INFINITY)
})
