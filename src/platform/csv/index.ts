import { setImmediate as nextTurn } from 'node:timers/promises'
import { stringify } from 'csv-stringify/sync'

export type Cell = string | number | boolean | null | undefined

const options = { escape_formulas: true, record_delimiter: '\r\n' } as const

/**
 * Comma-separated, UTF-8, one header line (RFC 4180). A cell that a spreadsheet would run as a formula is escaped by an apostrophe (OWASP).
 * `forSpreadsheets` begins with the mark by which they know UTF-8; programs do without it.
 */
export const toCsv = (columns: string[], rows: Cell[][], { forSpreadsheets = false } = {}): string =>
  stringify(rows, { ...options, header: true, columns, bom: forSpreadsheets })

/** More rows of a file that has its header line. True and false are written as words. */
export const toCsvRows = (rows: Cell[][]): string => stringify(rows, { ...options, cast: { boolean: String } })

const turn = 2000

/** The same of many rows, in turns between which others are served. */
export async function toLongCsv(columns: string[], rows: Cell[][]): Promise<string> {
  const parts = [toCsv(columns, [])]
  for (let start = 0; start < rows.length; start += turn) {
    parts.push(toCsvRows(rows.slice(start, start + turn)))
    await nextTurn()
  }
  return parts.join('')
}
