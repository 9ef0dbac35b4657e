/** What the committed dataset promises, checked on the files as they are; no source file is needed. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import { isSubdivisionCode } from '../../src/modules/atlas/matches/matching/subdivision-names.ts'
import type { FileCount } from './book.ts'
import { foreignRegions, formerRegions } from './foreign-regions.ts'
import { type PackageName, type Row, type TableName, tables } from './tables.ts'
import { boxOf, countryShapes } from './world-shapes.ts'

const folder = new URL('../../data/starter/', import.meta.url).pathname
const packages = ['core', 'wikipedia'] as const

function rows(name: PackageName, table: TableName): Row[] {
  const path = join(folder, name, `${table}.csv`)
  return existsSync(path) ? parse(readFileSync(path), { columns: true }) : []
}

const both = (table: TableName) => packages.flatMap((name) => rows(name, table))
const split = (cell = '') => cell.split('|').filter((part) => part !== '')

let organizations: ReadonlyMap<string, Row>
let engagements: readonly Row[]
let ties: readonly Row[]

beforeAll(() => {
  organizations = new Map(both('organizations').map((row) => [row.key ?? '', row]))
  engagements = both('engagements')
  ties = engagements.filter((row) => row.form === 'standing-tie')
})

const pointOf = (key: string): { longitude: number; latitude: number } | undefined => {
  const row = organizations.get(key)
  return row?.longitude ? { longitude: Number(row.longitude), latitude: Number(row.latitude) } : undefined
}

describe('keys and references', () => {
  test('every key is used once over both packages', () => {
    for (const table of ['organizations', 'engagements', 'people', 'posts', 'gaps'] as const) {
      const keys = both(table).map((row) => row.key)
      expect(keys.length, table).toBeGreaterThan(0)
      expect(new Set(keys).size, table).toBe(keys.length)
    }
  })

  test('every reference resolves, and the core leans on nothing but itself', () => {
    const keysOf = (names: readonly PackageName[], table: TableName) =>
      new Set(names.flatMap((name) => rows(name, table).map((row) => row.key ?? '')))
    for (const name of packages) {
      const reach = name === 'core' ? (['core'] as const) : packages
      const [known, sources] = [keysOf(reach, 'organizations'), keysOf([name], 'sources')]
      const [people, posts] = [keysOf(reach, 'people'), keysOf(reach, 'posts')]
      const missing: string[] = []
      const need = (set: ReadonlySet<string>, what: string, keys: readonly string[]) =>
        missing.push(...keys.filter((key) => !set.has(key)).map((key) => `${name} ${what} ${key}`))
      for (const row of rows(name, 'organizations')) need(known, 'parent', split(row.parent))
      for (const row of rows(name, 'engagements'))
        need(known, 'party', [...split(row.us), ...split(row.counterparts), ...split(row.network)])
      for (const row of rows(name, 'names')) need(known, 'named', split(row.organization))
      for (const row of rows(name, 'posts')) need(known, 'post of', split(row.organization))
      for (const row of rows(name, 'successions'))
        need(known, 'succession', [row.predecessor ?? '', row.successor ?? ''])
      for (const row of rows(name, 'gaps')) need(known, 'gap about', split(row.about))
      for (const row of rows(name, 'tenures')) {
        need(people, 'holder', split(row.person))
        need(posts, 'post', split(row.post))
      }
      for (const table of [
        'organizations',
        'engagements',
        'names',
        'successions',
        'people',
        'tenures',
        'gaps',
      ] as const)
        for (const row of rows(name, table)) need(sources, `${table} source`, split(row.source))
      expect(missing.slice(0, 10)).toEqual([])
    }
  })

  test('Wikipedia rows are nowhere in the core', () => {
    for (const table of ['organizations', 'engagements', 'names', 'rejects'] as const)
      for (const row of rows('core', table))
        expect(`${row.file} ${row.source}`).not.toMatch(/sis-cities|twincities|sister-city-lists|twin-town/)
  })
})

describe('ties', () => {
  test('no tie has both ends in one country, and the US end is always American', () => {
    for (const row of ties) {
      expect(organizations.get(row.us ?? '')?.country, row.key).toBe('US')
      for (const key of split(row.counterparts)) expect(organizations.get(key)?.country, row.key).not.toBe('US')
    }
  })

  test('at least 1,800 ties can be drawn', () => {
    const drawable = ties.filter((row) => pointOf(row.us ?? '') && split(row.counterparts).every((key) => pointOf(key)))
    expect(drawable.length).toBeGreaterThanOrEqual(1800)
  })

  test('a pair stands once, whatever its spellings', () => {
    const pairs = ties.map((row) => `${row.us} ${row.counterparts}`)
    expect(new Set(pairs).size).toBe(pairs.length)
    const osaka = [...organizations.values()].filter((row) => row.country === 'JP' && /^[OŌ]saka$/.test(row.name ?? ''))
    expect(osaka).toHaveLength(1)
  })

  test('every tie is reported, undated and of unknown status, and shows its cells', () => {
    for (const row of ties) {
      expect([row.legal, row.recognition, row.activity, row.verification]).toEqual([
        'unknown',
        'unknown',
        'unknown',
        'reported',
      ])
      expect(`${row.started}${row.ended}`).toBe('')
      const cells = split(row.row).length
      expect([split(row.file).length, split(row.column).length, split(row.original).length]).toEqual([
        cells,
        cells,
        cells,
      ])
    }
  })
})

test('every point lies within its country', () => {
  const boxes = new Map([...countryShapes()].map(([code, shape]) => [code, boxOf(shape)]))
  // Natural Earth draws boundaries as they are held, the gazetteer files Crimea under Ukraine, as the ISO code does.
  const heldByAnother = new Set(['ua/688533-yalta'])
  const outside: string[] = []
  let checked = 0
  for (const [key, row] of organizations) {
    const point = pointOf(key)
    // Territories have a country code of their own in the atlas, and points of tiny islands may fall beside their shape.
    const territory = row.subdivision?.startsWith('US-') ? row.subdivision.slice(3) : ''
    const code = ['PR', 'GU', 'VI', 'MP', 'AS'].includes(territory) ? territory : (row.country ?? '')
    const box = boxes.get(code)
    if (!point || !box || heldByAnother.has(key)) continue
    checked += 1
    const [west, south, east, north] = box
    const slack = 0.6
    const isBetween =
      west <= east
        ? point.longitude >= west - slack && point.longitude <= east + slack
        : point.longitude >= west - slack || point.longitude <= east + slack
    if (!isBetween || point.latitude < south - slack || point.latitude > north + slack) outside.push(key)
  }
  expect(checked).toBeGreaterThan(5000)
  expect(outside).toEqual([])
})

test('the counts of every file add up to its rows, and rejects.csv has exactly the refused ones', () => {
  for (const name of packages) {
    const counts: FileCount[] = JSON.parse(readFileSync(join(folder, name, 'counts.json'), 'utf8'))
    expect(counts.length).toBeGreaterThan(0)
    const rejects = rows(name, 'rejects')
    for (const count of counts) {
      expect(count.accepted + count.rejected + count.outOfScope, count.file).toBe(count.read)
      expect(rejects.filter((row) => row.file === count.file).length, count.file).toBe(
        count.rejected + count.refusedCells,
      )
    }
    for (const row of rejects) expect(row.reason && row.explanation, `${row.file} ${row.row}`).toBeTruthy()
  }
})

test('governments of the United States are all there', () => {
  const count = (kind: string) => [...organizations.values()].filter((row) => row.kind === kind).length
  expect([count('state'), count('district'), count('territory')]).toEqual([50, 1, 5])
  expect(count('county')).toBe(3007 + 64 + 18 + 11 + 78)
  const tribes = [...organizations.values()].filter((row) => row.kind === 'tribe')
  const affiliates = tribes.filter((row) => row.note?.startsWith('Listed as an affiliate'))
  expect([tribes.length - affiliates.length, affiliates.length]).toEqual([576, 11])
})

test('every country has a code, a region and a point', () => {
  const countries = [...organizations.values()].filter((row) => row.kind === 'country')
  expect(countries).toHaveLength(250)
  for (const row of countries)
    expect([row.key, row.region], row.name).toEqual([row.country?.toLowerCase(), expect.stringMatching(/./)])
  expect(countries.filter((row) => !row.longitude).map((row) => row.key)).toEqual(['bv'])
  for (const code of ['tw', 'xk', 'ps', 'eh', 'hk']) expect(organizations.get(code)?.note).toMatch(/code/)
})

test('dissolved regions keep their ties under their own names', () => {
  const successions = both('successions')
  for (const { title } of formerRegions) {
    const region = [...organizations.values()].find((row) => row.name === title)
    expect(region?.exists_to, title).toBe('2016-01-01')
    expect(
      successions.some((row) => row.predecessor === region?.key),
      title,
    ).toBe(true)
    expect(
      ties.some((row) => row.counterparts === region?.key),
      title,
    ).toBe(true)
  }
})

test('regions set by hand have ISO codes', () => {
  for (const region of foreignRegions) if (region.code) expect(isSubdivisionCode(region.code), region.name).toBe(true)
})

test('a mayor whose term has run out keeps the end of the term', () => {
  const ended = rows('core', 'tenures').filter((row) => row.post?.endsWith('/mayor') && row.to && row.to < '2026-08-05')
  expect(ended.length).toBeGreaterThan(300)
})

test('descriptors name every file, with its columns in order', () => {
  for (const name of packages) {
    const descriptor: { resources: { path: string; name: TableName; schema: { fields: { name: string }[] } }[] } =
      JSON.parse(readFileSync(join(folder, name, 'datapackage.json'), 'utf8'))
    for (const resource of descriptor.resources) {
      const header = readFileSync(join(folder, name, resource.path), 'utf8').split('\n')[0]
      expect(resource.schema.fields.map((field) => field.name).join(',')).toBe(header)
      expect(header).toBe(tables[resource.name].join(','))
    }
  }
})

test('the whole stays small enough to ship', () => {
  const files = packages.flatMap((name) => [...Object.keys(tables).map((table) => join(folder, name, `${table}.csv`))])
  const bytes = files.filter((path) => existsSync(path)).reduce((sum, path) => sum + statSync(path).size, 0)
  expect(bytes).toBeLessThan(6_000_000)
})
