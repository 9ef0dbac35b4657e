import type { Point } from '../../matches/matching/distance.ts'
import { cell, judgeRows, parseDelimited, type RawRow, type Reading, reject, type Verdict } from './raw-rows.ts'

export interface MissionRow {
  readonly row: number
  readonly operator: string
  readonly operatorWikidata: string
  readonly city: string
  readonly type: string
  readonly kind: string
  readonly opened: string
  readonly wikidata: string
  readonly website: string
  readonly point?: Point
}

export interface CountryWikidata {
  readonly name: string
  readonly wikidata: string
}

export interface Missions {
  readonly inUs: Reading<MissionRow>
  readonly countries: readonly CountryWikidata[]
}

const unitedStates = 'Q30'

/** What the file calls a mission, and what it is. Honorary consuls are private persons with a title, never embassies. */
const kinds: Readonly<Record<string, string>> = {
  embassy: 'embassy',
  'apostolic nunciature': 'embassy',
  'consulate general': 'consulate-general',
  'Consulate General of Sweden': 'consulate-general',
  consulate: 'consulate',
  'consulates of Sweden': 'consulate',
  'consular office': 'consulate',
  'honorary consulate': 'honorary-consulate',
  'de facto embassy': 'representative-office',
  'de facto consulate': 'representative-office',
  'Interests Section': 'interests-section',
  'Quebec Government Office': 'regional-office',
}

/** Missions of the world; those in the US are kept. Lists inside cells are split by bars. */
export function readMissions(file: string, bytes: Uint8Array): Missions {
  const parsed = parseDelimited(file, bytes, { encoding: 'utf-8', delimiter: ';' })
  const countries = new Map<string, string>()
  for (const raw of parsed.rows) countries.set(cell(raw, 'country'), wikidataId(cell(raw, 'countryQID')))
  return {
    inUs: judgeRows(file, parsed, judge),
    countries: [...countries].map(([name, wikidata]) => ({ name, wikidata })),
  }
}

function judge(raw: RawRow): Verdict<MissionRow> {
  if (wikidataId(cell(raw, 'countryQID')) !== unitedStates) return 'out of scope'
  const type = cell(raw, 'type')
  const kind = kinds[type]
  if (!kind)
    return reject('type', 'not-a-mission-of-a-government', `“${type}” is no embassy, consulate or regional office.`)
  if (wikidataId(cell(raw, 'operatorQID')) === unitedStates)
    return reject('operator', 'operator-is-host', 'A mission of the United States to itself.')
  return {
    accept: {
      row: raw.row,
      operator: cell(raw, 'operator'),
      operatorWikidata: wikidataId(cell(raw, 'operatorQID')),
      city: cell(raw, 'city'),
      type,
      kind,
      // The file writes a bare year as its first of January; a day nobody reported is not repeated.
      opened: cell(raw, 'creation')
        .replace(/-01-01T.*$/, '')
        .replace(/T.*$/, ''),
      wikidata: wikidataId(cell(raw, 'QID')),
      website: cell(raw, 'website'),
      ...pointOf(raw),
    },
  }
}

const wikidataId = (address: string) => address.split('/').at(-1) ?? ''

function pointOf(raw: RawRow): { point?: Point } {
  const [latitude, longitude] = [cell(raw, 'latitude'), cell(raw, 'longitude')]
  return latitude && longitude ? { point: { latitude: Number(latitude), longitude: Number(longitude) } } : {}
}
