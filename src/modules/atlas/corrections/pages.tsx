import { z } from 'zod'
import type { Viewer } from '#kernel/access'
import { form, pageOf, routes } from '#kernel/access'
import { findOrganization } from '#kernel/organizations'
import { takeWork, WorkField, workIsland } from '#kernel/proofs'
import { keepingAddress } from '#kernel/views'
import type { Reader } from '#platform/db'
import { type FormState, Page, redirect } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import {
  Button,
  Notice,
  PageHeader,
  ProblemSummary,
  RadioGroup,
  RecordEntry,
  RecordList,
  SelectField,
  TextArea,
  TextField,
} from '#ui'
import { engagementPath } from '../engagements/pages/paths.ts'
import { getEngagement } from '../engagements/read.ts'
import { countOpenCorrections, getCorrection, listOpenCorrections } from './read.ts'
import { type CorrectionView, correctable, correctableOf, correctionsAsked, decision, newCorrection } from './schema.ts'
import { askCorrection, decideCorrection } from './write.ts'

export const correctionPages = routes({
  '/corrections/new': form(
    newCorrection,
    async ({ db, viewer, form: state }) => {
      const kind = String(state.values.kind ?? '')
      const id = String(state.values.id ?? '')
      return <AskPage title={await titleOf(db, viewer, kind, id)} kind={kind} id={id} state={state} />
    },
    async ({ db, actor, input, clock }) => {
      await askCorrection(db, actor, { ...input, at: clock.now() })
      return redirect(`/corrections/thanks?kind=${input.kind}&id=${encodeURIComponent(input.id)}`)
    },
    ({ database, clock, remote, input: { work } }) => takeWork(database, { work, remote, now: clock.now() }),
  ),
  '/corrections/thanks': pageOf(
    z.object({ kind: z.string().default(''), id: z.string().max(100).default('') }),
    async ({ query }) => (
      <Page title="Thank you" robots="noindex">
        <div class="wrap page-narrow">
          <PageHeader
            title="Thank you"
            lede="Your correction is with the editors. If you left an address, you will hear what became of it and why."
          />
          <p>
            <a href={query.kind === 'organization' ? `/governments/${query.id}` : engagementPath(query.id)}>
              Back to the record
            </a>
          </p>
        </div>
      </Page>
    ),
  ),
  '/desk/corrections': pageOf(correctionsAsked, async ({ db, viewer, query }) => {
    const corrections = await listOpenCorrections(db, viewer, query)
    const total = await countOpenCorrections(db, viewer, query)
    return (
      <Page title="Corrections" robots="noindex">
        <div class="wrap page-reading">
          <PageHeader
            title="Corrections to decide"
            lede="Oldest first. Accepting adds a claim with the evidence given; nothing is overwritten."
          />
          <form method="get" class="filter-form">
            <SelectField
              name="kind"
              label="About"
              value={query.kind}
              placeholder="Anything"
              options={[
                { value: 'engagement', label: 'Engagements' },
                { value: 'organization', label: 'Governments and organizations' },
              ]}
            />
            {query.about && <input type="hidden" name="about" value={query.about} />}
            <Button type="submit">Show</Button>
            <a href={keepingAddress('corrections', new URLSearchParams(query))}>Keep this view</a>
          </form>
          {corrections.length < total && <p class="quiet">{`The ${corrections.length} oldest of ${total}.`}</p>}
          {corrections.length === 0 && <p>Nothing waits for a decision.</p>}
          <ul class="entry-list">
            {corrections.map((correction) => (
              <li key={correction.id}>
                <h2>
                  <a href={`/desk/corrections/${correction.id}`}>{correction.subjectTitle}</a>
                </h2>
                <p class="quiet">
                  {propertyName(correction.property)} · asked {formatInstant('en', correction.askedAt)}
                </p>
                <p>{correction.proposedValue}</p>
              </li>
            ))}
          </ul>
        </div>
      </Page>
    )
  }),
  '/desk/corrections/:id': form(
    decision,
    async ({ db, viewer, params, form: state }) => (
      <DecidePage correction={await getCorrection(db, viewer, params.id ?? '')} state={state} />
    ),
    async ({ db, actor, params, input, clock }) => {
      const correction = await getCorrection(db, actor, params.id ?? '')
      await decideCorrection(db, actor, { correction, decision: input, at: clock.now() })
      return redirect('/desk/corrections')
    },
  ),
})

async function titleOf(db: Reader, viewer: Viewer, kind: string, id: string): Promise<string> {
  if (kind === 'engagement') return (await getEngagement(db, viewer, { id })).title
  return (await findOrganization(db, id))?.name ?? ''
}

const correctableIn = (kind: string): readonly string[] =>
  kind === 'organization' ? correctableOf.organization : correctableOf.engagement

const propertyName = (property: string): string => (correctable as Record<string, string>)[property] ?? property // looked up by data

function AskPage({
  title,
  kind,
  id,
  state: { values, problem },
}: {
  title: string
  kind: string
  id: string
  state: FormState
}) {
  const typed = (name: string) => String(values[name] ?? '')
  const error = (name: string) => problem?.fields[name]
  return (
    <Page title="Propose a correction" robots="noindex" islands={[workIsland]}>
      <div class="wrap page-narrow">
        <PageHeader
          eyebrow="Propose a correction"
          title={title || 'Which record?'}
          lede="Anyone may propose one. An editor reads it, checks the evidence and answers."
        />
        <ProblemSummary problem={problem} />
        {title ? (
          <form method="post" action="/corrections/new" class="stack">
            <input type="hidden" name="kind" value={kind} />
            <input type="hidden" name="id" value={id} />
            <WorkField />
            <SelectField
              name="property"
              label="What is wrong or missing?"
              value={typed('property')}
              error={error('property')}
              placeholder="Choose one"
              options={correctableIn(kind).map((value) => ({ value, label: propertyName(value) }))}
            />
            <TextArea
              name="proposedValue"
              label="What should it say?"
              value={typed('proposedValue')}
              error={error('proposedValue')}
              rows={2}
              hint="For dates: 1978, 1978-05 or 1978-05-03."
            />
            <TextArea
              name="evidence"
              label="How do you know?"
              value={typed('evidence')}
              error={error('evidence')}
              hint="Quote the words of a resolution, agreement or announcement where you can."
            />
            <TextField
              name="evidenceAddress"
              type="url"
              label="Where can it be read?"
              value={typed('evidenceAddress')}
              error={error('evidenceAddress')}
              hint="A web address. Leave empty if there is none."
            />
            <TextField
              name="contact"
              type="email"
              label="Your e-mail address"
              value={typed('contact')}
              error={error('contact')}
              hint="Only for our answer; never shown. Leave empty to stay unnamed."
              autoComplete="email"
            />
            <Button type="submit">Send the correction</Button>
          </form>
        ) : (
          <p>
            Open this form from the record you want to correct. <a href="/search">Find it</a>
          </p>
        )}
      </div>
    </Page>
  )
}

function DecidePage({ correction, state: { values, problem } }: { correction: CorrectionView; state: FormState }) {
  const typed = (name: string, otherwise = '') => String(values[name] ?? otherwise)
  return (
    <Page title="Decide a correction" robots="noindex">
      <div class="wrap page-reading">
        <PageHeader eyebrow="Correction" title={correction.subjectTitle} />
        <ProblemSummary problem={problem} />
        <RecordList label="What was proposed">
          <RecordEntry term="Property">{propertyName(correction.property)}</RecordEntry>
          <RecordEntry term="Proposed">{correction.proposedValue}</RecordEntry>
          <RecordEntry term="Evidence">{correction.evidence}</RecordEntry>
          <RecordEntry term="Address">
            {correction.evidenceAddress && <a href={correction.evidenceAddress}>{correction.evidenceAddress}</a>}
          </RecordEntry>
          <RecordEntry term="Asked">{formatInstant('en', correction.askedAt)}</RecordEntry>
        </RecordList>
        <p>
          <a
            href={
              correction.subjectKind === 'organization'
                ? `/governments/${correction.subjectId}`
                : engagementPath(correction.subjectId)
            }
          >
            Open the record
          </a>
        </p>
        {correction.state === 'open' ? (
          <form method="post" class="stack">
            <RadioGroup
              name="verdict"
              label="Your decision"
              value={typed('verdict')}
              error={problem?.fields.verdict}
              options={[
                { value: 'accepted', label: 'Accept: put the value on record' },
                { value: 'declined', label: 'Decline: leave the record as it is' },
              ]}
            />
            <TextField
              name="value"
              label="Value to put on record"
              value={typed('value', correction.proposedValue)}
              error={problem?.fields.value}
              hint="As the record needs it: a date as 1978-05-03, a status by its name such as in-force."
            />
            <TextArea
              name="reason"
              label="Reason"
              value={typed('reason')}
              error={problem?.fields.reason}
              rows={3}
              hint="Kept with the record, and sent to the person who asked if they left an address."
            />
            <Button type="submit">Record the decision</Button>
          </form>
        ) : (
          <Notice kind="info" title={`Already ${correction.state}`}>
            {correction.decisionReason}
          </Notice>
        )}
      </div>
    </Page>
  )
}
