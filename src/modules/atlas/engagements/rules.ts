import { type Clocks, dayBounds, type Shown } from '#kernel/claims'
import {
  activities,
  type ClocksAsked,
  forms,
  legalStatuses,
  recognitions,
  severalProperties,
  type Version,
  verifications,
} from './schema.ts'

/** What a version needs to know of a party: how it is called beside others. */
export interface PartyName {
  id: string
  label: string
}

/** Kinds of source that show the thing itself rather than tell of it. */
const documentKinds = new Set(['statute', 'resolution', 'press release', 'declaration', 'document'])

/**
 * The derived record of one engagement: what its statements show, put together by one rule. Unknown is a value: nothing is in force
 * because no end was found. Returns undefined when nothing stands that says what it is and who takes part.
 */
export function deriveVersion(
  shown: Shown[],
  context: { names: Map<string, PartyName>; sourceKinds: Map<string, string> },
): Version | undefined {
  const values = new Map(shown.map((each) => [each.property, each.values]))
  const first = (property: string) => values.get(property)?.[0] ?? ''
  const several = (property: string) => [...(values.get(property) ?? [])].sort()
  const form = oneOf(forms, first('form'))
  const usIds = several('party.us')
  if (!form || usIds.length === 0) return undefined

  const abroadIds = several('party.abroad')
  const networkId = first('network') || null
  const kinds = new Set(
    shown.flatMap((each) => each.chosen.map((statement) => context.sourceKinds.get(statement.sourceId) ?? 'unknown')),
  )
  const isDocumented = [...kinds].some((kind) => documentKinds.has(kind))
  // A side has confirmed when any party of it has; what sources report of the matter counts where neither has.
  const sides = [several('confirmed.us'), several('confirmed.abroad')].filter(
    (confirmed) => confirmed.length > 0,
  ).length
  const started = first('started')
  const ended = first('ended')
  return {
    title: first('title') || titleOf(usIds, networkId ? [networkId] : abroadIds, context.names),
    form,
    kind: first('kind') || form,
    usIds,
    abroadIds,
    networkId,
    started,
    ended,
    startsOn: dayBounds(started)?.first ?? null,
    endsOn: dayBounds(ended)?.last ?? null,
    legal: oneOf(legalStatuses, first('legal')) ?? 'unknown',
    recognition: oneOf(recognitions, first('recognition')) ?? 'unknown',
    activity: oneOf(activities, first('activity')) ?? 'unknown',
    verification:
      confirmedBy[sides] ?? oneOf(verifications, first('verification')) ?? (isDocumented ? 'sourced' : 'reported'),
    themes: several('theme'),
    sourceKinds: [...kinds].sort(),
    isDocumented,
    note: first('note'),
  }
}

/** How far a record has been confirmed, by the number of sides that did. */
const confirmedBy = [undefined, 'confirmed-by-one', 'confirmed-by-both'] as const

export const isSeveral = severalProperties

/** "Houston, Texas – Shenzhen, China". */
function titleOf(usIds: string[], others: string[], names: Map<string, PartyName>): string {
  const list = (ids: string[]) => ids.map((id) => names.get(id)?.label ?? id).join(', ')
  return others.length === 0 ? list(usIds) : `${list(usIds)} – ${list(others)}`
}

function oneOf<T extends string>(allowed: readonly T[], value: string): T | undefined {
  return allowed.find((each) => each === value)
}

/** Do two versions say the same? Then nothing has become known. */
export const isSameVersion = (a: Version, b: Version): boolean => {
  const plain = (version: Version) => JSON.stringify(Object.entries(version).sort(([x], [y]) => (x < y ? -1 : 1)))
  return plain(a) === plain(b)
}

/** The dates of an address as the two clocks of a question. */
export const clocksOf = ({ asOf, knownAt }: ClocksAsked): Clocks => ({ onDay: asOf, knownAt })
