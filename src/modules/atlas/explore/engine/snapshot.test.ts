import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answer } from './answer.ts'
import { buildAtlas } from './build.ts'
import type { EngagementRow } from './engagement-row.ts'
import { packIds, unpackIds } from './id-packing.ts'
import { idAt, idsOf } from './ids.ts'
import { packNumbers, packSteps, unpackNumbers, unpackSteps } from './packing.ts'
import { loadSnapshot, saveSnapshot } from './snapshot.ts'

const rows: EngagementRow[] = [
  {
    id: 'b',
    title: 'Osaka letter',
    startDay: 12,
    knownFrom: 1,
    usPoint: { lon: -81, lat: 41 },
    facets: { state: ['OH'] },
  },
  { id: 'a', title: 'Ulm visit', knownFrom: 2, facets: { state: ['ID', 'OH'], theme: ['water'] } },
]

test('a file that is cut, damaged, foreign or of another version is refused with the reason', () => {
  const whole = saveSnapshot(buildAtlas(rows))
  const changed = (at: number) => {
    const copy = whole.slice(0)
    const bytes = new Uint8Array(copy)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    return copy
  }
  expect(() => loadSnapshot(whole.slice(0, -1))).toThrow('bytes are here')
  expect(() => loadSnapshot(changed(0))).toThrow('not an atlas snapshot')
  expect(() => loadSnapshot(changed(4))).toThrow('version')
  for (let at = 16; at < whole.byteLength; at++) expect(() => loadSnapshot(changed(at))).toThrow('damaged')
  expect(() => loadSnapshot(new ArrayBuffer(3))).toThrow('not an atlas snapshot')
})

test('a compact snapshot counts the same, names rows by number and cannot search titles', () => {
  const index = buildAtlas(rows)
  const compact = loadSnapshot(saveSnapshot(index, { compact: true }))
  const whole = answer(index)
  const small = answer(compact)
  expect({ ...small, rows: [], clusters: [] }).toEqual({ ...whole, rows: [], clusters: [] })
  expect(small.rows.map(({ row }) => row)).toEqual(whole.rows.map(({ row }) => row))
  expect(() => answer(compact, { text: 'osaka' })).toThrow('text:')
})

test('numbers, steps and ids come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0xffffffff)), (drawn) => {
      const numbers = Uint32Array.from(drawn)
      expect(unpackNumbers(packNumbers(numbers), new Uint32Array(numbers.length))).toEqual(numbers)
      const ascending = numbers.slice().sort()
      expect(unpackSteps(packSteps(ascending), ascending.length)).toEqual(ascending)
    }),
  )
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.constantFrom('', 'eng_'), (drawn, prefix) => {
      const texts = drawn.map((text) => prefix + text)
      const back = unpackIds(packIds(idsOf(texts)), texts.length)
      expect(texts.map((_, row) => idAt(back, row))).toEqual(texts)
    }),
  )
})
