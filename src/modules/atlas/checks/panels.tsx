import { mayDo, type Viewer } from '#kernel/access'
import { dayOf } from '#platform/clock'
import { formatDate } from '#platform/i18n'
import { SectionHeading } from '#ui'
import { partiesOf } from '../disputes/rules.ts'
import { cellPath } from '../engagements/pages/paths.ts'
import type { EngagementView } from '../engagements/schema.ts'
import type { Confirmation } from './schema.ts'

/** Who confirmed a record and when it is looked at again; the ways to do so, for who may. */
export function Checks({
  engagement,
  confirmations,
  due,
  viewer,
}: {
  engagement: EngagementView
  confirmations: Confirmation[]
  due: { dueOn: string; reason: string } | undefined
  viewer: Viewer
}) {
  const mayConfirm = partiesOf(engagement).some(({ id }) => mayDo(viewer, 'atlas.engagement.confirm', { recordId: id }))
  const mayCheck = mayDo(viewer, 'atlas.engagement.check')
  if (confirmations.length === 0 && !due && !mayConfirm && !mayCheck) return null
  return (
    <section aria-labelledby="checks">
      <SectionHeading
        title="Confirmed by its parties"
        id="checks"
        action={
          mayConfirm ? (
            <a href={`/engagements/${engagement.id}/confirmation`}>Confirm this record</a>
          ) : mayCheck ? (
            <a href={`/desk/checks/${engagement.id}`}>Check this record</a>
          ) : undefined
        }
      />
      {confirmations.length === 0 && <p>No party has confirmed this record.</p>}
      <ul>
        {confirmations.map((each) => (
          <li key={each.statementId}>
            {each.partyName} ({each.side === 'us' ? 'in the United States' : 'abroad'}), on{' '}
            <a href={cellPath(each.statementId)}>{formatDate('en', dayOf(each.confirmedAt))}</a>
          </li>
        ))}
      </ul>
      {due && (
        <p class="quiet">
          To be checked again by {formatDate('en', due.dueOn)}
          {due.reason && `: ${due.reason}`}
        </p>
      )}
    </section>
  )
}
