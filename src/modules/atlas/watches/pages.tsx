import { z } from 'zod'
import { download, form, routes, type Viewer } from '#kernel/access'
import { Page, type Routes, redirect } from '#platform/http'
import { formatInstant, siteName } from '#platform/i18n'
import { unauthenticated } from '#platform/problem'
import { Button, LinkButton, PageHeader, ProblemSummary, StatusChip, TextField } from '#ui'
import { feedOf } from '../changes/rules.ts'
import { explorerPath } from '../explore/pages/state.ts'
import { chosenFilters, toParameters } from '../explore/rules.ts'
import { plainQuestion } from '../explore/schema.ts'
import type { Explorer } from '../explore/service.ts'
import { getWatchByCode, listWatches } from './read.ts'
import { askedIn, questionIn } from './rules.ts'
import { newWatch, type WatchView, watchDeed } from './schema.ts'
import { listQuestionChanges } from './service.ts'
import { changeWatch, watchQuestion } from './write.ts'

const feedQuestion = z.object(plainQuestion.omit({ knownAt: true }).shape)

/** Questions that somebody watches, and feeds of what became of a question. */
export const watchPages = (explorer: Explorer): Routes<Viewer> =>
  routes({
    '/map/changes.atom': download(feedQuestion, async ({ db, viewer, query, clock, url }) => {
      const parameters = toParameters(query)
      return feedOf(await listQuestionChanges(explorer, db, viewer, { asked: query, now: clock.now() }), {
        ...{ title: `${siteName}: ${wordsOf(explorer, parameters.toString())}`, origin: url.origin },
        ...{ address: `${url.origin}/map/changes.atom?${parameters}`, page: `${url.origin}${explorerPath(query)}` },
      })
    }),

    '/feeds/watches/:code': download(z.object({}), async ({ db, viewer, params, clock, url }) => {
      const watch = await getWatchByCode(db, (params.code ?? '').replace(/\.atom$/, ''))
      const asked = askedIn(watch.question)
      const answer = feedOf(await listQuestionChanges(explorer, db, viewer, { asked, now: clock.now() }), {
        ...{ title: `${siteName}: ${watch.name}`, address: `${url.origin}${url.pathname}`, origin: url.origin },
        page: `${url.origin}${explorerPath(asked)}`,
      })
      // Its address is its secret: it is kept by nobody in between and listed nowhere.
      answer.headers.set('cache-control', 'private, no-store')
      answer.headers.set('x-robots-tag', 'noindex')
      return answer
    }),

    '/me/watches/new': form(
      newWatch,
      async ({ viewer, query, form: { values, problem } }) => {
        requireAccount(viewer)
        const question = questionIn(String(values.question ?? query.question ?? ''))
        const words = wordsOf(explorer, question)
        return (
          <Page title="Watch this question" robots="noindex">
            <div class="wrap page-narrow deed">
              <PageHeader
                title="Watch this question"
                lede={`${words}. You are told when records come, go or change.`}
              />
              <ProblemSummary problem={problem} />
              <form method="post" action="/me/watches/new" class="stack">
                <input type="hidden" name="question" value={question} />
                <TextField
                  name="name"
                  label="Name"
                  value={String(values.name ?? words.slice(0, 80))}
                  error={problem?.fields.name}
                />
                <Button type="submit">Watch it</Button>
              </form>
            </div>
          </Page>
        )
      },
      async ({ db, actor, input, clock }) => {
        await watchQuestion(db, actor, { ...input, at: clock.now() })
        return redirect('/me/watches')
      },
    ),

    '/me/watches': form(
      watchDeed,
      async ({ db, viewer, url, form: { problem } }) => {
        requireAccount(viewer)
        const watches = await listWatches(db, viewer)
        return (
          <Page title="What you watch" robots="noindex">
            <div class="wrap page-reading deed">
              <PageHeader
                title="What you watch"
                lede="Questions of the map. You are told on this site when their answer has changed, and by mail as you choose."
                actions={
                  <LinkButton href="/me/notifications/choices" kind="secondary">
                    Choose how often by mail
                  </LinkButton>
                }
              />
              <ProblemSummary problem={problem} />
              {watches.length === 0 && (
                <p>
                  You watch nothing yet. Ask the <a href="/map">map</a> something and choose “Watch this”.
                </p>
              )}
              <ul class="entry-list">
                {watches.map((watch) => (
                  <Watch watch={watch} words={wordsOf(explorer, watch.question)} origin={url.origin} key={watch.id} />
                ))}
              </ul>
            </div>
          </Page>
        )
      },
      async ({ db, actor, input, clock }) => {
        await changeWatch(db, actor, { ...input, at: clock.now() })
        return redirect('/me/watches')
      },
    ),
  })

function requireAccount(viewer: Viewer): void {
  if (!viewer.accountId) throw unauthenticated('access.sign-in-first', 'Please sign in to watch a question.')
}

/** A question in words: its filters, or that there are none. */
const wordsOf = (explorer: Explorer, question: string): string =>
  chosenFilters(askedIn(question), explorer.labelOf)
    .map(({ title, label }) => `${title}: ${label}`)
    .join(', ') || 'All engagements'

function Watch({ watch, words, origin }: { watch: WatchView; words: string; origin: string }) {
  const asked = askedIn(watch.question)
  const since = new URLSearchParams([...toParameters(asked), ['since', watch.watchedAt.toISOString()]])
  return (
    <li>
      <p>
        <a href={explorerPath(asked)}>{watch.name}</a> {watch.pausedAt && <StatusChip tone="ended">Paused</StatusChip>}
      </p>
      <p class="quiet">
        {words !== watch.name && `${words}. `}Watched since {formatInstant('en', watch.watchedAt)}.
      </p>
      <p>
        <a href={`/map/changes?${since}`}>What changed since then</a> ·{' '}
        <a href={`${origin}/feeds/watches/${watch.feedCode}.atom`}>Your feed (Atom)</a>
      </p>
      <form method="post" action="/me/watches" class="row">
        <input type="hidden" name="id" value={watch.id} />
        <Button type="submit" name="deed" value={watch.pausedAt ? 'resume' : 'pause'} kind="secondary" isSmall>
          {watch.pausedAt ? 'Go on' : 'Pause'}
        </Button>
        <Button type="submit" name="deed" value="renew" kind="quiet" isSmall>
          New feed address
        </Button>
        <Button type="submit" name="deed" value="remove" kind="quiet" isSmall>
          Remove
        </Button>
      </form>
    </li>
  )
}
