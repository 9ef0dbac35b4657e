import { createBitset, setBit } from './bitset.ts'
import {
  type AtlasIndex,
  codesFor,
  type DayColumn,
  LANES,
  type Layer,
  NO_DAY,
  type Part,
  STILL_KNOWN,
} from './columns.ts'
import {
  createFacetCollector,
  type Draft,
  distinctSorted,
  join,
  joinProfiles,
  pair,
  toDictionary,
} from './dictionary.ts'
import { type AtlasSchema, atlasSchema, type EngagementRow, rootOf } from './engagement-row.ts'
import { createByteList, createNumberList } from './growable.ts'
import { compareIds, type IdColumn, rearrangeIds } from './ids.ts'
import { type LaneDraft, packLanes } from './packs.ts'
import { createPointCollector } from './points.ts'
import { yearOf } from './question.ts'
import { createWordCollector } from './text.ts'
import { sortByTie } from './ties.ts'

export interface AtlasBuilder {
  add: (row: EngagementRow) => void
  /** The index over every row added. Call once. */
  finish: () => AtlasIndex
}

export interface BuildOptions {
  schema?: AtlasSchema
  /** Leave out to build without text search. */
  withText?: boolean
}

/** Rows go straight into columns, so that a million of them never exist as objects at one time. */
export function createAtlasBuilder({ schema = atlasSchema, withText = true }: BuildOptions = {}): AtlasBuilder {
  const collector = createPartCollector(schema, withText)
  return {
    add: collector.add,
    finish() {
      return { schema, base: toLayer(collector.finish()) }
    },
  }
}

export function buildAtlas(rows: Iterable<EngagementRow>, options: BuildOptions = {}): AtlasIndex {
  const builder = createAtlasBuilder(options)
  for (const row of rows) builder.add(row)
  return builder.finish()
}

const NONE: readonly string[] = []

export function createPartCollector(schema: AtlasSchema, withText: boolean) {
  const facets = schema.facets.map(({ name, derivedFrom }) => ({
    ...{ name, collector: createFacetCollector(name) },
    parent: schema.facets.findIndex((facet) => facet.name === derivedFrom),
  }))
  const sets = new Uint32Array(facets.length)
  const usPoints = createPointCollector()
  const abroadPoints = createPointCollector()
  const starts = createNumberList()
  const ends = createNumberList()
  const knownFrom = createNumberList()
  const knownTo = createNumberList()
  const idBytes = createByteList()
  const idStart = createNumberList()
  const words = withText ? createWordCollector() : undefined
  idStart.push(0)

  return {
    add(row: EngagementRow): void {
      for (let at = 0; at < facets.length; at++) {
        const facet = facets[at]
        if (!facet) continue
        const { name, collector, parent } = facet
        const values = row.facets[name] ?? NONE
        sets[at] = parent < 0 || parent > at ? collector.add(values) : collector.addDerived(values, sets[parent] ?? 0)
      }
      usPoints.add(row.usPoint)
      abroadPoints.add(row.abroadPoint)
      starts.push(row.startDay ?? NO_DAY)
      ends.push(row.endDay ?? NO_DAY)
      knownFrom.push(row.knownFrom)
      knownTo.push(row.knownTo ?? STILL_KNOWN)
      idBytes.pushText(row.id)
      idStart.push(idBytes.length())
      words?.add(row.title)
    },

    finish(): Part {
      const ids: IdColumn = { bytes: idBytes.take(), start: idStart.take() }
      const start = toDays(starts.take())
      const end = toDays(ends.take())
      const drafts = draftsByRoot(
        schema,
        facets.map(({ name, collector }) => [name, collector.finish()]),
      )
      const place = drafts.get(schema.from) ?? emptyDraft(ids.start.length - 1)
      const partner = drafts.get(schema.to) ?? emptyDraft(ids.start.length - 1)
      drafts.delete(schema.from)
      drafts.delete(schema.to)
      const us = usPoints.finish()
      const abroad = abroadPoints.finish()
      const listed = sortByStart(start, ids)
      const placed = sortByTie(listed, pair(us, place), pair(partner, abroad), { place, partner }, us.size - 1)
      const rowOf = invertOrder(placed.rowFrom)
      const allKnownTo = knownTo.take()
      const years = yearDraft(start)
      const profiles = joinProfiles([...drafts.values()]).map((draft) => ({
        codes: draft.codes,
        dictionary: toDictionary(draft),
      }))
      const lanes = [...profiles, years].map((lane) => ({ ...lane, codes: pick(lane.codes, placed.rowFrom) }))
      const packs = packLanes(lanes, listed.length)
      const last = lanes.length - 1
      const year = { pack: Math.floor(last / LANES), lane: last % LANES, first: years.first }
      return {
        rows: listed.length,
        packs,
        year,
        tieOf: placed.tieOf,
        ties: placed.ties,
        points: us.points,
        pointFirstTie: placed.pointFirstTie,
        abroadPoints: abroad.points,
        start: rearrangeDays(start, placed.rowFrom),
        end: rearrangeDays(end, placed.rowFrom),
        knownFrom: pick(knownFrom.take(), placed.rowFrom),
        knownTo: allKnownTo.some((second) => second !== STILL_KNOWN) ? pick(allKnownTo, placed.rowFrom) : undefined,
        order: pick(rowOf, listed),
        ids: rearrangeIds(ids, placed.rowFrom),
        text: words?.finish(placed.rowFrom),
      }
    },
  }
}

/** An overlay of recent edits. */
export function buildFresh(schema: AtlasSchema, rows: readonly EngagementRow[], withText: boolean): Layer {
  const collector = createPartCollector(schema, withText)
  for (const row of rows) collector.add(row)
  return toLayer(collector.finish())
}

export const toLayer = (part: Part): Layer => ({ part, current: currentRows(part), closures: new Map() })

function currentRows(part: Part) {
  const { knownTo } = part
  if (!knownTo) return undefined
  const current = createBitset(part.rows)
  for (let row = 0; row < part.rows; row++) if (knownTo[row] === STILL_KNOWN) setBit(current, row)
  return current
}

export const pick = (values: Uint32Array, from: Uint32Array): Uint32Array => from.map((at) => values[at] ?? 0)

export function invertOrder(order: Uint32Array): Uint32Array {
  const place = new Uint32Array(order.length)
  order.forEach((from, to) => {
    place[from] = to
  })
  return place
}

/** One draft for each root facet: what is derived from it shares its column. */
function draftsByRoot(schema: AtlasSchema, finished: [string, Draft][]): Map<string, Draft> {
  const drafts = new Map<string, Draft>()
  for (const [name, draft] of finished) {
    const root = rootOf(schema, name)
    const rest = drafts.get(root)
    drafts.set(root, rest ? join(rest, draft) : draft)
  }
  return drafts
}

const emptyDraft = (rows: number): Draft => ({ codes: new Uint32Array(rows), size: 1, sets: new Map() })

/** `NO_DAY` wraps to 2^31 in an unsigned list and comes back as itself in a signed one. */
function toDays(stored: Uint32Array): DayColumn {
  const signed = new Int32Array(stored.buffer)
  const distinct = distinctDays(signed)
  const days = new Int32Array(distinct.length + 1)
  days.set(distinct.reverse())
  days[distinct.length] = NO_DAY
  const codes = codesFor(signed.length, days.length)
  const oldest = days[distinct.length - 1] ?? 0
  const span = distinct.length === 0 ? 0 : (days[0] ?? 0) - oldest + 1
  if (span > MOST_DAYS) {
    const codeOf = new Map(Array.from(days, (day, code) => [day, code]))
    for (let row = 0; row < codes.length; row++) codes[row] = codeOf.get(signed[row] ?? NO_DAY) ?? distinct.length
    return { codes, days }
  }
  const codeOf = new Uint32Array(span)
  for (let code = 0; code < distinct.length; code++) codeOf[(days[code] ?? 0) - oldest] = code
  for (let row = 0; row < codes.length; row++) {
    const day = signed[row] ?? NO_DAY
    codes[row] = day === NO_DAY ? distinct.length : (codeOf[day - oldest] ?? 0)
  }
  return { codes, days }
}

/** Ten thousand years: a table with a place for each day is then the fastest way. */
const MOST_DAYS = 3_700_000

/** Ascending, without `NO_DAY`. */
function distinctDays(days: Int32Array): Float64Array {
  let oldest = Number.POSITIVE_INFINITY
  let newest = Number.NEGATIVE_INFINITY
  for (const day of days) {
    if (day === NO_DAY) continue
    if (day < oldest) oldest = day
    if (day > newest) newest = day
  }
  if (!(newest >= oldest)) return new Float64Array()
  if (newest - oldest >= MOST_DAYS) return distinctSorted(Float64Array.from(days)).filter((day) => day !== NO_DAY)
  const occurs = new Uint8Array(newest - oldest + 1)
  for (const day of days) if (day !== NO_DAY) occurs[day - oldest] = 1
  const found: number[] = []
  for (let at = 0; at < occurs.length; at++) if (occurs[at] === 1) found.push(oldest + at)
  return Float64Array.from(found)
}

/** The timeline is drawn by year; the year of a row is a lane like any other. */
function yearDraft({ codes, days }: DayColumn): LaneDraft & { first: number } {
  const known = Int32Array.from(days.subarray(0, -1), yearOf)
  const first = known.at(-1) ?? 0
  const undated = known.length === 0 ? 0 : (known[0] ?? 0) - first + 1
  const years = Uint32Array.from(codes, (code) => (code < known.length ? (known[code] ?? 0) - first : undated))
  return { first, codes: years, dictionary: { size: undated + 1, facets: [] } }
}

function rearrangeDays(column: DayColumn, from: Uint32Array): DayColumn {
  const codes = codesFor(from.length, column.days.length)
  for (let row = 0; row < codes.length; row++) codes[row] = column.codes[from[row] ?? 0] ?? 0
  return { codes, days: column.days }
}

/** Rows as they are listed: newest start first, undated last, then by id. */
function sortByStart(start: DayColumn, ids: IdColumn): Uint32Array {
  const { order, bucket } = sortByDay(start)
  for (let code = 0; code < start.days.length; code++)
    order.subarray(bucket[code] ?? 0, bucket[code + 1] ?? 0).sort((a, b) => compareIds(ids, a, b))
  return order
}

/** Rows by day, those of one day as they come, and where each day begins. */
export function sortByDay({ codes, days }: DayColumn): { order: Uint32Array; bucket: Uint32Array } {
  const bucket = new Uint32Array(days.length + 1)
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? 0
    bucket[code + 1] = (bucket[code + 1] ?? 0) + 1
  }
  for (let code = 0; code < days.length; code++) bucket[code + 1] = (bucket[code + 1] ?? 0) + (bucket[code] ?? 0)
  const fill = bucket.slice()
  const order = new Uint32Array(codes.length)
  for (let row = 0; row < order.length; row++) {
    const code = codes[row] ?? 0
    const slot = fill[code] ?? 0
    order[slot] = row
    fill[code] = slot + 1
  }
  return { order, bucket }
}
