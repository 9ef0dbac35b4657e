import { hasBit } from './bitset.ts'
import { boxOnGrid, isInside } from './boxes.ts'
import { type AtlasIndex, type FacetColumn, LANES, NO_TIE, type Part } from './columns.ts'
import type { LayerCounts } from './counts.ts'
import type { Point } from './engagement-row.ts'
import { valuesOf } from './facets.ts'
import { fromGrid } from './mercator.ts'
import type { Question } from './question.ts'
import { largest } from './ranking.ts'
import { type Tally, tallyOf } from './tally.ts'

/** All rows between one US place and one partner, drawn as one line. */
export interface Arc {
  from: string[]
  to: string[]
  fromPoint: Point
  toPoint: Point
  count: number
  /** The commonest value of the schema's `arcKind`; equal ones are decided by the alphabet. */
  kind: string
}

const USUAL_ARCS = 200

/**
 * The busiest arcs with either end in the viewport. Equal counts are decided by the map's curve, those of recent edits last.
 */
export function busiestArcs(index: AtlasIndex, layers: readonly LayerCounts[], question: Question): Arc[] {
  const most = question.arcs ?? USUAL_ARCS
  const [base, fresh] = layers
  if (!base || most <= 0) return []
  const amounts = fresh ? withFresh(base, fresh) : base.ties
  const drawn = drawnTies(base.layer.part, question)
  const kindOf = kindsIn(index, layers)
  const found = largest(amounts, drawn, most).map((slot) =>
    toArc(index, layers, { ties: [amounts.at[slot] ?? 0, NO_TIE], count: amounts.count[slot] ?? 0, kindOf }),
  )
  if (fresh) found.push(...freshArcs(index, layers, { fresh, question, kindOf }))
  return found.sort((a, b) => b.count - a.count).slice(0, most)
}

/** The base counts with those rows added that edits have put on ties the base already has. */
function withFresh({ ties, layer }: LayerCounts, fresh: LayerCounts): Tally {
  const amounts = new Uint32Array(layer.part.ties.size)
  for (let slot = 0; slot < ties.size; slot++) amounts[ties.at[slot] ?? 0] = ties.count[slot] ?? 0
  for (let slot = 0; slot < fresh.ties.size; slot++) {
    const tie = fresh.layer.baseTie?.[fresh.ties.at[slot] ?? 0] ?? NO_TIE
    if (tie !== NO_TIE) amounts[tie] = (amounts[tie] ?? 0) + (fresh.ties.count[slot] ?? 0)
  }
  return tallyOf(amounts)
}

function freshArcs(
  index: AtlasIndex,
  layers: readonly LayerCounts[],
  { fresh, question, kindOf }: { fresh: LayerCounts; question: Question; kindOf: KindOf },
): Arc[] {
  const drawn = drawnTies(fresh.layer.part, question)
  const arcs: Arc[] = []
  for (let slot = 0; slot < fresh.ties.size; slot++) {
    const tie = fresh.ties.at[slot] ?? 0
    if (drawn(tie) && (fresh.layer.baseTie?.[tie] ?? NO_TIE) === NO_TIE)
      arcs.push(toArc(index, layers, { ties: [NO_TIE, tie], count: fresh.ties.count[slot] ?? 0, kindOf }))
  }
  return arcs
}

/** Whether a tie has two positions, at least one of them in the viewport. */
function drawnTies({ ties, points, abroadPoints }: Part, question: Question): (tie: number) => boolean {
  const box = question.viewport ? boxOnGrid(question.viewport) : undefined
  const here = points.x.length
  const there = abroadPoints.x.length
  return (tie) => {
    const from = ties.point[tie] ?? here
    const to = ties.abroadPoint[tie] ?? there
    if (from === here || to === there) return false
    if (!box) return true
    return (
      isInside(box, points.x[from] ?? 0, points.y[from] ?? 0) ||
      isInside(box, abroadPoints.x[to] ?? 0, abroadPoints.y[to] ?? 0)
    )
  }
}

/** `ties` names the tie in each layer that has it. */
function toArc(
  index: AtlasIndex,
  layers: readonly LayerCounts[],
  { ties, count, kindOf }: { ties: [number, number]; count: number; kindOf: KindOf },
): Arc {
  const [at, tie] = ties[0] === NO_TIE ? [1, ties[1]] : [0, ties[0]]
  const part = (layers[at] ?? layers[0])?.layer.part
  if (!part) throw new Error('arcs: an arc needs a layer to be read from.')
  const from = part.ties.point[tie] ?? 0
  const to = part.ties.abroadPoint[tie] ?? 0
  return {
    from: valuesOf(part.ties.place, index.schema.from, tie),
    to: valuesOf(part.ties.partner, index.schema.to, tie),
    fromPoint: middleOf(part.points.x[from] ?? 0, part.points.y[from] ?? 0),
    toPoint: middleOf(part.abroadPoints.x[to] ?? 0, part.abroadPoints.y[to] ?? 0),
    count,
    kind: kindOf(ties),
  }
}

const middleOf = (x: number, y: number): Point => fromGrid(x + 0.5, y + 0.5)

type KindOf = (ties: readonly [number, number]) => string

/** The commonest kind of a tie over the layers that have it; where each keeps its kinds is looked up once. */
function kindsIn(index: AtlasIndex, layers: readonly LayerCounts[]): KindOf {
  const columns = layers.map(({ layer }) => findFacet(layer.part, index.schema.arcKind))
  return (ties) => {
    const amounts = new Map<string, number>()
    layers.forEach((counts, at) => {
      const same = at === 0 || ties[0] === NO_TIE ? [ties[at] ?? NO_TIE] : twinsOf(counts.layer.baseTie, ties[0])
      for (const tie of same) if (tie !== NO_TIE) addKinds(counts, columns[at], tie, amounts)
    })
    if (amounts.size === 1) for (const kind of amounts.keys()) return kind
    const ranked = [...amounts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    return ranked[0]?.[0] ?? ''
  }
}

const twinsOf = (baseTie: Uint32Array | undefined, tie: number): number[] =>
  baseTie ? [...baseTie.keys()].filter((at) => baseTie[at] === tie) : []

function addKinds(
  { layer: { part }, pass }: LayerCounts,
  found: ReturnType<typeof findFacet>,
  tie: number,
  amounts: Map<string, number>,
): void {
  if (!found) return
  const { facet, codeOf } = found
  const end = part.ties.firstRow[tie + 1] ?? 0
  for (let row = part.ties.firstRow[tie] ?? 0; row < end; row++) {
    if (!hasBit(pass, row)) continue
    const set = facet.setOf[codeOf(row, tie)] ?? 0
    const last = facet.setStart[set + 1] ?? 0
    for (let at = facet.setStart[set] ?? 0; at < last; at++) {
      const value = facet.values[facet.setValues[at] ?? 0] ?? ''
      amounts.set(value, (amounts.get(value) ?? 0) + 1)
    }
  }
}

function findFacet(part: Part, name: string) {
  const named = (facet: FacetColumn) => facet.name === name
  for (const { codes, lanes } of part.packs)
    for (const [lane, { offset, facets }] of lanes.entries()) {
      const facet = facets.find(named)
      if (facet) return { facet, codeOf: (row: number) => (codes[row * LANES + lane] ?? 0) - offset }
    }
  for (const { codes, facets } of [part.ties.place, part.ties.partner]) {
    const facet = facets.find(named)
    if (facet) return { facet, codeOf: (_: number, tie: number) => codes[tie] ?? 0 }
  }
  return undefined
}
