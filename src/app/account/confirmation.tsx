import type { VNode } from 'preact'
import { z } from 'zod'
import {
  confirmByLink,
  form,
  page,
  routes,
  sendConfirmation,
  sightOf,
  stepUp,
  stepUpNeeded,
  type Viewer,
} from '#kernel/access'
import { forgetAttempt } from '#kernel/limits'
import { credentialText, provePasskey, type RelyingParty } from '#kernel/passkeys'
import type { Clock } from '#platform/clock'
import type { Config } from '#platform/config'
import type { Database, Writer } from '#platform/db'
import { type FormValues, type Routes, redirect } from '#platform/http'
import { newSecret } from '#platform/ids'
import { invalid, Problem, unauthenticated } from '#platform/problem'
import { Button } from '#ui'
import { Credential, DeedPage } from './parts.tsx'
import { countProof, linkSecret, nextPath } from './ways.ts'

const prefix = 'proof-'
const proofInput = z.object({ challenge: z.string().min(1).max(60), credential: credentialText })

async function proveAgain(
  db: Writer,
  actor: Viewer,
  input: z.output<typeof proofInput> & { party: RelyingParty; now: Date },
): Promise<void> {
  const accountId = await provePasskey(db, {
    ...{ challengeId: input.challenge, purpose: 'step-up', credential: input.credential },
    ...{ party: input.party, now: input.now },
  })
  if (accountId !== actor.accountId)
    throw invalid('access.step-up.other', 'This passkey is somebody else’s. Confirm with one of your own.')
  await stepUp(db, actor, { now: input.now, by: 'passkey' })
}

/**
 * Sensitive deeds ask for a fresh proof of presence. The page that asks carries what was typed; the proof comes back together with it, is
 * taken out here, and the deed goes on as if nothing had been between.
 */
export const confirmations = (database: Database, clock: Clock, party: RelyingParty) => ({
  async takeProof(viewer: Viewer, values: FormValues): Promise<{ viewer: Viewer; values: FormValues }> {
    if (!(`${prefix}credential` in values)) return { viewer, values }
    const rest = Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith(prefix)))
    const now = clock.now()
    const parsed = proofInput.safeParse({
      challenge: values[`${prefix}challenge`],
      credential: values[`${prefix}credential`],
    })
    // An empty proof: people without a passkey confirmed by mail in the meantime, and send the form again.
    if (!parsed.success) return { viewer, values: rest }
    try {
      await database.write((db) => proveAgain(db, viewer, { ...parsed.data, party, now }), sightOf(viewer))
    } catch (error) {
      if (error instanceof Problem) throw new Problem('forbidden', stepUpNeeded, error.message)
      throw error
    }
    return { viewer: { ...viewer, steppedUpAt: now }, values: rest }
  },

  askProof({ problem, viewer, url, values }: AskedForProof): VNode | undefined {
    if (problem.code !== stepUpNeeded || !viewer.accountId) return undefined
    const here = `${url.pathname}${url.search}`
    return values ? (
      <ProofPage problem={problem} action={here} values={values} isForm />
    ) : (
      <ProofPage problem={problem} action="/sign-in/confirmation" values={{ next: here }} isForm={false} />
    )
  },
})

interface AskedForProof {
  problem: Problem
  viewer: Viewer
  url: URL
  values: FormValues | undefined
}

/** Confirming by itself, for pages that are read and not sent, and by mail for people without a passkey. */
export const confirmationPages = (config: Config, party: RelyingParty): Routes<Viewer> =>
  routes({
    '/sign-in/confirmation': form(
      proofInput.extend({ next: nextPath }),
      async ({ viewer, query, form: { problem } }) => {
        signedIn(viewer)
        const next = nextPath.catch('/me').parse(query.next)
        return <ProofPage problem={problem} action="/sign-in/confirmation" values={{ next }} isForm={false} />
      },
      async ({ db, actor, input, clock, remote }) => {
        signedIn(actor)
        const now = clock.now()
        await proveAgain(db, actor, { ...input, party, now })
        await forgetAttempt(db, 'proof.origin', { whom: remote, now })
        return redirect(input.next)
      },
      countProof,
    ),

    'POST /sign-in/confirmation/sending': form(
      z.object({}),
      async () => redirect('/sign-in/confirmation'),
      async ({ db, actor, clock, browser }) => {
        signedIn(actor)
        const asking = browser ?? newSecret()
        await sendConfirmation(db, actor, { browser: asking, publicUrl: config.publicUrl, now: clock.now() })
        return { redirect: '/sign-in/confirmation/sent', browser: asking }
      },
    ),

    '/sign-in/confirmation/sent': page(async () => (
      <DeedPage
        title="Check your mail"
        lede="A link is on its way. Open it in this browser, then go back to the page where you were and continue there."
      />
    )),

    '/sign-in/confirmation/link': form(
      z.object({ link: linkSecret }),
      async ({ query, form: { values, problem } }) => (
        <DeedPage title="Confirm that it is you" problem={problem}>
          <form method="post" action="/sign-in/confirmation/link">
            <input type="hidden" name="link" value={String(values.link ?? query.link ?? '')} />
            <Button type="submit">Yes, it is me</Button>
          </form>
        </DeedPage>
      ),
      async ({ db, actor, input, clock, browser }) => {
        signedIn(actor)
        await confirmByLink(db, actor, { secret: input.link, browser, now: clock.now() })
        return (
          <DeedPage
            title="Confirmed"
            lede="For the next ten minutes you are not asked again. Go back to the page where you were and continue there."
          />
        )
      },
      countProof,
    ),
  })

function signedIn(viewer: Viewer): void {
  if (!viewer.accountId) throw unauthenticated('access.sign-in-first', 'Please sign in first.')
}

function ProofPage(props: {
  problem: Problem | undefined
  action: string
  values: FormValues
  isForm: boolean
}): VNode {
  const { problem, action, values, isForm } = props
  const wrong = problem && problem.code !== stepUpNeeded ? problem : undefined
  const kept = Object.entries(values).flatMap(([name, value]) =>
    name.startsWith(prefix) ? [] : [value].flat().map((each) => ({ name, value: String(each) })),
  )
  return (
    <DeedPage
      title="Confirm that it is you"
      lede={
        wrong || !problem
          ? 'What you are about to do is sensitive, so we ask once more. What you typed is kept.'
          : `${problem.message} What you typed is kept.`
      }
      problem={wrong}
      islands={['app/account/passkeys']}
    >
      <form
        method="post"
        action={action}
        class="stack"
        data-passkey="sign-in"
        data-options="/api/v1/sign-in/confirmation-challenges"
        hidden
      >
        {kept.map((each) => (
          <input type="hidden" {...each} key={`${each.name} ${each.value}`} />
        ))}
        <Credential prefix={isForm ? prefix : ''} />
        <Button type="submit" icon="key-round">
          Confirm with a passkey
        </Button>
      </form>
      <details class="stack">
        <summary>I have no passkey</summary>
        <form method="post" action="/sign-in/confirmation/sending" target="_blank" rel="noopener">
          <p>We send a link to your address. Open it in this browser, then come back here.</p>
          <Button type="submit" kind="secondary">
            Send me a link
          </Button>
        </form>
        {isForm ? (
          <form method="post" action={action}>
            {kept.map((each) => (
              <input type="hidden" {...each} key={`${each.name} ${each.value}`} />
            ))}
            <Button type="submit" kind="secondary">
              I have opened it: continue
            </Button>
          </form>
        ) : (
          <p>
            <a href={String(values.next ?? '/me')}>I have opened it: continue</a>
          </p>
        )}
      </details>
    </DeedPage>
  )
}
