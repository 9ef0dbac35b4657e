import { dayBounds, isValidOn } from '#kernel/claims'
import { invalid } from '#platform/problem'
import { organs, type TermView } from './schema.ts'

/** What was not taken out: what the public is told. */
export const shownOf = <Entry extends { isTakenOut: boolean }>(entries: Entry[]): Entry[] =>
  entries.filter(({ isTakenOut }) => !isTakenOut)

type Span = Pick<TermView, 'began' | 'ended'>

/**
 * Who was in office on a day (ISO 8601), by part of the body and then by who came first. A day known in part counts from its first day on,
 * and an end known in part until its last.
 */
export function inOfficeOn<Term extends Span & Pick<TermView, 'organ'>>(terms: Term[], day: string): Term[] {
  const order = Object.keys(organs)
  const rank = ({ organ, began }: Term) => `${order.indexOf(organ)} ${firstDay(began)}`
  return terms.filter(({ began, ended }) => isValidOn(began, ended, day)).sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
}

/** Those whose time was over on a day, latest first. */
export const formerOn = <Term extends Span>(terms: Term[], day: string): Term[] =>
  terms
    .filter(({ ended }) => ended !== '' && lastDay(ended) < day)
    .sort((a, b) => (lastDay(a.ended) > lastDay(b.ended) ? -1 : 1))

/** The first day that a partial date may mean. */
export const firstDay = (partial: string): string => dayBounds(partial)?.first ?? partial
const lastDay = (partial: string): string => dayBounds(partial)?.last ?? partial

export function refuseBackwards({ began, ended }: Span): void {
  if (ended !== '' && lastDay(ended) < firstDay(began))
    throw invalid('histories.term.backwards', 'This time in office would end before it begins.', {
      ended: 'Write a later day, or leave it empty',
    })
}
