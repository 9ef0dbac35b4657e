import { expect, test } from 'vitest'
import { greatCircle } from './great-circles.ts'
import type { MapColors } from './map-colors.ts'
import { mapStyle } from './map-style.ts'

test('a line across the Pacific runs on past 180° and never jumps', () => {
  const { coordinates } = greatCircle({ from: [-122.4, 37.8], to: [139.7, 35.7] })
  const jumps = coordinates
    .slice(1)
    .map(([longitude = 0], index) => Math.abs(longitude - (coordinates[index]?.[0] ?? 0)))
  expect(Math.max(...jumps)).toBeLessThan(10)
  expect(coordinates.at(-1)?.[0]).toBeCloseTo(139.7 - 360)
})

test('the shortest way from Chicago to Warsaw passes north of both', () => {
  const { coordinates } = greatCircle({ from: [-87.6, 41.9], to: [21, 52.2] })
  expect(Math.max(...coordinates.map(([, latitude = 0]) => latitude))).toBeGreaterThan(57)
})

test('the map asks nobody else for anything: every address is of this site', () => {
  // Colors do not matter here; any string will do for each of them.
  const style = mapStyle(new Proxy({} as MapColors, { get: () => '#000000' }), '/assets/basemap')
  const addresses = JSON.stringify(style.sources).match(/"[^"]*\/[^"]*"/g) ?? []
  expect(addresses.length).toBeGreaterThan(2)
  expect(addresses.filter((address) => !address.startsWith('"/'))).toEqual([])
  expect(style.glyphs).toBeUndefined()
  expect(style.sprite).toBeUndefined()
})
