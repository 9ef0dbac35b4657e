import type { ComponentChildren } from 'preact'
import { Button, SectionHeading } from '#ui'

/** For a bad day: each trouble in the words of whoever has it, and what to do about it, in order. */
export function Trouble({ passkeys, addresses }: { passkeys: number; addresses: number }) {
  return (
    <section aria-labelledby="trouble">
      <SectionHeading title="If something went wrong" id="trouble" />
      <dl class="record">
        <Case title="I lost a device">
          <li>
            <a href="#passkeys">Take its passkey out of use</a>
            {passkeys < 2 && '; add one on another device first, so that you are not locked out'}.
          </li>
          <li>
            <a href="#sessions">End its session</a>, or sign out everywhere below.
          </li>
        </Case>
        <Case title="Somebody may read my mail">
          <li>
            <a href="/me/addresses">
              {addresses > 1 ? 'Remove that address' : 'Add another address, then remove this one'}
            </a>
            . Links to it open nothing from then on.
          </li>
          <li>
            <a href="#passkeys">Add a passkey</a> if you have none: then no letter alone opens anything sensitive.
          </li>
          <li>Sign out everywhere below.</li>
        </Case>
        <Case title="Somebody else was signed in as me">
          <li>Sign out everywhere, then sign in with a passkey.</li>
          <li>
            Look at your <a href="#passkeys">passkeys</a> and <a href="/me/addresses">addresses</a>, and take out what
            you do not know.
          </li>
          <li>
            See <a href="#looks">who looked</a>, and <a href="/me/data">everything that was done</a>.
          </li>
        </Case>
        <Case title="I got a notice that I did not ask for">
          <li>Open the link in it: it stops a recovery or an erasure. On this page they stand at the top.</li>
          <li>Then change the address or passkey by which somebody got that far.</li>
        </Case>
      </dl>
      <form method="post" action="/me/sessions/everywhere">
        <Button type="submit" kind="danger">
          Sign out everywhere, also here
        </Button>
      </form>
    </section>
  )
}

function Case({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="record-entry">
      <dt class="record-term">{title}</dt>
      <dd class="record-value">
        <ol>{children}</ol>
      </dd>
    </div>
  )
}
