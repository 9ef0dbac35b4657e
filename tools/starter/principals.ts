import type { PrincipalRow, RegistrantRow } from '../../src/modules/atlas/imports/readers/read-foreign-principals.ts'
import { findCountry } from '../../src/modules/atlas/matches/matching/country-names.ts'
import type { Gazetteer } from '../../src/modules/atlas/matches/matching/gazetteer.ts'
import { matchPlace } from '../../src/modules/atlas/matches/matching/match-place.ts'
import { foldName } from '../../src/modules/atlas/matches/matching/normal-names.ts'
import { findUsState } from '../../src/modules/atlas/matches/matching/us-states.ts'
import type { Book } from './book.ts'
import { files } from './files.ts'
import { foreignCity, usPlace } from './organizations.ts'
import type { RegionShelf } from './regions.ts'
import type { UsFinder } from './us-ends.ts'

/** Principals that are the government of a city by name: country, words in the name, city. */
const cityPrincipals: readonly (readonly [string, string, string])[] = [
  ['JP', 'kobe municipal government', 'Kobe'],
  ['JP', 'toyooka city hall', 'Toyooka'],
  ['GB', 'city of sunderland', 'Sunderland'],
]

interface Tools {
  readonly book: Book
  readonly finder: UsFinder
  readonly regions: RegionShelf
  readonly abroad: Gazetteer
}

/** Regions and cities abroad that are represented here by a registered agent. Other principals are out of scope. */
export function addPrincipals(
  tools: Tools,
  rows: readonly PrincipalRow[],
  registrants: readonly RegistrantRow[],
): void {
  const seats = new Map(registrants.map((one) => [one.registrationNumber, one]))
  let otherPrincipals = 0
  for (const row of rows) {
    const counterpart = counterpartOf(tools, row)
    if (!counterpart) {
      otherPrincipals += 1
      continue
    }
    const { book } = tools
    const name = book.find(counterpart)?.name ?? row.principal
    book.add('core', 'engagements', {
      key: `agent/${row.registrationNumber}-${row.row}`,
      form: 'presence',
      kind: 'registered-agent',
      title: `${name} represented by ${row.registrant}`,
      us: seatOf(tools, seats.get(row.registrationNumber)),
      counterparts: counterpart,
      // A missing end date is not evidence that something is in force: both statuses stay unknown.
      role_note: `Registered under the Foreign Agents Registration Act, no. ${row.registrationNumber}, without a termination date in the file of 11 April 2025; the US place is the agent’s seat.`,
      started: row.registered,
      legal: 'unknown',
      recognition: 'unknown',
      activity: 'unknown',
      verification: 'reported',
      source: 'foreign-principals',
      file: files['foreign-principals'],
      row: String(row.row),
      column: 'Foreign Principal|Registrant Name',
      original: `${row.principal}|${row.registrant}`,
    })
  }
  tools.book.outOfScope(files['foreign-principals'], otherPrincipals)
}

function counterpartOf({ book, regions, abroad }: Tools, row: PrincipalRow): string | undefined {
  const country = findCountry(row.country)?.alpha2
  if (!country) return undefined
  const [, , city] =
    cityPrincipals.find(([where, words]) => where === country && foldName(row.principal).includes(words)) ?? []
  if (!city) return regions.insideText('core', row.principal, country)
  const match = matchPlace(abroad, { name: city, countries: [country], subdivisions: [], listsLargeCities: true })
  const place = match.decision === 'automatic' ? match.candidates[0]?.place : undefined
  return place && foreignCity(book, 'core', place)
}

/** The agent's own city where it is clear; otherwise the country as a whole, which claims nothing. */
function seatOf({ book, finder }: Tools, registrant: RegistrantRow | undefined): string {
  const state = findUsState(registrant?.state ?? '')
  if (!registrant || !state) return 'us'
  if (state.postal === 'DC') return 'us/dc'
  const end = finder.byName(registrant.city, state.postal)
  return end.found === 'place' ? usPlace(book, 'core', end.place) : `us/${state.postal.toLowerCase()}`
}
