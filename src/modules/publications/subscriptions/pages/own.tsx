import type { ComponentChildren } from 'preact'
import { z } from 'zod'
import { download, form, pageOf, routes, type Viewer } from '#kernel/access'
import { type FormState, Page, type Routes, redirect } from '#platform/http'
import { Button, PageHeader, ProblemSummary } from '#ui'
import { getNewsletterOf } from '../../newsletters/read.ts'
import { type NewsletterView, newsletterPath } from '../../newsletters/schema.ts'
import { PreferenceFields } from '../panels.tsx'
import { codeOf, getAsked, getSubscriberByCode, listOfMailbox } from '../read.ts'
import { ownDeed, type Preferences, type SubscriberView } from '../schema.ts'
import { changePreferences, comeBack, confirmSubscription, eraseMailbox, leave } from '../write.ts'

/** What whoever holds a mailbox does by the links in its letters; nobody signs in. */
export const subscriptionPages: Routes<Viewer> = routes({
  '/subscriptions/asked': pageOf(z.object({}), async () => (
    <Narrow
      title="Look into your mailbox"
      lede="If this address can be written to, a letter is on its way. It says what to do next."
    />
  )),

  '/subscriptions/left': pageOf(z.object({}), async () => (
    <Narrow
      title="You are erased"
      lede="Your address is gone from every list of this sender. A hash of it stays, so that nobody brings it back."
    />
  )),

  '/subscriptions/confirm/:code': form(
    z.object({}),
    async ({ db, params, clock, form: { problem } }) => {
      const subscriber = await getAsked(db, params.code ?? '', clock.now())
      const list = await getNewsletterOf(db, subscriber.newsletterId)
      if (subscriber.state === 'confirmed') return redirect(`/subscriptions/${await codeOf(db, subscriber)}`)
      return (
        <Narrow title={`Send ${list.name} to ${subscriber.address}?`} lede={list.about || `From ${list.bodyName}.`}>
          <ProblemSummary problem={problem} />
          <form method="post">
            <Button type="submit">Yes, send it to me</Button>
          </form>
        </Narrow>
      )
    },
    async ({ db, actor, params, clock }) => {
      const subscriber = await confirmSubscription(db, actor, { code: params.code ?? '', now: clock.now() })
      return redirect(`/subscriptions/${await codeOf(db, subscriber)}`)
    },
  ),

  '/subscriptions/:code': form(
    ownDeed,
    async ({ db, params, query, form: state }) => {
      const subscriber = await getSubscriberByCode(db, params.code ?? '')
      const list = await getNewsletterOf(db, subscriber.newsletterId)
      return (
        <OwnPage
          subscriber={subscriber}
          list={list}
          code={params.code ?? ''}
          state={state}
          isSaved={'saved' in query}
        />
      )
    },
    async ({ db, actor, params, input, clock }) => {
      const asked = { code: params.code ?? '', now: clock.now() }
      switch (input.deed) {
        case 'leave':
          await leave(db, actor, asked)
          break
        case 'return':
          await comeBack(db, actor, asked)
          break
        case 'erase':
          await eraseMailbox(db, actor, asked)
          return redirect('/subscriptions/left')
        default:
          await changePreferences(db, actor, { ...input, code: asked.code })
          return redirect(`/subscriptions/${asked.code}?saved`)
      }
      return redirect(`/subscriptions/${asked.code}`)
    },
  ),

  '/subscriptions/:code/mine.json': download(z.object({}), async ({ db, params }) => {
    const subscriber = await getSubscriberByCode(db, params.code ?? '')
    return Response.json(await listOfMailbox(db, subscriber), {
      headers: { 'content-disposition': 'attachment; filename="my-subscriptions.json"', 'cache-control': 'no-store' },
    })
  }),

  // Programs that scan mail follow links, so GET only asks; mail programs send the form by themselves (RFC 8058).
  '/unsubscribe/:code': form(
    z.looseObject({}),
    async ({ db, params }) => {
      const subscriber = await getSubscriberByCode(db, params.code ?? '')
      const list = await getNewsletterOf(db, subscriber.newsletterId)
      if (subscriber.state !== 'confirmed') return <Gone list={list} code={params.code ?? ''} />
      return (
        <Narrow title={`Leave ${list.name}?`} lede={`${subscriber.address} gets nothing of it any more.`}>
          <form method="post" class="row">
            <Button type="submit">Leave</Button>
            <a href={`/subscriptions/${params.code}`}>Choose what you get instead</a>
          </form>
        </Narrow>
      )
    },
    async ({ db, actor, params, clock }) => {
      await leave(db, actor, { code: params.code ?? '', now: clock.now() })
      const { newsletterId } = await getSubscriberByCode(db, params.code ?? '')
      return <Gone list={await getNewsletterOf(db, newsletterId)} code={params.code ?? ''} />
    },
  ),
})

const Gone = ({ list, code }: { list: NewsletterView; code: string }) => (
  <Narrow title={`You have left ${list.name}`} lede="Nothing of it is sent to you any more.">
    <p>
      It was a mistake? <a href={`/subscriptions/${code}`}>Take it up again</a>
    </p>
  </Narrow>
)

function Narrow({ title, lede, children }: { title: string; lede: string; children?: ComponentChildren }) {
  return (
    <Page title={title} robots="noindex">
      <div class="wrap page-narrow stack">
        <PageHeader title={title} lede={lede} />
        {children}
      </div>
    </Page>
  )
}

function OwnPage(props: {
  subscriber: SubscriberView
  list: NewsletterView
  code: string
  state: FormState
  isSaved: boolean
}) {
  const { subscriber, list, code, state, isSaved } = props
  const isPress = list.kind === 'press'
  const chosen = {
    language: String(state.values.language ?? subscriber.language),
    topics: state.values.topics === undefined ? subscriber.topics : [state.values.topics].flat(),
    region: String(state.values.region ?? subscriber.region),
  } as Preferences // shown again as typed, whatever it was
  return (
    <Narrow title={list.name} lede={ledes[subscriber.state](subscriber.address, list)}>
      {isSaved && <p role="status">Saved.</p>}
      <ProblemSummary problem={state.problem} />
      {subscriber.state === 'confirmed' && !isPress && (
        <form method="post" class="stack">
          <PreferenceFields chosen={chosen} fields={state.problem?.fields ?? {}} />
          <Button type="submit" name="deed" value="save">
            Save
          </Button>
        </form>
      )}
      {!isPress && (
        <p>
          <a href={newsletterPath(list.slug)}>Past issues</a>
        </p>
      )}
      <form method="post" class="row">
        {subscriber.state === 'confirmed' && (
          <Button type="submit" name="deed" value="leave" kind="secondary">
            Leave
          </Button>
        )}
        {subscriber.state === 'left' && subscriber.confirmedAt && subscriber.address && (
          <Button type="submit" name="deed" value="return">
            Take it up again
          </Button>
        )}
      </form>
      <h2>What is kept of you</h2>
      <p>
        {list.bodyName} keeps your address, what you chose, and which letters went to you. Nobody counts what you open
        or click. <a href={`/subscriptions/${code}/mine.json`}>Take all of it along</a>. Erasing cannot be taken back.
      </p>
      <form method="post">
        <Button type="submit" name="deed" value="erase" kind="danger">
          Erase me from every list of {list.bodyName}
        </Button>
      </form>
    </Narrow>
  )
}

const ledes: Record<SubscriberView['state'], (address: string, list: NewsletterView) => string> = {
  pending: (address) => `${address} has not confirmed yet: nothing is sent to it.`,
  confirmed: (address, { bodyName }) => `${address} gets it from ${bodyName}.`,
  left: () => 'You have left: nothing of it is sent to you.',
  removed: () => 'You were taken off the list: nothing of it is sent to you.',
  bounced: () => 'Letters came back from this mailbox, so none are sent to it any more.',
  complained: () => 'You complained about a letter, so none are sent to you any more.',
}
