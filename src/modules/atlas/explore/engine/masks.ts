import { type Bitset, createBitset, exclude, setBit, setRange, unite, uniteRest } from './bitset.ts'
import { type GridBox, isInside } from './boxes.ts'
import { type Codes, type DayColumn, type FacetColumn, LANES, type Part } from './columns.ts'
import { setRowsBelow } from './days.ts'
import { numberValues } from './facets.ts'

/** The stretch of rows that will be scanned; nothing outside it is prepared. */
export interface Stretch {
  firstRow: number
  endRow: number
}

/** Codes from `first` to `last`, and perhaps that of "not known", which comes after all days. */
export interface Span {
  first: number
  last: number
  withUnknown: boolean
}

/** Facets of up to so many values keep a bitset for each of them; more would take more memory than they save time. */
const FEW_VALUES = 80

/** Sets in `target` the rows that have any of the values. */
export function addRowsWith(
  part: Part,
  name: string,
  wanted: readonly string[],
  target: Bitset,
  stretch: Stretch,
): void {
  const found = findFacet(part, name)
  if (!found) return
  const { facet } = found
  const numbers = numberValues(facet.values)
  const known = wanted.flatMap((value) => numbers.get(value) ?? [])
  if (facet.values.length <= FEW_VALUES) {
    const rowsOf = rowsByValue(part, found)
    for (const value of known)
      unite(target, rowsOf[value] ?? target, stretch.firstRow >>> 5, (stretch.endRow + 31) >>> 5)
    return
  }
  const codes = wantedCodes(facet, known)
  if (found.side) addTies(part, found.side.codes, codes, target, stretch)
  else if (found.lane) addLane(found.lane, codes, target, stretch)
}

/** A code that no row has. */
const NO_CODE = 0x7fffffff

/** From so many rows on, the order of all rows by day is quicker than looking at each of them. */
const LONG_STRETCH = 100_000

/** Sets `target` to the rows whose day is in the span; `spare` is overwritten. */
export function setSpan(column: DayColumn, span: Span, target: Bitset, spare: Bitset, stretch: Stretch): void {
  const { codes, days } = column
  // Twins, because a loop that meets two types of array runs at half the speed.
  if (stretch.endRow - stretch.firstRow < LONG_STRETCH) {
    const unknown = span.withUnknown ? days.length - 1 : NO_CODE
    if (codes instanceof Uint16Array) setSpanNarrow(codes, span, unknown, target, stretch)
    else setSpanWide(codes, span, unknown, target, stretch)
    return
  }
  const below = (code: number) => {
    setRowsBelow(column, code, spare)
    return spare
  }
  setRowsBelow(column, Math.max(span.first, span.last + 1), target)
  if (span.first > 0) exclude(target, below(span.first))
  if (span.withUnknown) uniteRest(target, below(days.length - 1))
}

/** Sets the rows whose US position is in the box: those of one point lie together. */
export function addBox({ ties, points, pointFirstTie }: Part, box: GridBox, target: Bitset): void {
  for (let point = 0; point < points.x.length; point++)
    if (isInside(box, points.x[point] ?? 0, points.y[point] ?? 0))
      setRange(target, ties.firstRow[pointFirstTie[point] ?? 0] ?? 0, ties.firstRow[pointFirstTie[point + 1] ?? 0] ?? 0)
}

/** Sets the rows whose position abroad is in the box: those of one tie lie together. */
export function addBoxAbroad({ ties, abroadPoints }: Part, box: GridBox, target: Bitset): void {
  const isIn = Uint8Array.from(abroadPoints.x, (x, point) => (isInside(box, x, abroadPoints.y[point] ?? 0) ? 1 : 0))
  for (let tie = 0; tie < ties.size; tie++)
    if (isIn[ties.abroadPoint[tie] ?? isIn.length])
      setRange(target, ties.firstRow[tie] ?? 0, ties.firstRow[tie + 1] ?? 0)
}

interface LaneOf {
  codes: Codes
  lane: number
  offset: number
}

/** Where a facet is: in a lane of a pack, or on one of the two sides of the ties. */
interface Found {
  facet: FacetColumn
  lane?: LaneOf
  side?: { codes: Codes }
}

function findFacet({ packs, ties }: Part, name: string): Found | undefined {
  for (const { codes, lanes } of packs)
    for (const [lane, { offset, facets }] of lanes.entries()) {
      const facet = facets.find((candidate) => candidate.name === name)
      if (facet) return { facet, lane: { codes, lane, offset } }
    }
  for (const side of [ties.place, ties.partner]) {
    const facet = side.facets.find((candidate) => candidate.name === name)
    if (facet) return { facet, side }
  }
  return undefined
}

const valueRows = new WeakMap<FacetColumn, Bitset[]>()

/** Made when a facet is first filtered and kept as long as the index. */
function rowsByValue(part: Part, { facet, lane, side }: Found): Bitset[] {
  const known = valueRows.get(facet)
  if (known) return known
  const rowsOf = facet.values.map(() => createBitset(part.rows))
  const eachValue = (code: number, mark: (rows: Bitset) => void) => {
    const set = facet.setOf[code] ?? 0
    const end = facet.setStart[set + 1] ?? 0
    for (let at = facet.setStart[set] ?? 0; at < end; at++) {
      const rows = rowsOf[facet.setValues[at] ?? 0]
      if (rows) mark(rows)
    }
  }
  if (lane) {
    for (let row = 0; row < part.rows; row++)
      eachValue((lane.codes[row * LANES + lane.lane] ?? 0) - lane.offset, (rows) => setBit(rows, row))
  } else if (side) {
    const { firstRow, size } = part.ties
    for (let tie = 0; tie < size; tie++)
      eachValue(side.codes[tie] ?? 0, (rows) => setRange(rows, firstRow[tie] ?? 0, firstRow[tie + 1] ?? 0))
  }
  valueRows.set(facet, rowsOf)
  return rowsOf
}

/** 1 for each entry of the column whose set has a wanted value. */
function wantedCodes(facet: FacetColumn, wanted: readonly number[]): Uint8Array {
  const isWanted = new Uint8Array(facet.values.length)
  for (const value of wanted) isWanted[value] = 1
  const isMet = new Uint8Array(facet.setStart.length - 1)
  for (let set = 0; set < isMet.length; set++) {
    const end = facet.setStart[set + 1] ?? 0
    for (let at = facet.setStart[set] ?? 0; at < end; at++)
      isMet[set] = (isMet[set] ?? 0) | (isWanted[facet.setValues[at] ?? 0] ?? 0)
  }
  const isMetBy = new Uint8Array(facet.setOf.length)
  for (let code = 0; code < isMetBy.length; code++) isMetBy[code] = isMet[facet.setOf[code] ?? 0] ?? 0
  return isMetBy
}

/** Ties ascend with their rows; few are meant, so that the branch is nearly always guessed right. */
function addTies({ ties, tieOf }: Part, codes: Codes, isMet: Uint8Array, target: Bitset, stretch: Stretch): void {
  if (stretch.firstRow >= stretch.endRow) return
  const last = tieOf[stretch.endRow - 1] ?? 0
  for (let tie = tieOf[stretch.firstRow] ?? 0; tie <= last; tie++)
    if (isMet[codes[tie] ?? 0] === 1) setRange(target, ties.firstRow[tie] ?? 0, ties.firstRow[tie + 1] ?? 0)
}

function addLane({ codes, lane, offset }: LaneOf, isMet: Uint8Array, target: Bitset, stretch: Stretch): void {
  for (let row = stretch.firstRow; row < stretch.endRow; row++) {
    const meets = isMet[(codes[row * LANES + lane] ?? 0) - offset] ?? 0
    target[row >>> 5] = (target[row >>> 5] ?? 0) | (meets << (row & 31))
  }
}

function setSpanNarrow(
  codes: Uint16Array,
  { first, last }: Span,
  unknown: number,
  target: Bitset,
  stretch: Stretch,
): void {
  for (let from = stretch.firstRow & ~31; from < stretch.endRow; from += 32) {
    let word = 0
    const end = Math.min(32, codes.length - from)
    for (let at = 0; at < end; at++) {
      const code = codes[from + at] ?? 0
      // Both differences are at least zero inside, so neither has a sign; and equal codes leave no bit at all.
      const isIn = ~((code - first) | (last - code)) >>> 31
      word |= (isIn | (((code ^ unknown) - 1) >>> 31)) << at
    }
    target[from >>> 5] = word
  }
}

function setSpanWide(
  codes: Uint32Array,
  { first, last }: Span,
  unknown: number,
  target: Bitset,
  stretch: Stretch,
): void {
  for (let from = stretch.firstRow & ~31; from < stretch.endRow; from += 32) {
    let word = 0
    const end = Math.min(32, codes.length - from)
    for (let at = 0; at < end; at++) {
      const code = codes[from + at] ?? 0
      const isIn = ~((code - first) | (last - code)) >>> 31
      word |= (isIn | (((code ^ unknown) - 1) >>> 31)) << at
    }
    target[from >>> 5] = word
  }
}
