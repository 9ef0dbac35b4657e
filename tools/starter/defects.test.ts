/**
 * The known defects of the real source files, as far as they touch the starter dataset. The files are not part of this
 * project: LEGATION_DOMAIN_DATA or ../shared/data/domain names their folder; without it these tests are skipped.
 */
import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Reject } from '../../src/modules/atlas/imports/readers/raw-rows.ts'
import { readForeignPrincipals } from '../../src/modules/atlas/imports/readers/read-foreign-principals.ts'
import { readMissions } from '../../src/modules/atlas/imports/readers/read-missions.ts'
import { readOfficeHolders } from '../../src/modules/atlas/imports/readers/read-office-holders.ts'
import { readSisterCities } from '../../src/modules/atlas/imports/readers/read-sister-cities.ts'
import { readTwinCities } from '../../src/modules/atlas/imports/readers/read-twin-cities.ts'
import { readDivisions, readTribes } from '../../src/modules/atlas/imports/readers/read-us-governments.ts'
import { bytesOf, files, type SourceKey } from './files.ts'
import { loadGeoNames } from './geonames.ts'
import { type UsFinder, usFinder } from './us-ends.ts'
import { buildUsSpine } from './us-spine.ts'

const folders = [process.env.LEGATION_DOMAIN_DATA, '../shared/data/domain', '../../shared/data/domain']
const folder = folders.find((path) => path && existsSync(path)) ?? ''
if (!folder)
  console.warn('The source files are missing (LEGATION_DOMAIN_DATA, ../shared/data/domain): defect tests are skipped.')

const read = <Result>(key: SourceKey, reader: (file: string, bytes: Uint8Array) => Result): Result =>
  reader(files[key], bytesOf(folder, key))

const withReason = (rejects: readonly Reject[], reason: string) => rejects.filter((one) => one.reason === reason)

describe.skipIf(!folder)('defects of the real files', () => {
  const lists = once(() => read('sister-city-lists', readSisterCities))
  const twins = once(() => read('twin-town-lists', readTwinCities).ties)
  const finder = once((): UsFinder => {
    const divisions = read('us-divisions', readDivisions).rows
    return usFinder(buildUsSpine(divisions, loadGeoNames().unitedStates), divisions)
  })

  test('1 lost state: a bare US name shared by several places is not placed', () => {
    for (const name of ['Springfield', 'Concord', 'Richmond', 'Columbus'])
      expect(finder().byName(name), name).toMatchObject({ found: 'nothing', reason: 'us-homonym' })
    expect(finder().byTitle('Hollywood, Florida')).toMatchObject({ found: 'place', place: { id: 'us/fl/hollywood' } })
    expect(finder().alone('Hollywood')).toBeUndefined()
  })

  test('3 wrong entity: the plant is no sister city', () => {
    expect(withReason(lists().ties.rejects, 'wrong-entity').map((one) => one.value)).toEqual(['Zea (genus)'])
  })

  test('4 and 5 country names: the unreadable ones are refused, the contested ones kept', () => {
    const { rejects, rows } = twins()
    const refused = [...withReason(rejects, 'unknown-country'), ...withReason(rejects, 'no-country-code')]
    expect(new Set(refused.map((one) => one.value))).toEqual(new Set(['', 'Island', 'Northern Cyprus']))
    expect(rows.filter((row) => row.partnerCountry === 'TW').length).toBeGreaterThan(100)
  })

  test('7 not a pair: self-loops and domestic pairs', () => {
    const { rejects } = twins()
    expect(
      withReason(rejects, 'self-loop')
        .map((one) => one.value)
        .toSorted(),
    ).toEqual(['Dobřany', 'Nienburg', 'Stryi'])
    // 979 by equal country strings; England and Scotland, or two spellings of one country, make the rest.
    expect(withReason(rejects, 'domestic-pair').length).toBeGreaterThanOrEqual(976)
  })

  test('9 actors that are no city: states and counties are read as such, neighborhoods refused', () => {
    expect(finder().byTitle('Ohio')).toEqual({ found: 'state', key: 'us/oh' })
    expect(finder().byTitle('Washington (state)')).toEqual({ found: 'state', key: 'us/wa' })
    expect(finder().byTitle('Maui County, Hawaii')).toEqual({ found: 'county', key: 'us/hi/county/maui' })
    expect(finder().byTitle('Marlboro Township, New Jersey')).toMatchObject({
      found: 'place',
      place: { level: 'township' },
    })
    for (const title of ['Brooklyn', 'Waikiki', 'Crown Heights, Brooklyn', 'Lower East Side'])
      expect(finder().byTitle(title), title).toMatchObject({ found: 'nothing', reason: 'neighborhood' })
    expect(finder().byTitle('MetroWest')).toMatchObject({ reason: 'not-a-government' })
  })

  test('10 encodings: fifteen records of the wrong width, a byte-order mark, bars and semicolons', () => {
    expect(withReason(read('foreign-principals', readForeignPrincipals).rejects, 'wrong-width')).toHaveLength(15)
    expect(read('tribal-directory', readTribes).rows).toHaveLength(587)
    const missions = read('missions', readMissions)
    expect([missions.inUs.read, missions.inUs.rows.length + missions.inUs.rejects.length]).toEqual([9852, 298])
  })

  test('11 impossible dates: 623 principals end before they begin', () => {
    expect(withReason(read('foreign-principals', readForeignPrincipals).rejects, 'ends-before-it-begins')).toHaveLength(
      623,
    )
  })

  test('13 stale office holders are kept with their end', () => {
    const mayors = read('office-holders', readOfficeHolders).rows.filter((row) => row.role === 'mayor')
    expect(mayors).toHaveLength(609)
    expect(mayors.filter((row) => row.to !== '' && row.to < '2026-08-05')).toHaveLength(312)
  })

  test('every file is accounted for row by row', () => {
    const readings = [
      lists().ties,
      twins(),
      read('foreign-principals', readForeignPrincipals),
      read('missions', readMissions).inUs,
    ]
    for (const one of readings) expect(one.rows.length + one.rejects.length + one.outOfScope, one.file).toBe(one.read)
  })
})

/** Reading the large files once is enough for all tests. */
function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
