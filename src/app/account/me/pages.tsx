import { z } from 'zod'
import {
  deedEndpoint,
  endOwnSessions,
  form,
  listGrantsOf,
  listSessions,
  nameOwnSession,
  page,
  routes,
  type SessionView,
  type Viewer,
} from '#kernel/access'
import {
  type BodyView,
  type ConsentView,
  listBodies,
  listConsents,
  type Purpose,
  purposes,
  recordConsent,
} from '#kernel/bodies'
import {
  askRegistration,
  credentialText,
  listPasskeys,
  type PasskeyView,
  type RelyingParty,
  registerPasskey,
  revokePasskey,
} from '#kernel/passkeys'
import {
  type Audience,
  audienceMeanings,
  audiences,
  changeOwnProfile,
  type Field,
  type FieldView,
  fieldNames,
  fields,
  type LookView,
  listFields,
  listLooks,
} from '#kernel/profiles'
import { findRecoveryOf, type RecoveryView } from '#kernel/recoveries'
import { Page, type Routes, redirect } from '#platform/http'
import { notFound, unauthenticated } from '#platform/problem'
import { Button, Notice, PageHeader, SelectField, TextArea, TextField } from '#ui'
import { Consents, Looks, PasskeyAdvice, Passkeys, Profile, Recovery, Sessions } from './parts.tsx'

const profileInput = z.record(z.string(), z.string().max(4000, 'Keep it under 4,000 characters'))
const consentInput = z.object({
  bodyId: z.string().max(60),
  purpose: z.enum(Object.keys(purposes) as [Purpose, ...Purpose[]], 'There is no such purpose'), // keys of a constant record are its names
  answer: z.enum(['yes', 'no']),
})

/** The account of whoever is signed in; visitors are asked to sign in first. */
export function accountOf(viewer: Viewer): string {
  if (!viewer.accountId) throw unauthenticated('access.sign-in-first', 'Please sign in to see your own page.')
  return viewer.accountId
}

/** The person of an account; those made on the command line have none. */
export function personOf(viewer: Viewer): string {
  accountOf(viewer)
  if (!viewer.personId)
    throw notFound(
      'profiles.person.none',
      'This account is no person of a body. Let a body invite you to have a profile.',
    )
  return viewer.personId
}

/** One's own page: profile and audiences, consents, sessions and passkeys, and who looked. */
export const mePages = (party: RelyingParty): Routes<Viewer> =>
  routes({
    '/me': page(async ({ db, viewer, clock }) => {
      const accountId = accountOf(viewer)
      const personId = viewer.personId ?? ''
      const bodies = await listBodies(db)
      return (
        <MePage
          viewer={viewer}
          fields={await listFields(db, personId)}
          bodies={bodies}
          consents={await listConsents(db, personId)}
          sessions={await listSessions(db, accountId, clock.now())}
          passkeys={await listPasskeys(db, accountId)}
          looks={await listLooks(db, personId)}
          recovery={await findRecoveryOf(db, accountId)}
          roles={(await listGrantsOf(db, accountId)).map(
            (grant) =>
              `${grant.role.replaceAll('-', ' ')} (${grant.scopeKind === 'network' ? 'whole network' : (bodies.find((body) => body.id === grant.scopeId)?.name ?? grant.scopeId)})`,
          )}
        />
      )
    }),

    '/me/profile': form(
      profileInput,
      async ({ db, viewer, form: { problem } }) => {
        personOf(viewer)
        return <ProfilePage fields={await listFields(db, viewer.personId ?? '')} message={problem?.message} />
      },
      async ({ db, actor, input, clock }) => {
        const values: Partial<Record<Field, string>> = {}
        const chosen: Partial<Record<Field, Audience>> = {}
        for (const field of fieldNames) {
          if (input[field] !== undefined) values[field] = input[field]
          const audience = audiences.find((each) => each === input[`audience-${field}`])
          if (audience) chosen[field] = audience
        }
        await changeOwnProfile(db, actor, { values, audiences: chosen, at: clock.now() })
        return redirect('/me')
      },
    ),

    'POST /me/consents': form(
      consentInput,
      async () => redirect('/me'),
      async ({ db, actor, input, clock }) => {
        await recordConsent(db, actor, {
          bodyId: input.bodyId,
          personId: personOf(actor),
          purpose: input.purpose,
          isGiven: input.answer === 'yes',
          at: clock.now(),
        })
        return redirect('/me#consents')
      },
    ),

    'POST /me/sessions/ending': form(
      z.object({ id: z.string().max(60).optional() }),
      async () => redirect('/me'),
      async ({ db, actor, input }) => {
        accountOf(actor)
        await endOwnSessions(db, actor, { id: input.id })
        return redirect('/me#sessions')
      },
    ),

    'POST /me/sessions/name': form(
      z.object({ id: z.string().max(60), name: z.string().trim().min(1, 'Give it a name').max(60) }),
      async () => redirect('/me'),
      async ({ db, actor, input }) => {
        accountOf(actor)
        await nameOwnSession(db, actor, input)
        return redirect('/me#sessions')
      },
    ),

    'POST /me/passkeys': form(
      z.object({
        challenge: z.string().min(1).max(60),
        credential: credentialText,
        name: z.string().trim().min(1, 'Name it, such as “Blue key”').max(60),
      }),
      async () => redirect('/me'),
      async ({ db, actor, input, clock }) => {
        accountOf(actor)
        await registerPasskey(db, actor, {
          challengeId: input.challenge,
          credential: input.credential,
          name: input.name,
          party,
          now: clock.now(),
        })
        return redirect('/me#passkeys')
      },
    ),

    'POST /me/passkeys/revocation': form(
      z.object({ id: z.string().max(400) }),
      async () => redirect('/me'),
      async ({ db, actor, input, clock }) => {
        accountOf(actor)
        await revokePasskey(db, actor, { id: input.id, now: clock.now() })
        return redirect('/me#passkeys')
      },
    ),

    'POST /api/v1/me/passkey-challenges': deedEndpoint(
      {
        summary: 'A question for a new passkey of the signed-in person',
        input: z.strictObject({}),
        returns: z.object({ id: z.string(), options: z.unknown() }),
      },
      async ({ db, actor, clock }) => askRegistration(db, actor, { party, now: clock.now() }),
    ),
  })

interface MePageProps {
  viewer: Viewer
  fields: FieldView[]
  bodies: BodyView[]
  consents: ConsentView[]
  sessions: SessionView[]
  passkeys: PasskeyView[]
  looks: LookView[]
  recovery: RecoveryView | undefined
  roles: string[]
}

function MePage({ viewer, fields: mine, bodies, consents, sessions, passkeys, looks, recovery, roles }: MePageProps) {
  return (
    <Page title="Your page" robots="noindex" islands={['app/account/passkeys']}>
      <div class="wrap page-reading">
        <PageHeader
          eyebrow="Your page"
          title={viewer.name}
          lede={roles.length > 0 ? `You are: ${roles.join(', ')}.` : 'You have no roles here yet.'}
        />
        {recovery && <Recovery recovery={recovery} />}
        <PasskeyAdvice count={passkeys.length} />
        {viewer.personId && <Profile mine={mine} />}
        {viewer.personId && <Consents bodies={bodies} consents={consents} />}
        <Passkeys passkeys={passkeys} />
        <Sessions sessions={sessions} current={viewer.sessionId} />
        {viewer.personId && <Looks looks={looks} />}
        <p>
          <a href="/me/vouching">Vouch for somebody who lost their passkeys</a> · <a href="/sign-out">Sign out</a>
        </p>
      </div>
    </Page>
  )
}

function ProfilePage({ fields: mine, message }: { fields: FieldView[]; message: string | undefined }) {
  const known = (field: Field) => mine.find((each) => each.field === field)
  return (
    <Page title="Your profile" robots="noindex">
      <div class="wrap page-narrow deed">
        <PageHeader
          title="Your profile"
          lede="Leave a field empty to take it away. Each has its own audience; the narrow ones are chosen for you."
        />
        {message && <Notice kind="danger" title={message} />}
        <form method="post" class="stack">
          {fieldNames.map((field) => (
            <fieldset key={field} class="profile-field">
              <legend class="visually-hidden">{fields[field].label}</legend>
              {fields[field].isLong ? (
                <TextArea name={field} label={fields[field].label} value={known(field)?.value} rows={3} />
              ) : (
                <TextField name={field} label={fields[field].label} value={known(field)?.value} />
              )}
              <SelectField
                name={`audience-${field}`}
                label="Who can see this"
                value={known(field)?.audience ?? fields[field].begins}
                options={audiences
                  .filter((audience) => field !== 'name' || audience !== 'me')
                  .map((audience) => ({ value: audience, label: audienceMeanings[audience] }))}
              />
            </fieldset>
          ))}
          <Button type="submit">Save</Button>
        </form>
      </div>
    </Page>
  )
}
