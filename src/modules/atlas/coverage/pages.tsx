import { allow, form, mayDo, pageOf, routes } from '#kernel/access'
import { type FormState, Page, redirect } from '#platform/http'
import { formatDate } from '#platform/i18n'
import {
  Button,
  DataTable,
  DateField,
  LinkButton,
  PageHeader,
  ProblemSummary,
  RadioGroup,
  SelectField,
  TextField,
} from '#ui'
import { ClockForm, ClockLine } from '../engagements/pages/clocks.tsx'
import { partyPath } from '../engagements/pages/paths.ts'
import { clocksQuery, forms } from '../engagements/schema.ts'
import { CoverageMap } from './panels.tsx'
import { countCoverage, listCoverage } from './read.ts'
import { denominatorInWords } from './rules.ts'
import { coverageStates, newCoverage } from './schema.ts'
import { recordCoverage } from './write.ts'

const known = clocksQuery.pick({ knownAt: true })

/** How far the record reaches: what every count is to be read with. */
export const coveragePages = routes({
  '/coverage': pageOf(known, async ({ db, viewer, query }) => {
    const asked = { asOf: undefined, knownAt: query.knownAt }
    const lines = await listCoverage(db, { knownAt: query.knownAt })
    return (
      <Page
        title="Coverage"
        description="Which states and governments were asked, which answered, and how far the record reaches."
        card="A map of the United States."
      >
        <div class="wrap">
          <PageHeader
            title="How far the record reaches"
            lede={denominatorInWords(await countCoverage(db, query.knownAt))}
            actions={
              mayDo(viewer, 'atlas.coverage.record') && (
                <LinkButton href="/desk/coverage" kind="secondary">
                  Put an answer on record
                </LinkButton>
              )
            }
          />
          <ClockLine asked={asked} now="/coverage" />
          <p>
            Where nobody asked, or nobody answered, an empty spot on the map may be an empty spot in our knowledge. A
            state counts as answered when it has told what it and its governments do, for at least one form.
          </p>
          <CoverageMap lines={lines} />
          <DataTable
            caption="States and governments that were asked"
            columns={[
              {
                key: 'name',
                label: 'Government',
                cell: (line) => (
                  <a href={partyPath({ id: line.organizationId, kind: line.organizationKind })}>
                    {line.organizationName}
                  </a>
                ),
              },
              { key: 'form', label: 'About', cell: (line) => line.form.replaceAll('-', ' ') || 'Everything' },
              { key: 'asked', label: 'Asked', cell: (line) => date(line.askedOn) },
              { key: 'answered', label: 'Answered', cell: (line) => date(line.answeredOn) },
              {
                key: 'state',
                label: 'Reach',
                cell: (line) =>
                  line.completeAsOf ? `${line.state}, as of ${formatDate('en', line.completeAsOf)}` : line.state,
              },
              {
                key: 'source',
                label: 'Source',
                cell: (line) => (
                  <>
                    {line.sourceAddress ? <a href={line.sourceAddress}>{line.sourceTitle}</a> : line.sourceTitle}
                    {line.note && ` (${line.note})`}
                  </>
                ),
              },
            ]}
            rows={lines}
            keyOf={(line) => line.id}
            whenEmpty="Nobody has been asked yet: every count on this site says only what its sources happen to tell."
          />
          <p>
            <a href="/api/v1/coverage">As JSON</a>
          </p>
          <ClockForm asked={asked} path="/coverage" />
        </div>
      </Page>
    )
  }),
  '/desk/coverage': form(
    newCoverage,
    async ({ db, viewer, form: state }) => {
      allow(viewer, 'atlas.coverage.record')
      return <RecordPage state={state} says={denominatorInWords(await countCoverage(db))} />
    },
    async ({ db, actor, input, clock }) => {
      await recordCoverage(db, actor, { ...input, at: clock.now() })
      return redirect('/coverage')
    },
  ),
})

const date = (day: string | null) => (day ? formatDate('en', day) : 'Not')

function RecordPage({ state: { values, problem }, says }: { state: FormState; says: string }) {
  const typed = (name: string) => String(values[name] ?? '')
  const error = (name: string) => problem?.fields[name]
  return (
    <Page title="Coverage" robots="noindex">
      <div class="wrap page-reading deed">
        <PageHeader title="Put an answer on record" lede={says} meta={<a href="/coverage">What is on record</a>} />
        <ProblemSummary problem={problem} />
        <form method="post" class="stack">
          <TextField
            name="organizationId"
            label="Government or state"
            value={typed('organizationId')}
            error={error('organizationId')}
            hint="The id at the end of the address of its page, such as us-tx"
          />
          <SelectField
            name="form"
            label="About"
            value={typed('form')}
            placeholder="Everything it does abroad"
            error={error('form')}
            options={forms.map((each) => ({ value: each, label: each.replaceAll('-', ' ') }))}
          />
          <DateField name="askedOn" label="Asked on" value={typed('askedOn')} error={error('askedOn')} />
          <DateField name="answeredOn" label="Answered on" value={typed('answeredOn')} error={error('answeredOn')} />
          <RadioGroup
            name="state"
            label="How far the record reaches"
            value={typed('state')}
            error={error('state')}
            options={Object.entries(coverageStates).map(([value, label]) => ({ value, label }))}
          />
          <DateField
            name="completeAsOf"
            label="Complete as of"
            value={typed('completeAsOf')}
            error={error('completeAsOf')}
          />
          <TextField
            name="sourceTitle"
            label="What this rests on"
            value={typed('sourceTitle')}
            error={error('sourceTitle')}
          />
          <TextField
            name="sourceAddress"
            label="Its address, if it has one"
            value={typed('sourceAddress')}
            error={error('sourceAddress')}
          />
          <TextField name="note" label="Note" value={typed('note')} error={error('note')} />
          <Button type="submit">Put it on record</Button>
        </form>
      </div>
    </Page>
  )
}
