import { countryProblem, findCountry } from '../../matches/matching/country-names.ts'
import { qualifierSense, titleParts } from '../../matches/matching/title-parts.ts'
import { findUsState } from '../../matches/matching/us-states.ts'
import {
  cell,
  commaUtf8,
  judgeRows,
  parseDelimited,
  type RawRow,
  type Reading,
  reject,
  type Verdict,
} from './raw-rows.ts'

/** One statement "US place – partner", whichever side of the list it stood on. */
export interface TieRow {
  readonly row: number
  readonly column: string
  readonly original: string
  readonly usTitle: string
  readonly partnerTitle: string
  /** Known when the row stands on the partner's country's own page. */
  readonly partnerCountry?: string
}

/** A foreign page title with the country whose list it stands on: a free dictionary of titles. */
export interface TitleCountry {
  readonly title: string
  readonly country: string
}

export interface SisterCities {
  readonly ties: Reading<TieRow>
  readonly titles: readonly TitleCountry[]
}

/** The list by page titles: a US row names its state but not the partner's country, a foreign row the reverse. */
export function readSisterCities(file: string, bytes: Uint8Array): SisterCities {
  const parsed = parseDelimited(file, bytes, commaUtf8)
  const titles = parsed.rows.flatMap((raw) => {
    const country = findCountry(cell(raw, 'country'))?.alpha2
    return country && country !== 'US' ? [{ title: cell(raw, 'city'), country }] : []
  })
  return { ties: judgeRows(file, parsed, judge), titles }
}

function judge(raw: RawRow): Verdict<TieRow> {
  const country = findCountry(cell(raw, 'country'))?.alpha2
  const city = cell(raw, 'city')
  const sister = cell(raw, 'sister')
  if (!country) return { reject: { column: 'country', ...countryProblem(cell(raw, 'country')) } }
  if (country === 'US') return judgeUsRow(raw, city, sister)
  if (country === 'PR') return 'out of scope' // listed under their own page; none names a foreign municipality's state
  if (!isUsTitle(sister)) return 'out of scope'
  const original = `${city} – ${sister}`
  return {
    accept: { row: raw.row, column: 'sister', original, usTitle: sister, partnerTitle: city, partnerCountry: country },
  }
}

function judgeUsRow(raw: RawRow, city: string, sister: string): Verdict<TieRow> {
  if (qualifierSense(titleParts(sister).qualifier) === 'not a place')
    return reject('sister', 'wrong-entity', `“${sister}” is a page about something that is no place.`)
  // "Oni, Georgia" stands on an American list, so it is the country that is meant: partners are abroad.
  if (isUsTitle(sister) && titleParts(sister).within.at(-1) !== 'Georgia')
    return reject('sister', 'domestic-pair', 'Both ends lie in the United States.')
  return {
    accept: { row: raw.row, column: 'sister', original: `${city} – ${sister}`, usTitle: city, partnerTitle: sister },
  }
}

// The only US cities whose Wikipedia title goes without a state (the list of the Associated Press Stylebook), and the
// boroughs and districts that the list treats alike.
const titlesWithoutState: Readonly<Record<string, string>> = {
  Atlanta: 'GA',
  Baltimore: 'MD',
  Boston: 'MA',
  Chicago: 'IL',
  Cincinnati: 'OH',
  Cleveland: 'OH',
  Dallas: 'TX',
  Denver: 'CO',
  Detroit: 'MI',
  Honolulu: 'HI',
  Houston: 'TX',
  Indianapolis: 'IN',
  'Las Vegas': 'NV',
  'Los Angeles': 'CA',
  Miami: 'FL',
  Milwaukee: 'WI',
  Minneapolis: 'MN',
  'New Orleans': 'LA',
  'New York City': 'NY',
  'Oklahoma City': 'OK',
  Philadelphia: 'PA',
  Phoenix: 'AZ',
  Pittsburgh: 'PA',
  'St. Louis': 'MO',
  'Salt Lake City': 'UT',
  'San Antonio': 'TX',
  'San Diego': 'CA',
  'San Francisco': 'CA',
  Seattle: 'WA',
  'Mackinac Island': 'MI',
}

/** The postal code of the state a US title implies without naming it. */
export const impliedState = (title: string): string | undefined => titlesWithoutState[title]

/** "Gering, Nebraska", "Chicago": only titles that cannot be a place abroad. */
export function isUsTitle(title: string): boolean {
  if (impliedState(title) || title === 'Washington, D.C.') return true
  const last = titleParts(title).within.at(-1)
  return last !== undefined && last.length > 2 && findUsState(last) !== undefined
}
