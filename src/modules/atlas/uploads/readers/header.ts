import { typeOf } from './columns.ts'
import { columnLetters, type RawRow } from './sheet.ts'

/** Where the heading of a table stands: from which row, and over how many; none where the rows begin at once. */
export interface Heading {
  from: number
  rows: 0 | 1 | 2
}

/**
 * A heading is the first row in which most cells say something and none is a number or a date. Two rows are one heading where the upper
 * names groups over the lower. Where the first row looks like all others there is none.
 */
export function findHeading(first: RawRow[]): Heading {
  const width = Math.max(0, ...first.map(({ cells }) => filledUpTo(cells)))
  const at = first.findIndex(
    ({ cells }, index) => !isSepLine(cells, index) && filled(cells) >= Math.max(1, width * 0.6),
  )
  const row = first[at] ?? first[0]
  if (!row) return { from: 1, rows: 0 }
  const below = first.slice(at + 1, at + 8)
  if (!isWords(row.cells) || isLike(row, below)) return { from: row.number, rows: 0 }
  const next = below[0]
  const above = first[at - 1]
  // A row of groups above: partly empty, all words, directly over the names.
  if (
    above &&
    above.number === row.number - 1 &&
    filled(above.cells) > 1 &&
    isWords(above.cells) &&
    !isSepLine(above.cells, at - 1)
  )
    return { from: above.number, rows: 2 }
  if (next && next.number === row.number + 1 && repeats(row.cells) && isWords(next.cells) && !repeats(next.cells))
    return { from: row.number, rows: 2 }
  return { from: row.number, rows: 1 }
}

const isSepLine = (cells: string[], index: number) => index === 0 && /^sep=.?$/i.test(cells.join(''))
const filled = (cells: string[]) => cells.filter((cell) => cell.trim() !== '').length
const filledUpTo = (cells: string[]) => cells.findLastIndex((cell) => cell.trim() !== '') + 1
const isWords = (cells: string[]) =>
  cells.every((cell) => cell.trim() === '' || ['text', 'yes or no'].includes(typeOf(cell.trim())))

/** Neighboring cells say the same, as a merged cell does once it is filled. */
const repeats = (cells: string[]) => cells.some((cell, at) => cell !== '' && cell === cells[at + 1])

/** Identifiers such as Q60 look alike from the first row on: then the first row is a record. */
function isLike(row: RawRow, below: RawRow[]): boolean {
  const shape = (cell = '') => cell.trim().replaceAll(/\d+/g, '9')
  const coded = row.cells.findIndex((cell) => /\d/.test(cell))
  return coded >= 0 && below.length > 0 && below.every(({ cells }) => shape(cells[coded]) === shape(row.cells[coded]))
}

/** Names for the columns, each once: a nameless one is called by its letter, a second of the same name is numbered. */
export function namesOf(heading: Heading, first: RawRow[], width: number): string[] {
  const upper = heading.rows > 0 ? (first.find(({ number }) => number === heading.from)?.cells ?? []) : []
  const lower = heading.rows > 1 ? (first.find(({ number }) => number === heading.from + 1)?.cells ?? []) : []
  let group = ''
  const taken = new Map<string, number>()
  return Array.from({ length: width }, (_, at) => {
    const own = clean(upper[at])
    if (heading.rows > 1 && own !== '') group = own
    const name =
      heading.rows > 1
        ? [group, clean(lower[at])].filter((part, index, all) => part !== '' && part !== all[index - 1]).join(' / ')
        : own
    const told = name === '' ? `Column ${columnLetters(at)}` : name
    const times = (taken.get(told) ?? 0) + 1
    taken.set(told, times)
    return times === 1 ? told : `${told} (${times})`
  })
}

const clean = (cell = ''): string => cell.replaceAll(/\s+/g, ' ').trim().slice(0, 120)
