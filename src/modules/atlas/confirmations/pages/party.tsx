import { form, routes } from '#kernel/access'
import { type FormState, Page, redirect } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import { Button, Notice, PageHeader, ProblemSummary, RadioGroup, StatusChip, TextArea } from '#ui'
import { getHeldIntake } from '../../intakes/read.ts'
import { type IntakeView, sections } from '../../intakes/schema.ts'
import { listConfirmations } from '../read.ts'
import { answerToWords, type ConfirmationView, withdrawal } from '../schema.ts'
import { answerWords, withdrawConsent } from '../write.ts'
import { ConfirmationState } from './parts.tsx'

/** What the party reads and decides: sentence by sentence, and whether a step may be published at all. */
export const partyPages = routes({
  '/intake/:code/confirmation': form(
    answerToWords,
    async ({ db, viewer, params, clock, form: state }) => {
      const code = params.code ?? ''
      const intake = await getHeldIntake(db, viewer, { code, now: clock.now() })
      const asked = (await listConfirmations(db, intake.id)).filter((each) => each.state !== 'draft')
      return <WordsPage intake={intake} code={code} asked={asked} state={state} />
    },
    async ({ db, actor, params, input, clock }) => {
      const code = params.code ?? ''
      await answerWords(db, actor, { code, answer: input, at: clock.now() })
      return redirect(`/intake/${code}/confirmation`)
    },
  ),

  '/intake/:code/consent': form(
    withdrawal,
    async ({ db, viewer, params, clock, form: state }) => {
      const code = params.code ?? ''
      const intake = await getHeldIntake(db, viewer, { code, now: clock.now() })
      return <ConsentPage intake={intake} code={code} state={state} />
    },
    async ({ db, actor, params, input, clock }) => {
      const code = params.code ?? ''
      await withdrawConsent(db, actor, { code, section: input.section, at: clock.now() })
      return redirect(`/intake/${code}/consent`)
    },
  ),
})

function WordsPage({
  intake,
  code,
  asked,
  state,
}: {
  intake: IntakeView
  code: string
  asked: ConfirmationView[]
  state: FormState
}) {
  return (
    <Page title="Words to confirm" robots="noindex">
      <div class="wrap page-reading deed">
        <PageHeader
          eyebrow={<a href={`/intake/${code}`}>{intake.governmentName}</a>}
          title="Words to confirm"
          lede="Each sentence as it would stand on the public record. What you confirm is published at once, with your answer as its source. What you refuse is not."
        />
        <ProblemSummary problem={state.problem} />
        {asked.length === 0 && <p>Nothing waits for you. The editors write to you when they propose something.</p>}
        {asked.map((each) => (
          <Words code={code} each={each} state={state.values.id === each.id ? state : undefined} key={each.id} />
        ))}
        {intake.consented.length > 0 && (
          <p>
            You may change your mind: <a href={`/intake/${code}/consent`}>withdraw a consent</a>.
          </p>
        )}
      </div>
    </Page>
  )
}

/** Each sentence is a form of its own; fields of the one that came back keep what was typed. */
function Words({ code, each, state }: { code: string; each: ConfirmationView; state: FormState | undefined }) {
  const error = (name: string) => state?.problem?.fields[name]
  return (
    <section aria-labelledby={`words-${each.id}`} class="stack">
      <h2 id={`words-${each.id}`}>{sections[each.section].title}</h2>
      <blockquote>{each.words}</blockquote>
      {each.state === 'asked' ? (
        <form method="post" action={`/intake/${code}/confirmation`} class="stack">
          <input type="hidden" name="id" value={each.id} />
          <RadioGroup
            name="verdict"
            id={state ? undefined : `verdict-${each.id}`}
            label="May this be published?"
            value={state && String(state.values.verdict ?? '')}
            error={error('verdict')}
            options={[
              { value: 'confirmed', label: 'Yes, exactly so' },
              { value: 'refused', label: 'No' },
            ]}
          />
          <TextArea
            name="refusal"
            id={state ? undefined : `refusal-${each.id}`}
            label="If not, what is wrong?"
            isRequired={false}
            rows={2}
            value={String(state?.values.refusal ?? '')}
            error={error('refusal')}
          />
          <Button type="submit">
            Decide<span class="visually-hidden"> on: {each.words}</span>
          </Button>
        </form>
      ) : (
        <p>
          <ConfirmationState each={each} />
          {each.answeredAt && <span class="quiet"> {formatInstant('en', each.answeredAt)}</span>}
          {each.state === 'confirmed' && (
            <>
              {' '}
              <a href={recordHref(each)}>See it on the record</a>
            </>
          )}
        </p>
      )}
    </section>
  )
}

const recordHref = ({ subjectKind, subjectId }: ConfirmationView): string =>
  subjectKind === 'organization' ? `/governments/${subjectId}` : `/engagements/${subjectId}`

function ConsentPage({ intake, code, state }: { intake: IntakeView; code: string; state: FormState }) {
  const { consented } = intake
  return (
    <Page title="What may be published" robots="noindex">
      <div class="wrap page-narrow deed">
        <PageHeader
          eyebrow={<a href={`/intake/${code}`}>{intake.governmentName}</a>}
          title="What may be published"
          lede="Withdrawing takes effect at once: what was published of that step is taken back, and nothing more of it is."
        />
        <ProblemSummary problem={state.problem} />
        <ul>
          {Object.entries(sections).map(([name, { title }]) => (
            <li key={name}>
              {title}{' '}
              {consented.some((each) => each === name) ? (
                <StatusChip tone="positive">May be published</StatusChip>
              ) : (
                <StatusChip tone="ended">Not to be published</StatusChip>
              )}
            </li>
          ))}
        </ul>
        {intake.sentAt && consented.length > 0 ? (
          <form method="post" action={`/intake/${code}/consent`} class="stack">
            <RadioGroup
              name="section"
              label="Withdraw the consent to"
              error={state.problem?.fields.section}
              options={consented.map((value) => ({ value, label: sections[value].title }))}
            />
            <Notice kind="info">
              The history of the record keeps that something was said and taken back, when and why; the words and values
              go.
            </Notice>
            <Button type="submit" kind="danger">
              Withdraw
            </Button>
          </form>
        ) : (
          <p>{intake.sentAt ? 'There is nothing to withdraw.' : 'Nothing has been sent yet. Each step asks you.'}</p>
        )}
      </div>
    </Page>
  )
}
