import { form, mayDo, routes, type Viewer } from '#kernel/access'
import type { DroppedRepeats } from '#platform/config'
import { type FormState, type Routes, redirect } from '#platform/http'
import { formatInstant, formatNumber, plural } from '#platform/i18n'
import { Progress as Bar, Button, DataTable, Notice, TextField } from '#ui'
import { drawSample, Ways } from '../issues/pages/desk.tsx'
import { getIssue } from '../issues/read.ts'
import { segmentWords } from '../issues/rules.ts'
import { type IssueView, issueDeskPath, issuePath } from '../issues/schema.ts'
import { discardIssue, hideIssue } from '../issues/write.ts'
import type { Shelf } from '../lists/service.ts'
import { type NewsletterView, newsletterDeskPath } from '../newsletters/schema.ts'
import { FormPage } from '../works/pages/draft.tsx'
import { countReached, findMailing, getProgress } from './read.ts'
import { leftOf, promiseWords } from './rules.ts'
import {
  type MailingView,
  mailingDeed,
  mailingMoved,
  mailingStates,
  type Progress,
  type RecipientState,
  recipientStates,
} from './schema.ts'
import { cancelMailing, holdMailing, scheduleMailing, sendTest, sendUndecided } from './write.ts'

interface Given {
  shelf: Shelf
  publicUrl: string
  hasMailServer: boolean
  droppedRepeats: DroppedRepeats | undefined
}

/** Testing, scheduling and sending an issue, and how far that is. */
export const mailingPages = ({ shelf, publicUrl, hasMailServer, droppedRepeats }: Given): Routes<Viewer> =>
  routes({
    '/desk/issues/:id/sending': form(
      mailingDeed,
      async ({ db, viewer, params, query, form: state }) => {
        const { issue, list } = await getIssue(db, viewer, params.id ?? '')
        const mailing = await findMailing(db, issue.id)
        const maySend = mayDo(viewer, 'publications.mailing.send', { bodyId: list.bodyId })
        return (
          <FormPage title={`Sending “${issue.subject}”`} problem={state.problem} islands={mailing ? ['ui/follow'] : []}>
            <Ways id={issue.id} listId={list.id} name={list.name} />
            {'tested' in query && (
              <Notice kind="success" title="A test is on its way to you">
                Open it in the programs your readers use.
              </Notice>
            )}
            {!hasMailServer && (
              <Notice kind="warning" title="No mail server">
                This site has none to send by (SMTP_URL), so a letter that is due waits until it has.
              </Notice>
            )}
            <p>{promiseWords(droppedRepeats)}</p>
            {mailing?.preparedAt || mailing?.state === 'paused' ? (
              <Sent
                issue={issue}
                list={list}
                mailing={mailing}
                progress={await getProgress(db, issue.id)}
                maySend={maySend}
              />
            ) : (
              <Before
                issue={issue}
                mailing={mailing}
                reached={await countReached(db, list.id, issue.segment)}
                maySend={maySend}
                state={state}
              />
            )}
          </FormPage>
        )
      },
      async ({ db, actor, params, input, clock }) => {
        const at = `${issueDeskPath(params.id ?? '')}/sending`
        const asked = { issueId: params.id ?? '', now: clock.now() }
        switch (input.deed) {
          case 'test': {
            const sample = await drawSample(db, actor, { id: asked.issueId, shelf, publicUrl, now: clock.now() })
            await sendTest(db, actor, { ...asked, ...sample, subject: sample.issue.subject })
            return redirect(`${at}?tested`)
          }
          case 'now':
            await scheduleMailing(db, actor, { ...asked, at: '' })
            break
          case 'schedule':
            // An empty moment is no moment; "now" has a button of its own.
            await scheduleMailing(db, actor, { ...asked, at: input.at || 'not said' })
            break
          case 'cancel':
            await cancelMailing(db, actor, asked)
            break
          case 'pause':
          case 'go-on':
            await holdMailing(db, actor, { ...asked, isHeld: input.deed === 'pause' })
            break
          case 'again':
            await sendUndecided(db, actor, asked)
            break
          case 'hide':
          case 'show':
            await hideIssue(db, actor, { id: asked.issueId, isHidden: input.deed === 'hide', at: asked.now })
            break
          case 'discard': {
            const { list } = await getIssue(db, actor, asked.issueId)
            await discardIssue(db, actor, asked.issueId)
            return redirect(newsletterDeskPath(list.id))
          }
        }
        return redirect(at)
      },
    ),
  })

function Before(props: {
  issue: IssueView
  mailing: MailingView | undefined
  reached: number
  maySend: boolean
  state: FormState
}) {
  const { issue, mailing, reached, maySend, state } = props
  return (
    <>
      <div data-follow={mailing ? issue.id : undefined} data-topic={mailingMoved} data-state={mailing?.state}>
        <p>
          <strong>{plural('en', reached, 'person gets it', 'people get it')}</strong>: {segmentWords(issue.segment)}.
        </p>
        {mailing && (
          <Notice kind="info" title={`Scheduled for ${formatInstant('en', mailing.startsAt)}`}>
            Who gets it is settled at that moment. Until then it can be changed and cancelled.
          </Notice>
        )}
      </div>
      <form method="post" class="stack">
        <p class="row">
          <Button type="submit" name="deed" value="test" kind={mailing ? 'secondary' : 'primary'}>
            Send a test to me
          </Button>
          {mailing && maySend && (
            <Button type="submit" name="deed" value="cancel" kind="danger">
              Cancel the schedule
            </Button>
          )}
        </p>
      </form>
      {maySend && (
        <form method="post" class="stack">
          <h2>{mailing ? 'Another moment' : 'When'}</h2>
          <TextField
            name="at"
            label="Moment, with its zone"
            isRequired={false}
            size="medium"
            hint="Such as 2026-12-01T09:00-05:00"
            value={String(state.values.at ?? '')}
            error={state.problem?.fields.at}
          />
          <p class="row">
            <Button type="submit" name="deed" value="schedule" kind="secondary">
              Schedule it
            </Button>
            <Button type="submit" name="deed" value="now">
              {`Send it to ${plural('en', reached, 'person', 'people')} now`}
            </Button>
          </p>
        </form>
      )}
      {!mailing && (
        <form method="post">
          <Button type="submit" name="deed" value="discard" kind="quiet">
            Throw this draft away
          </Button>
        </form>
      )}
    </>
  )
}

function Sent(props: {
  issue: IssueView
  list: NewsletterView
  mailing: MailingView
  progress: Progress
  maySend: boolean
}) {
  const { issue, list, mailing, progress, maySend } = props
  const left = leftOf(progress)
  const rows = Object.entries(recipientStates).map(([name, label]) => ({
    name,
    label,
    count: progress[name as RecipientState],
  })) // keys of the record
  return (
    <>
      <div
        data-follow={issue.id}
        data-topic={mailingMoved}
        data-state={`${mailing.state} ${progress.undecided > 0}`}
        class="stack"
      >
        <Bar label={mailingStates[mailing.state]} done={mailing.total - left} total={mailing.total} />
        {mailing.trouble && (
          <Notice kind="warning" title="It does not go on">
            {mailing.trouble}
          </Notice>
        )}
        <DataTable
          caption={`Prepared ${mailing.preparedAt ? formatInstant('en', mailing.preparedAt) : 'not yet'}, for ${formatNumber('en', mailing.total)}`}
          columns={[
            { key: 'label', label: 'Letters', cell: ({ label }) => label },
            { key: 'count', label: 'Number', isNumber: true, cell: ({ count }) => formatNumber('en', count) },
          ]}
          rows={[
            ...rows.slice(0, 1),
            ...(progress.repeated > 0
              ? [{ name: 'repeated', label: 'Of these, to be handed over again', count: progress.repeated }]
              : []),
            ...rows.slice(1).filter(({ name, count }) => count > 0 || name === 'sent'),
            { name: 'bounced', label: 'Came back', count: progress.bounced },
            { name: 'complained', label: 'Complaints', count: progress.complained },
          ]}
          keyOf={({ name }) => name}
        />
      </div>
      {progress.undecided > 0 && (
        <Notice kind="warning" title={plural('en', progress.undecided, 'letter is undecided', 'letters are undecided')}>
          The site or the connection stopped while they were in hand, so the mail server may have taken them, and may
          not. Nobody gets a letter twice unless you send these again.
        </Notice>
      )}
      {maySend && (
        <form method="post" class="row">
          {mailing.state === 'sending' && (
            <Button type="submit" name="deed" value="pause" kind="secondary">
              Pause
            </Button>
          )}
          {mailing.state === 'paused' && mailing.preparedAt && (
            <Button type="submit" name="deed" value="go-on">
              Go on
            </Button>
          )}
          {mailing.state === 'paused' && !mailing.preparedAt && (
            <>
              <Button type="submit" name="deed" value="now">
                Send it now
              </Button>
              <Button type="submit" name="deed" value="cancel" kind="danger">
                Cancel it
              </Button>
            </>
          )}
          {progress.undecided > 0 && (
            <Button type="submit" name="deed" value="again" kind="danger">
              Send the undecided again
            </Button>
          )}
          {list.kind === 'newsletter' && mailing.preparedAt && (
            <Button type="submit" name="deed" value={issue.hiddenAt ? 'show' : 'hide'} kind="quiet">
              {issue.hiddenAt ? 'Show it among past issues' : 'Take it off past issues'}
            </Button>
          )}
        </form>
      )}
      {list.kind === 'newsletter' && !issue.hiddenAt && issue.number !== null && (
        <p>
          <a href={issuePath(list.slug, issue.number)}>Its public page</a>
        </p>
      )}
    </>
  )
}
