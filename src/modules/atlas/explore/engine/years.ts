import { BRUSH } from './conditions.ts'
import type { LayerCounts } from './counts.ts'

/** Bars of the timeline: `counts[n]` rows start in year `first + n`, were the brush lifted; `undated` have no start. */
export interface YearCounts {
  first: number
  counts: Uint32Array
  undated: number
}

export function countYears(layers: readonly LayerCounts[]): YearCounts {
  return layers.map(yearsOfLayer).reduce(addYears)
}

function yearsOfLayer(counts: LayerCounts): YearCounts {
  const { lifted } = counts
  if (lifted?.name === BRUSH) return yearsOfLayer(lifted.landing)
  const { layer, packs, missing } = counts
  const { part } = layer
  const { pack, lane, first } = part.year
  const { offset, size } = part.packs[pack]?.lanes[lane] ?? { offset: 0, size: 1 }
  const misses = missing.get(BRUSH)?.lane?.counts
  const bars = Uint32Array.from(
    { length: size },
    (_, code) => (packs[pack]?.[offset + code] ?? 0) + (misses?.[offset + code] ?? 0),
  )
  return { first, counts: bars.subarray(0, size - 1), undated: bars[size - 1] ?? 0 }
}

/** The undated rows that pass, with the brush in force. */
export function countUndated({ layer: { part }, packs }: LayerCounts): number {
  const { offset, size } = part.packs[part.year.pack]?.lanes[part.year.lane] ?? { offset: 0, size: 1 }
  return packs[part.year.pack]?.[offset + size - 1] ?? 0
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
