import type { VNode } from 'preact'
import { z } from 'zod'
import { form, routes, type Viewer } from '#kernel/access'
import { countAttempt, forgetAttempt } from '#kernel/limits'
import {
  askRecovery,
  beginRecovery,
  delayHours,
  finishRecovery,
  type RecoveryCodes,
  sponsorsNeeded,
  stopOwnRecovery,
  stopRecovery,
  vouchAsSponsor,
} from '#kernel/recoveries'
import type { Config } from '#platform/config'
import { type Routes, redirect } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import { newSecret } from '#platform/ids'
import { unauthenticated } from '#platform/problem'
import { Button, Notice, RecordEntry, RecordList, TextField } from '#ui'
import { codeOf, DeedPage, stopForm, typed } from './parts.tsx'
import { countAsking, countProof, linkSecret } from './ways.ts'

const linkInput = z.object({ link: linkSecret })
const codeInput = codeOf('A recovery code')
const vouchingInput = z.object({
  code: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[0-9a-z]{12}$/, 'A vouching code has 12 letters and digits'),
})

/** Getting back in without a passkey: a link, a delay, people who vouch, and a notice to every address meanwhile. */
export const recoveryPages = (config: Config): Routes<Viewer> =>
  routes({
    '/sign-in/recovery': form(
      z.object({ address: z.email('Check the e-mail address') }),
      async ({ form: { values, problem } }) => (
        <DeedPage
          title="Get back in"
          lede={`Your passkeys are replaced after ${delayHours} hours, once a member of staff or ${sponsorsNeeded} members of your body have vouched for you. Every address of yours gets a notice and can stop it.`}
          problem={problem}
        >
          <form method="post" class="stack">
            <TextField
              name="address"
              type="email"
              label="Your e-mail address here"
              value={typed(values, 'address')}
              error={problem?.fields.address}
            />
            <Button type="submit">Send me a link to begin</Button>
          </form>
          <p class="quiet">
            Begun already? <a href="/sign-in/recovery/finish">Finish it with your code</a>. No mail either? Speak with
            the staff of your body, by voice or in person: they can begin it for you.
          </p>
        </DeedPage>
      ),
      async ({ db, input, clock, browser }) => {
        const asking = browser ?? newSecret()
        await askRecovery(db, {
          ...{ address: input.address, browser: asking },
          ...{ publicUrl: config.publicUrl, now: clock.now() },
        })
        return { redirect: '/sign-in/sent', browser: asking }
      },
      async (asked) => {
        await countAsking(asked)
        const { database, remote, input, clock } = asked
        const whom = `${remote} ${input.address}`
        await database.write((db) => countAttempt(db, 'recovery.pair', { whom, now: clock.now() }))
      },
    ),

    '/sign-in/recovery/beginning': form(
      linkInput,
      async ({ query, form: { values, problem } }) => (
        <DeedPage title="Begin the recovery" problem={problem}>
          <form method="post" action="/sign-in/recovery/beginning" class="stack">
            <input type="hidden" name="link" value={typed(values, 'link', query.link)} />
            <p>All your addresses get a notice now. Whoever reads it can stop this.</p>
            <Button type="submit">Begin</Button>
          </form>
        </DeedPage>
      ),
      async ({ db, input, clock, browser, remote }) => {
        const now = clock.now()
        const codes = await beginRecovery(db, { ...input, browser, publicUrl: config.publicUrl, now })
        await forgetAttempt(db, 'proof.origin', { whom: remote, now })
        return <BegunPage codes={codes} />
      },
      countProof,
    ),

    '/sign-in/recovery/finish': form(
      codeInput,
      async ({ form: { values, problem } }) => (
        <DeedPage
          title="Finish the recovery"
          lede="All earlier passkeys are revoked and all sessions ended; then you add a new passkey."
          problem={problem}
        >
          <form method="post" class="stack">
            <TextField
              name="code"
              label="Your recovery code"
              value={typed(values, 'code')}
              error={problem?.fields.code}
              autoComplete="off"
              hint="If staff began it for you: the two halves that two of them told you, in either order."
            />
            <Button type="submit">Finish and sign in</Button>
          </form>
        </DeedPage>
      ),
      async ({ db, input, clock, device, remote }) => {
        const now = clock.now()
        const session = await finishRecovery(db, { code: input.code, device, now })
        await forgetAttempt(db, 'proof.origin', { whom: remote, now })
        return { redirect: '/me#passkeys', session }
      },
      countProof,
    ),

    '/sign-in/recovery/stop': stopForm({
      title: 'Stop the recovery',
      action: '/sign-in/recovery/stop',
      lede: 'Nothing changes then: your passkeys stay as they are.',
      done: 'The recovery was stopped. Your passkeys and sessions are as they were.',
      what: 'A recovery code',
      stop: stopRecovery,
    }),

    'POST /me/recovery/stop': form(
      z.object({}),
      async () => redirect('/me'),
      async ({ db, actor, clock }) => {
        await stopOwnRecovery(db, actor, { now: clock.now() })
        return redirect('/me')
      },
    ),

    '/me/vouching': form(
      vouchingInput,
      async ({ viewer, form: { values, problem } }) => {
        if (!viewer.accountId) throw unauthenticated('access.sign-in-first', 'Please sign in first.')
        return (
          <DeedPage
            title="Vouch for somebody"
            lede="A member of your body has lost their passkeys and asks you. Vouch only if you have spoken with them, by voice or in person, and are sure. They tell you a code."
            problem={problem}
          >
            <form method="post" class="stack">
              <TextField
                name="code"
                label="Vouching code"
                value={typed(values, 'code')}
                error={problem?.fields.code}
                autoComplete="off"
                size="medium"
              />
              <Button type="submit">I have spoken with them: vouch</Button>
            </form>
          </DeedPage>
        )
      },
      async ({ db, actor, input, clock, remote }) => {
        const now = clock.now()
        const recovery = await vouchAsSponsor(db, actor, { code: input.code, now })
        await forgetAttempt(db, 'proof.origin', { whom: remote, now })
        return (
          <DeedPage
            title="Thank you"
            lede={`You vouched for ${recovery.name}. All their addresses are told, with your name.`}
          />
        )
      },
      countProof,
    ),
  })

function BegunPage({ codes }: { codes: RecoveryCodes }): VNode {
  return (
    <DeedPage title="The recovery has begun" lede="Two codes, shown only now. Write them down.">
      <Notice kind="warning" title="Keep the recovery code to yourself">
        <p>Nobody of this network will ever ask you for it.</p>
      </Notice>
      <RecordList label="Codes">
        <RecordEntry term="Recovery code" note="You finish with it. Tell it to nobody.">
          <code class="secret">{codes.code}</code>
        </RecordEntry>
        <RecordEntry
          term="Vouching code"
          note={`Tell it to a member of staff of your body, or to ${sponsorsNeeded} members who know you. They enter it on their page.`}
        >
          <code class="secret">{codes.vouchingCode}</code>
        </RecordEntry>
        <RecordEntry term="Not before">{formatInstant('en', codes.effectiveAt)}</RecordEntry>
      </RecordList>
      <p>
        Then <a href="/sign-in/recovery/finish">finish the recovery</a>.
      </p>
    </DeedPage>
  )
}
