import { expect, test } from 'vitest'
import { createBitset, hasBit } from './bitset.ts'
import { type DayColumn, NO_DAY } from './columns.ts'
import { setRowsBelow } from './days.ts'
import { setSpan } from './masks.ts'

const ROWS = 150_000
const DAYS = 999

/** Days in no order at all; every eleventh row has none. */
function column(): DayColumn {
  const codes = Uint16Array.from({ length: ROWS }, (_, row) => (row % 11 === 0 ? DAYS : (row * 7919) % DAYS))
  const days = Int32Array.from({ length: DAYS + 1 }, (_, code) => (code === DAYS ? NO_DAY : 5000 - code))
  return { codes, days }
}

const listed = (bits: Uint32Array) => Array.from({ length: ROWS }, (_, row) => row).filter((row) => hasBit(bits, row))

test('rows below a day are those, between checkpoints and on them', () => {
  const days = column()
  for (const code of [0, 1, 31, 32, 500, DAYS, DAYS + 1]) {
    const found = createBitset(ROWS).fill(-1)
    setRowsBelow(days, code, found)
    expect(listed(found)).toEqual([...days.codes.keys()].filter((row) => (days.codes[row] ?? 0) < code))
  }
})

test('a span is the same over all rows as over a short stretch of them', () => {
  const days = column()
  const short = { firstRow: 64, endRow: 6400 }
  for (const span of [
    { first: 0, last: 400, withUnknown: false },
    { first: 17, last: 18, withUnknown: true },
    { first: 0, last: DAYS, withUnknown: true },
    { first: 0, last: -1, withUnknown: true },
    { first: 600, last: 300, withUnknown: false },
    { first: 600, last: DAYS - 1, withUnknown: false },
  ]) {
    const expected = [...days.codes.keys()].filter((row) => {
      const code = days.codes[row] ?? 0
      return (code >= span.first && code <= span.last) || (span.withUnknown && code === DAYS)
    })
    const whole = createBitset(ROWS)
    setSpan(days, span, whole, createBitset(ROWS), { firstRow: 0, endRow: ROWS })
    expect(listed(whole)).toEqual(expected)
    const part = createBitset(ROWS)
    setSpan(days, span, part, createBitset(ROWS), short)
    expect(listed(part)).toEqual(expected.filter((row) => row >= short.firstRow && row < short.endRow))
  }
})
