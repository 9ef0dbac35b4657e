import { type AtlasIndex, layersOf } from './columns.ts'
import { countLayer } from './counts.ts'
import { valuesOf } from './facets.ts'
import type { Question } from './question.ts'
import { giveBack } from './scratch.ts'

/** How many rows have both values; a row with several values on a side counts once in each of its pairs. */
export interface PairCount {
  from: string
  to: string
  count: number
}

/**
 * Rows of the answer by a facet of the US side and one of the side abroad: the cells of a matrix, the ties of a network.
 * Ties already hold the counts, so the cost goes with the number of distinct ties, not of rows.
 */
export function countPairs(index: AtlasIndex, question: Question, from: string, to: string): PairCount[] {
  const pairs = new Map<string, PairCount>()
  for (const layer of layersOf(index)) {
    const { ties, borrowed } = countLayer(index, layer, question)
    const { place, partner } = layer.part.ties
    for (let slot = 0; slot < ties.size; slot++) {
      const tie = ties.at[slot] ?? 0
      const count = ties.count[slot] ?? 0
      for (const a of valuesOf(place, from, tie))
        for (const b of valuesOf(partner, to, tie)) {
          const key = `${a}\n${b}`
          const known = pairs.get(key)
          if (known) known.count += count
          else pairs.set(key, { from: a, to: b, count })
        }
    }
    giveBack(borrowed)
  }
  return [...pairs.values()].sort((a, b) => b.count - a.count || compare(a.from, b.from) || compare(a.to, b.to))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
