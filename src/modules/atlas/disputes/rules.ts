import type { z } from 'zod'
import type { Holding } from '#kernel/holdings'
import { dayOf } from '#platform/clock'
import { formatDate } from '#platform/i18n'
import type { EngagementView, PartyView } from '../engagements/schema.ts'
import type { Disputable, DisputeView, disputeShape } from './schema.ts'

export const disputeHoldings: Holding[] = [
  {
    table: 'atlas.disputes',
    title: 'Disputes you raised or settled for a government',
    by: { said_by: 'actor', ended_by: 'actor' },
    fate: {
      is: 'kept',
      why: 'A government said it through an account, which stands by number and without a name.',
      until: 'as long as the record stands',
    },
  },
]

/** Everybody a record names: both sides, and the network of a membership. */
export const partiesOf = ({ us, abroad, networkId, networkName }: EngagementView): PartyView[] => [
  ...us,
  ...abroad,
  ...(networkId ? [{ id: networkId, name: networkName ?? networkId, kind: 'network', country: null }] : []),
]

/** What a record shows of one property, in the words it is kept in. */
export function shownValueOf(engagement: EngagementView, property: Disputable): string {
  const names = (parties: PartyView[]) => parties.map(({ name }) => name).join('; ')
  switch (property) {
    case 'party.us':
      return names(engagement.us)
    case 'party.abroad':
      return names(engagement.abroad)
    case 'network':
      return engagement.networkName ?? ''
    case 'theme':
      return engagement.themes.join(', ')
    default:
      return engagement[property]
  }
}

/** "Disputed by the City of Houston since March 3, 2026", for the line beside a value. */
export const disputeInWords = ({ partyName, saidAt }: DisputeView): string =>
  `Disputed by ${partyName} since ${formatDate('en', dayOf(saidAt))}`

export const toDisputeShape = (dispute: DisputeView): z.output<typeof disputeShape> => ({
  id: dispute.id,
  property: dispute.property,
  value: dispute.value,
  by: { id: dispute.partyId, name: dispute.partyName },
  reason: dispute.reason,
  source: { title: dispute.sourceTitle, address: dispute.sourceAddress },
  since: dispute.saidAt.toISOString(),
  state: dispute.state,
  endedAt: dispute.endedAt?.toISOString() ?? null,
  endedReason: dispute.endedReason,
})
