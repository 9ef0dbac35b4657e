import type { Statement } from './schema.ts'
import { isValidOn } from './validity.ts'

export { dayBounds, isPartialDate, isValidOn } from './validity.ts'

/** The two clocks of every question: what was true on a day, and what we knew at an instant. */
export interface Clocks {
  /** In force on this day; undefined takes no account of validity. */
  onDay?: string | undefined
  /** As known at this instant; undefined is now. */
  knownAt?: Date | undefined
}

/** What a record shows for one property, and all that was said about it. */
export interface Shown {
  property: string
  /** Values shown: one, or several when the property has several by nature. */
  values: string[]
  /** Statements behind the values, best first. */
  chosen: Statement[]
  /** Statements that say something else, were outranked, or were retracted. */
  others: Statement[]
  /** Statements of equal rank disagree. */
  isConflicting: boolean
}

/** Statements as they stood at an instant: what was said later is left out, and what was taken back later stands. */
export function knownBy<Said extends Statement>(statements: Said[], at: Date | undefined): Said[] {
  if (at === undefined) return statements
  return statements
    .filter((each) => each.recordedAt <= at)
    .map((each) =>
      each.retractedAt !== null && each.retractedAt > at ? { ...each, retractedAt: null, retractedReason: null } : each,
    )
}

/** What stands on record of one property when sources differ, what shows first; nothing when all that stands says the same. */
export function sidesOf({ chosen, others, values }: Shown): Statement[] {
  const standing = [...chosen, ...others.filter((each) => each.retractedAt === null).sort(betterFirst)]
  return standing.some((each) => !values.includes(each.value)) ? standing : []
}

/** By which part of the rule a value shows: nothing else stands, all agree, an editor's rank, or the last recorded of equals. */
export function whyShown(shown: Shown): 'nothing' | 'alone' | 'agreed' | 'ranked' | 'latest' {
  const [best] = shown.chosen
  if (!best) return 'nothing'
  if (shown.isConflicting) return 'latest'
  if (sidesOf(shown).length > 0) return 'ranked'
  return shown.chosen.length > 1 ? 'agreed' : 'alone'
}

const rankOrder = { preferred: 0, normal: 1, deprecated: 2 }

/**
 * The record that people see is a function of statements and clocks, and of nothing else.
 * Rule: retracted and deprecated statements never show; preferred ones hide normal ones (Wikibase ranks);
 * of equals, the one recorded last shows first, then the smaller id, so that the answer never depends on order of arrival.
 * What an undone import had taken back counts from when it was first recorded.
 */
export function assemble(
  statements: Statement[],
  clocks: Clocks = {},
  several: ReadonlySet<string> = new Set(),
): Shown[] {
  const { knownAt, onDay } = clocks
  const known = statements.filter((each) => knownAt === undefined || each.recordedAt <= knownAt)
  const byProperty = Map.groupBy(known, (each) => each.property)
  return [...byProperty].map(([property, said]) => show(property, said, knownAt, onDay, several.has(property)))
}

function show(
  property: string,
  said: Statement[],
  knownAt: Date | undefined,
  onDay: string | undefined,
  isSeveral: boolean,
): Shown {
  const standing = said
    .filter((each) => each.retractedAt === null || (knownAt !== undefined && each.retractedAt > knownAt))
    .filter((each) => each.rank !== 'deprecated')
    .filter((each) => onDay === undefined || isValidOn(each.validFrom, each.validTo, onDay))
    .sort(betterFirst)
  const best = standing.filter((each) => each.rank === standing[0]?.rank)
  const distinct = [...new Set(best.map((each) => each.value))]
  const values = isSeveral ? distinct : distinct.slice(0, 1)
  const chosen = best.filter((each) => values.includes(each.value))
  return {
    property,
    values,
    chosen,
    others: said.filter((each) => !chosen.includes(each)),
    isConflicting: !isSeveral && distinct.length > 1,
  }
}

function betterFirst(a: Statement, b: Statement): number {
  return (
    rankOrder[a.rank] - rankOrder[b.rank] ||
    countsFrom(b).getTime() - countsFrom(a).getTime() ||
    (citedAs(a) < citedAs(b) ? -1 : citedAs(a) > citedAs(b) ? 1 : 0)
  )
}

const countsFrom = (said: Statement): Date => said.countsFrom ?? said.recordedAt

/** The id under which people cite a statement: that of its first saying, where an undone import had taken it back meanwhile. */
export const citedAs = (said: Pick<Statement, 'id' | 'citedAs'>): string => said.citedAs ?? said.id
