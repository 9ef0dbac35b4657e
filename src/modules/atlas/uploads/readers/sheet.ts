/** One row as it stood in the file, numbered as a spreadsheet counts. */
export interface RawRow {
  number: number
  cells: string[]
  /** Whoever made the spreadsheet hid it, often by a filter that was forgotten. */
  isHidden?: boolean
}

/** A table of a file: a sheet of a workbook, a list in a JSON document, or the whole of a delimited file. */
export interface RawSheet {
  name: string
  /** Of the fields, where the format itself names them (JSON, GeoJSON); else they stand in rows. */
  fields: string[] | undefined
  isHidden: boolean
  /** What a reader should know before trusting the rows, in sentences. */
  notes: string[]
  rows: AsyncIterable<RawRow> | Iterable<RawRow>
}

/** A file that cannot be read, with the sentence for whoever sent it. */
export class Unreadable extends Error {}

export const MOST_COLUMNS = 500

export const isBlank = (cells: string[]): boolean => cells.every((cell) => cell.trim() === '')

export function refuseWide(cells: { length: number }): void {
  if (cells.length > MOST_COLUMNS)
    throw new Unreadable(`It has more than ${MOST_COLUMNS} columns. Send only those that say something of the records.`)
}

/** The letters by which spreadsheets call a column: 0 is A, 26 is AA. */
export function columnLetters(at: number): string {
  const rest = Math.floor(at / 26)
  return `${rest > 0 ? columnLetters(rest - 1) : ''}${String.fromCharCode(65 + (at % 26))}`
}
