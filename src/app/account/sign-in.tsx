import type { VNode } from 'preact'
import { z } from 'zod'
import {
  anonymous,
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
import { countAttempt } from '#kernel/limits'
import { askSignIn, credentialText, provePasskey, type RelyingParty } from '#kernel/passkeys'
import type { Config } from '#platform/config'
import { type Before, type FormState, Page, type Routes, redirect } from '#platform/http'
import { newSecret } from '#platform/ids'
import { Button, ErrorSummary, Notice, PageHeader, TextField } from '#ui'

/** Only addresses of this site: a sign-in page must not send people elsewhere. */
const next = z
  .string()
  .regex(/^\/(?!\/)[^\\]*$/, 'Open the page you want after signing in')
  .max(500)
  .default('/me')

const linkInput = z.object({
  link: z.string().regex(/^[0-9a-z]{32}$/, 'This is not a sign-in link. Ask for a new one.'),
})
const addressInput = z.object({ address: z.email('Check the e-mail address'), next })
const passkeyInput = z.object({ challenge: z.string().min(1).max(60), credential: credentialText, next })

/** Where passkeys of this installation belong: the host of its public address. */
export const partyOf = (config: Config, name: string): RelyingParty => {
  const { hostname, origin } = new URL(config.publicUrl)
  return { id: hostname, name, origin }
}

/** Signing in: a passkey first, a link by e-mail else; no passwords anywhere. */
export const signInPages = (
  config: Config,
  party: RelyingParty,
  more: { href: string; label: string }[],
): Routes<Viewer> =>
  routes({
    '/sign-in': form(
      addressInput,
      async ({ viewer, query, form: state }) =>
        viewer.accountId ? (
          redirect(next.catch('/me').parse(query.next))
        ) : (
          <SignInPage state={state} next={next.catch('/me').parse(query.next)} more={more} />
        ),
      async ({ db, input, clock, browser }) => {
        const asked = browser ?? newSecret()
        await sendLink(db, { address: input.address, browser: asked, publicUrl: config.publicUrl, now: clock.now() })
        return { redirect: '/sign-in/sent', browser: asked }
      },
      async ({ database, clock, remote, input }) => {
        const now = clock.now()
        await database.write((db) => countAttempt(db, 'link.origin', { whom: remote, now }))
        await database.write((db) => countAttempt(db, 'link.address', { whom: input.address, now }))
      },
    ),

    '/sign-in/sent': page(async () => (
      <Page title="Check your mail" robots="noindex">
        <div class="wrap page-narrow">
          <PageHeader
            title="Check your mail"
            lede="If an account has this address, a link is on its way. Open it in this browser; it works once, for 15 minutes."
          />
          {!config.smtpUrl && config.mode === 'development' && (
            <Notice kind="info" title="No mail server is set">
              <p>
                In development letters wait in the <a href="/desk/outbox">outbox</a>.
              </p>
            </Notice>
          )}
        </div>
      </Page>
    )),

    '/sign-in/link': form(
      linkInput,
      async ({ form: { values, problem } }) => <LinkPage link={String(values.link ?? '')} message={problem?.message} />,
      async ({ db, input, clock, browser, device }) => {
        const session = await useLink(db, { secret: input.link, browser, device, now: clock.now() })
        return { redirect: '/me', session }
      },
      countProof,
    ),

    'POST /sign-in/passkey': form(
      passkeyInput,
      async ({ form: state }) => <SignInPage state={state} next="/me" more={more} />,
      async ({ db, input, clock, device }) => {
        const now = clock.now()
        const accountId = await provePasskey(db, {
          challengeId: input.challenge,
          purpose: 'sign-in',
          credential: input.credential,
          party,
          now,
        })
        const session = await beginSession(db, { accountId, how: 'passkey', device, now })
        return { redirect: input.next, session }
      },
      countProof,
    ),

    'POST /api/v1/sign-in/challenges': deedEndpoint(
      {
        summary: 'A question for an authenticator, answered within five minutes',
        input: z.strictObject({}),
        returns: z.object({ id: z.string(), options: z.unknown() }),
      },
      async ({ db, clock }) => askSignIn(db, { party, purpose: 'sign-in', now: clock.now() }),
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
        if (sessionSecret && actor !== anonymous) await endSession(db, sessionSecret)
        else db.unaudited('there was no session to end')
        return { redirect: '/', session: '' }
      },
    ),
  })

/** Proofs are counted before they are checked, and stay counted when they fail. */
const countProof = ({ database, clock, remote }: Before<unknown>): Promise<void> =>
  database.write((db) => countAttempt(db, 'proof.origin', { whom: remote, now: clock.now() }))

function SignInPage({
  state: { values, problem },
  next,
  more,
}: {
  state: FormState
  next: string
  more: { href: string; label: string }[]
}): VNode {
  return (
    <Page title="Sign in" robots="noindex" islands={['app/account/passkeys']}>
      <div class="wrap page-narrow">
        <PageHeader
          title="Sign in"
          lede="With a passkey, or with a link to your e-mail address. There are no passwords here."
        />
        {problem && (
          <ErrorSummary
            errors={Object.entries(problem.fields).map(([field, message]) => ({ field, message }))}
            title={problem.message}
          />
        )}
        <form
          method="post"
          action="/sign-in/passkey"
          class="stack"
          data-passkey="sign-in"
          data-options="/api/v1/sign-in/challenges"
          hidden
        >
          <input type="hidden" name="challenge" />
          <input type="hidden" name="credential" />
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
        {more.length > 0 && (
          <ul>
            {more.map((way) => (
              <li key={way.href}>
                <a href={way.href}>{way.label}</a>
              </li>
            ))}
          </ul>
        )}
        <p class="quiet">
          Lost your device? <a href="/sign-in/recovery">Get back in</a>.
        </p>
      </div>
    </Page>
  )
}

/** A link is used by a button, not by being opened: mail scanners open every link they see. */
function LinkPage({ link, message }: { link: string; message: string | undefined }): VNode {
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
            <Button type="submit">Sign in</Button>
          </form>
        )}
      </div>
    </Page>
  )
}
