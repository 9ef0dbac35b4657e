import { allow, form, mayDo, page, routes, type Viewer } from '#kernel/access'
import { dayOf } from '#platform/clock'
import { type FormState, Page, redirect } from '#platform/http'
import { formatDate } from '#platform/i18n'
import {
  Breadcrumbs,
  Button,
  PageHeader,
  ProblemSummary,
  RecordEntry,
  RecordList,
  SelectField,
  TextArea,
  TextField,
} from '#ui'
import { engagementPath } from '../engagements/pages/paths.ts'
import { getEngagement } from '../engagements/read.ts'
import type { EngagementView } from '../engagements/schema.ts'
import { getDispute, listOpenDisputes } from './read.ts'
import { partiesOf } from './rules.ts'
import { type DisputeView, disputable, endingOfDispute, newDispute } from './schema.ts'
import { disputeValue, resolveDispute, withdrawDispute } from './write.ts'

export const disputePages = routes({
  '/engagements/:id/disputes/new': form(
    newDispute,
    async ({ db, viewer, params, form: state }) => {
      const engagement = await getEngagement(db, viewer, { id: params.id ?? '' })
      return <DisputePage engagement={engagement} viewer={viewer} state={state} />
    },
    async ({ db, actor, params, input, clock }) => {
      const engagementId = params.id ?? ''
      await disputeValue(db, actor, { ...input, engagementId, at: clock.now() })
      return redirect(`${engagementPath(engagementId)}#disputes`)
    },
  ),
  '/disputes/:id/withdrawal': form(
    endingOfDispute,
    async ({ db, viewer, params, form: state }) => {
      const dispute = await getDispute(db, viewer, params.id ?? '')
      allow(viewer, 'atlas.dispute.say', { recordId: dispute.partyId })
      return <EndPage dispute={dispute} state={state} title="Withdraw a dispute" button="Withdraw it" />
    },
    async ({ db, actor, params, input, clock }) => {
      const engagementId = await withdrawDispute(db, actor, { id: params.id ?? '', ...input, at: clock.now() })
      return redirect(`${engagementPath(engagementId)}#disputes`)
    },
  ),
  '/desk/disputes': page(async ({ db, viewer }) => {
    const disputes = await listOpenDisputes(db, viewer)
    return (
      <Page title="Disputes" robots="noindex">
        <div class="wrap page-reading">
          <PageHeader
            title="Disputes to settle"
            lede="Values that a government named in the record says are wrong, oldest first. Put the record right by its statements, then settle the dispute with the reason."
          />
          {disputes.length === 0 && <p>No value is disputed.</p>}
          <ul class="entry-list">
            {disputes.map((each) => (
              <li key={each.id}>
                <h2>
                  <a href={`/desk/disputes/${each.id}`}>{each.engagementTitle}</a>
                </h2>
                <p class="quiet">
                  {disputable[each.property]} · {each.partyName} · since {formatDate('en', dayOf(each.saidAt))}
                </p>
                <p dir="auto">{each.reason}</p>
              </li>
            ))}
          </ul>
        </div>
      </Page>
    )
  }),
  '/desk/disputes/:id': form(
    endingOfDispute,
    async ({ db, viewer, params, form: state }) => {
      allow(viewer, 'atlas.dispute.resolve')
      const dispute = await getDispute(db, viewer, params.id ?? '')
      return <EndPage dispute={dispute} state={state} title="Settle a dispute" button="Settle it" />
    },
    async ({ db, actor, params, input, clock }) => {
      await resolveDispute(db, actor, { id: params.id ?? '', ...input, at: clock.now() })
      return redirect('/desk/disputes')
    },
  ),
})

function DisputePage({
  engagement,
  viewer,
  state: { values, problem },
}: {
  engagement: EngagementView
  viewer: Viewer
  state: FormState
}) {
  const parties = partiesOf(engagement).filter(({ id }) => mayDo(viewer, 'atlas.dispute.say', { recordId: id }))
  if (parties.length === 0) allow(viewer, 'atlas.dispute.say', { recordId: engagement.us[0]?.id ?? '' })
  const typed = (name: string) => String(values[name] ?? '')
  return (
    <Page title="Dispute a value" robots="noindex">
      <div class="wrap page-reading deed">
        <Breadcrumbs items={[{ href: engagementPath(engagement.id), label: engagement.title }, { label: 'Dispute' }]} />
        <PageHeader
          eyebrow={engagement.title}
          title="Dispute a value"
          lede="It will stand beside the value, with the name of your government and the date. The value itself stays as its sources have it, until the editors decide otherwise."
        />
        <ProblemSummary problem={problem} />
        <form method="post" class="stack">
          <SelectField
            name="partyId"
            label="Speaking for"
            value={typed('partyId') || (parties[0]?.id ?? '')}
            error={problem?.fields.partyId}
            options={parties.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <SelectField
            name="property"
            label="What is disputed"
            value={typed('property')}
            placeholder="Choose"
            error={problem?.fields.property}
            options={Object.entries(disputable).map(([value, label]) => ({ value, label }))}
          />
          <TextArea
            name="reason"
            label="What is wrong with it"
            value={typed('reason')}
            error={problem?.fields.reason}
            rows={4}
            hint="Public. Name no private person."
          />
          <TextField
            name="sourceTitle"
            label="What this rests on"
            value={typed('sourceTitle')}
            error={problem?.fields.sourceTitle}
            hint="Such as a resolution, minutes of the council, or a letter"
          />
          <TextField
            name="sourceAddress"
            label="Its address, if it has one"
            value={typed('sourceAddress')}
            error={problem?.fields.sourceAddress}
          />
          <Button type="submit">Put it on record</Button>
        </form>
      </div>
    </Page>
  )
}

function EndPage({
  dispute,
  state: { values, problem },
  title,
  button,
}: {
  dispute: DisputeView
  state: FormState
  title: string
  button: string
}) {
  return (
    <Page title={title} robots="noindex">
      <div class="wrap page-reading deed">
        <Breadcrumbs
          items={[
            { href: `${engagementPath(dispute.engagementId)}#disputes`, label: dispute.engagementTitle },
            { label: 'Dispute' },
          ]}
        />
        <PageHeader eyebrow={dispute.engagementTitle} title={title} />
        <ProblemSummary problem={problem} />
        <RecordList label="The dispute">
          <RecordEntry term="Disputed by">{dispute.partyName}</RecordEntry>
          <RecordEntry term={disputable[dispute.property]}>{dispute.value}</RecordEntry>
          <RecordEntry term="What is wrong with it">{dispute.reason}</RecordEntry>
          <RecordEntry term="Rests on">
            {dispute.sourceAddress ? <a href={dispute.sourceAddress}>{dispute.sourceTitle}</a> : dispute.sourceTitle}
          </RecordEntry>
        </RecordList>
        <form method="post" class="stack">
          <TextArea
            name="reason"
            label="Reason"
            value={String(values.reason ?? '')}
            error={problem?.fields.reason}
            rows={3}
            hint="Public: it stays with the record."
          />
          <Button type="submit">{button}</Button>
        </form>
      </div>
    </Page>
  )
}
