import type { VNode } from 'preact'
import { z } from 'zod'
import {
  beginSession,
  deedEndpoint,
  endSession,
  form,
  page,
  routes,
  sendLink,
  useLink,
  type Viewer,
} from '#kernel/access'
import { countAttempt, forgetAttempt } from '#kernel/limits'
import { askSignIn, credentialText, provePasskey, type RelyingParty } from '#kernel/passkeys'
import type { Config } from '#platform/config'
import { type FormState, Page, type Routes, redirect } from '#platform/http'
import { newSecret } from '#platform/ids'
import { unauthenticated } from '#platform/problem'
import { Button, Notice, PageHeader, TextField } from '#ui'
import { Credential, DeedPage } from './parts.tsx'
import { countAsking, countProof, linkSecret, nextPath } from './ways.ts'

const linkInput = z.object({ link: linkSecret, next: nextPath })
const addressInput = z.object({ address: z.email('Check the e-mail address'), next: nextPath })
const passkeyInput = z.object({ challenge: z.string().min(1).max(60), credential: credentialText, next: nextPath })
const question = {
  input: z.strictObject({}),
  returns: z.object({ id: z.string(), options: z.unknown() }),
}

/** Signing in: a passkey first, a link by e-mail else; no passwords anywhere. */
export const signInPages = (
  config: Config,
  party: RelyingParty,
  more: { href: string; label: string }[],
): Routes<Viewer> => {
  const provider = config.identityProvider?.name
  return routes({
    '/sign-in': form(
      addressInput,
      async ({ viewer, query, form: state }) =>
        viewer.accountId ? (
          redirect(nextPath.catch('/me').parse(query.next))
        ) : (
          <SignInPage state={state} next={nextPath.catch('/me').parse(query.next)} more={more} provider={provider} />
        ),
      async ({ db, input, clock, browser }) => {
        const asked = browser ?? newSecret()
        const { address, next } = input
        await sendLink(db, { address, next, browser: asked, publicUrl: config.publicUrl, now: clock.now() })
        return { redirect: '/sign-in/sent', browser: asked }
      },
      countAsking,
    ),

    '/sign-in/sent': page(async () => (
      <Page title="Check your mail" robots="noindex">
        <div class="wrap page-narrow">
          <PageHeader
            title="Check your mail"
            lede="If an account has this address, a link is on its way. Open it in this browser; it works once, for 15 minutes."
          />
          {!config.smtpUrl && config.isPrivate && (
            <Notice kind="info" title="No mail server is set">
              <p>
                On a site of this machine alone letters wait in the <a href="/desk/outbox">outbox</a>.
              </p>
            </Notice>
          )}
        </div>
      </Page>
    )),

    '/sign-in/link': form(
      linkInput,
      async ({ form: { values, problem } }) => (
        <LinkPage
          link={String(values.link ?? '')}
          next={nextPath.catch('/me').parse(values.next)}
          message={problem?.message}
        />
      ),
      async ({ db, input, clock, browser, device, remote }) => {
        const now = clock.now()
        const session = await useLink(db, { secret: input.link, browser, device, now })
        await forgetAttempt(db, 'proof.origin', { whom: remote, now })
        return { redirect: input.next, session }
      },
      countProof,
    ),

    'POST /sign-in/passkey': form(
      passkeyInput,
      async ({ form: state }) => (
        <SignInPage
          state={state}
          next={nextPath.catch('/me').parse(state.values.next)}
          more={more}
          provider={provider}
        />
      ),
      async ({ db, input, clock, device, remote }) => {
        const now = clock.now()
        const accountId = await provePasskey(db, {
          challengeId: input.challenge,
          purpose: 'sign-in',
          credential: input.credential,
          party,
          now,
        })
        const session = await beginSession(db, { accountId, how: 'passkey', device, now })
        await forgetAttempt(db, 'proof.origin', { whom: remote, now })
        return { redirect: input.next, session }
      },
      countProof,
    ),

    'POST /api/v1/sign-in/challenges': deedEndpoint(
      { summary: 'A question for an authenticator, answered within five minutes', ...question },
      async ({ db, clock, remote }) => {
        const now = clock.now()
        await countAttempt(db, 'challenge.origin', { whom: remote, now })
        return askSignIn(db, { party, purpose: 'sign-in', now })
      },
    ),

    'POST /api/v1/sign-in/confirmation-challenges': deedEndpoint(
      { summary: 'A question for an authenticator of the signed-in person, to confirm a sensitive deed', ...question },
      async ({ db, actor, clock, remote }) => {
        if (!actor.accountId) throw unauthenticated('access.sign-in-first', 'Please sign in first.')
        const now = clock.now()
        await countAttempt(db, 'challenge.origin', { whom: remote, now })
        return askSignIn(db, { party, purpose: 'step-up', now })
      },
    ),

    '/sign-out': form(
      z.object({}),
      async () => (
        <Page title="Sign out" robots="noindex">
          <div class="wrap page-narrow">
            <PageHeader title="Sign out" />
            <form method="post" action="/sign-out">
              <Button type="submit">Sign out of this browser</Button>
            </form>
          </div>
        </Page>
      ),
      async ({ db, sessionSecret, actor }) => {
        if (sessionSecret && actor.accountId) await endSession(db, actor, { secret: sessionSecret })
        else db.unaudited('there was no session to end')
        return { redirect: '/', session: '' }
      },
    ),
  })
}

function SignInPage({
  state: { values, problem },
  next,
  more,
  provider,
}: {
  state: FormState
  next: string
  more: { href: string; label: string }[]
  provider: string | undefined
}): VNode {
  return (
    <DeedPage
      title="Sign in"
      lede="With a passkey, or with a link to your e-mail address. There are no passwords here."
      problem={problem}
      islands={['app/account/passkeys']}
    >
      <form
        method="post"
        action="/sign-in/passkey"
        class="stack"
        data-passkey="sign-in"
        data-options="/api/v1/sign-in/challenges"
        hidden
      >
        <Credential />
        <input type="hidden" name="next" value={next} />
        <Button type="submit" icon="key-round">
          Sign in with a passkey
        </Button>
      </form>
      <form method="post" action="/sign-in" class="stack">
        <input type="hidden" name="next" value={next} />
        <TextField
          name="address"
          type="email"
          label="E-mail address"
          autoComplete="username webauthn"
          value={String(values.address ?? '')}
          error={problem?.fields.address}
        />
        <Button type="submit" kind="secondary">
          Send me a link
        </Button>
      </form>
      {provider && (
        <p>
          <a class="button button-secondary" href={`/sign-in/staff?${new URLSearchParams({ next })}`}>
            {`Staff: sign in with ${provider}`}
          </a>
        </p>
      )}
      {more.length > 0 && (
        <ul class="plain-list">
          {more.map((way) => (
            <li key={way.href}>
              <a href={way.href}>{way.label}</a>
            </li>
          ))}
        </ul>
      )}
      <p class="quiet">
        Lost your device? <a href="/sign-in/recovery">Get back in</a>. No account yet? A body of this network invites
        you.
      </p>
    </DeedPage>
  )
}

/** A link is used by a button, not by being opened: mail scanners open every link they see. */
function LinkPage({ link, next, message }: { link: string; next: string; message: string | undefined }): VNode {
  return (
    <Page title="Sign in" robots="noindex">
      <div class="wrap page-narrow">
        <PageHeader title="Sign in" lede={message ? undefined : 'Your link is ready. It works once.'} />
        {message ? (
          <Notice kind="danger" title={message}>
            <p>
              <a href="/sign-in">Ask for a new link</a>
            </p>
          </Notice>
        ) : (
          <form method="post" action="/sign-in/link">
            <input type="hidden" name="link" value={link} />
            <input type="hidden" name="next" value={next} />
            <Button type="submit">Sign in</Button>
          </form>
        )}
      </div>
    </Page>
  )
}
