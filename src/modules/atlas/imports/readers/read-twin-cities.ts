import { countryProblem, findCountry } from '../../matches/matching/country-names.ts'
import type { Point } from '../../matches/matching/distance.ts'
import { foldName } from '../../matches/matching/normal-names.ts'
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

/** A pair with the partner's country and point; the US end has a bare name without a state. */
export interface TwinRow {
  readonly row: number
  readonly column: string
  readonly original: string
  readonly usName: string
  readonly partnerName: string
  readonly partnerCountry: string
  readonly partnerPoint?: Point
  /** Only for checking: one US point in six lies in another state than the place. */
  readonly usPoint?: Point
  readonly usPointColumn: string
}

interface End {
  readonly name: string
  readonly country: string | undefined
  readonly point?: Point
}

/** A town of the list with its country, whoever its partner is. */
export interface KnownTown {
  readonly name: string
  readonly country: string
}

export interface TwinCities {
  readonly ties: Reading<TwinRow>
  readonly towns: readonly KnownTown[]
}

/** The geocoded twin-town list. Self-loops, pairs inside one country and unreadable countries are refused. */
export function readTwinCities(file: string, bytes: Uint8Array): TwinCities {
  const parsed = parseDelimited(file, bytes, commaUtf8)
  const towns = parsed.rows.flatMap((raw) =>
    [endOf(raw, '1'), endOf(raw, '2')].flatMap(({ name, country }) => (country ? [{ name, country }] : [])),
  )
  return { ties: judgeRows(file, parsed, judge), towns }
}

function judge(raw: RawRow): Verdict<TwinRow> {
  const first = endOf(raw, '1')
  const second = endOf(raw, '2')
  if (!first.country || !second.country) {
    const column = first.country ? 'country2' : 'country1'
    return { reject: { column, ...countryProblem(cell(raw, column)) } }
  }
  if (first.country === second.country) {
    if (foldName(first.name) === foldName(second.name))
      return reject('city2', 'self-loop', `${first.name} is given as its own twin.`)
    return reject('country2', 'domestic-pair', `Both ends lie in ${first.country}.`)
  }
  if (first.country !== 'US' && second.country !== 'US') return 'out of scope'
  const [us, partner, column] =
    first.country === 'US' ? ([first, second, 'city2'] as const) : ([second, first, 'city1'] as const)
  return {
    accept: {
      row: raw.row,
      column,
      original: `${first.name} (${cell(raw, 'country1')}) – ${second.name} (${cell(raw, 'country2')})`,
      usName: us.name,
      partnerName: partner.name,
      partnerCountry: partner.country ?? '',
      ...(partner.point ? { partnerPoint: partner.point } : {}),
      ...(us.point ? { usPoint: us.point } : {}),
      usPointColumn: us === first ? 'lat1' : 'lat2',
    },
  }
}

function endOf(raw: RawRow, side: '1' | '2'): End {
  const [latitude, longitude] = [cell(raw, `lat${side}`), cell(raw, `lng${side}`)].map((text) =>
    text === '' ? Number.NaN : Number(text),
  )
  const point =
    latitude !== undefined && longitude !== undefined && Number.isFinite(latitude) && Number.isFinite(longitude)
      ? { latitude, longitude }
      : undefined
  const name = cell(raw, `city${side}`)
  return { name, country: findCountry(cell(raw, `country${side}`))?.alpha2, ...(point ? { point } : {}) }
}
