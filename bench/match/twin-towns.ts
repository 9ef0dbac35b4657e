import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { findCountry } from '../../src/modules/atlas/matches/matching/country-names.ts'
import { bareKey, buildGazetteer, type Gazetteer } from '../../src/modules/atlas/matches/matching/gazetteer.ts'
import { matchPlace } from '../../src/modules/atlas/matches/matching/match-place.ts'
import { nameKey } from '../../src/modules/atlas/matches/matching/normal-names.ts'
import { titleParts } from '../../src/modules/atlas/matches/matching/title-parts.ts'
import { findUsState } from '../../src/modules/atlas/matches/matching/us-states.ts'
import * as samples from './samples.ts'

const folder = join(samples.folder, '../domain')
const read = (name: string): Record<string, string>[] =>
  parse(readFileSync(join(folder, name), 'utf8'), { columns: true, bom: true })

export interface TwinFigures {
  readonly rows: number
  readonly seconds: number
  readonly automatic: number
  /** Rows of which a lookup by equal name and country finds both ends, and how long it takes. */
  readonly equal: { readonly found: number; readonly seconds: number }
}

/** Every row of the file of twin towns, both ends, as an import asks them: name, country and point. */
export function matchTwinTowns(): TwinFigures {
  const rows = read('hekman-twincities/twin_cities.csv')
  const gazetteer = samples.worldGazetteer()
  const began = performance.now()
  let automatic = 0
  for (const row of rows) {
    const ends = (['1', '2'] as const).map((at) => {
      const country = findCountry(row[`country${at}`] ?? '')?.alpha2
      return matchPlace(gazetteer, {
        name: titleParts(row[`city${at}`] ?? '').name,
        countries: country ? [country] : [],
        subdivisions: [],
        point: { latitude: Number(row[`lat${at}`]), longitude: Number(row[`lng${at}`]) },
      })
    })
    if (ends.every(({ decision }) => decision === 'automatic')) automatic += 1
  }
  return { rows: rows.length, seconds: (performance.now() - began) / 1000, automatic, equal: equalNames(rows) }
}

function equalNames(rows: readonly Record<string, string>[]): TwinFigures['equal'] {
  const began = performance.now()
  const known = new Set(samples.worldPlaces().map(({ name, country }) => `${name.toLowerCase()} ${country}`))
  const has = (row: Record<string, string>, at: string) =>
    known.has(`${row[`city${at}`]?.toLowerCase()} ${findCountry(row[`country${at}`] ?? '')?.alpha2}`)
  const found = rows.filter((row) => has(row, '1') && has(row, '2')).length
  return { found, seconds: (performance.now() - began) / 1000 }
}

export interface MisplacedFigures {
  readonly rows: number
  /** Share that is not filed under the place the wrong point suggests: the right place in spite of it, or a question to a person. */
  readonly caught: number
  /** The same where no tie of another list is on record. */
  readonly caughtAlone: number
  /** The same by the nearest place of that name, as a join by point and name does. */
  readonly byNearest: number
  readonly rightAlone: number
}

/** US ends that the file of twin towns puts more than 60 km from the place of that name and state in another list. */
export function judgeMisplaced(): MisplacedFigures {
  const rows = read('derived/defects_hekman_misgeocoded_us_endpoints.csv')
  const us = buildGazetteer(samples.usPlaces())
  const ties = Map.groupBy(read('pnadelofficial-sis-cities/sister_cities.csv'), ({ city, sister }) =>
    pairKey(titleParts(city ?? '').name, sister ?? ''),
  )
  const tiedPlaces = (name: string, partner: string) =>
    new Set((ties.get(pairKey(name, partner)) ?? []).flatMap(({ city = '' }) => placesOf(us, city)))
  let [caught, caughtAlone, byNearest, rightAlone] = [0, 0, 0, 0]
  for (const row of rows) {
    const title = row.us_place_in_sis_cities ?? ''
    const name = titleParts(title).name
    const golds = placesOf(us, title)
    const point = { latitude: Number(row.hekman_lat), longitude: Number(row.hekman_lng) }
    const mention = { name, countries: ['US'], subdivisions: [], point }
    const judged = (tied: ReadonlySet<string>) => {
      const { decision, candidates } = matchPlace(us, { ...mention, tied })
      const isRight = golds.includes(candidates[0]?.place.id ?? '')
      return { isCaught: decision !== 'automatic' || isRight, isRight: decision === 'automatic' && isRight }
    }
    if (judged(tiedPlaces(name, row.partner ?? '')).isCaught) caught += 1
    const alone = judged(new Set())
    if (alone.isCaught) caughtAlone += 1
    if (alone.isRight) rightAlone += 1
    if (golds.includes(nearest(us, mention) ?? '')) byNearest += 1
  }
  const share = (count: number) => count / rows.length
  return {
    rows: rows.length,
    caught: share(caught),
    caughtAlone: share(caughtAlone),
    byNearest: share(byNearest),
    rightAlone: share(rightAlone),
  }
}

const pairKey = (name: string, partner: string): string => `${nameKey(name)} ${nameKey(titleParts(partner).name)}`

/** Places that a title with its state means: "Springfield, Ohio". */
function placesOf(us: Gazetteer, title: string): string[] {
  const { name, within } = titleParts(title)
  const state = findUsState(within.at(-1) ?? '')?.postal
  const bearers = [...us.byName(nameKey(name)), ...us.byBareName(bareKey(name))]
  return bearers.filter(({ place }) => state === undefined || place.subdivision === state).map(({ place }) => place.id)
}

function nearest(
  us: Gazetteer,
  { name, point }: { name: string; point: { latitude: number; longitude: number } },
): string | undefined {
  const away = (place: { point?: { latitude: number; longitude: number } }) =>
    place.point ? Math.hypot(place.point.latitude - point.latitude, place.point.longitude - point.longitude) : 999
  return us.byName(nameKey(name)).toSorted((a, b) => away(a.place) - away(b.place))[0]?.place.id
}
