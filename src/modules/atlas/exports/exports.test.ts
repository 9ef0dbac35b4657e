import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { useSite } from '#test/site'
import { engagementsAsCsv, type Located, toGeoJson } from './rules.ts'
import { exportColumns } from './schema.ts'

const site = useSite()

const row = (change: Partial<Located> = {}): Located => ({
  id: 'a',
  address: 'http://legation.test/engagements/a',
  title: 'Harbor City – Port Meridian',
  form: 'standing-tie',
  kind: 'sister-city',
  us: [],
  counterparts: [],
  network: null,
  started: '',
  ended: '',
  legalStatus: 'unknown',
  recognition: 'unknown',
  activity: 'unknown',
  verification: 'reported',
  themes: [],
  sourceKinds: [],
  hasDocument: false,
  note: '',
  knownFrom: '2026-01-15T09:00:00.000Z',
  license: 'CC0',
  isSample: true,
  usPoint: undefined,
  abroadPoint: undefined,
  ...change,
})

test('no cell of a download runs as a formula in a spreadsheet', () => {
  for (const lead of ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
    const [line] = parse(engagementsAsCsv([row({ title: `${lead}HYPERLINK("http://evil.example")` })]), {
      columns: true,
    }) as {
      title: string
    }[]
    expect(line?.title).toMatch(/^'/)
  }
})

test('any text comes back from the CSV as it went in, but for the apostrophe', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (title) => {
      const read = parse(engagementsAsCsv([row({ title })]), {
        columns: true,
        bom: false,
        record_delimiter: '\r\n',
      }) as {
        title: string
      }[]
      expect(read).toHaveLength(1)
      expect([title, `'${title}`]).toContain(read[0]?.title)
    }),
  )
})

test('the file says its license and its hash, and every column is in the codebook', async () => {
  const answer = await (await site.as('visitor')).get('/api/v1/engagements.csv?country=QQ')
  expect(answer.headers.get('x-content-sha256')).toBe(createHash('sha256').update(answer.text).digest('hex'))
  expect(answer.headers.get('x-license')).toContain('Creative Commons Zero')
  expect(answer.headers.get('content-disposition')).toContain('attachment')
  expect(answer.text.split('\r\n')[0]).toBe(exportColumns.map(({ name }) => name).join(','))
  for (const { meaning } of exportColumns) expect(meaning.length).toBeGreaterThan(10)
})

type Position = [number, number]
interface Feature {
  type: string
  id: string
  geometry: { type: string; coordinates: unknown } | null
  properties: Record<string, string>
}

const features = (rows: Located[]): Feature[] => (toGeoJson(rows, 'Everything.') as { features: Feature[] }).features // the shape under test

const anyPoint = fc.option(
  fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true })),
  { nil: undefined },
)

test('geometries are valid, stay on the earth, and never run the long way round', () => {
  fc.assert(
    fc.property(anyPoint, anyPoint, (usPoint, abroadPoint) => {
      const [feature] = features([row({ usPoint, abroadPoint })])
      const geometry = feature?.geometry
      if (!usPoint && !abroadPoint) {
        expect(geometry).toBeNull()
        return
      }
      const lines = (
        geometry?.type === 'Point'
          ? [[geometry.coordinates]]
          : geometry?.type === 'LineString'
            ? [geometry.coordinates]
            : geometry?.coordinates
      ) as Position[][] // by its type
      for (const line of lines) {
        for (const [longitude, latitude] of line) {
          expect(Math.abs(longitude)).toBeLessThanOrEqual(180)
          expect(Math.abs(latitude)).toBeLessThanOrEqual(90)
        }
        for (const [at, [longitude]] of line.entries()) {
          const before = line[at - 1]
          if (before) expect(Math.abs(longitude - before[0])).toBeLessThanOrEqual(180)
        }
      }
      if (usPoint && abroadPoint) {
        expect(lines[0]?.[0]).toEqual(usPoint)
        expect(lines.at(-1)?.at(-1)).toEqual(abroadPoint)
      }
    }),
  )
})

test('a line across the antimeridian is cut there, at the same latitude on both sides', () => {
  const [feature] = features([row({ usPoint: [-160, 20], abroadPoint: [140, 40] })])
  expect(feature?.geometry).toEqual({
    type: 'MultiLineString',
    coordinates: [
      [
        [-160, 20],
        [-180, expect.closeTo(26.667, 2)],
      ],
      [
        [180, expect.closeTo(26.667, 2)],
        [140, 40],
      ],
    ],
  })
})

test('GeoJSON and JSON hold the same records as the CSV, with what is counted', async () => {
  const visitor = await site.as('visitor')
  const json = (await visitor.get('/api/v1/engagements.json')).json<{
    meta: { total: number }
    licenses: string[]
    codebook: unknown[]
    data: { id: string }[]
  }>()
  const geo = (await visitor.get('/api/v1/engagements.geojson')).json<{ type: string; features: Feature[] }>()
  const csv = parse((await visitor.get('/api/v1/engagements.csv')).text, { columns: true }) as { id: string }[]
  expect(json.meta.total).toBe(json.data.length)
  expect(json.codebook).toHaveLength(exportColumns.length)
  expect(json.licenses).toHaveLength(1)
  expect(geo.features.map(({ id }) => id)).toEqual(json.data.map(({ id }) => id))
  expect(csv.map(({ id }) => id)).toEqual(json.data.map(({ id }) => id))
})
