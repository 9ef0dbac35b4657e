import { type CellObject, read, SSF, type WorkBook, type WorkSheet } from '@e965/xlsx'
import { refuseBomb } from './archive.ts'
import { isBlank, type RawRow, type RawSheet, refuseWide, Unreadable } from './sheet.ts'

const visibility = ['', 'hidden', 'hidden so that only a program shows it']

/** The sheets of an Excel workbook: values as people see them, formulas as their last value, what is hidden named. */
export function readWorkbook(bytes: Uint8Array): RawSheet[] {
  refuseBomb(bytes)
  const book = parseBook(bytes)
  const is1904 = book.Workbook?.WBProps?.date1904 === true
  return book.SheetNames.flatMap((name, at) => {
    const sheet = book.Sheets[name]
    if (!sheet?.['!ref'] || !sheet['!data']) return []
    const hidden = Number(book.Workbook?.Sheets?.[at]?.Hidden ?? 0)
    const { rows, notes } = readSheet(sheet, is1904)
    if (hidden > 0) notes.unshift(`This sheet is ${visibility[hidden]}.`)
    if (is1904) notes.push('Dates in this workbook count from 1904, as on old Macs; they were read so.')
    return [{ name, fields: undefined, isHidden: hidden > 0, notes, rows }]
  })
}

function parseBook(bytes: Uint8Array): WorkBook {
  try {
    return read(bytes, {
      type: 'array',
      dense: true,
      cellNF: true,
      cellFormula: true,
      cellText: true,
      cellHTML: false,
      cellStyles: true,
    })
  } catch (error) {
    throw new Unreadable(
      `The workbook cannot be read (${error instanceof Error ? error.message : 'unknown reason'}). Save it again as .xlsx, or as CSV.`,
    )
  }
}

function readSheet(sheet: WorkSheet, is1904: boolean): { rows: RawRow[]; notes: string[] } {
  const data = (sheet['!data'] ?? []) as (CellObject | undefined)[][] // dense sheets keep rows of cells
  const counts = { formulas: 0, uncalculated: 0, errors: 0 }
  const grid = data.map((row) => Array.from(row ?? [], (cell) => textOf(cell, is1904, counts)))
  const merges = sheet['!merges'] ?? []
  for (const { s, e } of merges.slice(0, 10_000)) fillMerged(grid, s, e)
  const rows: RawRow[] = []
  const hidden: number[] = []
  for (const [at, cells] of grid.entries()) {
    if (!cells || isBlank(cells)) continue
    refuseWide(cells)
    const isHidden = sheet['!rows']?.[at]?.hidden === true
    if (isHidden) hidden.push(at + 1)
    rows.push(isHidden ? { number: at + 1, cells, isHidden } : { number: at + 1, cells })
  }
  const hiddenColumns = (sheet['!cols'] ?? []).filter((column) => column?.hidden).length
  return {
    rows,
    notes: [
      ...some(hidden.length, (count) => `${count} rows are hidden: ${listed(hidden)}.`),
      ...some(hiddenColumns, (count) => `${count} columns are hidden.`),
      ...some(merges.length, (count) => `${count} merged areas: the value counts for each cell of an area.`),
      ...some(counts.formulas, (count) => `${count} cells are formulas; the value last calculated was read.`),
      ...some(
        counts.uncalculated,
        (count) => `${count} formulas were never calculated and are empty here. Open and save the file in Excel.`,
      ),
      ...some(counts.errors, (count) => `${count} cells hold an error such as #N/A or #REF!.`),
    ],
  }
}

const some = (count: number, say: (count: string) => string): string[] =>
  count > 0 ? [say(count.toLocaleString('en'))] : []

const listed = (numbers: number[]): string =>
  numbers.length > 8 ? `${numbers.slice(0, 8).join(', ')} and more` : numbers.join(', ')

function textOf(
  cell: CellObject | undefined,
  is1904: boolean,
  counts: { formulas: number; uncalculated: number; errors: number },
): string {
  if (!cell) return ''
  if (cell.f !== undefined) {
    if (cell.v === undefined) counts.uncalculated += 1
    else counts.formulas += 1
  }
  if (cell.t === 'e') {
    counts.errors += 1
    return cell.w ?? '#ERROR'
  }
  if (cell.v === undefined || cell.v === null) return ''
  if (cell.t === 'b') return cell.v ? 'TRUE' : 'FALSE'
  if (cell.t === 'n' && typeof cell.v === 'number') return numberText(cell.v, cell, is1904)
  return String(cell.v)
}

/** A number as its maker meant it: a date where it is shown as one, with leading zeros where the format adds them. */
function numberText(value: number, { z, w }: CellObject, is1904: boolean): string {
  const format = typeof z === 'string' ? z : ''
  if (format !== '' && SSF.is_date(format)) return dateText(value, is1904) ?? String(value)
  if (/^0{2,}$/.test(format) && w) return w
  return String(value)
}

function dateText(serial: number, is1904: boolean): string | undefined {
  const date = SSF.parse_date_code(serial, { date1904: is1904 })
  if (!date || date.y < 1) return undefined
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${String(date.y).padStart(4, '0')}-${two(date.m)}-${two(date.d)}`
  if (serial < 1) return `${two(date.H)}:${two(date.M)}`
  return date.H || date.M || date.S ? `${day}T${two(date.H)}:${two(date.M)}:${two(Math.floor(date.S))}` : day
}

const MOST_FILLED = 100_000

function fillMerged(grid: string[][], start: { r: number; c: number }, end: { r: number; c: number }): void {
  const value = grid[start.r]?.[start.c] ?? ''
  if (value === '' || (end.r - start.r + 1) * (end.c - start.c + 1) > MOST_FILLED) return
  for (let row = start.r; row <= end.r; row += 1) {
    const cells = grid[row] ?? []
    grid[row] = cells
    for (let column = start.c; column <= end.c; column += 1) {
      while (cells.length < column) cells.push('')
      cells[column] = value
    }
  }
}
