import { countryProblem, findCountry } from '../../matches/matching/country-names.ts'
import { cell, commaUtf8, judgeRows, parseDelimited, type RawRow, type Reading, type Verdict } from './raw-rows.ts'

export interface NetworkFlagRow {
  readonly row: number
  readonly year: string
  readonly network: string
  readonly account: string
  readonly organization: string
  readonly city: string
}

/** City networks named in climate disclosures; US rows only. */
export function readNetworkFlags(file: string, bytes: Uint8Array): Reading<NetworkFlagRow> {
  return judgeRows(file, parseDelimited(file, bytes, commaUtf8), judgeFlag)
}

function judgeFlag(raw: RawRow): Verdict<NetworkFlagRow> {
  const country = findCountry(cell(raw, 'country'))
  if (!country) return { reject: { column: 'country', ...countryProblem(cell(raw, 'country')) } }
  if (country.alpha2 !== 'US') return 'out of scope'
  return {
    accept: {
      row: raw.row,
      year: cell(raw, 'reported_year'),
      network: cell(raw, 'network_or_reporting_authority'),
      account: cell(raw, 'cdp_account_number'),
      organization: cell(raw, 'organisation'),
      city: cell(raw, 'city'),
    },
  }
}

export interface SignatureRow {
  readonly row: number
  readonly city: string
  readonly wikidata: string
  readonly mayor: string
  readonly title: string
}

/** Signatories of the mayors' declaration; US rows only. */
export function readSignatures(file: string, bytes: Uint8Array): Reading<SignatureRow> {
  return judgeRows(file, parseDelimited(file, bytes, commaUtf8), judgeSignature)
}

function judgeSignature(raw: RawRow): Verdict<SignatureRow> {
  const country = findCountry(cell(raw, 'country'))
  if (!country) return { reject: { column: 'country', ...countryProblem(cell(raw, 'country')) } }
  if (country.alpha2 !== 'US') return 'out of scope'
  return {
    accept: {
      row: raw.row,
      city: cell(raw, 'city_name'),
      wikidata: cell(raw, 'wikidata_id'),
      mayor: cell(raw, 'mayor_name'),
      title: cell(raw, 'mayor_title'),
    },
  }
}
