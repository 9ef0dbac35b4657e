import { expect, test } from 'vitest'
import { directionOf, formatDate, formatPartialDate, localeFor, plural, say } from './index.ts'

test('dates read as people write them, as exactly as they are known', () => {
  expect(formatDate('en', '2026-03-03')).toBe('March 3, 2026')
  expect(formatPartialDate('en', '1978-05')).toBe('May 1978')
  expect(formatPartialDate('en', '1978')).toBe('1978')
  expect(formatPartialDate('en', '201X')).toBe('201X')
})

test('one tie, two ties, 1,234 ties', () => {
  expect([1, 2, 1234, 0].map((count) => plural('en', count, 'tie', 'ties'))).toEqual([
    '1 tie',
    '2 ties',
    '1,234 ties',
    '0 ties',
  ])
})

test('messages fill their places and keep what nobody gave', () => {
  expect(say('en', 'problem.bugHelp', { id: 'abc' })).toContain('under the number abc')
  expect(say('en', 'frame.printed', { date: 'today' })).toContain('{address}')
})

test.each([
  undefined,
  '',
  'de',
  'en-GB;q=0.5,de',
  ';;;q=',
  'x'.repeat(5000),
])('any Accept-Language finds a locale: %s', (accepted) => {
  expect(localeFor(accepted)).toBe('en')
})

test('Arabic runs from right to left', () => {
  expect([directionOf('ar-EG'), directionOf('en')]).toEqual(['rtl', 'ltr'])
})
