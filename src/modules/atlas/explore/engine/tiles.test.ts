import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answer } from './answer.ts'
import { buildAtlas } from './build.ts'
import { atlasSchema, type EngagementRow } from './engagement-row.ts'
import { GRID_BITS, toGrid } from './mercator.ts'
import { applyChange, startEditing } from './overlay.ts'
import type { Question } from './question.ts'
import { tile, tileCells } from './tiles.ts'

// Edges of tiles, the antimeridian and the poles are where counts are lost or doubled, so they are drawn often.
const edge = (side: number) => fc.nat(64).map((step) => (step / 64 - 0.5) * side)
const lon = fc.oneof(
  edge(360),
  fc.constantFrom(-180, 180, 179.9999999, -179.9999999),
  fc.double({ min: -180, max: 180, noNaN: true }),
)
const lat = fc.oneof(
  edge(180),
  fc.constantFrom(-90, 90, 85.0511287798066, -85.0511287798066),
  fc.double({ min: -90, max: 90, noNaN: true }),
)
const rows = fc.array(
  fc.record({
    usPoint: fc.option(fc.record({ lon, lat }), { nil: undefined }),
    legal: fc.constantFrom('binding', 'lapsed'),
  }),
  { maxLength: 40 },
)
const filter: fc.Arbitrary<Question> = fc.constantFrom({}, { facets: { legal: ['binding'] } }, { starts: { from: 3 } })

const engagements = (drawn: { usPoint: { lon: number; lat: number } | undefined; legal: string }[]): EngagementRow[] =>
  drawn.map(({ usPoint, legal }, at) => ({
    id: `e${at}`,
    title: '',
    usPoint,
    knownFrom: 0,
    startDay: at,
    facets: { legal: [legal] },
  }))

test('at every zoom the tiles together hold every located row once', () => {
  fc.assert(
    fc.property(rows, rows, filter, fc.integer({ min: 0, max: 14 }), (drawn, added, question, z) => {
      const edits = engagements(added).map((row) => ({ ...row, id: `new-${row.id}` }))
      const { index } = applyChange(startEditing(buildAtlas(engagements(drawn))), { upserts: edits })
      const { total, unlocated } = answer(index, question)
      const tiles = new Set<string>()
      // Only tiles with a point near them can hold one; their neighbors are asked too, to catch a double.
      for (const { usPoint } of [...drawn, ...added]) {
        if (!usPoint) continue
        const { x, y } = toGrid(usPoint)
        for (const dx of [-1, 0, 1])
          for (const dy of [-1, 0, 1]) tiles.add(`${(x >>> (GRID_BITS - z)) + dx}/${(y >>> (GRID_BITS - z)) + dy}`)
      }
      let sum = 0
      for (const name of tiles) {
        const [x = -1, y = -1] = name.split('/').map(Number)
        if (x < 0 || y < 0 || x >= 2 ** z || y >= 2 ** z) continue
        for (const { count } of tileCells(index, question, z, x, y)) sum += count
      }
      expect(sum).toBe(total - unlocated)
    }),
    { numRuns: 300 },
  )
})

test('up to zoom 4 every tile there is has been asked', () => {
  fc.assert(
    fc.property(rows, filter, fc.integer({ min: 0, max: 4 }), (drawn, question, z) => {
      const index = buildAtlas(engagements(drawn))
      let sum = 0
      for (let x = 0; x < 2 ** z; x++)
        for (let y = 0; y < 2 ** z; y++) for (const { count } of tileCells(index, question, z, x, y)) sum += count
      const { total, unlocated } = answer(index, question)
      expect(sum).toBe(total - unlocated)
    }),
    { numRuns: 40 },
  )
})

test('tile clusters are those of the map at the same zoom', () => {
  fc.assert(
    fc.property(rows, filter, (drawn, question) => {
      const index = buildAtlas(engagements(drawn))
      const ofMap = answer(index, { ...question, zoom: 0 }).clusters.map(({ cell, count }) => [cell, count])
      expect(tileCells(index, question, 0, 0, 0).map(({ cell, count }) => [cell, count])).toEqual(ofMap)
    }),
  )
})

test('a tile is a vector tile that says what it counts', () => {
  const index = buildAtlas(engagements([{ usPoint: { lon: 0.1, lat: -0.1 }, legal: 'binding' }]))
  const bytes = tile(index, {}, 0, 0, 0)
  // Written out by hand from the Mapbox Vector Tile specification 2.1.
  const layer = [
    ...[0x78, 2],
    ...[0x0a, 11, ...Buffer.from('engagements')],
    ...[0x12, 15, 0x12, 4, 0, 0, 1, 1, 0x18, 1, 0x22, 5, 9, 0x82, 0x20, 0x82, 0x20],
    ...[0x1a, 5, ...Buffer.from('count'), 0x1a, 2, ...Buffer.from('id')],
    ...[0x22, 2, 0x28, 1],
    ...[0x22, 4, 0x0a, 2, ...Buffer.from('e0')],
    ...[0x28, 0x80, 0x20],
  ]
  expect([...bytes]).toEqual([0x1a, layer.length, ...layer])
})

test('an empty tile has no bytes, and an impossible one is refused', () => {
  const index = buildAtlas(engagements([{ usPoint: { lon: 10, lat: 10 }, legal: 'lapsed' }]), { schema: atlasSchema })
  expect(tile(index, { facets: { legal: ['binding'] } }, 0, 0, 0).length).toBe(0)
  expect(() => tile(index, {}, 2, 4, 0)).toThrow('tile: 2/4/0')
})
