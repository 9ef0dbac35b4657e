import { clearBit, countBits, createBitset, setBit } from './bitset.ts'
import { buildFresh } from './build.ts'
import { type AtlasIndex, type Column, type Layer, NO_TIE, type Part } from './columns.ts'
import type { EngagementRow } from './engagement-row.ts'
import { valuesOf } from './facets.ts'
import { rowsWithId } from './ids.ts'
import { mortonCode } from './mercator.ts'
import { findPoint } from './points.ts'

export interface Removal {
  id: string
  /** The second from which the engagement is no longer believed. */
  at: number
}

export interface AtlasChange {
  /** New versions. A current one ends the version before it at its own `knownFrom`. */
  upserts?: readonly EngagementRow[]
  removals?: readonly Removal[]
}

/** An index with edits on top, and the rows of those edits: keep both and hand them back with the next change. */
export interface EditedAtlas {
  index: AtlasIndex
  freshRows: readonly EngagementRow[]
}

/** From this many edits on, building a new base in the background costs less than counting the overlay in each answer. */
const COMFORTABLE_EDITS = 20_000

export const startEditing = (index: AtlasIndex): EditedAtlas => ({ index, freshRows: [] })

export const needsRebuild = ({ index, freshRows }: EditedAtlas) =>
  freshRows.length + index.base.closures.size > COMFORTABLE_EDITS

/** The old index stays as it was, so a reader in the middle of a question is not disturbed. */
export function applyChange(edited: EditedAtlas, { upserts = [], removals = [] }: AtlasChange): EditedAtlas {
  const ends = new Map<string, number>()
  const newest = new Map<string, EngagementRow>()
  const added: EngagementRow[] = []
  for (const row of upserts) {
    if (row.knownTo !== undefined) {
      added.push(row)
      continue
    }
    const before = newest.get(row.id)
    if (before) added.push({ ...before, knownTo: row.knownFrom })
    else ends.set(row.id, row.knownFrom)
    newest.set(row.id, row)
  }
  for (const { id, at } of removals) {
    const before = newest.get(id)
    if (before) {
      added.push({ ...before, knownTo: at })
      newest.delete(id)
    } else ends.set(id, at)
  }
  const kept = edited.freshRows.map((row) => {
    const end = row.knownTo === undefined ? ends.get(row.id) : undefined
    return end === undefined ? row : { ...row, knownTo: end }
  })
  const freshRows = [...kept, ...added, ...newest.values()]
  const base = closeRows(edited.index.base, ends)
  const { schema } = edited.index
  const fresh = freshRows.length === 0 ? undefined : buildFresh(schema, freshRows, base.part.text !== undefined)
  if (fresh) fresh.baseTie = tiesInBase(base.part, fresh.part)
  return { index: { schema, base, fresh }, freshRows }
}

/** Ends the current version of each id in the base. */
function closeRows(layer: Layer, ends: ReadonlyMap<string, number>): Layer {
  const { part } = layer
  if (!part.ids) throw new Error('changes: a compact index has no ids and cannot be edited; load the whole one.')
  const current = layer.current?.slice() ?? allRows(part.rows)
  const before = countBits(current)
  const closures = new Map(layer.closures)
  for (const [id, end] of ends)
    for (const row of rowsWithId(part.ids, id)) {
      if (((current[row >>> 5] ?? 0) >>> (row & 31)) % 2 === 0) continue
      clearBit(current, row)
      closures.set(row, end)
    }
  return countBits(current) === before ? layer : { part, current, closures }
}

function allRows(rows: number) {
  const all = createBitset(rows)
  for (let row = 0; row < rows; row++) setBit(all, row)
  return all
}

/** For each fresh tie the base tie with the same places, partners and positions, and whatever is derived from them. */
function tiesInBase(base: Part, fresh: Part): Uint32Array {
  const here = fresh.points.x.length
  return Uint32Array.from({ length: fresh.ties.size }, (_, tie) => {
    const point = fresh.ties.point[tie] ?? here
    const x = fresh.points.x[point]
    const y = fresh.points.y[point]
    const abroad = fresh.ties.abroadPoint[tie] ?? 0
    // A tie without two positions is never drawn, so it needs no twin.
    if (x === undefined || y === undefined || fresh.abroadPoints.x[abroad] === undefined) return NO_TIE
    const basePoint = findPoint(base.points, mortonCode(x, y))
    if (basePoint === undefined) return NO_TIE
    const end = base.pointFirstTie[basePoint + 1] ?? 0
    for (let candidate = base.pointFirstTie[basePoint] ?? 0; candidate < end; candidate++) {
      const baseAbroad = base.ties.abroadPoint[candidate] ?? 0
      if (base.abroadPoints.x[baseAbroad] !== fresh.abroadPoints.x[abroad]) continue
      if (base.abroadPoints.y[baseAbroad] !== fresh.abroadPoints.y[abroad]) continue
      const hasTwins = (side: 'place' | 'partner') => sameEntry([base.ties[side], candidate], [fresh.ties[side], tie])
      if (hasTwins('place') && hasTwins('partner')) return candidate
    }
    return NO_TIE
  })
}

/** Whether two entries spell out alike in every facet of their column. */
const sameEntry = ([a, entryA]: [Column, number], [b, entryB]: [Column, number]) =>
  a.facets.every(({ name }) => sameValues(valuesOf(a, name, entryA), valuesOf(b, name, entryB)))

const sameValues = (a: string[], b: string[]) => a.length === b.length && a.every((value) => b.includes(value))
