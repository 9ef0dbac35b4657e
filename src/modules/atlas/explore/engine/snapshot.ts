import { readArchive, writeArchive } from './archive.ts'
import { sortByDay, toLayer } from './build.ts'
import {
  type AtlasIndex,
  type Codes,
  type Column,
  codesFor,
  type DayColumn,
  LANES,
  type Part,
  STILL_KNOWN,
} from './columns.ts'
import type { AtlasSchema } from './engagement-row.ts'
import { type IdShape, packIds, unpackIds } from './id-packing.ts'
import { packNumbers, packSteps, unpackNumbers, unpackSteps } from './packing.ts'
import { laneCodes, packLanes } from './packs.ts'

export interface SnapshotOptions {
  /**
   * For browsers: without ids, titles and dates of knowledge. Facets, map, timeline and dates of force are whole; rows are
   * named by their number, which the server can resolve.
   */
  compact?: boolean
}

interface ColumnShape {
  size: number
  facets: { name: string; values: string[]; sets: number; setValues: number }[]
}

interface Description {
  schema: AtlasSchema
  rows: number
  ties: number
  points: number
  abroadPoints: number
  lanes: ColumnShape[]
  firstYear: number
  place: ColumnShape
  partner: ColumnShape
  startDays: number
  endDays: number
  closed?: number
  ids?: IdShape
  words?: string[]
}

/** The base of the index; edits on top of it are not saved, build or replay them. */
export function saveSnapshot(index: AtlasIndex, { compact = false }: SnapshotOptions = {}): ArrayBuffer {
  const { part } = index.base
  const { ties } = part
  const sections = new Map<string, Uint8Array>()
  const closed = compact ? undefined : closedRows(part)
  const packedIds = compact || !part.ids ? undefined : packIds(part.ids)
  const text = compact ? undefined : part.text
  if (compact && part.knownTo)
    throw new Error('snapshot: a compact one holds current versions only; build it from those.')
  const description: Description = {
    schema: index.schema,
    rows: part.rows,
    ties: ties.size,
    points: part.points.x.length,
    abroadPoints: part.abroadPoints.x.length,
    lanes: lanesOf(part).map((lane, at) => saveColumn(sections, `lane ${at}`, lane)),
    firstYear: part.year.first,
    place: saveColumn(sections, 'place', ties.place),
    partner: saveColumn(sections, 'partner', ties.partner),
    startDays: part.start.days.length,
    endDays: part.end.days.length,
    ...(closed ? { closed: closed.length } : {}),
    ...(packedIds ? { ids: packedIds.shape } : {}),
    ...(text ? { words: text.words } : {}),
  }
  sections.set('tie rows', packSteps(ties.firstRow))
  sections.set('point ties', packSteps(part.pointFirstTie))
  sections.set('tie abroad', packNumbers(ties.abroadPoint))
  for (const [name, points] of [
    ['us', part.points],
    ['abroad', part.abroadPoints],
  ] as const) {
    sections.set(`${name} x`, packNumbers(points.x))
    sections.set(`${name} y`, packNumbers(points.y))
  }
  sections.set('start days', packNumbers(part.start.days))
  sections.set('start', packNumbers(part.start.codes))
  sections.set('end days', packNumbers(part.end.days))
  sections.set('end', packNumbers(part.end.codes))
  if (packedIds) {
    sections.set('ids', packedIds.bits)
    sections.set('id starts', packedIds.start)
    sections.set('order', packNumbers(part.order))
    sections.set('known from', packNumbers(part.knownFrom))
  }
  if (closed && part.knownTo) {
    sections.set('closed rows', packSteps(closed))
    sections.set('known to', packNumbers(closed.map((row) => part.knownTo?.[row] ?? 0)))
  }
  if (text) {
    sections.set('word starts', packSteps(text.start))
    sections.set('postings', text.postings)
  }
  return writeArchive({ description, sections })
}

/** Refuses a file that is damaged, foreign or of another version. */
export function loadSnapshot(buffer: ArrayBuffer): AtlasIndex {
  const { description, sections } = readArchive(buffer)
  // Written by `saveSnapshot`, as its version and checksum have shown.
  const shape = description as Description
  const read = (name: string) => {
    const bytes = sections.get(name)
    if (!bytes) throw new Error(`snapshot: the section "${name}" is missing; build it again.`)
    return bytes
  }
  const numbers = (name: string, length: number) => unpackNumbers(read(name), new Uint32Array(length))
  const points = (name: string, length: number) => ({
    x: numbers(`${name} x`, length),
    y: numbers(`${name} y`, length),
  })
  const days = (name: string, length: number): DayColumn => ({
    codes: unpackNumbers(read(name), codesFor(shape.rows, length)),
    days: new Int32Array(numbers(`${name} days`, length).buffer),
  })
  const firstRow = unpackSteps(read('tie rows'), shape.ties + 1)
  const pointFirstTie = unpackSteps(read('point ties'), shape.points + 1)
  const start = days('start', shape.startDays)
  const lastLane = shape.lanes.length - 1
  const lanes = shape.lanes.map((lane, at) => {
    const column = loadColumn(read, `lane ${at}`, lane, shape.rows)
    return { dictionary: column, codes: new Uint32Array(column.codes) }
  })
  const part: Part = {
    rows: shape.rows,
    packs: packLanes(lanes, shape.rows),
    year: { pack: Math.floor(lastLane / LANES), lane: lastLane % LANES, first: shape.firstYear },
    tieOf: spread(firstRow, shape.rows, shape.ties),
    ties: {
      size: shape.ties,
      firstRow,
      place: loadColumn(read, 'place', shape.place, shape.ties),
      partner: loadColumn(read, 'partner', shape.partner, shape.ties),
      point: spread(pointFirstTie, shape.ties, shape.points),
      abroadPoint: numbers('tie abroad', shape.ties),
    },
    points: points('us', shape.points),
    pointFirstTie,
    abroadPoints: points('abroad', shape.abroadPoints),
    start,
    end: days('end', shape.endDays),
    knownFrom: shape.ids ? numbers('known from', shape.rows) : new Uint32Array(shape.rows),
    knownTo: shape.closed === undefined ? undefined : loadKnownTo(read, shape.rows, shape.closed),
    order: shape.ids ? numbers('order', shape.rows) : sortByDay(start).order,
    ids: shape.ids && unpackIds({ shape: shape.ids, bits: read('ids'), start: read('id starts') }, shape.rows),
    text: shape.words && {
      words: shape.words,
      start: unpackSteps(read('word starts'), shape.words.length + 1),
      postings: read('postings').slice(),
    },
  }
  return { schema: shape.schema, base: toLayer(part) }
}

const lanesOf = (part: Part): Column[] =>
  part.packs.flatMap((pack) =>
    pack.lanes.map(({ size, facets }, lane) => ({ size, facets, codes: laneCodes(pack, lane, part.rows) })),
  )

function saveColumn(sections: Map<string, Uint8Array>, name: string, column: Column): ColumnShape {
  sections.set(name, packNumbers(column.codes))
  const facets = column.facets.map((facet) => {
    sections.set(`${name} ${facet.name}`, packNumbers(facet.setOf))
    sections.set(`${name} ${facet.name} starts`, packSteps(facet.setStart))
    sections.set(`${name} ${facet.name} values`, packNumbers(facet.setValues))
    const { values, setStart, setValues } = facet
    return { name: facet.name, values, sets: setStart.length - 1, setValues: setValues.length }
  })
  return { size: column.size, facets }
}

function loadColumn(read: (name: string) => Uint8Array, name: string, shape: ColumnShape, length: number): Column {
  return {
    size: shape.size,
    codes: unpackNumbers<Codes>(read(name), codesFor(length, shape.size)),
    facets: shape.facets.map((facet) => ({
      name: facet.name,
      values: facet.values,
      setOf: unpackNumbers<Codes>(read(`${name} ${facet.name}`), codesFor(shape.size, facet.sets + 1)),
      setStart: unpackSteps(read(`${name} ${facet.name} starts`), facet.sets + 1),
      setValues: unpackNumbers<Codes>(
        read(`${name} ${facet.name} values`),
        codesFor(facet.setValues, facet.values.length),
      ),
    })),
  }
}

function closedRows({ knownTo }: Part): Uint32Array | undefined {
  if (!knownTo) return undefined
  const rows: number[] = []
  knownTo.forEach((second, row) => {
    if (second !== STILL_KNOWN) rows.push(row)
  })
  return Uint32Array.from(rows)
}

function loadKnownTo(read: (name: string) => Uint8Array, rows: number, closed: number): Uint32Array {
  const knownTo = new Uint32Array(rows).fill(STILL_KNOWN)
  const seconds = unpackNumbers(read('known to'), new Uint32Array(closed))
  unpackSteps(read('closed rows'), closed).forEach((row, at) => {
    knownTo[row] = seconds[at] ?? STILL_KNOWN
  })
  return knownTo
}

/** For runs that begin at `first[n]`, the number of the run each place is in; `beyond` after the last. */
function spread(first: Uint32Array, length: number, beyond: number): Uint32Array {
  const runs = new Uint32Array(length).fill(beyond)
  for (let run = 0; run + 1 < first.length; run++) runs.fill(run, first[run], first[run + 1])
  return runs
}
