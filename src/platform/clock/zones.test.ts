import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantsAt, isZone, listZones, localTime, zonedTime } from './index.ts'

const zone = fc.constantFrom('UTC', 'America/Chicago', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia')
const minute = fc
  .integer({ min: Date.parse('1990-01-01') / 60_000, max: Date.parse('2040-01-01') / 60_000 })
  .map((minutes) => new Date(minutes * 60_000))

test('what clocks show at an instant leads back to it, in every zone, also on the days on which clocks change', () => {
  fc.assert(
    fc.property(minute, zone, (instant, name) => {
      expect(instantsAt(localTime(instant, name), name)).toContainEqual(instant)
      expect(new Date(zonedTime(instant, name))).toEqual(instant)
    }),
    { numRuns: 300 },
  )
})

test('an hour that is skipped is no instant, one that comes twice is two, and what is no time is none', () => {
  const at = (local: string, name = 'America/New_York') => instantsAt(local, name)?.map((each) => each.toISOString())
  expect(at('2026-03-08T02:30')).toEqual([])
  expect(at('2026-11-01T01:30')).toEqual(['2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z'])
  expect(at('2026-11-01T03:30')).toEqual(['2026-11-01T08:30:00.000Z'])
  // Clocks of half an hour; a day that Samoa left out.
  expect(at('2026-04-05T01:45', 'Australia/Lord_Howe')).toHaveLength(2)
  expect(at('2011-12-30T12:00', 'Pacific/Apia')).toEqual([])
  for (const wrong of ['2026-02-30T09:00', '2026-06-03', '2026-06-03T25:00', 'soon']) expect(at(wrong)).toBeUndefined()
})

test('zones are known by their names', () => {
  for (const name of [...listZones(), 'US/Central']) expect([name, isZone(name)]).toEqual([name, true])
  for (const name of ['', 'Mars/Olympus', '-05:00', '+01', 'America'])
    expect([name, isZone(name)]).toEqual([name, false])
})
