import { iso31661 } from 'iso-3166'
import { worldRegion } from '../../src/kernel/places/index.ts'
import type { CountryWikidata } from '../../src/modules/atlas/imports/readers/read-missions.ts'
import type { DivisionRow, TribeRow } from '../../src/modules/atlas/imports/readers/read-us-governments.ts'
import { contestedNote, countryName, findCountry } from '../../src/modules/atlas/matches/matching/country-names.ts'
import type { Point } from '../../src/modules/atlas/matches/matching/distance.ts'
import type { Place } from '../../src/modules/atlas/matches/matching/gazetteer.ts'
import { slugOf } from '../../src/modules/atlas/matches/matching/normal-names.ts'
import { findUsState, usStates } from '../../src/modules/atlas/matches/matching/us-states.ts'
import type { Book } from './book.ts'
import { files } from './files.ts'
import type { PackageName, Row } from './tables.ts'
import { countyKey, type UsPlace } from './us-spine.ts'
import { boxOf, centroid, countryShapes, countyShapes, stateShapes } from './world-shapes.ts'

export const pointCells = (point: Point | undefined): Row =>
  point ? { longitude: point.longitude.toFixed(5), latitude: point.latitude.toFixed(5) } : {}

/** Every country with a code; the few without a shape of their own stand at their largest town. */
export function addCountries(book: Book, wikidata: readonly CountryWikidata[], towns: readonly Place[]): void {
  const shapes = countryShapes()
  const items = new Map(wikidata.map((one) => [findCountry(one.name)?.alpha2, one.wikidata]))
  const largest = new Map<string, Place>()
  for (const town of towns.toSorted((a, b) => a.population - b.population)) largest.set(town.country, town)
  for (const alpha2 of [...iso31661.map((country) => country.alpha2), 'XK']) {
    const shape = shapes.get(alpha2)
    const point = shape ? centroid(shape) : largest.get(alpha2)?.point
    book.organization('core', {
      key: alpha2.toLowerCase(),
      kind: 'country',
      name: countryName(alpha2) ?? alpha2,
      country: alpha2,
      ...pointCells(point),
      wikidata: items.get(alpha2) ?? '',
      source: 'iso-3166',
      region: worldRegion(alpha2),
      note: contestedNote(alpha2) ?? '',
    })
  }
}

export function addStates(book: Book): void {
  const shapes = stateShapes()
  for (const state of usStates) {
    const shape = shapes.get(state.fips)
    book.organization('core', {
      key: `us/${state.postal.toLowerCase()}`,
      kind: state.kind,
      name: state.name,
      parent: 'us',
      country: 'US',
      subdivision: `US-${state.postal}`,
      ...pointCells(shape && centroid(shape)),
      ocd: `ocd-division/country:us/${state.kind}:${state.postal.toLowerCase()}`,
      geoid: state.fips,
      source: 'us-atlas',
    })
  }
}

/** Counties, parishes, boroughs, census areas and municipios. The atlas has the counties of its year, not of the list's. */
export function addCounties(book: Book, divisions: readonly DivisionRow[]): void {
  const shapes = countyShapes()
  for (const division of divisions) {
    if (division.level !== 'county') continue
    const shape = shapes.get(division.geoid)
    const note = shape ? '' : 'No shape in the county atlas used here (changed or renamed since): no point.'
    book.organization('core', {
      ...divisionCells(division),
      key: countyKey(division),
      kind: 'county',
      ...pointCells(shape && centroid(shape)),
      note,
    })
  }
}

const divisionCells = (division: DivisionRow): Row => ({
  name: division.name,
  parent: `us/${division.state.toLowerCase()}`,
  country: 'US',
  subdivision: `US-${division.state}`,
  ocd: division.ocd,
  geoid: division.geoid,
  source: 'us-divisions',
  file: files['us-divisions'],
  row: String(division.row),
})

export function addTribes(book: Book, tribes: readonly TribeRow[]): void {
  const shape = countryShapes().get('US')
  const [, south, , north] = shape ? boxOf(shape) : [0, -90, 0, 90]
  for (const tribe of tribes) {
    const plain = `us/tribe/${slugOf(tribe.name)}`
    const key = book.has(plain) ? `us/tribe/${slugOf(tribe.fullName)}` : plain
    const state = findUsState(tribe.state)
    const { point } = tribe
    const isPlausible = point && point.latitude >= south && point.latitude <= north && point.longitude < 0
    if (point && !isPlausible) refusePoint(book, tribe, point)
    book.organization('core', {
      key,
      kind: 'tribe',
      name: tribe.name,
      parent: 'us',
      country: 'US',
      subdivision: state ? `US-${state.postal}` : '',
      ...(isPlausible ? pointCells(point) : {}),
      bia: tribe.globalId,
      website: tribe.website,
      source: 'tribal-directory',
      file: files['tribal-directory'],
      row: String(tribe.row),
      note: tribe.affiliate ? 'Listed as an affiliate (band, community or village) of a recognized tribe.' : '',
    })
    const from = {
      organization: key,
      language: 'en',
      source: 'tribal-directory',
      file: files['tribal-directory'],
      row: String(tribe.row),
    }
    if (tribe.fullName && tribe.fullName !== tribe.name)
      book.add('core', 'names', { ...from, name: tribe.fullName, kind: 'official' })
    if (tribe.otherName && tribe.otherName !== tribe.name)
      book.add('core', 'names', { ...from, name: tribe.otherName, kind: 'alternate' })
  }
}

function refusePoint(book: Book, tribe: TribeRow, point: Point): void {
  book.refuseCell({
    file: files['tribal-directory'],
    row: tribe.row,
    column: 'Latitude',
    value: `${point.latitude}, ${point.longitude}`,
    reason: 'misplaced-coordinates',
    explanation: 'The point lies outside the United States.',
  })
}

const kinds: Readonly<Record<string, string>> = { city: 'city', town: 'town', township: 'township' }

export function usPlace(book: Book, name: PackageName, place: UsPlace): string {
  if (book.has(place.id) && place.id === 'us/dc') return place.id
  const { division } = place
  const state = place.subdivision.toLowerCase()
  const isCity = place.seat && place.population >= 50_000
  if (!book.has(place.id))
    for (const other of division ? (place.otherNames ?? []) : [])
      book.add(name, 'names', {
        organization: place.id,
        name: other,
        language: 'en',
        kind: 'alternate',
        source: 'us-divisions',
      })
  const unincorporated = `No row in the Census list of governments used here: unincorporated, consolidated or renamed.`
  return book.organization(name, {
    ...(division ? divisionCells(division) : { source: 'geonames', note: unincorporated }),
    key: place.id,
    kind: kinds[place.level] ?? (isCity ? 'city' : 'town'),
    name: place.name,
    parent: `us/${state}`,
    country: 'US',
    subdivision: `US-${place.subdivision}`,
    ...pointCells(place.point),
    population: place.population > 0 ? String(place.population) : '',
    geonames: place.geonames ?? '',
  })
}

export const foreignCityKey = (place: Place): string =>
  `${place.country.toLowerCase()}/${place.id}-${slugOf(place.name)}`

export function foreignCity(book: Book, name: PackageName, place: Place): string {
  return book.organization(name, {
    key: foreignCityKey(place),
    kind: 'foreign-city',
    name: place.name,
    parent: place.country.toLowerCase(),
    country: place.country,
    ...pointCells(place.point),
    population: place.population > 0 ? String(place.population) : '',
    geonames: place.id,
    source: 'geonames',
  })
}
