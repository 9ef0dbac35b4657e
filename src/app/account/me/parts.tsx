import type { SessionHow, SessionView } from '#kernel/access'
import type { AddressView } from '#kernel/addresses'
import { type BodyView, type ConsentView, purposes } from '#kernel/bodies'
import type { ErasureView } from '#kernel/erasures'
import type { PasskeyView } from '#kernel/passkeys'
import { audienceMeanings, type FieldView, fields, type LookView } from '#kernel/profiles'
import type { RecoveryView } from '#kernel/recoveries'
import { formatInstant, plural } from '#platform/i18n'
import { Button, DataTable, Notice, SectionHeading, TextField } from '#ui'
import { Credential } from '../parts.tsx'

export function Profile({ mine }: { mine: FieldView[] }) {
  return (
    <section aria-labelledby="profile">
      <SectionHeading
        title="Profile"
        id="profile"
        action={
          <>
            <a href="/me/view-as">How others see you</a> · <a href="/me/profile">Change</a>
          </>
        }
      />
      <DataTable
        caption="What you have told us, and who can see it"
        isCaptionHidden
        columns={[
          { key: 'field', label: 'Field', cell: (row) => fields[row.field].label },
          { key: 'value', label: 'What it says', cell: (row) => row.value },
          { key: 'audience', label: 'Who can see this', cell: (row) => audienceMeanings[row.audience] },
        ]}
        rows={mine}
        keyOf={(row) => row.field}
        whenEmpty="Nothing yet. What you leave out, nobody can see."
      />
    </section>
  )
}

export function Consents({ bodies, consents }: { bodies: BodyView[]; consents: ConsentView[] }) {
  const latest = (bodyId: string, purpose: string) =>
    consents.find((consent) => consent.bodyId === bodyId && consent.purpose === purpose)
  return (
    <section aria-labelledby="consents">
      <SectionHeading
        title="What you agreed to"
        id="consents"
        note="Each body and each purpose by itself. Withdrawing is as easy as agreeing."
      />
      {bodies.map((body) => (
        <fieldset key={body.id} class="consents">
          <legend>
            {body.name}
            {body.isSample && ' (sample)'}
          </legend>
          {Object.entries(purposes).map(([purpose, words]) => {
            const said = latest(body.id, purpose)
            return (
              <form method="post" action="/me/consents" key={purpose} class="row">
                <input type="hidden" name="bodyId" value={body.id} />
                <input type="hidden" name="purpose" value={purpose} />
                <input type="hidden" name="answer" value={said?.isGiven ? 'no' : 'yes'} />
                <span>
                  {words}: <strong>{said?.isGiven ? 'yes' : 'no'}</strong>
                  {said && <span class="quiet"> since {formatInstant('en', said.recordedAt)}</span>}
                </span>
                <Button type="submit" kind="quiet" isSmall>
                  {said?.isGiven ? 'Withdraw' : 'Agree'}
                </Button>
              </form>
            )
          })}
        </fieldset>
      ))}
    </section>
  )
}

/** What is asked of a member who could be locked out by one lost device. */
export function PasskeyAdvice({ count }: { count: number }) {
  if (count > 1) return null
  return count === 1 ? (
    <Notice kind="warning" title="One passkey is one lost device away from being locked out">
      <p>
        <a href="#passkeys">Add a second one</a>, on another device or a key you keep at home.
      </p>
    </Notice>
  ) : (
    <Notice kind="info" title="You have no passkey yet">
      <p>
        <a href="#passkeys">Add one</a>: it is quicker than a link by mail, and nobody can read it on the way.
      </p>
    </Notice>
  )
}

/** Somebody is recovering this account: whoever still holds a session can stop it. */
export function Recovery({ recovery }: { recovery: RecoveryView }) {
  return (
    <Notice kind="danger" title="Somebody is recovering your account">
      <p>
        Asked {formatInstant('en', recovery.askedAt)}. Your passkeys are replaced after{' '}
        {formatInstant('en', recovery.effectiveAt)}, once staff or sponsors have vouched. If this is not you, stop it.
      </p>
      <form method="post" action="/me/recovery/stop">
        <Button type="submit" kind="danger">
          This is not me: stop it
        </Button>
      </form>
    </Notice>
  )
}

/** An erasure that waits for its day, with the way to stop it. */
export function Waiting({ erasure }: { erasure: ErasureView }) {
  return (
    <Notice
      kind="danger"
      title={erasure.bodyName ? `${erasure.bodyName} is going to forget you` : 'You are going to be erased'}
    >
      <p>
        Asked {formatInstant('en', erasure.askedAt)}. It happens after {formatInstant('en', erasure.effectiveAt)}. If
        you do not want it, or did not ask, stop it.
      </p>
      <form method="post" action="/me/erasure/stop">
        <input type="hidden" name="id" value={erasure.id} />
        <Button type="submit" kind="danger">
          Stop it
        </Button>
      </form>
    </Notice>
  )
}

/** On one's own page: which addresses there are, and the way to change them. */
export function AddressSummary({ addresses }: { addresses: AddressView[] }) {
  return (
    <section aria-labelledby="addresses">
      <SectionHeading title="Addresses" id="addresses" action={<a href="/me/addresses">Add or remove</a>} />
      <ul class="plain-list">
        {addresses.map(({ id, address }) => (
          <li key={id}>{address}</li>
        ))}
      </ul>
      {addresses.length === 1 && (
        <p class="quiet">Only one: add a second, so that a lost mailbox does not lock you out.</p>
      )}
      {addresses.length === 0 && <p>None: this account gets no letters.</p>}
    </section>
  )
}

export function Passkeys({ passkeys }: { passkeys: PasskeyView[] }) {
  return (
    <section aria-labelledby="passkeys">
      <SectionHeading
        title="Passkeys"
        id="passkeys"
        note="They stay on your devices; this site only knows how to recognize them."
      />
      <ul class="entry-list">
        {passkeys.map((passkey) => (
          <li key={passkey.id}>
            <form method="post" action="/me/passkeys/revocation" class="row">
              <input type="hidden" name="id" value={passkey.id} />
              <span>
                <strong>{passkey.name}</strong>, added {formatInstant('en', passkey.createdAt)}
                {passkey.lastUsedAt ? `, last used ${formatInstant('en', passkey.lastUsedAt)}` : ', not used yet'}
              </span>
              <Button type="submit" kind="quiet" isSmall>
                Take out of use
              </Button>
            </form>
          </li>
        ))}
      </ul>
      {passkeys.length === 0 && <p>None yet. A passkey is the safest way to sign in.</p>}
      <form
        method="post"
        action="/me/passkeys"
        class="stack"
        data-passkey="register"
        data-options="/api/v1/me/passkey-challenges"
        hidden
      >
        <TextField name="name" label="Name of the new passkey" size="medium" />
        <Credential />
        <Button type="submit" kind="secondary" icon="key-round">
          Add a passkey
        </Button>
      </form>
    </section>
  )
}

const ways: Record<SessionHow, string> = {
  link: 'a link by mail',
  passkey: 'a passkey',
  oidc: 'your organization',
  recovery: 'a recovery',
  persona: 'the list of sample people',
}

export function Sessions({ sessions, current }: { sessions: SessionView[]; current: string | undefined }) {
  return (
    <section aria-labelledby="sessions">
      <SectionHeading title="Where you are signed in" id="sessions" />
      <ul class="entry-list">
        {sessions.map((session) => (
          <li key={session.id}>
            <form method="post" action="/me/sessions/ending" class="row">
              <input type="hidden" name="id" value={session.id} />
              <span>
                {session.name || 'A browser'}, by {ways[session.how]}, since {formatInstant('en', session.createdAt)},
                last used {formatInstant('en', session.lastSeenAt)}
                {session.id === current && <strong> (this one)</strong>}
              </span>
              <Button type="submit" kind="quiet" isSmall>
                End this session
              </Button>
            </form>
            <details>
              <summary class="quiet">Name it</summary>
              <form method="post" action="/me/sessions/name" class="row">
                <input type="hidden" name="id" value={session.id} />
                <TextField
                  name="name"
                  id={`name-${session.id}`}
                  label="A name you know it by"
                  value={session.name}
                  size="medium"
                  maxLength={60}
                />
                <Button type="submit" kind="secondary" isSmall>
                  Save the name
                </Button>
              </form>
            </details>
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <form method="post" action="/me/sessions/ending">
          <Button type="submit" kind="secondary">
            End all other sessions
          </Button>
        </form>
      )}
    </section>
  )
}

export function Looks({ looks }: { looks: LookView[] }) {
  return (
    <section aria-labelledby="looks">
      <SectionHeading
        title="Who looked"
        id="looks"
        note={
          looks.length === 0
            ? 'Nobody has opened fields of yours that are not for everybody.'
            : `${plural('en', looks.length, 'time', 'times')} somebody opened fields of yours that are not for everybody.`
        }
      />
      <ul class="plain-list">
        {looks.map((look) => (
          <li key={look.lookedAt.toISOString()}>
            {look.looker}
            {look.lookerBody && ` (${look.lookerBody})`}: {look.fields.map((field) => labelOf(field)).join(', ')},{' '}
            {formatInstant('en', look.lookedAt)}
          </li>
        ))}
      </ul>
    </section>
  )
}

const labelOf = (field: string): string =>
  (field in fields ? fields[field as keyof typeof fields].label : field).toLowerCase() // checked
