import { allow, form, mayDo, page, routes, system, type Viewer } from '#kernel/access'
import { dayOf } from '#platform/clock'
import { type FormState, Page, type Routes, redirect } from '#platform/http'
import { formatDate, formatPartialDate, plural } from '#platform/i18n'
import type { Problem } from '#platform/problem'
import {
  Breadcrumbs,
  Button,
  Checkbox,
  DataTable,
  PageHeader,
  ProblemSummary,
  RecordEntry,
  RecordList,
  SelectField,
} from '#ui'
import { partiesOf } from '../../disputes/rules.ts'
import { engagementPath } from '../../engagements/pages/paths.ts'
import { getEngagement } from '../../engagements/read.ts'
import type { EngagementView } from '../../engagements/schema.ts'
import { countAhead, findDue, findLetter, listDue } from '../read.ts'
import { confirmedMonths } from '../rules.ts'
import { answerByLetter, checkDeed, confirming } from '../schema.ts'
import { checkRecord, closed, confirmByLetter, confirmRecord } from '../write.ts'
import { CheckPage } from './check.tsx'

const quarter = 90 * 86_400_000

/** Parties confirm a record; staff see what is due, mark what is sourced, and ask parties by letter. */
export const checkPages = ({ publicUrl }: { publicUrl: string }): Routes<Viewer> =>
  routes({
    '/engagements/:id/confirmation': form(
      confirming,
      async ({ db, viewer, params, form: state }) => {
        const engagement = await getEngagement(db, viewer, { id: params.id ?? '' })
        return <ConfirmPage engagement={engagement} viewer={viewer} state={state} />
      },
      async ({ db, actor, params, input, clock }) => {
        const engagementId = params.id ?? ''
        await confirmRecord(db, actor, { engagementId, partyId: input.partyId, at: clock.now() })
        return redirect(`${engagementPath(engagementId)}#checks`)
      },
    ),
    '/confirmations': form(
      answerByLetter,
      async ({ db, form: state, clock }) => {
        const code = String(state.values.code ?? '')
        const letter = await findLetter(db, { code, now: clock.now() })
        if (!letter) throw closed()
        // The code was sent to somebody who is to read the record, whoever else may.
        const engagement = await getEngagement(db, system, { id: letter.engagementId })
        const party = partiesOf(engagement).find(({ id }) => id === letter.partyId)
        return <LetterPage engagement={engagement} partyName={party?.name ?? ''} code={code} state={state} />
      },
      async ({ db, input, clock }) =>
        redirect(`${engagementPath(await confirmByLetter(db, { code: input.code, at: clock.now() }))}#checks`),
    ),
    '/desk/checks': page(async ({ db, viewer, clock }) => {
      const today = dayOf(clock.now())
      const rows = await listDue(db, viewer, { today })
      const ahead = await countAhead(db, viewer, { today, until: dayOf(new Date(clock.now().getTime() + quarter)) })
      return (
        <Page title="Checks due" robots="noindex">
          <div class="wrap">
            <PageHeader
              title="Records to check again"
              lede={`Whose day has come, or which changed after a party confirmed them. A confirmation holds ${confirmedMonths} months unless you set another day. ${plural('en', ahead, 'more comes due', 'more come due')} within 90 days.`}
            />
            <DataTable
              caption="Records to check again, those due longest first"
              isCaptionHidden
              columns={[
                {
                  key: 'title',
                  label: 'Record',
                  cell: (row) => <a href={`/desk/checks/${row.engagementId}`}>{row.title}</a>,
                },
                { key: 'state', label: 'Standing', cell: (row) => row.verification.replaceAll('-', ' ') },
                { key: 'due', label: 'Due', cell: (row) => formatDate('en', row.dueOn) },
                {
                  key: 'why',
                  label: 'Why',
                  cell: (row) =>
                    [
                      row.hasChanged ? 'Changed since it was confirmed.' : '',
                      row.dueOn <= today ? 'Its day has come.' : '',
                      row.reason,
                    ]
                      .filter(Boolean)
                      .join(' '),
                },
              ]}
              rows={rows}
              keyOf={(row) => row.engagementId}
              whenEmpty="Nothing is due."
            />
          </div>
        </Page>
      )
    }),
    '/desk/checks/:id': form(
      checkDeed,
      async ({ db, viewer, params, form: state }) => {
        allow(viewer, 'atlas.engagement.check')
        const engagement = await getEngagement(db, viewer, { id: params.id ?? '' })
        const due = await findDue(db, viewer, engagement.id)
        return <CheckPage engagement={engagement} dueOn={due?.dueOn ?? ''} state={state} />
      },
      async ({ db, actor, params, input, clock }) => {
        const engagementId = params.id ?? ''
        await checkRecord(db, actor, { engagementId, deed: input, publicUrl, at: clock.now() })
        return redirect(`${engagementPath(engagementId)}#checks`)
      },
    ),
  })

function Facts({ engagement }: { engagement: EngagementView }) {
  const names = (parties: { name: string }[]) => parties.map(({ name }) => name).join('; ')
  const date = (text: string) => (text ? formatPartialDate('en', text) : undefined)
  const known = (text: string) => (text === 'unknown' ? undefined : text.replaceAll('-', ' '))
  return (
    <RecordList label="What is on record">
      <RecordEntry term="What">{engagement.kind.replaceAll('-', ' ')}</RecordEntry>
      <RecordEntry term="In the United States">{names(engagement.us)}</RecordEntry>
      <RecordEntry term="Counterpart">{engagement.networkName ?? names(engagement.abroad)}</RecordEntry>
      <RecordEntry term="Began">{date(engagement.started)}</RecordEntry>
      <RecordEntry term="Ended">{date(engagement.ended)}</RecordEntry>
      <RecordEntry term="Legal status">{known(engagement.legal)}</RecordEntry>
      <RecordEntry term="Recognition">{known(engagement.recognition)}</RecordEntry>
      <RecordEntry term="Activity">{known(engagement.activity)}</RecordEntry>
    </RecordList>
  )
}

function IsRight({ problem }: { problem: Problem | undefined }) {
  return (
    <Checkbox
      name="isRight"
      value="yes"
      label="This is right as far as we know. What is unknown may stay so."
      error={problem?.fields.isRight}
    />
  )
}

function ConfirmPage({
  engagement,
  viewer,
  state: { values, problem },
}: {
  engagement: EngagementView
  viewer: Viewer
  state: FormState
}) {
  const parties = partiesOf(engagement).filter(({ id }) => mayDo(viewer, 'atlas.engagement.confirm', { recordId: id }))
  if (parties.length === 0) allow(viewer, 'atlas.engagement.confirm', { recordId: engagement.us[0]?.id ?? '' })
  return (
    <Page title="Confirm a record" robots="noindex">
      <div class="wrap page-reading deed">
        <Breadcrumbs items={[{ href: engagementPath(engagement.id), label: engagement.title }, { label: 'Confirm' }]} />
        <PageHeader
          eyebrow={engagement.title}
          title="Confirm this record"
          lede="The confirmation stands on the record with the name of your government and today’s date. The other side confirms for itself."
        />
        <ProblemSummary problem={problem} />
        <Facts engagement={engagement} />
        <form method="post" class="stack">
          <SelectField
            name="partyId"
            label="Confirming for"
            value={String(values.partyId ?? parties[0]?.id ?? '')}
            error={problem?.fields.partyId}
            options={parties.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <IsRight problem={problem} />
          <Button type="submit">Confirm</Button>
          <p>
            Something is wrong? <a href={`/engagements/${engagement.id}/disputes/new`}>Dispute the value</a> instead.
          </p>
        </form>
      </div>
    </Page>
  )
}

function LetterPage({
  engagement,
  partyName,
  code,
  state: { problem },
}: {
  engagement: EngagementView
  partyName: string
  code: string
  state: FormState
}) {
  return (
    <Page title="Is this record right?" robots="noindex">
      <div class="wrap page-reading deed">
        <PageHeader
          eyebrow={engagement.title}
          title="Is this record right?"
          lede={`You were asked for ${partyName}. Confirming puts its name and today’s date on the record.`}
        />
        <ProblemSummary problem={problem} />
        <Facts engagement={engagement} />
        <form method="post" action="/confirmations" class="stack">
          <input type="hidden" name="code" value={code} />
          <IsRight problem={problem} />
          <Button type="submit">Confirm for {partyName}</Button>
          <p>
            Something is wrong?{' '}
            <a href={`/corrections/new?kind=engagement&id=${engagement.id}`}>Tell us what it should be</a>.
          </p>
        </form>
      </div>
    </Page>
  )
}
