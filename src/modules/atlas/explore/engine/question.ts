/** A box in degrees. `west` may be greater than `east`: the box then crosses the antimeridian. */
export interface Box {
  west: number
  south: number
  east: number
  north: number
}

/** What a page asks of the atlas. Every part is optional; the empty question is the landing page. */
export interface Question {
  /** Any of the values inside a facet, all of the facets together. */
  facets?: Readonly<Record<string, readonly string[]>> | undefined
  /** Every word must be in the title; the last one may be unfinished. */
  text?: string | undefined
  /** Brush over the start: first and last day, both included. */
  starts?: { from?: number | undefined; to?: number | undefined } | undefined
  /** Whether engagements without a start stay when `starts` is set. */
  includeUndated?: boolean | undefined
  /** In force on this day: begun by then and not known to have ended before. Rows without a start stay. */
  asOf?: number | undefined
  /** As the atlas knew it at this second; without it, as it is known now. */
  knownAt?: number | undefined
  /** Only rows whose US position, or whose position abroad, lies here; what has no position does not. */
  usWithin?: Box | undefined
  abroadWithin?: Box | undefined
  viewport?: Box | undefined
  /** Count only what lies in the viewport, in facets and totals too. */
  withinViewport?: boolean | undefined
  /** Map zoom as MapLibre counts it (512-pixel tiles). */
  zoom?: number | undefined
  limit?: number | undefined
  /** The `next` of an earlier answer. */
  after?: string | undefined
  arcs?: number | undefined
  /** Also cluster the ends abroad. */
  abroad?: boolean | undefined
}

const DAY = 86_400_000

/** Days since 1970-01-01, as the index counts them. */
export const dayNumber = (year: number, month = 1, day = 1): number => {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return Math.round(date.getTime() / DAY)
}

export const yearOf = (day: number): number => new Date(day * DAY).getUTCFullYear()

/** The brush that covers whole years, both included. */
export const yearsBrush = (first: number, last: number) => ({ from: dayNumber(first), to: dayNumber(last + 1) - 1 })
