import type { Holding } from '#kernel/holdings'
import { conflict, invalid } from '#platform/problem'
import type { EngagementView } from '../engagements/schema.ts'

/** How long a confirmation holds before somebody looks again, in months; staff may set another day for a record. */
export const confirmedMonths = 24
export const letterDays = 30

/** The day by which a record confirmed on `day` is looked at again. */
export function dueAfter(day: string, months = confirmedMonths): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

/** On which side of a record a party stands; a network stands for the members abroad. */
export function sideOf(engagement: EngagementView, partyId: string): 'us' | 'abroad' {
  if (engagement.usIds.includes(partyId)) return 'us'
  if (engagement.abroadIds.includes(partyId) || engagement.networkId === partyId) return 'abroad'
  throw invalid('atlas.check.party', 'Only who takes part can confirm a record.', {
    partyId: 'This record does not name it',
  })
}

/** "Sourced" says that somebody saw a primary document, which must be on record first, and it never lowers what is known. */
export function refuseUnsourced(engagement: EngagementView, hasDocument: boolean): void {
  if (engagement.verification !== 'reported')
    throw conflict('atlas.check.sourced', 'This record is sourced already, or confirmed.')
  if (!hasDocument)
    throw conflict(
      'atlas.check.no-document',
      'No primary document is on record yet. Put a statement with the document as its source on record first.',
    )
}

export const checkHoldings: Holding[] = [
  {
    table: 'atlas.checks',
    title: 'Days you set for looking at a record again',
    by: { set_by: 'actor' },
    fate: {
      is: 'kept',
      why: 'Which account did it, by number and without names.',
      until: 'as long as the record stands',
    },
  },
  {
    ...{ table: 'atlas.check_letters', title: 'Letters that asked you to confirm a record' },
    ...{ about: { address: 'address' }, by: { asked_by: 'actor' }, secret: ['secret_hash'] },
    fate: { is: 'erased' },
  },
]
