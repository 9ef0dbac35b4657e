import { mayDo, type Viewer } from '#kernel/access'
import { dayOf } from '#platform/clock'
import { formatDate } from '#platform/i18n'
import { SectionHeading, StatusChip } from '#ui'
import type { EngagementView } from '../engagements/schema.ts'
import { partiesOf } from './rules.ts'
import { type DisputeView, disputable } from './schema.ts'

/** What parties of a record dispute, with what became of it; and the way to dispute a value, for who may. */
export function Disputes({
  disputes,
  engagement,
  viewer,
}: {
  disputes: DisputeView[]
  engagement: EngagementView
  viewer: Viewer
}) {
  const maySay = partiesOf(engagement).some(({ id }) => mayDo(viewer, 'atlas.dispute.say', { recordId: id }))
  if (disputes.length === 0 && !maySay) return null
  const path = `/engagements/${engagement.id}/disputes/new`
  return (
    <section aria-labelledby="disputes">
      <SectionHeading
        title="Disputes"
        id="disputes"
        note="Said by a government that the record names. A dispute changes no value; it stands beside it."
        action={maySay ? <a href={path}>Dispute a value</a> : undefined}
      />
      {disputes.length === 0 && <p>Nobody disputes this record.</p>}
      <ul class="entry-list">
        {disputes.map((each) => (
          <li key={each.id}>
            <p>
              <strong>{disputable[each.property]}</strong>, disputed by {each.partyName} since{' '}
              {formatDate('en', dayOf(each.saidAt))}
              {each.value !== '' && `, when it read “${each.value}”`}
            </p>
            <p dir="auto">{each.reason}</p>
            <p class="quiet">
              Rests on {each.sourceAddress ? <a href={each.sourceAddress}>{each.sourceTitle}</a> : each.sourceTitle}
            </p>
            {each.endedAt ? (
              <StatusChip tone="ended">
                {each.state === 'withdrawn' ? 'Withdrawn' : 'Settled by the editors'} on{' '}
                {formatDate('en', dayOf(each.endedAt))}: {each.endedReason}
              </StatusChip>
            ) : (
              <StatusChip tone="pending">Open</StatusChip>
            )}
            <Ways dispute={each} viewer={viewer} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Ways({ dispute, viewer }: { dispute: DisputeView; viewer: Viewer }) {
  if (dispute.state !== 'open') return null
  return (
    <p class="no-print">
      {mayDo(viewer, 'atlas.dispute.say', { recordId: dispute.partyId }) && (
        <a href={`/disputes/${dispute.id}/withdrawal`}>Withdraw this dispute</a>
      )}{' '}
      {mayDo(viewer, 'atlas.dispute.resolve') && <a href={`/desk/disputes/${dispute.id}`}>Settle it</a>}
    </p>
  )
}
