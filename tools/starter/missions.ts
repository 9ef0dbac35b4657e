import type { MissionRow } from '../../src/modules/atlas/imports/readers/read-missions.ts'
import { impliedState } from '../../src/modules/atlas/imports/readers/read-sister-cities.ts'
import { countryName, countryProblem, findCountry } from '../../src/modules/atlas/matches/matching/country-names.ts'
import { kilometersBetween } from '../../src/modules/atlas/matches/matching/distance.ts'
import { titleParts } from '../../src/modules/atlas/matches/matching/title-parts.ts'
import { findUsState } from '../../src/modules/atlas/matches/matching/us-states.ts'
import type { Book } from './book.ts'
import { files } from './files.ts'
import { usPlace } from './organizations.ts'
import type { RegionShelf } from './regions.ts'
import type { UsFinder } from './us-ends.ts'

const labels: Readonly<Record<string, string>> = {
  embassy: 'Embassy',
  'consulate-general': 'Consulate general',
  consulate: 'Consulate',
  'honorary-consulate': 'Honorary consulate',
  'representative-office': 'Representative office',
  'interests-section': 'Interests section',
  'regional-office': 'Office',
}

/** Foreign missions as presences at a US place; the place is where the office stands, not its partner. */
export function addMissions(book: Book, finder: UsFinder, regions: RegionShelf, rows: readonly MissionRow[]): void {
  const file = files.missions
  for (const mission of rows) {
    const counterpart = operatorOf(regions, mission)
    if (!counterpart) {
      book.refuseRow({
        file,
        row: mission.row,
        column: 'operator',
        value: mission.operator,
        ...countryProblem(mission.operator),
      })
      continue
    }
    const host = hostOf(book, finder, mission)
    if (!host) {
      const explanation = 'Neither the cell nor the coordinates tell which US place the mission is in.'
      book.refuseRow({
        file,
        row: mission.row,
        column: 'city',
        value: mission.city,
        reason: 'no-us-place',
        explanation,
      })
      continue
    }
    const hostName = book.find(host)?.name ?? ''
    book.add('core', 'engagements', {
      key: `mission/${mission.wikidata.toLowerCase()}`,
      form: 'presence',
      kind: mission.kind,
      title: `${labels[mission.kind] ?? 'Mission'} of ${counterpart.name} in ${hostName}`,
      us: host,
      counterparts: counterpart.key,
      role_note: `Listed as “${mission.type}” in a snapshot of November 2022; offices may have closed since.`,
      started: mission.opened,
      legal: 'unknown',
      recognition: 'unknown',
      activity: 'unknown',
      verification: 'reported',
      source: 'missions',
      file,
      row: String(mission.row),
      column: 'operator|city|type',
      original: `${mission.operator}|${mission.city}|${mission.type}`,
    })
  }
}

function operatorOf(regions: RegionShelf, mission: MissionRow): { key: string; name: string } | undefined {
  const country = findCountry(mission.operator)
  if (country) return { key: country.alpha2.toLowerCase(), name: countryName(country.alpha2) ?? mission.operator }
  const region = regions.byTitle('core', mission.operator)
  return region ? { key: region, name: mission.operator } : undefined
}

// A consulate in a suburb still belongs to the city; farther out the cell is worth more than the point.
const cityReach = { population: 100_000, kilometers: 15 }

function hostOf(book: Book, finder: UsFinder, mission: MissionRow): string | undefined {
  const { point } = mission
  const { name, within } = titleParts(mission.city)
  const aroundPoint = () => {
    const place = point && finder.cityAround(point, cityReach.population, cityReach.kilometers)
    return place && usPlace(book, 'core', place)
  }
  const state = within.length === 0 && !impliedState(name) ? findUsState(name) : undefined
  if (state) return aroundPoint() ?? `us/${state.postal.toLowerCase()}`
  if (name === '') return aroundPoint()
  const end = finder.byName(name, findUsState(within.at(-1) ?? '')?.postal ?? impliedState(name), point)
  const place = end.found === 'place' ? end.place : undefined
  // A borough or neighborhood is no government, and its name may be a town's elsewhere: there the point decides.
  const isElsewhere = point && !(place?.point && kilometersBetween(point, place.point) <= cityReach.kilometers * 2)
  if (!place || isElsewhere) return aroundPoint()
  return (place.division ? undefined : aroundPoint()) ?? usPlace(book, 'core', place)
}
