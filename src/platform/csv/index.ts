import { stringify } from 'csv-stringify/sync'

type Cell = string | number | boolean | null | undefined

/**
 * Comma-separated, UTF-8, one header line (RFC 4180). A cell that a spreadsheet would run as a formula is escaped by an apostrophe (OWASP).
 * `forSpreadsheets` begins with the mark by which they know UTF-8; programs do without it.
 */
export const toCsv = (columns: string[], rows: Cell[][], { forSpreadsheets = false } = {}): string =>
  stringify(rows, { header: true, columns, bom: forSpreadsheets, escape_formulas: true, record_delimiter: '\r\n' })
