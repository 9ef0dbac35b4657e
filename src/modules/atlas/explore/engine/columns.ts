import type { Bitset } from './bitset.ts'
import type { AtlasSchema } from './engagement-row.ts'
import type { IdColumn } from './ids.ts'
import type { TextIndex } from './text.ts'

/** One small number per row. Two widths only, so that each inner loop stays specialized for one of them. */
export type Codes = Uint16Array | Uint32Array

/** How the entries of a column spell out in one facet: entry → set of values → values. */
export interface FacetColumn {
  name: string
  values: string[]
  /** Entry of the column → number of its set. */
  setOf: Codes
  /** Set number → where its values begin in `setValues`; one longer than there are sets. */
  setStart: Uint32Array
  setValues: Codes
}

/** Several facets that often vary together, numbered over the combinations that really occur. */
export interface Dictionary {
  size: number
  facets: FacetColumn[]
}

export interface Column extends Dictionary {
  codes: Codes
}

/** One of the four columns of a pack. */
export interface Lane extends Dictionary {
  /** Where its codes begin among those of the pack. */
  offset: number
}

/**
 * Four columns side by side, row after row, in codes that do not overlap, so that one array counts them all. Four separate
 * passes take three times as long: each waits for the counter it has just written.
 */
export interface Pack {
  codes: Codes
  lanes: Lane[]
  size: number
}

export const LANES = 4

/** The year in which rows start: codes count from `first`, the last one stands for undated. */
export interface YearLane {
  pack: number
  lane: number
  first: number
}

export interface Points {
  x: Uint32Array
  y: Uint32Array
}

/**
 * A tie is one US place (or list of them) and one partner, with all that is derived from either, at one pair of positions. Rows are sorted by tie and ties by
 * the map's curve, so that a tie, a point and a map tile are each one unbroken run of rows.
 */
export interface Ties {
  size: number
  /** Tie → its first row; one longer than there are ties. */
  firstRow: Uint32Array
  place: Column
  partner: Column
  /** Tie → point; the number of points stands for "no position". */
  point: Uint32Array
  abroadPoint: Uint32Array
}

/** Day numbers newest first; the last code stands for "not known" and has the day `NO_DAY`. */
export interface DayColumn {
  codes: Codes
  days: Int32Array
}

export const NO_DAY = -0x80000000
export const STILL_KNOWN = 0xffffffff

/** A whole set of rows, counted together. */
export interface Part {
  rows: number
  packs: Pack[]
  year: YearLane
  tieOf: Uint32Array
  ties: Ties
  points: Points
  /** Point → its first tie; one longer than there are points. */
  pointFirstTie: Uint32Array
  abroadPoints: Points
  start: DayColumn
  end: DayColumn
  knownFrom: Uint32Array
  /** Absent while every row is a current version. */
  knownTo?: Uint32Array | undefined
  /** Rows in the order they are listed: newest start first, undated last, then by id. */
  order: Uint32Array
  /** Absent in a compact part. */
  ids?: IdColumn | undefined
  text?: TextIndex | undefined
}

/** A part with what later edits have done to it. */
export interface Layer {
  part: Part
  /** The rows that are current versions; absent when all are. */
  current?: Bitset | undefined
  /** Rows that an edit has ended since the part was built, and the second from which. */
  closures: ReadonlyMap<number, number>
  /** In a fresh layer: tie → the same tie of the base, or `NO_TIE`. */
  baseTie?: Uint32Array | undefined
}

export const NO_TIE = 0xffffffff

export interface AtlasIndex {
  schema: AtlasSchema
  base: Layer
  /** Edits since the base was built, counted by the same code and added. */
  fresh?: Layer | undefined
}

export const layersOf = (index: AtlasIndex): Layer[] => (index.fresh ? [index.base, index.fresh] : [index.base])

export const codesFor = (length: number, size: number): Codes =>
  size <= 0x10000 ? new Uint16Array(length) : new Uint32Array(length)
