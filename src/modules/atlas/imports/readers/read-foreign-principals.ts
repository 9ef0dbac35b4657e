import { cell, judgeRows, parseDelimited, type RawRow, type Reading, reject, type Verdict } from './raw-rows.ts'

const windows1252 = { encoding: 'windows-1252', delimiter: ',' } as const

/** A foreign principal still represented when the file was made. */
export interface PrincipalRow {
  readonly row: number
  readonly principal: string
  /** ISO day. */
  readonly registered: string
  readonly country: string
  readonly registrationNumber: string
  readonly registrant: string
}

/** Foreign principals under the Foreign Agents Registration Act; those with a termination date are out of scope. */
export function readForeignPrincipals(file: string, bytes: Uint8Array): Reading<PrincipalRow> {
  return judgeRows(file, parseDelimited(file, bytes, windows1252), judge)
}

function judge(raw: RawRow): Verdict<PrincipalRow> {
  const registered = isoDay(cell(raw, 'Foreign Principal Registration Date'))
  const ended = cell(raw, 'Foreign Principal Termination Date')
  if (!registered)
    return reject('Foreign Principal Registration Date', 'unreadable-date', 'The date is not month/day/year.')
  if (ended !== '') {
    const end = isoDay(ended)
    if (!end) return reject('Foreign Principal Termination Date', 'unreadable-date', 'The date is not month/day/year.')
    if (end < registered)
      return reject('Foreign Principal Termination Date', 'ends-before-it-begins', `Registered only on ${registered}.`)
    return 'out of scope'
  }
  return {
    accept: {
      row: raw.row,
      principal: cell(raw, 'Foreign Principal').replace(/\s+/g, ' '),
      registered,
      country: cell(raw, 'Country/Location Represented'),
      registrationNumber: cell(raw, 'Registration Number'),
      registrant: cell(raw, 'Registrant Name'),
    },
  }
}

/** "04/02/2025" to "2025-04-02". */
export function isoDay(text: string): string | undefined {
  const [, month, day, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text) ?? []
  return month && day && year ? `${year}-${month}-${day}` : undefined
}

export interface RegistrantRow {
  readonly row: number
  readonly registrationNumber: string
  readonly city: string
  readonly state: string
}

/** Where the registered agents sit: only number, city and state are kept. */
export function readRegistrants(file: string, bytes: Uint8Array): Reading<RegistrantRow> {
  return judgeRows(file, parseDelimited(file, bytes, windows1252), (raw) => ({
    accept: {
      row: raw.row,
      registrationNumber: cell(raw, 'Registration Number'),
      city: cell(raw, 'City'),
      state: cell(raw, 'State'),
    },
  }))
}
