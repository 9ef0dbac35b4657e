import { type Bitset, hasBit } from './bitset.ts'
import { NO_DAY, type Part } from './columns.ts'
import type { LayerCounts } from './counts.ts'
import { compareIdTexts, idAt } from './ids.ts'
import type { Question } from './question.ts'

export interface ListedRow {
  id: string
  startDay?: number | undefined
  /** Row number in the part of the index it was found in; a compact index has nothing else to name a row by. */
  row: number
}

export interface Listing {
  rows: ListedRow[]
  /** Ask with this as `after` for the rows that follow; absent on the last page. */
  next?: string | undefined
}

const USUAL_LIMIT = 20

/** Newest start first, undated last, then by id. */
export function listRows(layers: readonly LayerCounts[], question: Question): Listing {
  const limit = question.limit ?? USUAL_LIMIT
  if (limit === 0) return { rows: [] }
  const after = question.after === undefined ? undefined : readCursor(question.after)
  // One more than asked for tells whether there is a next page.
  const found = layers.flatMap((counts) => firstRows(counts, after, limit + 1)).sort(compareRows)
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, ...(found.length > limit && last ? { next: writeCursor(last) } : {}) }
}

export function compareRows(a: ListedRow, b: ListedRow): number {
  return (b.startDay ?? NO_DAY) - (a.startDay ?? NO_DAY) || compareIdTexts(a.id, b.id)
}

function firstRows(
  { layer: { part }, passed, pass }: LayerCounts,
  after: ListedRow | undefined,
  limit: number,
): ListedRow[] {
  if (passed <= FEW)
    return sortFew(part, pass)
      .filter((row) => !after || compareRows(row, after) > 0)
      .slice(0, limit)
  const rows: ListedRow[] = []
  for (let at = after ? firstAfter(part, after) : 0; at < part.rows && rows.length < limit; at++) {
    const row = part.order[at] ?? 0
    if (hasBit(pass, row)) rows.push(rowAt(part, row))
  }
  return rows
}

/** So few that sorting them is quicker than looking for them along the order of all rows. */
const FEW = 500

function sortFew(part: Part, pass: Bitset): ListedRow[] {
  const rows: ListedRow[] = []
  pass.forEach((word, at) => {
    if (word === 0) return
    for (let bit = 0; bit < 32; bit++) if ((word >>> bit) & 1) rows.push(rowAt(part, at * 32 + bit))
  })
  return rows.sort(compareRows)
}

function rowAt(part: Part, row: number): ListedRow {
  const day = part.start.days[part.start.codes[row] ?? 0] ?? NO_DAY
  const id = part.ids ? idAt(part.ids, row) : `#${String(row).padStart(10, '0')}`
  return { id, row, ...(day === NO_DAY ? {} : { startDay: day }) }
}

/** Place in the order of the first row that comes after the cursor. */
function firstAfter(part: Part, cursor: ListedRow): number {
  let low = 0
  let high = part.rows
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareRows(rowAt(part, part.order[middle] ?? 0), cursor) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

export const writeCursor = (row: ListedRow) => `${row.startDay ?? ''}~${row.id}`

export function readCursor(text: string): ListedRow {
  const [day, id] = [text.slice(0, text.indexOf('~')), text.slice(text.indexOf('~') + 1)]
  if (!/^(-?\d+)?~/.test(text))
    throw new RangeError('after: this is not a cursor; take it from the `next` of an answer.')
  return { id, row: 0, ...(day === '' ? {} : { startDay: Number(day) }) }
}
