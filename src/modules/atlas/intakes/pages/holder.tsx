import { z } from 'zod'
import { form, page, routes } from '#kernel/access'
import { dayOf } from '#platform/clock'
import { type FormState, Page, redirect } from '#platform/http'
import { formatDate, formatInstant } from '#platform/i18n'
import { notFound, unauthenticated } from '#platform/problem'
import { Button, LinkButton, Notice, PageHeader, ProblemSummary, StatusChip } from '#ui'
import { getHeldIntake, listOwnIntakes } from '../read.ts'
import { findSection, rowsTyped } from '../rules.ts'
import { type IntakeView, type Section, sectionNames, sections, typedStep } from '../schema.ts'
import { beginIntake, saveStep, sendIntake } from '../write.ts'
import { CopyOfAnswers, Standing } from './parts.tsx'
import { StepPage } from './step.tsx'

const nothing = z.object({})

/** The form as its holder sees it. Each page works without code in the browser; each press of a button keeps what was typed. */
export const heldPages = routes({
  '/intake': page(async ({ db, viewer, clock }) => {
    if (!viewer.accountId)
      throw unauthenticated('access.sign-in-first', 'Please sign in, or open the link of the letter you got.')
    return <OwnPage intakes={await listOwnIntakes(db, viewer)} today={dayOf(clock.now())} />
  }),

  '/intake/:code': form(
    nothing,
    async ({ db, viewer, params, clock, form: state }) => {
      const code = params.code ?? ''
      const intake = await getHeldIntake(db, viewer, { code, now: clock.now() })
      return <OverviewPage intake={intake} code={code} state={state} />
    },
    async ({ db, actor, params, clock }) => {
      const code = params.code ?? ''
      await beginIntake(db, actor, { code, at: clock.now() })
      return redirect(`/intake/${code}/${sectionNames[0]}`)
    },
  ),

  '/intake/:code/sending': form(
    nothing,
    async ({ db, viewer, params, clock, form: state }) => {
      const code = params.code ?? ''
      const intake = await getHeldIntake(db, viewer, { code, now: clock.now() })
      return intake.sentAt ? redirect(`/intake/${code}`) : <SendingPage intake={intake} code={code} state={state} />
    },
    async ({ db, actor, params, clock }) => {
      const code = params.code ?? ''
      await sendIntake(db, actor, { code, at: clock.now() })
      return redirect(`/intake/${code}`)
    },
  ),

  '/intake/:code/:section': form(
    typedStep,
    async ({ db, viewer, params, clock, form: { values, problem } }) => {
      const code = params.code ?? ''
      const intake = await getHeldIntake(db, viewer, { code, now: clock.now() })
      const section = sectionOf(params.section)
      if (intake.sentAt && !problem) return redirect(`/intake/${code}`)
      // What was refused is shown as it was typed, not as it was kept before.
      const rows = problem && rowsTyped(section, values, () => '')
      return (
        <StepPage
          intake={rows ? { ...intake, answers: { ...intake.answers, [section]: rows } } : intake}
          code={code}
          section={section}
          consent={consentOf(intake, section, values.consent)}
          problem={problem}
        />
      )
    },
    async ({ db, actor, params, input, clock }) => {
      const code = params.code ?? ''
      const section = sectionOf(params.section)
      const then = await saveStep(db, actor, { code, at: clock.now(), section, typed: input })
      return redirect(`/intake/${code}/${nextTo(section, then)}`)
    },
  ),
})

function sectionOf(name: string | undefined): Section {
  const section = findSection(name ?? '')
  if (!section) throw notFound('atlas.intake.step', 'This form has no such step.')
  return section
}

function consentOf(intake: IntakeView, section: Section, typed: string | string[] | undefined): string | undefined {
  if (typed !== undefined) return String(typed)
  if (intake.consented.includes(section)) return 'yes'
  return intake.finished.includes(section) ? 'no' : undefined
}

function nextTo(section: Section, then: 'next' | 'back' | 'here'): string {
  if (then === 'here') return section
  const at = sectionNames.indexOf(section) + (then === 'next' ? 1 : -1)
  return sectionNames[at] ?? (then === 'next' ? 'sending' : '')
}

function OwnPage({ intakes, today }: { intakes: IntakeView[]; today: string }) {
  return (
    <Page title="Forms of your government" robots="noindex">
      <div class="wrap page-reading deed">
        <PageHeader
          title="Forms of your government"
          lede="What you were asked about the work of your government abroad."
        />
        {intakes.length === 0 && <p>Nobody has asked a government that you act for.</p>}
        <ul class="entry-list">
          {intakes.map((intake) => (
            <li key={intake.id}>
              <p>
                <a href={`/intake/${intake.id}`}>{intake.governmentName}</a> <Standing intake={intake} today={today} />
              </p>
              <p class="quiet">Due on {formatDate('en', intake.dueOn)}</p>
            </li>
          ))}
        </ul>
      </div>
    </Page>
  )
}

function OverviewPage({ intake, code, state }: { intake: IntakeView; code: string; state: FormState }) {
  return (
    <Page title={`What ${intake.governmentName} does abroad`} robots="noindex">
      <div class="wrap page-narrow deed">
        <PageHeader
          eyebrow={intake.governmentName}
          title={intake.sentAt ? 'Your answers' : 'What do you do abroad?'}
          lede={
            intake.sentAt
              ? `Sent on ${formatInstant('en', intake.sentAt)}. This is your copy.`
              : `Four steps, about fifteen minutes. Please answer by ${formatDate('en', intake.dueOn)}.`
          }
        />
        <ProblemSummary problem={state.problem} />
        {intake.isSample && <Notice kind="sample">An invented government.</Notice>}
        {intake.sentAt ? <Sent intake={intake} code={code} /> : <Steps intake={intake} code={code} />}
      </div>
    </Page>
  )
}

function Sent({ intake, code }: { intake: IntakeView; code: string }) {
  return (
    <>
      <p>
        Words that would become public come to you first.{' '}
        <a href={`/intake/${code}/confirmation`}>See and confirm them</a> or{' '}
        <a href={`/intake/${code}/consent`}>withdraw a consent</a>.
      </p>
      <CopyOfAnswers intake={intake} />
    </>
  )
}

function Steps({ intake, code }: { intake: IntakeView; code: string }) {
  if (intake.closedAt)
    return (
      <Notice kind="info" title="This form is closed">
        Ask whoever sent it to open another.
      </Notice>
    )
  return (
    <>
      <p>
        Nothing you write is published by being sent. For each step you say whether it may be; then you confirm the
        exact words, one by one, and you can withdraw them again. Each step is kept as you go: come back by the same
        link, or pass it on to a colleague.
      </p>
      <ol class="entry-list">
        {sectionNames.map((name) => (
          <li key={name}>
            <p>
              <a href={`/intake/${code}/${name}`}>{sections[name].title}</a>{' '}
              {intake.finished.includes(name) && <StatusChip tone="positive">Done</StatusChip>}
            </p>
            <p class="quiet">{sections[name].asks}</p>
          </li>
        ))}
      </ol>
      {intake.openedAt ? (
        <LinkButton href={`/intake/${code}/sending`}>Look it over and send</LinkButton>
      ) : (
        <form method="post" action={`/intake/${code}`}>
          <Button type="submit">Begin</Button>
        </form>
      )}
    </>
  )
}

function SendingPage({ intake, code, state }: { intake: IntakeView; code: string; state: FormState }) {
  const isReady = sectionNames.every((name) => intake.finished.includes(name))
  return (
    <Page title="Look it over" robots="noindex">
      <div class="wrap page-narrow deed">
        <PageHeader
          eyebrow={<a href={`/intake/${code}`}>{intake.governmentName}</a>}
          title="Look it over"
          lede="You get a copy by mail. Sending publishes nothing."
        />
        <ProblemSummary problem={state.problem} />
        <CopyOfAnswers intake={intake} changeHref={(section) => `/intake/${code}/${section}`} />
        {!isReady && (
          <Notice kind="warning" title="Some steps are not finished yet">
            Go through each of them, even if there is nothing to say.
          </Notice>
        )}
        <form method="post" action={`/intake/${code}/sending`} class="row">
          <Button type="submit">Send the answers</Button>
          <a href={`/intake/${code}/${sectionNames.at(-1)}`}>Back</a>
        </form>
      </div>
    </Page>
  )
}
