import { expect, test } from 'vitest'
import { type Camera, pixelOf, spotsOf, worldsAway } from './camera.ts'

/** Columns first: the flat world fills the screen, and the globe stands in its middle, seen from afar above 0° 0°. */
const flat = [2, 0, 0, 0, 0, -2, 0, 0, 0, 0, 0, 0, -1, 1, 0, 1]
const round = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
const camera = (globe: number, more: Partial<Camera> = {}): Camera => ({
  main: globe === 0 ? flat : round,
  fallback: flat,
  horizon: [0, 0, 1, 0],
  globe,
  ...{ centerX: 0.5, width: 400, height: 400 },
  ...more,
})
const see = (position: [number, number], from: Camera) => {
  const spots = spotsOf([position])
  return pixelOf(spots, 0, from, worldsAway(spots, from))
}

test('on the flat map a position is where Web Mercator has it', () => {
  expect(see([0, 0], camera(0))).toEqual({ x: 200, y: expect.closeTo(200) })
  expect(see([90, 0], camera(0))?.x).toBeCloseTo(300)
  // Half of the way up Web Mercator lies at 66.51° (EPSG:3857).
  expect(see([0, 66.51326], camera(0))?.y).toBeCloseTo(100, 3)
})

test('on the globe the far side is not seen', () => {
  expect(see([0, 0], camera(1))).toEqual({ x: 200, y: 200 })
  expect(see([30, 0], camera(1))?.x).toBeCloseTo(300)
  expect(see([0, 30], camera(1))?.y).toBeCloseTo(100)
  expect(see([180, 0], camera(1))).toBeUndefined()
  expect(see([-120, 0], camera(1))).toBeUndefined()
})

test('while it flattens a position is between both, and its far side comes into view', () => {
  expect(see([30, 0], camera(0.5))?.x).toBeCloseTo((300 + 200 + 400 / 12) / 2)
  expect(see([-120, 0], camera(0.9))).toBeUndefined()
  expect(see([-120, 0], camera(0.1))).toBeDefined()
})

test('a place beyond 180° is drawn on the side from which the reader looks', () => {
  const tokyo = camera(0, { centerX: (139.7 + 180) / 360 })
  expect(see([-170, 0], tokyo)?.x).toBeCloseTo(((190 + 180) / 360) * 400)
  expect(see([170, 0], tokyo)?.x).toBeCloseTo(((170 + 180) / 360) * 400)
})
