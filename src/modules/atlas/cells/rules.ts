import type { SheetView } from '../uploads/schema.ts'

/** Which cell of a file a statement cites; `at` is missing where it cites a whole row. */
export interface CellPlace {
  sheet: SheetView
  row: number
  at: number | undefined
}

/** Finds the cell again that `citeCell` cited. Undefined for what is no cell of these sheets, as an address or a page is. */
export function placeOf(sheets: SheetView[], part: string): CellPlace | undefined {
  for (const sheet of sheets) {
    if (!part.startsWith(`${sheet.fileName}#`)) continue
    const found = within(sheet, part.slice(sheet.fileName.length + 1))
    if (found && found.row >= 1 && found.row < 2 ** 31) return { sheet, ...found }
  }
  return undefined
}

function within(sheet: SheetView, rest: string): { row: number; at: number | undefined } | undefined {
  const named = (column: string) => {
    const at = sheet.columns.findIndex(({ name }) => name === column)
    return at < 0 ? undefined : at
  }
  if (sheet.fields) {
    const start = sheet.name === sheet.fileName ? '/' : `/${sheet.name}/`
    const [, row, column] = (rest.startsWith(start) && /^(\d{1,9})\/(.*)$/s.exec(rest.slice(start.length))) || []
    return row === undefined ? undefined : { row: Number(row) + 1, at: named(column ?? '') }
  }
  const [, wholeRow] = /^row=(\d{1,9})$/.exec(rest) ?? []
  if (wholeRow !== undefined) return { row: Number(wholeRow), at: undefined }
  const [, letters, row] = (rest.startsWith(`${sheet.name}!`) && /!([A-Z]{1,3})(\d{1,9})$/.exec(rest)) || []
  if (letters !== undefined && row !== undefined) return { row: Number(row), at: columnAt(letters) }
  const [, number, column] = /^cell=(\d{1,9}),(.*)$/s.exec(rest) ?? []
  return number === undefined ? undefined : { row: Number(number), at: named(column ?? '') }
}

/** A is the first column, AA the 27th. */
const columnAt = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
