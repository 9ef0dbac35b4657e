import { findHeading, type Heading, namesOf } from './readers/header.ts'
import type { RawRow } from './readers/sheet.ts'

/** How many first rows are looked at to find the heading. */
export const HEAD_ROWS = 30

/** Records are the rows below the heading; what stands above it belongs to nobody. */
export const isRecord = (heading: Heading, row: RawRow): boolean => row.number >= heading.from + heading.rows

export const headingOf = (fields: string[] | null, first: RawRow[]): Heading =>
  fields ? { from: 1, rows: 0 } : findHeading(first)

export function columnNames(
  sheet: { fields: string[] | null; heading: Heading },
  first: RawRow[],
  width: number,
): string[] {
  return sheet.fields ?? namesOf(sheet.heading, first, width)
}

/** Headings as one text, in any order and spelled plainly: two files with the same columns have the same. */
export const headingsKey = (names: string[]): string =>
  names
    .map((name) =>
      name
        .normalize('NFKC')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
        .trim(),
    )
    .sort()
    .join('\n')

/** Where a cell stands, as a statement cites it (RFC 7111, or as spreadsheets and JSON Pointer say it). */
export function citeCell(
  sheet: { fileName: string; name: string; fields: string[] | null },
  at: { row: number; column: string; letters: string },
): string {
  if (sheet.fields)
    return `${sheet.fileName}#/${sheet.name === sheet.fileName ? '' : `${sheet.name}/`}${at.row - 1}/${at.column}`
  if (at.column === '') return `${sheet.fileName}#row=${at.row}`
  if (/\.xlsx$/i.test(sheet.fileName)) return `${sheet.fileName}#${sheet.name}!${at.letters}${at.row}`
  return `${sheet.fileName}#cell=${at.row},${at.column}`
}

/** Text that a column of the database can hold: without zero characters and halves of characters, which files bring all the same. */
export const storable = (text: string): string => text.replaceAll('\0', '␀').toWellFormed()

export const storableJson = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => (typeof each === 'string' ? storable(each) : each))
