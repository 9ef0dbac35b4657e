import { type Arc, busiestArcs } from './arcs.ts'
import { type Cluster, clusterAbroad, clusterHere, toCluster } from './clusters.ts'
import { type AtlasIndex, layersOf } from './columns.ts'
import { countLayer, type LayerCounts } from './counts.ts'
import { countFacets, type FacetCounts } from './facets.ts'
import { type ListedRow, listRows } from './listing.ts'
import type { Question } from './question.ts'
import { giveBack } from './scratch.ts'
import { countUndated, countYears, type YearCounts } from './years.ts'

/** Everything a page shows, all of it about one and the same set of rows. */
export interface Answer {
  /** Rows that fit the question, out of all there are (now, or as known at the second asked about). */
  total: number
  of: number
  undated: number
  unlocated: number
  /** Rows of the total whose US position is in the viewport; without a viewport, all that have a position. */
  inView: number
  facets: FacetCounts[]
  years: YearCounts
  clusters: Cluster[]
  abroad: Cluster[]
  arcs: Arc[]
  rows: ListedRow[]
  next?: string | undefined
}

export function answer(index: AtlasIndex, question: Question = {}): Answer {
  const layers = layersOf(index).map((layer) => countLayer(index, layer, question))
  const clusters = clusterHere(layers, question)
  const found: Answer = {
    total: sum(layers, ({ passed }) => passed),
    of: sum(layers, ({ known }) => known),
    undated: sum(layers, countUndated),
    unlocated: sum(layers, countUnlocated),
    inView: sum(clusters, ({ count }) => count),
    facets: countFacets(index.schema, layers),
    years: countYears(layers),
    clusters: clusters.map(toCluster),
    abroad: question.abroad ? clusterAbroad(layers, question).map(toCluster) : [],
    arcs: busiestArcs(index, layers, question),
    ...listRows(layers, question),
  }
  for (const { borrowed } of layers) giveBack(borrowed)
  return found
}

/** Ties without position come last. */
function countUnlocated({ layer: { part }, ties }: LayerCounts): number {
  const first = part.pointFirstTie.at(-1) ?? 0
  let total = 0
  for (let slot = ties.size - 1; slot >= 0 && (ties.at[slot] ?? 0) >= first; slot--) total += ties.count[slot] ?? 0
  return total
}

const sum = <Thing>(things: readonly Thing[], amountOf: (thing: Thing) => number) =>
  things.reduce((total, thing) => total + amountOf(thing), 0)
