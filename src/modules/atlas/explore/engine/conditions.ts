import { type Bitset, createBitset, intersect, setBit } from './bitset.ts'
import { boxOnGrid, isInside } from './boxes.ts'
import { type AtlasIndex, type Codes, type Column, type Layer, NO_DAY, STILL_KNOWN } from './columns.ts'
import type { Question } from './question.ts'
import { findRows } from './text.ts'

/** A row fails the bits that its code has in the table. Every condition of every question takes this one shape. */
export interface Condition {
  codes: Codes
  table: Uint32Array
}

/** A filter whose own values are counted as if it were not set. */
export interface Filter {
  name: string
  bit: number
}

export interface Plan {
  conditions: Condition[]
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

export function planFor(index: AtlasIndex, layer: Layer, question: Question): Plan {
  const { part } = layer
  const filters = filtersOf(index, question)
  const conditions: Condition[] = []
  const tieTable = tieConditions(layer, question, filters)
  if (tieTable) conditions.push({ codes: part.tieOf, table: tieTable })
  for (const column of part.columns) {
    const table = columnTable(column, question, filters)
    if (table) conditions.push({ codes: column.codes, table })
  }
  const start = startTable(part.start.days, question)
  if (start) conditions.push({ codes: part.start.codes, table: start })
  const end = endTable(part.end.days, question)
  if (end) conditions.push({ codes: part.end.codes, table: end })
  return { conditions, allowed: allowedRows(layer, question), filters: question.starts ? [...filters, BRUSH] : filters }
}

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
function tieConditions({ part }: Layer, question: Question, filters: Filter[]): Uint32Array | undefined {
  const { ties, points } = part
  const place = columnTable(ties.place, question, filters)
  const partner = columnTable(ties.partner, question, filters)
  const box = question.withinViewport && question.viewport ? boxOnGrid(question.viewport) : undefined
  if (!place && !partner && !box) return undefined
  const table = new Uint32Array(ties.size)
  const located = points.x.length
  for (let tie = 0; tie < ties.size; tie++) {
    let fails = 0
    if (place) fails |= place[ties.place.codes[tie] ?? 0] ?? 0
    if (partner) fails |= partner[ties.partner.codes[tie] ?? 0] ?? 0
    if (box) {
      const point = ties.point[tie] ?? located
      if (point === located || !isInside(box, points.x[point] ?? 0, points.y[point] ?? 0)) fails |= HARD
    }
    table[tie] = fails
  }
  return table
}

function columnTable(column: Column, question: Question, filters: Filter[]): Uint32Array | undefined {
  let table: Uint32Array | undefined
  for (const facet of column.facets) {
    const filter = filters.find((candidate) => candidate.name === facet.name)
    if (!filter) continue
    table ??= new Uint32Array(column.size)
    const wanted = new Set(question.facets?.[facet.name])
    const isWanted = facet.values.map((value) => wanted.has(value))
    const passes = Array.from({ length: facet.setStart.length - 1 }, (_, set) =>
      facet.setValues.subarray(facet.setStart[set], facet.setStart[set + 1]).some((value) => isWanted[value] === true),
    )
    for (let code = 0; code < column.size; code++)
      if (passes[facet.setOf[code] ?? 0] !== true) table[code] = (table[code] ?? 0) | filter.bit
  }
  return table
}

function startTable(days: Int32Array, { starts, includeUndated, asOf }: Question): Uint32Array | undefined {
  if (!starts && asOf === undefined) return undefined
  const from = starts?.from ?? Number.NEGATIVE_INFINITY
  const to = starts?.to ?? Number.POSITIVE_INFINITY
  return Uint32Array.from(days, (day) => {
    if (day === NO_DAY) return starts && !includeUndated ? BRUSH.bit : 0
    return (starts && (day < from || day > to) ? BRUSH.bit : 0) | (asOf !== undefined && day > asOf ? HARD : 0)
  })
}

/** A row whose end is not known has not ended as far as anybody knows; it stays. */
function endTable(days: Int32Array, { asOf }: Question): Uint32Array | undefined {
  if (asOf === undefined) return undefined
  return Uint32Array.from(days, (day) => (day !== NO_DAY && day < asOf ? HARD : 0))
}

function allowedRows(layer: Layer, question: Question): Bitset | undefined {
  const versions = question.knownAt === undefined ? layer.current : versionsAt(layer, question.knownAt)
  if (question.text === undefined || question.text.trim() === '') return versions
  if (!layer.part.text) throw new Error('text: this index was built without titles; ask one that has them.')
  const found = findRows(layer.part.text, question.text, layer.part.rows)
  if (found && versions) intersect(found, versions)
  return found ?? versions
}

/** The versions that were believed at a second. */
export function versionsAt({ part, closures }: Layer, second: number): Bitset {
  const known = createBitset(part.rows)
  for (let row = 0; row < part.rows; row++) {
    const to = part.knownTo?.[row] ?? STILL_KNOWN
    if ((part.knownFrom[row] ?? 0) <= second && (to === STILL_KNOWN || second < to)) setBit(known, row)
  }
  for (const [row, to] of closures) if (second >= to) known[row >>> 5] = (known[row >>> 5] ?? 0) & ~(1 << (row & 31))
  return known
}
