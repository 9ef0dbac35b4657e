import { allow, form, mayDo, routes, type Viewer } from '#kernel/access'
import type { Services } from '#kernel/doors'
import { dayOf } from '#platform/clock'
import { type FormState, Page, type Routes, redirect } from '#platform/http'
import { formatDate, formatInstant } from '#platform/i18n'
import { Button, PageHeader, ProblemSummary, RecordEntry, RecordList, StatusChip, type StatusTone } from '#ui'
import { Standing } from '../../intakes/pages/parts.tsx'
import { getIntake } from '../../intakes/read.ts'
import { linesOf } from '../../intakes/rules.ts'
import { type IntakeView, sectionNames, sections } from '../../intakes/schema.ts'
import { closeIntake, remindGovernment } from '../../intakes/write.ts'
import type { SpineKeeper } from '../../spine/service.ts'
import { compareAnswers, getCompared, listConfirmations } from '../read.ts'
import { isLive, refuseUnconsented } from '../rules.ts'
import { type Compared, type ConfirmationView, newWords, reviewDeed } from '../schema.ts'
import { askParty, proposeWords } from '../write.ts'
import { ConfirmationState } from './parts.tsx'
import { ProposePage } from './words.tsx'

/** One intake at the desk: what was answered beside what is known, and the words that came of it. */
export const reviewPages = (keeper: SpineKeeper, { config }: Pick<Services, 'config'>): Routes<Viewer> =>
  routes({
    '/desk/intakes/:id': form(
      reviewDeed,
      async ({ db, viewer, params, clock, form: state }) => {
        const intake = await getIntake(db, viewer, params.id ?? '')
        // What has not been sent is still its government's own.
        const compared = intake.sentAt
          ? await compareAnswers(db, viewer, { intake, spine: await keeper.spine(db) })
          : []
        return (
          <ReviewPage
            intake={intake}
            compared={compared}
            proposed={await listConfirmations(db, intake.id)}
            today={dayOf(clock.now())}
            mayAsk={mayDo(viewer, 'atlas.intake.ask')}
            state={state}
          />
        )
      },
      async ({ db, actor, params, input, clock }) => {
        const what = { id: params.id ?? '', at: clock.now(), publicUrl: config.publicUrl }
        const deeds = { remind: remindGovernment, ask: askParty, close: closeIntake }
        await deeds[input.deed](db, actor, what)
        return redirect(`/desk/intakes/${what.id}`)
      },
    ),

    '/desk/intakes/:id/words/:row': form(
      newWords,
      async ({ db, viewer, params, form: state }) => {
        allow(viewer, 'atlas.intake.review')
        const intake = await getIntake(db, viewer, params.id ?? '')
        const wanted = { intake, spine: await keeper.spine(db), rowId: params.row ?? '' }
        const compared = await getCompared(db, viewer, wanted)
        if (!state.problem) refuseUnconsented(intake, compared.section)
        return <ProposePage intake={intake} compared={compared} state={state} />
      },
      async ({ db, actor, params, input, clock }) => {
        const intake = await getIntake(db, actor, params.id ?? '')
        const wanted = { intake, spine: await keeper.spine(db), rowId: params.row ?? '' }
        const compared = await getCompared(db, actor, wanted)
        await proposeWords(db, actor, { intake, compared, words: input, at: clock.now() })
        return redirect(`/desk/intakes/${intake.id}`)
      },
    ),
  })

function ReviewPage({
  intake,
  compared,
  proposed,
  today,
  mayAsk,
  state,
}: {
  intake: IntakeView
  compared: Compared[]
  proposed: ConfirmationView[]
  today: string
  mayAsk: boolean
  state: FormState
}) {
  const drafts = proposed.filter((each) => each.state === 'draft').length
  const instant = (at: Date | null) => at && formatInstant('en', at)
  return (
    <Page title={`Intake form: ${intake.governmentName}`} robots="noindex">
      <div class="wrap page-reading deed">
        <PageHeader
          eyebrow={<a href="/desk/intakes">Intake forms</a>}
          title={intake.governmentName}
          meta={<Standing intake={intake} today={today} />}
        />
        <ProblemSummary problem={state.problem} />
        <RecordList label="The form">
          <RecordEntry term="Sent to">
            {[intake.contactName, intake.address].filter(Boolean).join(', ') || 'Erased'}
          </RecordEntry>
          <RecordEntry term="Asked">{instant(intake.askedAt)}</RecordEntry>
          <RecordEntry term="Due">{formatDate('en', intake.dueOn)}</RecordEntry>
          <RecordEntry term="Opened">{instant(intake.openedAt) ?? 'Not yet'}</RecordEntry>
          <RecordEntry term="Reminded">{instant(intake.remindedAt) ?? 'Not yet'}</RecordEntry>
          <RecordEntry term="Answered">{instant(intake.sentAt) ?? 'Not yet'}</RecordEntry>
        </RecordList>
        {intake.sentAt ? (
          <Answers intake={intake} compared={compared} proposed={proposed} />
        ) : (
          <p>What they have written so far is theirs until they send it.</p>
        )}
        <form method="post" action={`/desk/intakes/${intake.id}`} class="row">
          {drafts > 0 && (
            <Button type="submit" name="deed" value="ask">
              {drafts === 1 ? 'Send the words to be confirmed' : `Send ${drafts} sentences to be confirmed`}
            </Button>
          )}
          {mayAsk && !intake.sentAt && !intake.closedAt && (
            <Button type="submit" name="deed" value="remind" kind="secondary">
              Remind them now
            </Button>
          )}
          {mayAsk && !intake.closedAt && (
            <Button type="submit" name="deed" value="close" kind="quiet">
              Close the form
            </Button>
          )}
        </form>
      </div>
    </Page>
  )
}

function Answers({
  intake,
  compared,
  proposed,
}: {
  intake: IntakeView
  compared: Compared[]
  proposed: ConfirmationView[]
}) {
  return (
    <>
      {sectionNames.map((name) => {
        const rows = compared.filter(({ section }) => section === name)
        const mayPublish = intake.consented.includes(name)
        return (
          <section aria-labelledby={`answers-${name}`} class="stack" key={name}>
            <h2 id={`answers-${name}`}>{sections[name].title}</h2>
            <p class="quiet">
              {mayPublish
                ? 'They agree that this is published, once they confirm the words.'
                : 'They do not agree that this is published. It is for the editors to read.'}
            </p>
            {rows.length === 0 && <p>Nothing was entered.</p>}
            {rows.map((each) => (
              <Answer
                intake={intake}
                each={each}
                proposed={proposed.filter(({ rowId }) => rowId === each.row.id)}
                mayPublish={mayPublish}
                key={each.row.id}
              />
            ))}
          </section>
        )
      })}
    </>
  )
}

const verdicts: Record<Compared['verdict'], { tone: StatusTone; word: string }> = {
  new: { tone: 'new', word: 'New' },
  same: { tone: 'positive', word: 'Same as known' },
  differs: { tone: 'partial', word: 'Differs from what is known' },
}

function Answer({
  intake,
  each,
  proposed,
  mayPublish,
}: {
  intake: IntakeView
  each: Compared
  proposed: ConfirmationView[]
  mayPublish: boolean
}) {
  const { tone, word } = verdicts[each.verdict]
  const live = proposed.find(isLive)
  // Of what is new, every line would say the same again.
  const compared = each.verdict === 'new' ? [] : each.differences
  const sure = each.meanings.find(({ isMatch }) => isMatch)
  return (
    <article class="stack" aria-label={each.row.partner || sections[each.section].row}>
      {each.row.partner && <h3>{each.row.partner}</h3>}
      <p>
        <StatusChip tone={tone}>{word}</StatusChip>
        {each.match && (
          <>
            {' '}
            <a href={`/engagements/${each.match.id}`}>{each.match.title}</a>
          </>
        )}
      </p>
      <RecordList label="Answer">
        {linesOf(each.section, each.row).map(({ term, value }) => (
          <RecordEntry term={term} key={term}>
            {value}
          </RecordEntry>
        ))}
        {each.section !== 'capacity' && (
          <RecordEntry term="Matched to">
            {sure ? (
              <a href={`/desk/organizations/${sure.id}`}>{sure.name}</a>
            ) : each.meanings.length > 0 ? (
              `Perhaps ${each.meanings.map(({ name, id }) => `${name} (${id})`).join(', ')}`
            ) : (
              'Nobody on record'
            )}
          </RecordEntry>
        )}
        {compared.map(({ term, known, answered }) => (
          <RecordEntry term={`${term}, compared`} key={term}>
            {known === '' ? `${answered}; nothing was known` : `${answered}; known so far: ${known}`}
          </RecordEntry>
        ))}
      </RecordList>
      {proposed.map((words) => (
        <div key={words.id}>
          <blockquote>{words.words}</blockquote>
          <p>
            <ConfirmationState each={words} /> {words.refusal && <span>They say: {words.refusal}</span>}
          </p>
        </div>
      ))}
      {mayPublish && (!live || live.state === 'draft') && (
        <p>
          <a href={`/desk/intakes/${intake.id}/words/${each.row.id}`}>
            {live ? 'Change the words' : 'Propose the words'}
            <span class="visually-hidden"> for {each.row.partner || sections[each.section].row.toLowerCase()}</span>
          </a>
        </p>
      )}
    </article>
  )
}
