import { slug } from '#platform/ids'
import type { Draft, RowReject, Said } from '../drafts/schema.ts'
import { severalProperties } from '../engagements/schema.ts'
import { engagementId } from '../imports/rules.ts'
import { foldName } from '../matches/matching/normal-names.ts'
import type { Meant } from '../mentions/schema.ts'
import { type RecordKind, recordKinds } from '../recipes/schema.ts'
import { isUs, type Spine } from '../spine/rules.ts'
import { storable } from '../uploads/rules.ts'
import type { KnownEngagement, KnownStatement, Outcome, OutcomeRow } from './schema.ts'

/** A draft whose places are known: what it says of which record. */
export interface Resolved {
  row: number
  id: string
  isKnown: boolean
  title: string
  said: Said[]
}

/** Known records by who takes part, for one form. */
export type KnownPairs = Map<string, KnownEngagement[]>

const pairKey = (us: string, other: string): string => `${us} ${other}`

export function pairsOf(known: KnownEngagement[]): KnownPairs {
  const pairs: KnownPairs = new Map()
  for (const each of known)
    for (const us of each.usIds)
      for (const other of [...each.abroadIds, ...(each.networkId ? [each.networkId] : [])]) {
        const key = pairKey(us, other)
        pairs.set(key, [...(pairs.get(key) ?? []), each])
      }
  return pairs
}

/** Everybody with whom each party has something on record. */
export function neighborsOf(known: KnownEngagement[]): Map<string, Set<string>> {
  const neighbors = new Map<string, Set<string>>()
  const join = (one: string, other: string) => {
    const found = neighbors.get(one) ?? new Set()
    neighbors.set(one, found.add(other))
  }
  for (const { usIds, abroadIds } of known)
    for (const us of usIds)
      for (const other of abroadIds) {
        join(us, other)
        join(other, us)
      }
  return neighbors
}

/** Which record a draft speaks of, once its names are known; or why it speaks of none. */
export function resolveDraft(
  draft: Draft,
  context: { record: RecordKind; spine: Spine; pairs: KnownPairs; meantOf(end: Draft['first']): Meant },
): { resolved: Resolved } | { reject: RowReject } {
  const { spine, record } = context
  const ends = draft.second ? [draft.first, draft.second] : [draft.first]
  const ids: string[] = []
  for (const end of ends) {
    const meaning = context.meantOf(end)
    if (meaning.organizationId) ids.push(meaning.organizationId)
    else
      return rejected(draft.row, end.cell, meaning.decision === 'review' ? 'open-name' : 'unknown-place', meaning.words)
  }
  const network = draft.network && spine.networks.get(foldName(draft.network.raw))
  if (draft.network && !network)
    return rejected(
      draft.row,
      draft.network,
      'unknown-network',
      `No network here is called “${draft.network.raw.trim()}”.`,
    )
  const rows = ids.flatMap((id) => spine.entities.get(id) ?? [])
  const us = rows.filter(isUs)
  const abroad = rows.filter((row) => !isUs(row))
  const [ours, other] = [us[0]?.id, network ?? abroad[0]?.id]
  if (us.length === 0)
    return rejected(draft.row, draft.first.cell, 'out-of-scope', 'Neither place lies in the United States.')
  if (!ours || !other || us.length > 1) {
    const [a, b] = ids
    return a === b
      ? rejected(draft.row, draft.second?.cell, 'self-loop', `${us[0]?.name} is given as its own partner.`)
      : rejected(draft.row, draft.second?.cell, 'domestic-pair', 'Both places lie in the United States.')
  }
  const started = draft.said.find(({ property }) => property === 'started')?.value ?? ''
  const title = draft.said.find(({ property }) => property === 'title')?.value ?? ''
  const known = (context.pairs.get(pairKey(ours, other)) ?? []).find((each) =>
    isSameEvent(record, each, { started, title }),
  )
  const name = (id: string) => spine.entities.get(id)?.name ?? id
  return {
    resolved: {
      row: draft.row,
      id: known?.id ?? newKey(record, { ours, other, started, title }),
      isKnown: known !== undefined,
      title: known?.title ?? `${name(ours)} – ${name(other)}`,
      said: saidOf(draft, { record, ours, other, isKnown: known !== undefined, usKind: us[0]?.kind ?? '' }),
    },
  }
}

function rejected(
  row: number,
  cell: { column: string; raw: string } | undefined,
  reason: string,
  explanation: string,
): { reject: RowReject } {
  return { reject: { row, column: cell?.column ?? '', value: (cell?.raw ?? '').slice(0, 500), reason, explanation } }
}

/** Two places have one standing tie and a member one membership; agreements and events are told apart by their day and title. */
function isSameEvent(
  record: RecordKind,
  known: KnownEngagement,
  { started, title }: { started: string; title: string },
): boolean {
  if (record === 'tie' || record === 'membership') return true
  return known.started === started && (title === '' || slug(known.title) === slug(title))
}

function newKey(
  record: RecordKind,
  { ours, other, started, title }: { ours: string; other: string; started: string; title: string },
): string {
  const told = record === 'tie' || record === 'membership' ? '' : `/${started}/${slug(title)}`
  return engagementId(`file/${record}/${ours}/${other}${told}`)
}

const stateKinds: Record<string, string> = { state: 'sister-state', territory: 'sister-state', county: 'sister-county' }

function saidOf(
  draft: Draft,
  about: { record: RecordKind; ours: string; other: string; isKnown: boolean; usKind: string },
): Said[] {
  const { form, kind } = recordKinds[about.record]
  const cell = draft.first.cell
  const otherCell = draft.second?.cell ?? draft.network ?? cell
  const says = (property: string) => draft.said.some((each) => each.property === property)
  return [
    { property: 'form', value: form, cell },
    // Of a known record the file says its kind only where a column does.
    ...(says('kind') || about.isKnown
      ? []
      : [{ property: 'kind', value: about.record === 'tie' ? (stateKinds[about.usKind] ?? kind) : kind, cell }]),
    { property: 'party.us', value: about.ours, cell },
    { property: about.record === 'membership' ? 'network' : 'party.abroad', value: about.other, cell: otherCell },
    ...draft.said,
  ]
}

/** What is said of one record, and what each of its rows does to what is known of it. */
export interface Compared {
  rows: { row: number; outcome: Outcome; words: string }[]
  /** To be put on record, with the row whose cells say it. */
  add: { row: number; said: Said }[]
  /** To be taken back: the same source said otherwise before. */
  withdraw: string[]
}

const severity: Record<Outcome, number> = { rejected: 0, same: 1, changed: 2, conflicting: 3, new: 4 }

/** Compares the rows of one record with all that was ever said of it. */
export function compareRecord(rows: Resolved[], known: KnownStatement[], sourceId: string): Compared {
  const compared: Compared = { rows: [], add: [], withdraw: [] }
  const standing = known.filter(({ isStanding }) => isStanding)
  const inFile = new Map<string, Set<string>>()
  for (const [at, { row, said }] of rows.entries()) {
    let outcome: Outcome = at === 0 && standing.length === 0 ? 'new' : 'same'
    const words: string[] = []
    for (const each of said) {
      const values = inFile.get(each.property) ?? new Set()
      inFile.set(each.property, values)
      if (values.has(each.value)) continue
      const effect = effectOf(each, { values, standing, known, sourceId })
      values.add(each.value)
      if (effect.outcome === 'same') continue
      compared.add.push({ row, said: each })
      compared.withdraw.push(...effect.withdraw)
      words.push(effect.words)
      if (severity[effect.outcome] > severity[outcome]) outcome = effect.outcome
    }
    compared.rows.push({ row, outcome, words: outcome === 'new' ? '' : [...new Set(words)].join(' ') })
  }
  return compared
}

const names: Record<string, string> = {
  'party.us': 'the US side',
  'party.abroad': 'the counterpart',
  started: 'its beginning',
  ended: 'its end',
  legal: 'the legal status',
}
const called = (property: string): string => names[property] ?? `the ${property}`

interface Effect {
  outcome: 'same' | 'changed' | 'conflicting'
  words: string
  withdraw: string[]
}

const nothing: Effect = { outcome: 'same', words: '', withdraw: [] }

function effectOf(
  { property, value }: Said,
  context: { values: Set<string>; standing: KnownStatement[]; known: KnownStatement[]; sourceId: string },
): Effect {
  const about = context.standing.filter((each) => each.property === property)
  const own = about.filter((each) => each.sourceId === context.sourceId)
  if (own.some((each) => each.value === value)) return nothing
  // What somebody took back does not return because the same file says it once more.
  const isRefused = context.known.some(
    (each) =>
      each.isJudged &&
      !each.isStanding &&
      each.property === property &&
      each.value === value &&
      each.sourceId === context.sourceId,
  )
  if (isRefused) return nothing
  const others = about.filter((each) => each.sourceId !== context.sourceId && each.value !== value)
  const isSupport =
    about.some((each) => each.value === value) && (severalProperties.has(property) || others.length === 0)
  if (isSupport && own.length === 0) return { outcome: 'changed', words: 'One more source says so.', withdraw: [] }
  if (severalProperties.has(property) || about.length === 0) {
    if (context.values.size > 0 && !severalProperties.has(property))
      return { outcome: 'conflicting', words: `The file says ${called(property)} in two ways.`, withdraw: [] }
    return { outcome: 'changed', words: `Adds ${called(property)}: ${value}.`, withdraw: [] }
  }
  // What a person ranked stays as ranked, whatever the next file says.
  const judged = own.filter((each) => each.isJudged || each.rank !== 'normal')
  const replaced = own.filter((each) => !judged.includes(each))
  if (others.length > 0 || judged.length > 0)
    return {
      outcome: 'conflicting',
      words: `Says that ${called(property)} is ${value}; on record is ${[...others, ...judged][0]?.value}.`,
      withdraw: replaced.map(({ id }) => id),
    }
  if (replaced.length > 0)
    return {
      outcome: 'changed',
      words: `Says that ${called(property)} is ${value}; before it said ${replaced[0]?.value}.`,
      withdraw: replaced.map(({ id }) => id),
    }
  return { outcome: 'changed', words: 'One more source says so.', withdraw: [] }
}

export const asOutcome = (reject: RowReject): OutcomeRow => ({
  ...reject,
  value: storable(reject.value),
  explanation: storable(reject.explanation),
  outcome: 'rejected',
  engagementId: null,
  title: '',
})
