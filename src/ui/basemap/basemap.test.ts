import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FeatureCollection, Position } from 'geojson'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { basemapLayers, prepareBasemap } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'basemap-'))
let seconds = 0

beforeAll(() => {
  const start = performance.now()
  prepareBasemap(folder)
  seconds = (performance.now() - start) / 1000
})
afterAll(() => rmSync(folder, { recursive: true }))

test.each(
  basemapLayers.map((layer) => layer.file),
)('%s holds no line or ring that jumps across the antimeridian', (file) => {
  const lines = linesOf(read(file))
  expect(lines.length).toBeGreaterThan(10)
  const jumps = lines.filter((line) =>
    line.some(([longitude = 0, latitude = 0], index) => {
      const before = line[index - 1]
      // The only long step allowed is the lower edge of Antarctica, which closes along the pole.
      return before !== undefined && Math.abs(longitude - (before[0] ?? 0)) > 180 && latitude > -89
    }),
  )
  expect(jumps).toEqual([])
})

test('no land spans more than half the world, save Antarctica and the one around Moscow, which truly does', () => {
  for (const file of ['land-110m.json', 'land-50m.json'])
    for (const ring of linesOf(read(file))) {
      const longitudes = ring.map(([longitude = 0]) => longitude)
      const span = Math.max(...longitudes) - Math.min(...longitudes)
      const isAntarctic = ring.some(([, latitude = 0]) => latitude < -75)
      if (span > 180) expect(isAntarctic || isInside([37.6, 55.7], ring)).toBe(true)
    }
})

test('every place lies on the globe, and Kansas City on land', () => {
  const places = linesOf(read('land-110m.json')).flat()
  expect(
    places.every(([longitude = 999, latitude = 999]) => Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90),
  ).toBe(true)
  const holding = linesOf(read('land-110m.json')).filter((ring) => isInside([-94.6, 39.1], ring))
  expect(holding).toHaveLength(1)
  expect(linesOf(read('land-110m.json')).filter((ring) => isInside([-40, 30], ring))).toEqual([])
})

test('it is prepared in under three seconds and not again until its version changes', () => {
  expect(seconds).toBeLessThan(6) // three on a quiet machine; tests may share theirs
  expect(prepareBasemap(folder)).toBe(false)
  writeFileSync(join(folder, 'version.txt'), 'older')
  expect(prepareBasemap(folder)).toBe(true)
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
})

function read(file: string): FeatureCollection {
  const parsed: FeatureCollection = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  return parsed
}

function linesOf(layer: FeatureCollection): Position[][] {
  return layer.features.flatMap(({ geometry }) => {
    if (geometry.type === 'Polygon') return geometry.coordinates
    if (geometry.type === 'LineString') return [geometry.coordinates]
    throw new Error(`Unexpected ${geometry.type}`)
  })
}

/** Even-odd rule. */
function isInside([x, y]: [number, number], ring: Position[]) {
  let inside = false
  for (let index = 1; index < ring.length; index++) {
    const [ax = 0, ay = 0] = ring[index - 1] ?? []
    const [bx = 0, by = 0] = ring[index] ?? []
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}
