import type { Answer } from './answer.ts'
import type { Arc } from './arcs.ts'
import type { Cluster } from './clusters.ts'
import { addFacets } from './facets.ts'
import { compareRows, writeCursor } from './listing.ts'
import { fromGrid, toGrid } from './mercator.ts'
import type { Question } from './question.ts'
import { addYears } from './years.ts'

const USUAL_ROWS = 20
const USUAL_ARCS = 200

/**
 * The answer over two disjoint sets of engagements that were asked the same question, for instance in two threads. Exact when all
 * engagements of one US place are in one of the sets: then no arc is split, and the busiest of each are enough to find the busiest of all.
 */
export function mergeAnswers(a: Answer, b: Answer, question: Question): Answer {
  const rows = [...a.rows, ...b.rows].sort(compareRows)
  const limit = question.limit ?? USUAL_ROWS
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const hasMore = rows.length > limit || a.next !== undefined || b.next !== undefined
  return {
    total: a.total + b.total,
    of: a.of + b.of,
    undated: a.undated + b.undated,
    unlocated: a.unlocated + b.unlocated,
    inView: a.inView + b.inView,
    facets: a.facets.map((facet, at) => {
      const other = b.facets[at]
      return other ? addFacets(facet, other) : facet
    }),
    years: addYears(a.years, b.years),
    clusters: mergeClusters(a.clusters, b.clusters),
    abroad: mergeClusters(a.abroad, b.abroad),
    arcs: mergeArcs(a.arcs, b.arcs, question.arcs ?? USUAL_ARCS),
    rows: shown,
    ...(hasMore && last ? { next: writeCursor(last) } : {}),
  }
}

/** Cells of the same number become one; its mean position is that of all rows, taken in the plane of the map. */
function mergeClusters(a: Cluster[], b: Cluster[]): Cluster[] {
  const cells = new Map(a.map((cluster) => [cluster.cell, cluster]))
  for (const cluster of b) {
    const known = cells.get(cluster.cell)
    cells.set(cluster.cell, known ? joined(known, cluster) : cluster)
  }
  return [...cells.values()].sort((x, y) => x.cell - y.cell)
}

function joined(a: Cluster, b: Cluster): Cluster {
  const [here, there] = [toGrid(a), toGrid(b)]
  const count = a.count + b.count
  const mean = (one: number, other: number) => (one * a.count + other * b.count) / count
  return { cell: a.cell, count, ...fromGrid(mean(here.x, there.x), mean(here.y, there.y)) }
}

const mergeArcs = (a: Arc[], b: Arc[], most: number): Arc[] =>
  [...a, ...b].sort((x, y) => y.count - x.count).slice(0, most)
