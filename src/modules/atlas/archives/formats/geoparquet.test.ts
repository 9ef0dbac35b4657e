import { ByteWriter } from 'hyparquet-writer'
import { expect, test } from 'vitest'
import { randomFrom } from '#test/random'
import { type Geometry, geoParquetOf, growGeoParquet } from './geoparquet.ts'
import { type Column, tableOf } from './tabular.ts'

const columns: Column<number>[] = [
  { name: 'id', type: 'string', meaning: 'id', of: (at) => `r${at}` },
  { name: 'note', type: 'string', meaning: 'often nothing', of: (at) => (at % 3 ? '' : `note ${at % 7}`) },
  { name: 'count', type: 'integer', meaning: 'a number', of: (at) => (at % 5 ? at : null) },
  { name: 'sure', type: 'boolean', meaning: 'yes or no', of: (at) => at % 2 === 0 },
]
const about = { name: 'records', title: 'Records', key: ['id'], references: [] }

test.each([0, 1, 999, 1000, 1001, 4700, 102_500])('%d records in parts are the same bytes as at once', (count) => {
  const random = randomFrom(count)
  const table = tableOf(
    about,
    columns,
    Array.from({ length: count }, (_, at) => at),
  )
  const geometries = table.rows.map((): Geometry | null => {
    const [x, y] = [random.below(360) - 180, random.below(180) - 90]
    if (random.chance(0.2)) return null
    return random.chance(0.5)
      ? { type: 'Point', coordinates: [x, y] }
      : { ...{ type: 'LineString' }, coordinates: [[x, y] as [number, number], [0, 0] as [number, number]] }
  })
  const writer = new ByteWriter()
  const growing = growGeoParquet(writer, { ...table, rowCount: 0 })
  for (let start = 0; start < count; start += 2000)
    growing.add(table.rows.slice(start, start + 2000), geometries.slice(start, start + 2000))
  growing.finish()
  expect(Buffer.compare(Buffer.from(writer.getBuffer()), geoParquetOf(table, geometries))).toBe(0)
})
