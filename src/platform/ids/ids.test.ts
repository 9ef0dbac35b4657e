import fc from 'fast-check'
import { expect, test } from 'vitest'
import { idFromKey, isMark, markOf, newId, newSecret, secretHash, slug } from './index.ts'

test('ids made later sort later, and no two are equal', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 1e9 }), (at, later) => {
      expect(newId(new Date(at)) < newId(new Date(at + later))).toBe(true)
    }),
  )
  const at = new Date()
  const made = Array.from({ length: 5000 }, () => newId(at))
  expect(new Set(made).size).toBe(5000)
  expect(made).toEqual(made.toSorted())
})

test('ids survive being read aloud: no i, l, o or u', () => {
  expect(newId()).toMatch(/^[0-9a-hjkmnp-tv-z]{25}$/)
  expect(newSecret()).toMatch(/^[0-9a-hjkmnp-tv-z]{32}$/)
})

test('the same key gives the same id, another kind another', () => {
  expect(idFromKey('engagement', 'tie/1')).toBe(idFromKey('engagement', 'tie/1'))
  expect(idFromKey('engagement', 'tie/1')).not.toBe(idFromKey('person', 'tie/1'))
})

test('a mark is made for one text with one secret', () => {
  const mark = markOf('secret', 'subscriber 1')
  expect(mark).toMatch(/^[0-9a-hjkmnp-tv-z]{20}$/)
  expect(isMark('secret', 'subscriber 1', mark)).toBe(true)
  expect([isMark('other', 'subscriber 1', mark), isMark('secret', 'subscriber 2', mark)]).toEqual([false, false])
  expect([isMark('secret', 'subscriber 1', ''), isMark('secret', 'subscriber 1', `${mark}0`)]).toEqual([false, false])
})

test('a stored hash does not give the secret away', () => {
  const secret = newSecret()
  expect(secretHash(secret)).not.toContain(secret)
  expect(secretHash(secret)).toHaveLength(64)
})

test('slugs fold marks and keep only address characters', () => {
  expect(slug('  Malmö & Łódź! ')).toMatch(/^malmo-[a-z0-9-]+$/)
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(slug(text)).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*)?$/)
    }),
  )
})
