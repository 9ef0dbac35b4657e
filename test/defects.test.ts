import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sql } from '#platform/db'
import { bring, map, send, uploadOf } from '#test/import-files'
import {
  drafted,
  hasRealFiles,
  hekman,
  only,
  pairs,
  readReal,
  sisCities,
  sisters,
  type Table,
  titles,
  twins,
} from '#test/real-files'
import { useSite } from '#test/site'
import { root } from '#test/template'
import { contestedNote, findCountry } from '../src/modules/atlas/matches/matching/country-names.ts'
import { buildGazetteer, type Place } from '../src/modules/atlas/matches/matching/gazetteer.ts'
import { matchPlace } from '../src/modules/atlas/matches/matching/match-place.ts'

// The sixteen known defects of lists of city ties: each is met twice, in a small table of our own and in the real file it was found in.
// Here the nine of names and pairs; those of cells stand in defects-of-cells.test.ts.

const site = useSite()
const realTest = test.skipIf(!hasRealFiles)

describe('defect 1, lost state: a name that several places bear is nobody’s until somebody says whose', () => {
  const town = (id: string, name: string): Place => ({
    ...{
      id,
      name,
      country: 'US',
      subdivision: id.slice(0, 2).toUpperCase(),
      level: 'city',
      population: 0,
      seat: false,
    },
  })
  const meant = (places: Place[], name: string, subdivisions: string[] = []) =>
    matchPlace(buildGazetteer(places), { name, countries: ['US'], subdivisions })

  test('two towns of one name', () => {
    const places = [town('fl-1', 'Hollywood'), town('al-1', 'Hollywood')]
    expect(meant(places, 'Hollywood')).toMatchObject({ decision: 'review', reason: 'homonym' })
    expect(meant(places, 'Hollywood', ['FL']).decision).not.toBe('none')
  })
  realTest('Springfield, Concord, Richmond and Hollywood among all places of the census', async () => {
    const census = await readReal('ocd-division-ids/us_census_places.csv')
    const places = census.rows.flatMap(({ cells: [id = '', name = ''] }) => {
      const state = /state:(..)\/place:/.exec(id)?.[1]
      return state ? [town(`${state}-${id}`, name)] : []
    })
    for (const name of ['Springfield', 'Concord', 'Richmond', 'Hollywood'])
      expect([name, meant(places, name).decision]).not.toEqual([name, 'automatic'])
  })
})

describe('defect 2, lost country: what the title of a page does not say is left open, never guessed', () => {
  const open = (table: Table) => drafted(table, titles).drafts.filter(({ second }) => second?.country === '').length
  test('two titles', async () => {
    const table = await sisters(
      'United States,"Aberdeen, Washington","Hakui, Ishikawa"',
      'United States,Aberdeen,"Paris, France"',
    )
    expect(open(table)).toBe(1)
  })
  realTest('nearly all of sis-cities', async () => {
    expect(open(await sisCities())).toBeGreaterThan(25_000)
  })
})

describe('defect 3, wrong entity: a plant is no partner', () => {
  const refused = (table: Table) =>
    drafted(table, titles)
      .rejects.filter(({ reason }) => reason === 'wrong-entity')
      .map(({ value }) => value)
  test('Zea', async () => {
    expect(refused(await sisters('Greece,Kea,Zea (genus)', 'Greece,Kea,Lambeth (London borough)'))).toEqual([
      'Zea (genus)',
    ])
  })
  realTest('both of sis-cities', async () => {
    expect(refused(await sisCities())).toEqual(['Bridgeport (disambiguation)', 'Zea (genus)'])
  })
})

describe('defect 4, country names: other spellings are one country; what cannot be told is turned away', () => {
  const spelled = {
    Grece: 'GR',
    Kazakhstah: 'KZ',
    Surinam: 'SR',
    'in Italy': 'IT',
    'Georgia (country)': 'GE',
    England: 'GB',
    Moldavia: 'MD',
  }
  test.each(Object.entries(spelled))('%s', (name, code) => {
    expect(findCountry(name)?.alpha2).toBe(code)
  })
  test('a country that is none, and an empty one', async () => {
    const { reasons, drafts } = drafted(
      await pairs('Akron,United States,Reyk,Island', 'Akron,United States,Rome,'),
      twins,
    )
    expect([reasons, drafts.map(({ second }) => second?.country)]).toEqual([{ 'unknown-country': 1 }, ['']])
  })
  realTest('of 238 values in Hekman’s file one cannot be told', async () => {
    const unknown = drafted(await hekman(), twins).rejects.filter(({ reason }) => reason === 'unknown-country')
    expect(unknown.map(({ value }) => value)).toEqual(['Island'])
  })
})

describe('defect 5, contested names: told by a code with a neutral note, or not filed at all', () => {
  const refused = (table: Table) => drafted(table, twins).reasons['no-country-code']
  test('one without a code, and the notes of the others', async () => {
    expect(
      refused(await pairs('Akron,United States,Kyrenia,Northern Cyprus', 'Akron,United States,Taipei,Taiwan')),
    ).toBe(1)
    for (const name of ['Taiwan', 'Kosovo', 'Palestine', 'West Bank', 'Western Sahara', 'Hong Kong'])
      expect([name, contestedNote(findCountry(name)?.alpha2 ?? '')]).toEqual([name, expect.stringMatching(/code/)])
  })
  realTest('Northern Cyprus in Hekman’s file', async () => {
    expect(refused(await hekman())).toBe(48)
  })
})

describe('defect 6, dissolved counterparts: the region of then, with what came after it', () => {
  test('a region that is no more is known as what it was', async () => {
    const { counts } = await bring(site, 'dissolved-counterpart.csv')
    expect(counts).toMatchObject({ changed: 1, new: 0, rejected: 0 })
  })
  realTest('French regions of sis-cities stand in the starter data with their end and successor', async () => {
    const named = (await sisCities()).rows.flatMap(({ cells }) => (cells[1] === 'United States' ? [cells[3]] : []))
    const successions = readFileSync(join(root, 'data/starter/wikipedia/successions.csv'), 'utf8')
    for (const [title, key] of [
      ['Nord-Pas-de-Calais', 'nord-pas-de-calais'],
      ['Rhône-Alpes', 'rhone-alpes'],
    ] as const) {
      expect(named).toContain(title)
      expect(successions).toContain(key)
    }
  })
})

describe('defect 7, not a pair: a town with itself, and two towns of one country', () => {
  const reasons = (table: Table) => drafted(table, twins).reasons
  test('one of each', async () => {
    const table = await pairs(
      'Stryi,Ukraine,Stryi,Ukraine',
      'Akron,United States,Salem,United States',
      'Akron,United States,Rome,Italy',
    )
    expect(reasons(table)).toEqual({ 'self-loop': 1, 'domestic-pair': 1 })
  })
  realTest('all of Hekman’s file', async () => {
    expect(reasons(await hekman())).toMatchObject({ 'self-loop': 7, 'domestic-pair': 990 })
  })
})

describe('defect 8, one-sided: a pair told from both sides is one tie', () => {
  test('both directions', async () => {
    expect((await bring(site, 'one-sided.csv', {})).counts).toMatchObject({ new: 1, same: 1, rejected: 0 })
  })
  realTest('Akron and its twins as sis-cities tells them from both sides', async () => {
    const both = only(await sisCities(), 'Akron, Ohio')
    const sides = new Set(both.rows.map(({ cells }) => cells.indexOf('Akron, Ohio')))
    expect(sides).toEqual(new Set([2, 3]))
    // Either side may be the American one: none is turned away for its direction.
    expect(drafted(both, titles).reasons).toEqual({})
  })
})

describe('defect 9, actors that are no city: a county stays a county', () => {
  test('a county among cities', async () => {
    const { id } = await bring(site, 'natural-earth-214-county.csv')
    const said = await site.services.database.read((db) =>
      db.all(sql`select value from claims.statements where batch_id = ${id} and property = 'kind'`),
    )
    expect(said).toEqual([{ value: 'sister-county' }])
  })
  realTest('a county of the real list is never one of the cities of its name', async () => {
    const counties = (await sisCities()).rows.filter(
      ({ cells }) => cells[1] === 'United States' && /County/.test(cells[2] ?? ''),
    )
    expect(counties.length).toBeGreaterThanOrEqual(20)
    // Each could be taken for the city whose name it bears; told as a county, it is not.
    for (const { cells } of counties) {
      const bare = (cells[2] ?? '').replace(/,? County.*/, '')
      const city: Place = {
        id: 'city',
        name: bare,
        country: 'US',
        subdivision: '',
        level: 'city',
        population: 9,
        seat: false,
      }
      const county = { name: `${bare} County`, level: 'county', countries: ['US'], subdivisions: [] } as const
      expect([bare, matchPlace(buildGazetteer([city]), county).decision]).not.toEqual([bare, 'automatic'])
    }
  })
  test('a county that nobody knows does not become the city of its name', async () => {
    const { database } = site.services
    const bytes = new TextEncoder().encode('City,Partner,Country\nMill Creek County,Norholm,Borealia\n')
    const at = new Date('2026-02-16T09:00:00Z')
    const id = await send(database, [{ name: 'counties.csv', bytes }], at)
    await map(database, id, { fixed: { firstCountry: 'United States' } }, 'A list', at)
    expect((await uploadOf(database, id)).counts).toMatchObject({ new: 0, rejected: 1 })
  })
})
