import type { Point } from '../../matches/matching/distance.ts'
import type { Level } from '../../matches/matching/generic-words.ts'
import { usStateByFips } from '../../matches/matching/us-states.ts'
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

/** One row of the Census list under its Open Civic Data id. */
export interface DivisionRow {
  readonly row: number
  readonly ocd: string
  readonly geoid: string
  readonly state: string
  /** With its generic word taken off: "Houston", "Harris County". */
  readonly name: string
  readonly legalName: string
  readonly level: Level
  /** FIPS code of the county a township lies in. */
  readonly county?: string
  /** Listed directly under its state: an incorporated place, of which a state has one by each name. */
  readonly ofState: boolean
}

/** Counties and their equivalents, places, and the towns and townships below counties. */
export function readDivisions(file: string, bytes: Uint8Array): Reading<DivisionRow> {
  return judgeRows(file, parseDelimited(file, bytes, commaUtf8), judgeDivision)
}

const countyWords = new Set(['county', 'parish', 'borough', 'census_area', 'municipio'])

function judgeDivision(raw: RawRow): Verdict<DivisionRow> {
  const ocd = cell(raw, 'id')
  const legalName = cell(raw, 'name')
  const geoid = cell(raw, 'census_geoid').replace('place-', '')
  const state = usStateByFips(geoid.slice(0, 2))?.postal
  if (!state) return reject('census_geoid', 'unknown-state', 'The first two digits are no state or territory.')
  const kinds = ocd.split('/').map((part) => part.split(':')[0] ?? '')
  const last = kinds.at(-1) ?? ''
  const base = { row: raw.row, ocd, geoid, state, legalName }
  if (countyWords.has(last)) return { accept: { ...base, name: legalName, level: 'county', ofState: false } }
  const ofState = !kinds.includes('county')
  const { name, level } = placeName(legalName)
  return { accept: { ...base, name, level, ofState, ...(ofState ? {} : { county: geoid.slice(0, 5) }) } }
}

const placeWords: readonly (readonly [RegExp, Level])[] = [
  [
    / (city and borough|city|municipality|consolidated government|metro government|unified government|corporation)$/,
    'city',
  ],
  [/ (town|village|borough)$/, 'town'],
  [/ (charter township|township|plantation)$/, 'township'],
]

/** "Nashville-Davidson metropolitan government (balance)" is Nashville to everyone who signs an agreement with it. */
function placeName(legalName: string): { name: string; level: Level } {
  const consolidated = /^([^-/,]+)[-/,].*(?:government|urban county)(?: \(balance\))?$/.exec(legalName)
  if (consolidated?.[1]) return { name: consolidated[1], level: 'city' }
  const plain = legalName.replace(/ \(balance\)$/, '')
  for (const [word, level] of placeWords) if (word.test(plain)) return { name: plain.replace(word, ''), level }
  return { name: plain, level: 'city' }
}

export interface TribeRow {
  readonly row: number
  readonly name: string
  readonly fullName: string
  readonly otherName: string
  readonly state: string
  readonly website: string
  readonly globalId: string
  readonly affiliate: boolean
  readonly point?: Point
}

/** The federal directory of tribal governments; bands and communities inside a tribe are marked as affiliates. */
export function readTribes(file: string, bytes: Uint8Array): Reading<TribeRow> {
  return judgeRows(file, parseDelimited(file, bytes, commaUtf8), judgeTribe)
}

function judgeTribe(raw: RawRow): Verdict<TribeRow> {
  const name = cell(raw, 'Tribe')
  const fullName = cell(raw, 'Tribe Full Name')
  if (!name && !fullName) return reject('Tribe', 'no-name', 'The row names no tribe.')
  const point = { latitude: Number(cell(raw, 'Latitude')), longitude: Number(cell(raw, 'longitude')) }
  return {
    accept: {
      row: raw.row,
      name: name || fullName,
      fullName,
      otherName: cell(raw, 'Tribe Alternate Name'),
      state: cell(raw, 'State'),
      website: cell(raw, 'Website'),
      globalId: cell(raw, 'GlobalID'),
      affiliate: cell(raw, 'Tribal Component').startsWith('Affiliate'),
      ...(point.latitude && point.longitude ? { point } : {}),
    },
  }
}
