import { type Bitset, clearBit, intersect } from './bitset.ts'
import { boxOnGrid } from './boxes.ts'
import { type AtlasIndex, type DayColumn, type Layer, NO_DAY, STILL_KNOWN } from './columns.ts'
import { addBox, addBoxAbroad, addRowsWith, type Span, type Stretch, setSpan } from './masks.ts'
import type { Question } from './question.ts'
import { borrow } from './scratch.ts'
import { findRows } from './text.ts'

/** A filter whose own values are counted as if it were not set, and the rows that meet it. */
export interface Filter {
  name: string
  rows: Bitset
}

export interface Plan {
  stretch: Stretch
  /** The versions in question, whether they pass or not; absent when all are. */
  versions: Bitset | undefined
  /** Only these rows can pass, whatever is lifted; absent when all can. */
  allowed: Bitset | undefined
  filters: Filter[]
  /** To be given back when the rows are counted. */
  borrowed: Bitset[]
}

/** The brush over the timeline, which lifts for the timeline itself. */
export const BRUSH = 'start'

export function planFor(
  index: AtlasIndex,
  layer: Layer,
  question: Question,
  stretch: Stretch = { firstRow: 0, endRow: layer.part.rows },
): Plan {
  const borrowed: Bitset[] = []
  const lend = () => {
    const bits = borrow((layer.part.rows + 31) >>> 5)
    borrowed.push(bits)
    return bits
  }
  const versions = question.knownAt === undefined ? layer.current : versionsAt(layer, question.knownAt, stretch, lend())
  return {
    ...{ stretch, versions, borrowed },
    allowed: allowedRows(layer, versions, question, stretch, lend),
    filters: [...facetFilters(index, layer, question, stretch, lend), ...brushFilter(layer, question, stretch, lend)],
  }
}

/** Whether the question asks something that no facet lifts. */
export const isHard = (question: Question): boolean =>
  (question.text ?? '').trim() !== '' ||
  question.asOf !== undefined ||
  question.knownAt !== undefined ||
  question.usWithin !== undefined ||
  question.abroadWithin !== undefined ||
  (question.withinViewport === true && !!question.viewport)

/** Whether nothing is asked: every current version passes. */
export const isLanding = (question: Question): boolean =>
  !isHard(question) && !question.starts && Object.values(question.facets ?? {}).every((values) => values.length === 0)

function facetFilters(
  index: AtlasIndex,
  { part }: Layer,
  question: Question,
  stretch: Stretch,
  lend: () => Bitset,
): Filter[] {
  const asked = Object.entries(question.facets ?? {}).filter(([, values]) => values.length > 0)
  return asked.map(([name, values]) => {
    if (!index.schema.facets.some((facet) => facet.name === name))
      throw new RangeError(`facets: there is no facet "${name}"; the index has ${facetNames(index)}.`)
    const rows = lend()
    addRowsWith(part, name, values, rows, stretch)
    return { name, rows }
  })
}

const facetNames = (index: AtlasIndex) => index.schema.facets.map((facet) => facet.name).join(', ')

function brushFilter({ part }: Layer, question: Question, stretch: Stretch, lend: () => Bitset): Filter[] {
  const { starts, includeUndated } = question
  if (!starts) return []
  const undated = part.start.days.length - 1
  const first = starts.to === undefined ? 0 : firstUpTo(part.start, starts.to)
  const last = starts.from === undefined ? undated - 1 : firstUpTo(part.start, starts.from - 1) - 1
  const rows = lend()
  const span = { first, last: Math.min(last, undated - 1), withUnknown: includeUndated === true }
  setSpan(part.start, span, rows, lend(), stretch)
  return [{ name: BRUSH, rows }]
}

/** In force: rows without a start stay, and a row whose end is not known has not ended as far as anybody knows. */
function inForceSpans({ part }: Layer, day: number): [DayColumn, Span][] {
  return [
    [part.start, { first: firstUpTo(part.start, day), last: part.start.days.length - 1, withUnknown: true }],
    [part.end, { first: 0, last: firstUpTo(part.end, day - 1) - 1, withUnknown: true }],
  ]
}

/** The first code, that is the newest day, not after `day`; the code of "not known" when there is none. */
function firstUpTo({ days }: DayColumn, day: number): number {
  let low = 0
  let high = days.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((days[middle] ?? NO_DAY) > day) low = middle + 1
    else high = middle
  }
  return low
}

function allowedRows(
  layer: Layer,
  versions: Bitset | undefined,
  question: Question,
  stretch: Stretch,
  lend: () => Bitset,
): Bitset | undefined {
  const { part } = layer
  let allowed: Bitset | undefined
  const narrow = (rows: Bitset | undefined) => {
    if (!rows) return
    if (allowed) intersect(allowed, rows)
    else allowed = rows
  }
  if (question.text !== undefined && question.text.trim() !== '') {
    if (!part.text) throw new Error('text: this index was built without titles; ask one that has them.')
    narrow(findRows(part.text, question.text, lend, stretch))
  }
  for (const box of [question.withinViewport ? question.viewport : undefined, question.usWithin]) {
    if (!box) continue
    const rows = lend()
    addBox(part, boxOnGrid(box), rows)
    narrow(rows)
  }
  if (question.abroadWithin) {
    const rows = lend()
    addBoxAbroad(part, boxOnGrid(question.abroadWithin), rows)
    narrow(rows)
  }
  if (question.asOf !== undefined)
    for (const [column, span] of inForceSpans(layer, question.asOf)) {
      const rows = lend()
      setSpan(column, span, rows, lend(), stretch)
      narrow(rows)
    }
  // Last, because these may be the index's own: only what is borrowed may be narrowed.
  narrow(versions)
  return allowed
}

/** The versions that were believed at a second. */
function versionsAt({ part, closures }: Layer, second: number, { firstRow, endRow }: Stretch, known: Bitset): Bitset {
  const { knownFrom, knownTo } = part
  const asked = Math.min(Math.max(Math.floor(second), 0), STILL_KNOWN - 1) | 0
  for (let from = firstRow & ~31; from < endRow; from += 32) {
    let word = 0
    const end = Math.min(32, part.rows - from)
    for (let at = 0; at < end; at++) {
      // As signed numbers, which the engine keeps in registers.
      const isNotYet = isLess(asked, (knownFrom[from + at] ?? 0) | 0)
      const isStill = knownTo ? isLess(asked, (knownTo[from + at] ?? STILL_KNOWN) | 0) : 1
      word |= (isStill & ~isNotYet) << at
    }
    known[from >>> 5] = word
  }
  for (const [row, to] of closures) if (second >= to) clearBit(known, row)
  return known
}

/** 1 when a < b as unsigned numbers, without a branch (H. Warren, Hacker's Delight, §2-12). */
const isLess = (a: number, b: number): number => ((~a & b) | (~(a ^ b) & ((a - b) | 0))) >>> 31
