import { expect, test } from 'vitest'
import type { Camera } from './camera.ts'
import { circlesOf, linesOf, lookAt, type MapPlace, type MapTie, numbered, shapeAt } from './shapes.ts'

/** A globe of 400 pixels seen from afar above 0° 0°. */
const above: Camera = {
  main: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
  fallback: [],
  horizon: [0, 0, 1, 0],
  globe: 1,
  centerX: 0.5,
  width: 400,
  height: 400,
}
const place = (id: string, longitude: number, count: number): MapPlace => ({
  id,
  label: id,
  count,
  longitude,
  latitude: 0,
})
const tie = (id: string, from: number, to: number, more: Partial<MapTie> = {}): MapTie => ({
  ...{ id, fromId: `${id}-from`, toId: `${id}-to`, count: 1 },
  ...{ from: [from, 0], to: [to, 0] },
  ...more,
})
const seen = (places: MapPlace[], ties: MapTie[], lifted?: string) => {
  const [circles, lines] = [circlesOf(places), linesOf(ties)]
  lookAt(circles, lines, above)
  return { circles, lines, lifted }
}

test('of two circles the smaller lies on top and is the one that is hit', () => {
  const shapes = seen([place('small', 0, 1), place('large', 1, 100)], [])
  expect(shapes.circles.map((circle) => circle.place.id)).toEqual(['large', 'small'])
  expect(shapeAt({ x: 200, y: 200 }, shapes)).toBe('small')
  expect(shapeAt({ x: 215, y: 200 }, shapes)).toBe('large')
  expect(shapeAt({ x: 300, y: 200 }, shapes)).toBeUndefined()
})

test('area follows the count', () => {
  const [large, small] = circlesOf([place('a', 0, 100), place('b', 1, 25)])
  expect((large?.radius ?? 0) - 3.5).toBeCloseTo(2 * ((small?.radius ?? 0) - 3.5))
})

test('a line is hit beside its middle, four pixels off at most; a lifted one before a nearer one', () => {
  const ties = [tie('upper', -30, 30, { from: [-30, 1], to: [30, 1] }), tie('lower', -30, 30)]
  expect(shapeAt({ x: 200, y: 202 }, seen([], ties))).toBe('lower')
  expect(shapeAt({ x: 200, y: 199 }, seen([], ties, 'upper-to'))).toBe('upper')
  expect(shapeAt({ x: 200, y: 208 }, seen([], ties))).toBeUndefined()
})

test('a line that goes behind the globe ends at the horizon', () => {
  const [line] = seen([], [tie('far', 60, 150)]).lines
  expect(line?.runs).toHaveLength(1)
  expect(line?.ends.map((end) => end !== undefined)).toEqual([true, false])
})

test('numbers stand in circles that can hold them, and none over a larger one', () => {
  const { circles } = seen(
    [place('large', 0, 1600), place('beside', 2, 800), place('far', 60, 400), place('tiny', -60, 9)],
    [],
  )
  expect(numbered(circles).map(({ words }) => words)).toEqual(['1,600', '400'])
})
