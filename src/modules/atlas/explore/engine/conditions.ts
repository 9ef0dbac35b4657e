import { type Bitset, clearBit, createBitset, intersect } from './bitset.ts'
import { boxOnGrid, type GridBox, isInside } from './boxes.ts'
import {
  type AtlasIndex,
  type Codes,
  type Dictionary,
  type FacetColumn,
  type Layer,
  NO_DAY,
  type Pack,
  type Part,
  STILL_KNOWN,
} from './columns.ts'
import { numberValues } from './facets.ts'
import { markRows } from './kernels.ts'
import { dayOf, type Question, yearOf } from './question.ts'
import { borrow } from './scratch.ts'
import { findRows } from './text.ts'

/** A row fails the bits that its code has in the table. Every condition of every question takes this one shape. */
export interface Condition {
  codes: Codes
  table: Uint32Array
}

/** The same for four codes to a row; only the lanes named have bits in the table. */
export interface PackCondition extends Condition {
  lanes: number[]
}

/** A filter whose own values are counted as if it were not set. */
export interface Filter {
  name: string
  bit: number
}

export interface Plan {
  packs: PackCondition[]
  /** One code to a row. */
  conditions: Condition[]
  /** The versions in question, whether they pass or not; absent when all are. */
  versions: Bitset | undefined
  /** Only these rows can pass; absent when all can. */
  allowed: Bitset | undefined
  filters: Filter[]
}

/** What no facet lifts: text, viewport, dates of force and of knowledge. */
export const HARD = 1
/** The brush over the timeline, which lifts for the timeline itself. */
export const BRUSH: Filter = { name: 'start', bit: 2 }
const FIRST_FACET = 4
/** Thirty-one bits less the two above. */
const MOST_FACETS = 29

/** The stretch of rows, and of their ties, that will be scanned; nothing outside it is prepared. */
export interface Stretch {
  firstRow: number
  endRow: number
  firstTie: number
  endTie: number
}

export const wholeStretch = ({ rows, ties }: Part): Stretch => ({
  firstRow: 0,
  endRow: rows,
  firstTie: 0,
  endTie: ties.size,
})

export function planFor(index: AtlasIndex, layer: Layer, question: Question, stretch = wholeStretch(layer.part)): Plan {
  const { part } = layer
  const filters = filtersOf(index, question)
  const conditions: Condition[] = []
  const tieTable = tieConditions(layer, question, filters, stretch)
  if (tieTable) conditions.push({ codes: part.tieOf, table: tieTable })
  const byYear = wholeYears(question)
  const start = startTable(part.start.days, byYear ? { asOf: question.asOf } : question)
  if (start) conditions.push({ codes: part.start.codes, table: start })
  const end = endTable(part.end.days, question)
  if (end) conditions.push({ codes: part.end.codes, table: end })
  const packs = part.packs.flatMap((pack, at) => {
    const years = byYear && part.year.pack === at ? yearTable(part, byYear, question) : undefined
    const table = packTable(pack, question, filters, years)
    return table ? [{ codes: pack.codes, ...table }] : []
  })
  const versions = question.knownAt === undefined ? layer.current : versionsAt(layer, question.knownAt, stretch)
  return {
    ...{ packs, conditions, versions, allowed: allowedRows(layer, versions, question) },
    filters: question.starts ? [...filters, BRUSH] : filters,
  }
}

/** The tables a plan has borrowed. */
export const tieTables = ({ conditions }: Plan, { tieOf }: Part): Uint32Array[] =>
  conditions.filter(({ codes }) => codes === tieOf).map(({ table }) => table)

function filtersOf(index: AtlasIndex, question: Question): Filter[] {
  const asked = Object.entries(question.facets ?? {}).filter(([, values]) => values.length > 0)
  if (asked.length > MOST_FACETS) throw new RangeError(`facets: at most ${MOST_FACETS} can be filtered at once.`)
  return asked.map(([name], at) => {
    if (!index.schema.facets.some((facet) => facet.name === name))
      throw new RangeError(`facets: there is no facet "${name}"; the index has ${facetNames(index)}.`)
    return { name, bit: FIRST_FACET << at }
  })
}

const facetNames = (index: AtlasIndex) => index.schema.facets.map((facet) => facet.name).join(', ')

/** Place, partner and viewport are all decided by the tie, so they share one table. */
function tieConditions(
  { part }: Layer,
  question: Question,
  filters: Filter[],
  { firstTie, endTie }: Stretch,
): Uint32Array | undefined {
  const { ties } = part
  const place = columnTable(ties.place, question, filters)
  const partner = columnTable(ties.partner, question, filters)
  const box = question.withinViewport && question.viewport ? boxOnGrid(question.viewport) : undefined
  if (!place && !partner && !box) return undefined
  const table = borrow(ties.size)
  const own = table.subarray(firstTie, endTie)
  if (place) markRows(ties.place.codes, place, firstTie, own, own.length)
  if (partner) markRows(ties.partner.codes, partner, firstTie, own, own.length)
  if (box) markOutside(part, box, table)
  return table
}

/** Ties of one point lie together, those without one at the end. */
function markOutside({ ties, points, pointFirstTie }: Part, box: GridBox, table: Uint32Array): void {
  for (let point = 0; point < points.x.length; point++) {
    if (isInside(box, points.x[point] ?? 0, points.y[point] ?? 0)) continue
    const end = pointFirstTie[point + 1] ?? 0
    for (let tie = pointFirstTie[point] ?? 0; tie < end; tie++) table[tie] = (table[tie] ?? 0) | HARD
  }
  for (let tie = pointFirstTie.at(-1) ?? 0; tie < ties.size; tie++) table[tie] = (table[tie] ?? 0) | HARD
}

function packTable(pack: Pack, question: Question, filters: Filter[], years: Uint32Array | undefined) {
  const tables = pack.lanes.map((lane) => columnTable(lane, question, filters))
  if (!years && tables.every((table) => table === undefined)) return undefined
  const all = new Uint32Array(pack.size)
  pack.lanes.forEach(({ offset }, at) => {
    const table = tables[at]
    if (table) all.set(table, offset)
  })
  const lanes = [...tables.keys()].filter((lane) => tables[lane] !== undefined)
  // The lane of years is the last one; it has no facets, and so no table of its own.
  if (years) {
    lanes.push(pack.lanes.length - 1)
    all.set(years, pack.lanes.at(-1)?.offset)
  }
  return { table: all, lanes }
}

function columnTable(column: Dictionary, question: Question, filters: Filter[]): Uint32Array | undefined {
  let table: Uint32Array | undefined
  for (const facet of column.facets) {
    const filter = filters.find((candidate) => candidate.name === facet.name)
    if (!filter) continue
    table ??= new Uint32Array(column.size)
    const numbers = numberValues(facet.values)
    const isWanted = new Uint8Array(facet.values.length)
    for (const value of question.facets?.[facet.name] ?? []) isWanted[numbers.get(value) ?? facet.values.length] = 1
    markUnwanted(facet, isWanted, filter.bit, table)
  }
  return table
}

/** First and last year of a brush that covers whole years. */
function wholeYears({ starts }: Question): { first: number; last: number } | undefined {
  if (!starts) return undefined
  const first = starts.from === undefined ? Number.NEGATIVE_INFINITY : yearOf(starts.from)
  const last = starts.to === undefined ? Number.POSITIVE_INFINITY : yearOf(starts.to)
  const isWhole = (starts.from ?? dayOf(2000)) === dayOf(Number.isFinite(first) ? first : 2000)
  const endsWhole = starts.to === undefined || starts.to === dayOf(last + 1) - 1
  return isWhole && endsWhole ? { first, last } : undefined
}

function yearTable({ packs, year }: Part, brush: { first: number; last: number }, question: Question): Uint32Array {
  const size = packs[year.pack]?.lanes[year.lane]?.size ?? 0
  return Uint32Array.from({ length: size }, (_, code) => {
    if (code === size - 1) return question.includeUndated ? 0 : BRUSH.bit
    return year.first + code < brush.first || year.first + code > brush.last ? BRUSH.bit : 0
  })
}

/** Gives the bit to every entry of the column whose set has no wanted value. */
function markUnwanted(facet: FacetColumn, isWanted: Uint8Array, bit: number, table: Uint32Array): void {
  const fails = new Uint32Array(facet.setStart.length - 1)
  for (let set = 0; set < fails.length; set++) {
    const end = facet.setStart[set + 1] ?? 0
    let at = facet.setStart[set] ?? 0
    while (at < end && isWanted[facet.setValues[at] ?? 0] !== 1) at++
    fails[set] = at === end ? bit : 0
  }
  for (let code = 0; code < table.length; code++)
    table[code] = (table[code] ?? 0) | (fails[facet.setOf[code] ?? 0] ?? 0)
}

function startTable(days: Int32Array, { starts, includeUndated, asOf }: Question): Uint32Array | undefined {
  if (!starts && asOf === undefined) return undefined
  const from = starts?.from ?? NO_DAY + 1
  const to = starts?.to ?? LAST_DAY
  const latest = asOf ?? LAST_DAY
  const table = new Uint32Array(days.length)
  for (let code = 0; code < days.length; code++) {
    const day = days[code] ?? NO_DAY
    if (day === NO_DAY) table[code] = starts && !includeUndated ? BRUSH.bit : 0
    else table[code] = (starts && (day < from || day > to) ? BRUSH.bit : 0) | (day > latest ? HARD : 0)
  }
  return table
}

const LAST_DAY = 0x7fffffff

/** A row whose end is not known has not ended as far as anybody knows; it stays. */
function endTable(days: Int32Array, { asOf }: Question): Uint32Array | undefined {
  if (asOf === undefined) return undefined
  const table = new Uint32Array(days.length)
  for (let code = 0; code < days.length; code++) {
    const day = days[code] ?? NO_DAY
    table[code] = day !== NO_DAY && day < asOf ? HARD : 0
  }
  return table
}

function allowedRows(layer: Layer, versions: Bitset | undefined, question: Question): Bitset | undefined {
  if (question.text === undefined || question.text.trim() === '') return versions
  if (!layer.part.text) throw new Error('text: this index was built without titles; ask one that has them.')
  const found = findRows(layer.part.text, question.text, layer.part.rows)
  if (found && versions) intersect(found, versions)
  return found ?? versions
}

/** The versions that were believed at a second. */
function versionsAt({ part, closures }: Layer, second: number, { firstRow, endRow }: Stretch): Bitset {
  const known = createBitset(part.rows)
  const { knownFrom, knownTo } = part
  for (let row = firstRow; row < endRow; row++) {
    const to = knownTo ? (knownTo[row] ?? STILL_KNOWN) : STILL_KNOWN
    const isKnown = (knownFrom[row] ?? 0) <= second && (to === STILL_KNOWN || second < to)
    if (isKnown) known[row >>> 5] = (known[row >>> 5] ?? 0) | (1 << (row & 31))
  }
  for (const [row, to] of closures) if (second >= to) clearBit(known, row)
  return known
}
