import { type DayColumn, NO_DAY } from './columns.ts'
import { BRUSH } from './conditions.ts'
import type { LayerCounts } from './counts.ts'
import { yearOf } from './question.ts'

/** Bars of the timeline: `counts[n]` rows start in year `first + n`, were the brush lifted; `undated` have no start. */
export interface YearCounts {
  first: number
  counts: Uint32Array
  undated: number
}

export function countYears(layers: readonly LayerCounts[]): YearCounts {
  return layers.map(yearsOfLayer).reduce(addYears)
}

function yearsOfLayer({ layer, start, missing }: LayerCounts): YearCounts {
  const years = yearsOf(layer.part.start)
  const lifted = missing.get(BRUSH.name)
  // Days come newest first, so the years run from the last entry to the first.
  const first = years.at(-1) ?? 0
  const counts = new Uint32Array(years.length === 0 ? 0 : (years[0] ?? 0) - first + 1)
  for (let code = 0; code < years.length; code++) {
    const bar = (years[code] ?? 0) - first
    counts[bar] = (counts[bar] ?? 0) + (start[code] ?? 0) + (lifted?.[code] ?? 0)
  }
  return { first, counts, undated: (start[years.length] ?? 0) + (lifted?.[years.length] ?? 0) }
}

const known = new WeakMap<DayColumn, Int32Array>()

/** The year of each day that is known. */
function yearsOf(column: DayColumn): Int32Array {
  const years =
    known.get(column) ??
    Int32Array.from(
      column.days.filter((day) => day !== NO_DAY),
      yearOf,
    )
  known.set(column, years)
  return years
}

export function addYears(a: YearCounts, b: YearCounts): YearCounts {
  const undated = a.undated + b.undated
  if (a.counts.length === 0) return { ...b, undated }
  if (b.counts.length === 0) return { ...a, undated }
  const first = Math.min(a.first, b.first)
  const end = Math.max(a.first + a.counts.length, b.first + b.counts.length)
  const counts = new Uint32Array(end - first)
  for (const { first: from, counts: bars } of [a, b])
    bars.forEach((count, at) => {
      counts[from - first + at] = (counts[from - first + at] ?? 0) + count
    })
  return { first, counts, undated }
}
