import { z } from 'zod'
import {
  deedEndpoint,
  endOwnSessions,
  endSession,
  form,
  type Grant,
  listGrantsOf,
  listSessions,
  nameOwnSession,
  page,
  routes,
  type SessionView,
  type Viewer,
} from '#kernel/access'
import { type AddressView, listOwnAddresses } from '#kernel/addresses'
import {
  type BodyView,
  type ConsentView,
  listBodies,
  listConsents,
  type Purpose,
  purposes,
  recordConsent,
} from '#kernel/bodies'
import { type ErasureView, listOwnErasures } from '#kernel/erasures'
import { listOrganizations, type OrganizationView } from '#kernel/organizations'
import {
  askRegistration,
  credentialText,
  listPasskeys,
  type PasskeyView,
  type RelyingParty,
  registerPasskey,
  revokePasskey,
} from '#kernel/passkeys'
import { type FieldView, type LookView, listFields, listLooks } from '#kernel/profiles'
import { findRecoveryOf, type RecoveryView } from '#kernel/recoveries'
import { dayOf } from '#platform/clock'
import { Page, type Routes, redirect } from '#platform/http'
import { PageHeader, SectionHeading } from '#ui'
import { accountOf, personOf } from './own.ts'
import {
  AddressSummary,
  Consents,
  Looks,
  PasskeyAdvice,
  Passkeys,
  Profile,
  Recovery,
  Sessions,
  Waiting,
} from './parts.tsx'
import { Roles, rolesInWords } from './roles.tsx'
import { Trouble } from './trouble.tsx'

const consentInput = z.object({
  bodyId: z.string().max(60),
  purpose: z.enum(Object.keys(purposes) as [Purpose, ...Purpose[]], 'There is no such purpose'), // keys of a constant record are its names
  answer: z.enum(['yes', 'no']),
})

/** One's own page: profile and audiences, consents, sessions and passkeys, and who looked. */
export const mePages = (party: RelyingParty): Routes<Viewer> =>
  routes({
    '/me': page(async ({ db, viewer, clock }) => {
      const accountId = accountOf(viewer)
      const personId = viewer.personId ?? ''
      const bodies = await listBodies(db)
      const grants = await listGrantsOf(db, accountId)
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
          addresses={await listOwnAddresses(db, accountId)}
          erasures={await listOwnErasures(db, viewer)}
          grants={grants}
          governments={await listOrganizations(db, { ids: recordsOf(grants) })}
          today={dayOf(clock.now())}
        />
      )
    }),

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

    'POST /me/sessions/everywhere': form(
      z.object({}),
      async () => redirect('/me'),
      async ({ db, actor, sessionSecret }) => {
        accountOf(actor)
        await endOwnSessions(db, actor, {})
        if (sessionSecret) await endSession(db, actor, { secret: sessionSecret })
        return { redirect: '/sign-in', session: '' }
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

const recordsOf = (grants: Grant[]): string[] =>
  grants.filter(({ scopeKind }) => scopeKind === 'record').map(({ scopeId }) => scopeId)

interface MePageProps {
  viewer: Viewer
  fields: FieldView[]
  bodies: BodyView[]
  consents: ConsentView[]
  sessions: SessionView[]
  passkeys: PasskeyView[]
  looks: LookView[]
  recovery: RecoveryView | undefined
  addresses: AddressView[]
  erasures: ErasureView[]
  grants: Grant[]
  governments: OrganizationView[]
  today: string
}

function MePage({ viewer, fields: mine, bodies, consents, sessions, passkeys, looks, ...more }: MePageProps) {
  const { recovery, grants, governments, today, addresses, erasures } = more
  const roles = rolesInWords(grants, bodies, today)
  return (
    <Page title="Your page" robots="noindex" islands={['app/account/passkeys']}>
      <div class="wrap page-reading">
        <PageHeader
          eyebrow="Your page"
          title={viewer.name}
          lede={roles.length > 0 ? `You are: ${roles.join(', ')}.` : 'You have no roles here yet.'}
        />
        {recovery && <Recovery recovery={recovery} />}
        {erasures.map((erasure) => (
          <Waiting erasure={erasure} key={erasure.id} />
        ))}
        <PasskeyAdvice count={passkeys.length} />
        <Roles {...{ grants, bodies, governments, today }} />
        {viewer.personId && <Profile mine={mine} />}
        {viewer.personId && <Consents bodies={bodies} consents={consents} />}
        <Passkeys passkeys={passkeys} />
        <AddressSummary addresses={addresses} />
        <Sessions sessions={sessions} current={viewer.sessionId} />
        {viewer.personId && <Looks looks={looks} />}
        <Trouble passkeys={passkeys.length} addresses={addresses.length} />
        <section aria-labelledby="yours">
          <SectionHeading title="Your data" id="yours" />
          <ul class="plain-list">
            <li>
              <a href="/me/data">Download everything about me</a>
            </li>
            <li>
              <a href="/me/erasure">Erase me</a>, or leave one body: you see first what goes and what must stay
            </li>
          </ul>
        </section>
        <section aria-labelledby="more">
          <SectionHeading title="Other things to do" id="more" />
          <ul class="plain-list">
            <li>
              <a href="/me/vouching">Vouch for somebody who lost their passkeys</a>
            </li>
            <li>
              <a href="/sign-out">Sign out</a>
            </li>
          </ul>
        </section>
      </div>
    </Page>
  )
}
