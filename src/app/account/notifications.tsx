import { z } from 'zod'
import { form, routes, type Viewer } from '#kernel/access'
import { type BodyView, listBodies } from '#kernel/bodies'
import {
  choiceKey,
  chooseNotices,
  findRhythm,
  listChoices,
  listNotices,
  markNotices,
  type NoticeView,
  noticeChoice,
  rhythms,
  stopDigests,
} from '#kernel/notifications'
import { Page, type Routes, redirect } from '#platform/http'
import { formatInstant, plural } from '#platform/i18n'
import { Button, CheckboxGroup, LinkButton, PageHeader, RadioGroup, StatusChip } from '#ui'
import { accountOf } from './me/own.ts'
import { DeedPage } from './parts.tsx'

const pageSize = 50
const mark = z.object({
  id: z.string().max(60).optional(),
  as: z.enum(['read', 'unread'], 'Say whether it is read'),
})

/** What somebody is told of: on the page always, by mail only as they ask. */
export const notificationPages: Routes<Viewer> = routes({
  '/me/notifications': form(
    mark,
    async ({ db, viewer, query }) => {
      accountOf(viewer)
      const notices = await listNotices(db, viewer, { before: query.before, limit: pageSize })
      return <NoticesPage notices={notices} unread={viewer.unread} />
    },
    async ({ db, actor, input, clock }) => {
      await markNotices(db, actor, { id: input.id, isRead: input.as === 'read', at: clock.now() })
      return redirect('/me/notifications')
    },
  ),

  '/me/notifications/choices': form(
    noticeChoice,
    async ({ db, viewer, form: { values, problem } }) => {
      accountOf(viewer)
      const bodies = await listBodies(db)
      const choices = await listChoices(db, viewer)
      const often = String(values.often ?? (await findRhythm(db, viewer)))
      return (
        <DeedPage
          title="What you are told of"
          lede="On this site you see what you choose here. By mail you get nothing unless you ask for it. Notices about the safety of your account always come at once; they are not chosen here."
          problem={problem}
        >
          <form method="post" class="stack">
            <RadioGroup
              name="often"
              label="A summary by mail"
              hint="It says how many of which kind, and never whom or what it is about."
              value={often}
              error={problem?.fields.often}
              options={Object.entries(rhythms).map(([value, label]) => ({ value, label }))}
            />
            {[...Map.groupBy(choices, (choice) => choice.bodyId)].map(([bodyId, theirs]) => (
              <CheckboxGroup
                key={bodyId}
                name="told"
                id={`told-${bodyId ?? 'own'}`}
                label={bodyId === null ? 'You, whatever you work for' : `In the work of ${nameIn(bodies, bodyId)}`}
                values={theirs.filter((choice) => choice.isTold).map(({ kind }) => choiceKey(bodyId, kind))}
                options={theirs.map(({ kind, label }) => ({ value: choiceKey(bodyId, kind), label }))}
              />
            ))}
            <Button type="submit">Save</Button>
          </form>
        </DeedPage>
      )
    },
    async ({ db, actor, input, clock }) => {
      await chooseNotices(db, actor, { ...input, at: clock.now() })
      return redirect('/me/notifications')
    },
  ),

  // Asks for no sign-in: the secret in the letter is the proof, and mail programs send this by themselves (RFC 8058).
  '/notifications/stop': form(
    z.looseObject({}),
    async ({ form: { problem } }) => (
      <DeedPage
        title="Stop these letters"
        lede="You will get no more summaries by mail. What you are told of stays on your page."
        problem={problem}
      >
        <form method="post">
          <Button type="submit">Stop the letters</Button>
        </form>
      </DeedPage>
    ),
    async ({ db, query, clock }) => {
      await stopDigests(db, { code: query.code ?? '', at: clock.now() })
      return (
        <DeedPage title="No more letters" lede="You will get no more summaries by mail.">
          <p>
            <a href="/me/notifications/choices">Choose what you are told of</a>
          </p>
        </DeedPage>
      )
    },
  ),
})

const nameIn = (bodies: BodyView[], id: string): string => bodies.find((body) => body.id === id)?.name ?? id

function NoticesPage({ notices, unread }: { notices: NoticeView[]; unread: number }) {
  const last = notices.length === pageSize ? notices.at(-1) : undefined
  return (
    <Page title="Notifications" robots="noindex">
      <div class="wrap page-reading deed">
        <PageHeader
          title="Notifications"
          lede={unread === 0 ? 'You have read everything.' : `${plural('en', unread, 'waits', 'wait')} to be read.`}
          actions={
            <LinkButton href="/me/notifications/choices" kind="secondary">
              Choose what you are told of
            </LinkButton>
          }
        />
        {notices.length === 0 && (
          <p class="quiet">
            Nobody has told you anything yet. Questions of the map can be watched: see{' '}
            <a href="/me/watches">what you watch</a>.
          </p>
        )}
        <ul class="entry-list">
          {notices.map((notice) => (
            <li key={notice.id} class="notice-line">
              <div>
                <p>
                  <a href={notice.href}>{notice.says}</a>{' '}
                  {!notice.readAt && <StatusChip tone="pending">New</StatusChip>}
                </p>
                <p class="quiet">
                  {formatInstant('en', notice.toldAt)}
                  {notice.bodyName && `, ${notice.bodyName}`}
                </p>
              </div>
              <form method="post" action="/me/notifications">
                <input type="hidden" name="id" value={notice.id} />
                <Button type="submit" name="as" value={notice.readAt ? 'unread' : 'read'} kind="quiet" isSmall>
                  {notice.readAt ? 'Mark as unread' : 'Mark as read'}
                </Button>
              </form>
            </li>
          ))}
        </ul>
        {unread > 0 && (
          <form method="post" action="/me/notifications">
            <Button type="submit" name="as" value="read" kind="secondary">
              Mark all as read
            </Button>
          </form>
        )}
        {last && (
          <p>
            <a class="button button-secondary" rel="next" href={`/me/notifications?before=${last.id}`}>
              Earlier ones
            </a>
          </p>
        )}
      </div>
    </Page>
  )
}
