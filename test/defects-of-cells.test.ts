import { describe, expect, test } from 'vitest'
import { isInOffice } from '#kernel/people'
import { sql } from '#platform/db'
import { bring } from '#test/import-files'
import {
  drafted,
  embassies,
  fara,
  hasRealFiles,
  hekman,
  pairs,
  principals,
  principalsOf,
  readReal,
  type Table,
  tableOf,
  twins,
} from '#test/real-files'
import { useSite } from '#test/site'
import { findCountry } from '../src/modules/atlas/matches/matching/country-names.ts'

// The defects of cells and of what is missing; those of names and pairs stand in defects.test.ts, which says how they are met.

const site = useSite()
const realTest = test.skipIf(!hasRealFiles)

describe('defect 10, encodings and widths: read as they are', () => {
  test.each([
    ['fara-windows-1252.csv', 1, 0],
    ['bia-byte-order-mark.csv', 1, 0],
    ['embassies-semicolon.csv', 2, 0],
    ['fara-wrong-width.csv', 1, 1],
  ])('%s', async (file, fresh, rejected) => {
    expect((await bring(site, file)).counts).toMatchObject({ new: fresh, rejected })
  })
  realTest('FARA, BIA, embassies and L3viathan', async () => {
    const principal = await fara()
    expect([principal.encoding, principal.rows.length]).toEqual(['windows-1252', 17_358])
    expect(principal.rows.filter(({ cells }) => cells.length !== 12)).toHaveLength(15)
    expect((await readReal('bia-tribes/bia_tribal_directory_no_persons.csv')).names[0]).toBe('OBJECTID')
    const missions = await embassies()
    expect([missions.delimiter, missions.names.length, missions.names.at(-1)]).toEqual([';', 26, ''])
    const relations = await readReal('L3viathan-sister-cities/relations.tsv', false)
    expect([relations.delimiter, relations.rows.length]).toEqual(['\t', 34_182])
  })
})

describe('defect 11, impossible dates: what ends before it begins is turned away', () => {
  const refused = (table: Table) => drafted(table, principals).reasons['impossible-dates']
  test('one of two', async () => {
    expect(refused(await principalsOf('A,HUNGARY,04/04/2025,04/04/2020', 'A,HUNGARY,04/04/2020,04/04/2025'))).toBe(1)
  })
  realTest('FARA', async () => {
    const found = refused(await fara()) ?? 0
    expect(found).toBeGreaterThan(600)
    expect(found).toBeLessThanOrEqual(623)
  })
})

describe('defect 12, old countries: old and new names are one, invented ones are turned away', () => {
  const unknown = (table: Table) =>
    drafted(table, principals)
      .rejects.filter(({ reason }) => reason === 'unknown-country')
      .map(({ value }) => value)
  test('old names', async () => {
    expect(findCountry('GREAT BRITAIN')?.alpha2).toBe(findCountry('UNITED KINGDOM')?.alpha2)
    expect(findCountry('GERMANY, FEDERAL REPUBLIC OF')?.alpha2).toBe(findCountry('GERMANY')?.alpha2)
    const table = await principalsOf('A,UNITED KINGDOM OF CORALLAND,01/01/2001,', 'A,GREAT BRITAIN,01/01/2001,')
    expect(unknown(table)).toEqual(['UNITED KINGDOM OF CORALLAND'])
  })
  realTest('FARA', async () => {
    const values = new Set(unknown(await fara()))
    expect(values).toContain('UNITED KINGDOM OF CORALLAND')
    expect(values).not.toContain('GREAT BRITAIN')
  })
})

describe('defect 13, stale office holders: whose term has passed is not shown in office', () => {
  test('on the page of a government', async () => {
    const section = (await (await site.as('visitor')).get('/governments/us-zz-harbor-city')).page.querySelector(
      '[aria-labelledby=people]',
    )
    expect(section?.querySelector('ul')?.textContent).toContain('Bo Sample')
    expect(section?.querySelector('details')?.textContent).toContain('Ada Sample')
  })
  realTest('312 of 609 mayors', async () => {
    const { names, rows } = await readReal('openstates-people/us_executives_and_mayors.csv')
    const [role, from, to] = ['role', 'start_date', 'end_date'].map((name) => names.indexOf(name))
    const mayors = rows.filter(({ cells }) => cells[role ?? 0] === 'mayor')
    const past = mayors.filter(
      ({ cells }) => !isInOffice({ validFrom: cells[from ?? 0] ?? '', validTo: cells[to ?? 0] ?? '' }, '2026-08-05'),
    )
    expect([mayors.length, past.length]).toEqual([609, 312])
  })
})

describe('defect 14, missing coordinates: none is made up, and one beyond the earth is turned away', () => {
  const told = {
    fixed: { firstCountry: 'United States' },
    columns: {
      operator: 'firstPlace',
      country: 'secondCountry',
      city: 'secondPlace',
      latitude: 'secondLatitude',
      longitude: 'secondLongitude',
    },
  }
  const pointless = (table: Table) => {
    const { drafts, reasons } = drafted(table, told)
    return [drafts.filter(({ second }) => second && !second.point).length, reasons['bad-point'] ?? 0]
  }
  test('without, with, and beyond', async () => {
    const rows = ['A,Italy,Rome,,', 'A,Italy,Rome,41.9,12.5', 'A,Italy,Rome,141.9,12.5']
    expect(pointless(await tableOf(['operator,country,city,latitude,longitude', ...rows].join('\n')))).toEqual([1, 1])
  })
  realTest('embassies', async () => {
    const missions = await embassies()
    const [latitude, longitude] = [missions.names.indexOf('latitude'), missions.names.indexOf('longitude')]
    const without = missions.rows.filter(({ cells }) => cells[latitude] === '' || cells[longitude] === '')
    expect(without).toHaveLength(1132)
    const [missing = 0] = pointless({ ...missions, rows: without })
    expect(missing).toBe(drafted({ ...missions, rows: without }, told).drafts.length)
  })
})

describe('defect 15, nothing but names: reported, undated, with no status', () => {
  test('the record says no more than the list', async () => {
    const { id } = await bring(site, 'plain.csv', {
      columns: { City: 'firstPlace', Partner: 'secondPlace', Country: 'secondCountry' },
      fixed: { firstCountry: 'United States' },
    })
    const shown = await site.services.database.read((db) =>
      db.all(sql<object>`select distinct version.started, version.ended, version.legal, version.verification from atlas.versions version
        join claims.statements on subject_id = engagement_id and batch_id = ${id}
        where known_to is null and engagement_id not in (select subject_id from claims.statements where batch_id is distinct from ${id})`),
    )
    expect(shown).toEqual([{ started: '', ended: '', legal: 'unknown', verification: 'reported' }])
  })
  realTest('no row of Hekman’s file says anything of a tie beside its ends', async () => {
    expect(drafted(await hekman(), twins).drafts.flatMap(({ said }) => said)).toEqual([])
  })
})

describe('defect 16, uneven cover: what does not touch the United States is out of scope, and is counted', () => {
  const counts = (table: Table) => {
    const { drafts, rejects } = drafted(table, twins)
    return [
      drafts.length,
      rejects.filter(({ reason }) => reason === 'out-of-scope').length,
      drafts.length + rejects.length,
    ]
  }
  test('one in, one out', async () => {
    expect(counts(await pairs('Akron,United States,Rome,Italy', 'Paris,France,Rome,Italy'))).toEqual([1, 1, 2])
  })
  realTest('Hekman', async () => {
    expect(counts(await hekman())).toEqual([2609, 22_262, 25_917])
  })
})
