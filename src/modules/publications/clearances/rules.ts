import { conflict } from '#platform/problem'
import type { EditionView } from '../works/schema.ts'
import type { ClearanceView } from './schema.ts'

/** Whether a clearance speaks of the words that now stand. */
export const isOfThisText = (clearance: ClearanceView, edition: Pick<EditionView, 'contentHash'>): boolean =>
  clearance.state === 'not-required' || clearance.contentHash === edition.contentHash

/** Keeps back what an author has submitted and nobody has cleared, and what was changed after it was cleared. */
export function refuseUncleared(edition: Pick<EditionView, 'contentHash'>, clearances: ClearanceView[]): void {
  const waiting = clearances.find(({ state }) => state === 'submitted')
  if (waiting)
    throw conflict(
      'publications.clearance.waiting',
      `${waiting.author} has submitted this and it is not cleared yet.`,
      {
        deed: 'Note the clearance first',
      },
    )
  const other = clearances.find((clearance) => !isOfThisText(clearance, edition))
  if (other)
    throw conflict(
      'publications.clearance.changed',
      `The text was changed after it was cleared for ${other.author}. Bring the cleared words back, or have these cleared.`,
      { deed: 'What is published must be, word for word, what was cleared' },
    )
}
