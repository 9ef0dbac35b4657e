import { conflict, invalid } from '#platform/problem'
import { flawsOf } from '../checks/rules.ts'
import { keysOf } from '../nodes/rules.ts'
import type { EditionState, EditionView, Turning } from './schema.ts'

/** From which states each deed leads, and where to. */
const ways: Record<Turning['deed'], { from: readonly EditionState[]; to: EditionState | undefined }> = {
  review: { from: ['draft'], to: 'review' },
  return: { from: ['review', 'scheduled'], to: 'draft' },
  schedule: { from: ['draft', 'review', 'scheduled'], to: 'scheduled' },
  publish: { from: ['draft', 'review', 'scheduled'], to: 'published' },
  withdraw: { from: ['published'], to: 'withdrawn' },
  remove: { from: ['published', 'withdrawn'], to: 'gone' },
  discard: { from: ['draft', 'review', 'scheduled'], to: undefined },
}

/** The state a deed leads to, or the problem that says why it cannot be done now; undefined for a draft that is thrown away. */
export function stateAfter(state: EditionState, deed: Turning['deed']): EditionState | undefined {
  const way = ways[deed]
  if (!way.from.includes(state))
    throw conflict(
      'publications.edition.state',
      `This edition is ${state} by now, so that cannot be done. Reload to see what happened.`,
    )
  return way.to
}

export const deedsFrom = (state: EditionState): Turning['deed'][] =>
  (Object.keys(ways) as Turning['deed'][]).filter((deed) => ways[deed].from.includes(state)) // keys of a constant record

/** What must be there before the public reads an edition. */
export function refuseUnready(edition: EditionView): void {
  const missing: Record<string, string> = {}
  if (!edition.teaser) missing.teaser = 'Say in a sentence or two what it says'
  if (edition.topics.length === 0) missing.topics = 'Choose at least one topic, so that it stands on a list'
  if (edition.authors.length === 0 && edition.kind !== 'statement' && edition.kind !== 'letter')
    missing.authors = 'Name at least one author'
  if (edition.number > 1 && !edition.isMinor && !edition.changeNote)
    missing.changeNote = 'Say what changed since the last edition, or mark this one as minor'
  if (edition.kind === 'event' && !edition.occasion) missing.startsAt = 'Say when it begins and ends, and where it is'
  const [flaw] = flawsOf(
    edition.content,
    edition.bibliography.map(({ id }) => id),
  )
  const isWritten = edition.cited?.citations.every((words) => words.length > 0)
  if (!flaw && !isWritten && keysOf(edition.content).length > 0)
    missing.content =
      'The citation style of the body cannot write its citations out: complete the sources or choose another style, and save again'
  if (flaw) missing.content = `${flaw.where}: ${flaw.says}`
  if (Object.keys(missing).length > 0)
    throw invalid('publications.edition.unready', 'A few things are missing before this can be published.', missing)
}

/**
 * An exact instant from a form: `2026-12-01T09:00` with the offset of the zone beside it, or an ISO instant. An embargo by day alone
 * ends at different moments for different readers, so a day alone is refused.
 */
export function instantOf(text: string, field: string): Date {
  const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text)
    ? new Date(text)
    : undefined
  if (!instant || Number.isNaN(instant.getTime()))
    throw invalid('publications.edition.instant', 'Write the moment with its zone.', {
      [field]: 'Such as 2026-12-01T09:00-05:00',
    })
  return instant
}
