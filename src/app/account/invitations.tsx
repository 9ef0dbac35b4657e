import { z } from 'zod'
import { allow, form, mayDo, page, routes, type Viewer } from '#kernel/access'
import { type BodyView, listBodies } from '#kernel/bodies'
import {
  acceptInvitation,
  askToAccept,
  findInvitationByCode,
  type InvitationView,
  invitedAs,
  listInvitations,
  newInvitation,
  sendInvitation,
  stateOf,
  withdrawInvitation,
} from '#kernel/invitations'
import { forgetAttempt } from '#kernel/limits'
import type { Clock } from '#platform/clock'
import type { Config } from '#platform/config'
import { type Reader, wholeSight } from '#platform/db'
import { Page, type Routes, redirect } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import { newSecret } from '#platform/ids'
import { notFound } from '#platform/problem'
import { Button, DataTable, LinkButton, PageHeader, SelectField, TextField } from '#ui'
import { DeedPage, typed } from './parts.tsx'
import { countProof, linkSecret } from './ways.ts'

const codeInput = z.object({ code: linkSecret })

/** How somebody gets an account: a body invites an address, and whoever holds it confirms in their own browser. */
export const invitationPages = (config: Config): Routes<Viewer> =>
  routes({
    '/desk/invitations': page(async ({ db, viewer, clock }) => {
      allow(viewer, 'people.person.invite')
      return <InvitationsPage invitations={await listInvitations(db)} clock={clock} />
    }),

    '/desk/invitations/new': form(
      newInvitation,
      async ({ db, viewer, form: { values, problem } }) => {
        allow(viewer, 'people.person.invite')
        const bodies = (await listBodies(db)).filter((body) =>
          mayDo(viewer, 'people.person.invite', { bodyId: body.id }),
        )
        const error = (name: string) => problem?.fields[name]
        return (
          <DeedPage
            title="Invite somebody"
            lede="They get a letter, and an account only if they accept in their own browser. Whether they are known to another body, nobody here learns."
            problem={problem}
          >
            <form method="post" class="stack">
              <TextField name="name" label="Name" value={typed(values, 'name')} error={error('name')} />
              <TextField
                name="address"
                type="email"
                label="E-mail address"
                value={typed(values, 'address')}
                error={error('address')}
              />
              <SelectField
                name="bodyId"
                label="Body"
                value={typed(values, 'bodyId', bodies.length === 1 ? bodies[0]?.id : '')}
                error={error('bodyId')}
                placeholder="Choose one"
                options={bodies.map((body) => ({ value: body.id, label: nameOf(body) }))}
              />
              <SelectField
                name="role"
                label="As"
                value={typed(values, 'role', 'member')}
                error={error('role')}
                options={Object.entries(invitedAs).map(([value, label]) => ({ value, label }))}
              />
              <Button type="submit">Send the invitation</Button>
            </form>
          </DeedPage>
        )
      },
      async ({ db, actor, input, clock }) => {
        await sendInvitation(db, actor, { ...input, publicUrl: config.publicUrl, now: clock.now() })
        return redirect('/desk/invitations')
      },
    ),

    'POST /desk/invitations/withdrawal': form(
      z.object({ id: z.string().max(60) }),
      async () => redirect('/desk/invitations'),
      async ({ db, actor, input, clock }) => {
        await withdrawInvitation(db, actor, { id: input.id, now: clock.now() })
        return redirect('/desk/invitations')
      },
    ),

    '/invitation': form(
      codeInput,
      async ({ db, query, clock, form: { values, problem } }) => {
        const code = typed(values, 'code', query.code)
        const invitation = await read(db, code, clock)
        return (
          <DeedPage
            title={`${invitation.bodyName} invites you`}
            lede={`As ${invitedAs[invitation.role].toLowerCase()}. Nothing was made in your name yet.`}
            problem={problem}
          >
            <form method="post" action="/invitation" class="stack">
              <input type="hidden" name="code" value={code} />
              <p>
                To accept, we send a link to the address that was invited. Open it in this browser: that shows that the
                address is yours. If you have an account here with that address, it joins with that one.
              </p>
              <Button type="submit">Accept: send me the link</Button>
            </form>
            <p class="quiet">To leave it, close this page. The invitation ends by itself.</p>
          </DeedPage>
        )
      },
      async ({ db, input, clock, browser, remote }) => {
        const asking = browser ?? newSecret()
        const now = clock.now()
        await askToAccept(db, { code: input.code, browser: asking, publicUrl: config.publicUrl, now })
        await forgetAttempt(db, 'proof.origin', { whom: remote, now })
        return { redirect: '/sign-in/sent', browser: asking }
      },
      countProof,
    ),

    '/invitation/confirmation': form(
      z.object({ link: linkSecret }),
      async ({ query, form: { values, problem } }) => (
        <DeedPage title="Confirm your address" problem={problem}>
          <form method="post" action="/invitation/confirmation">
            <input type="hidden" name="link" value={typed(values, 'link', query.link)} />
            <Button type="submit">Accept and sign in</Button>
          </form>
        </DeedPage>
      ),
      async ({ db, input, clock, browser, device, remote }) => {
        const now = clock.now()
        const session = await acceptInvitation(db, { link: input.link, browser, device, now })
        await forgetAttempt(db, 'proof.origin', { whom: remote, now })
        return { redirect: '/me#passkeys', session }
      },
      countProof,
    ),
  })

async function read(db: Reader, code: string, clock: Clock): Promise<InvitationView> {
  const found = await db.seeing(wholeSight, () => findInvitationByCode(db, code, clock.now()))
  if (!found) throw notFound('access.invitation.closed', 'There is no such invitation, or it is no longer open.')
  return found
}

const nameOf = (body: BodyView): string => (body.isSample ? `${body.name} (sample)` : body.name)

function InvitationsPage({ invitations, clock }: { invitations: InvitationView[]; clock: Clock }) {
  return (
    <Page title="Invitations" robots="noindex">
      <div class="wrap">
        <PageHeader
          title="Invitations"
          lede="Who was invited into your body, and what became of it."
          actions={<LinkButton href="/desk/invitations/new">Invite somebody</LinkButton>}
        />
        <DataTable
          caption="Invitations"
          isCaptionHidden
          columns={[
            { key: 'name', label: 'Who', cell: (row: InvitationView) => row.name },
            { key: 'address', label: 'Address', cell: (row: InvitationView) => row.address },
            { key: 'as', label: 'As', cell: (row: InvitationView) => `${invitedAs[row.role]} of ${row.bodyName}` },
            { key: 'sent', label: 'Sent', cell: (row: InvitationView) => formatInstant('en', row.invitedAt) },
            { key: 'state', label: 'State', cell: (row: InvitationView) => stateOf(row, clock.now()) },
            {
              key: 'withdraw',
              label: 'Take back',
              cell: (row: InvitationView) =>
                stateOf(row, clock.now()) === 'waiting' ? (
                  <form method="post" action="/desk/invitations/withdrawal">
                    <input type="hidden" name="id" value={row.id} />
                    <Button type="submit" kind="quiet" isSmall>
                      Take back
                    </Button>
                  </form>
                ) : (
                  ''
                ),
            },
          ]}
          rows={invitations}
          keyOf={(row) => row.id}
          whenEmpty="Nobody has been invited yet."
        />
      </div>
    </Page>
  )
}
