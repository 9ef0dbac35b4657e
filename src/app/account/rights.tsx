import { z } from 'zod'
import {
  allow,
  form,
  grantRole,
  listAccounts,
  listHolders,
  listHoldersOf,
  listPermissions,
  mayDo,
  page,
  pageOf,
  revokeGrant,
  roleMeanings,
  roles,
  routes,
  scopeKinds,
  type Viewer,
} from '#kernel/access'
import { listBodies } from '#kernel/bodies'
import { dayOf } from '#platform/clock'
import { Page, type Routes, redirect } from '#platform/http'
import { notFound } from '#platform/problem'
import { Button, DateField, LinkButton, PageHeader, SelectField, TextField } from '#ui'
import { DeedPage, typed } from './parts.tsx'
import { Holders, PermissionPage, Permissions } from './rights-parts.tsx'

const grantInput = z
  .object({
    accountId: z.string().min(1, 'Name the account').max(60),
    role: z.enum(roles, 'Choose a role'),
    scopeKind: z.enum(scopeKinds, 'Choose what the role reaches'),
    scopeId: z.string().trim().max(120).default(''),
    startsOn: z.iso.date('Choose the first day'),
    endsOn: z.union([z.literal(''), z.iso.date()]).default(''),
  })
  .refine((said) => said.scopeKind === 'network' || said.scopeId !== '', {
    path: ['scopeId'],
    message: 'Name the body, module or record',
  })

/** Every permission in its one spelling, with those who hold it; and the deeds that change that. */
export const rightsPages: Routes<Viewer> = routes({
  '/desk/rights': page(async ({ db, viewer, clock }) => {
    allow(viewer, 'access.right.read')
    const holders = await listHolders(db)
    const bodies = await listBodies(db)
    return (
      <Page title="Rights" robots="noindex">
        <div class="wrap">
          <PageHeader
            title="Rights"
            lede="Who holds which role, and what each role may do. Rights of people you may not know of are not shown."
            actions={
              mayDo(viewer, 'access.grant.give') ? (
                <LinkButton href="/desk/rights/new">Give a role</LinkButton>
              ) : undefined
            }
          />
          <Holders holders={holders} viewer={viewer} bodies={bodies} />
          <Permissions holders={holders} today={dayOf(clock.now())} />
        </div>
      </Page>
    )
  }),

  '/desk/rights/permissions/:name': pageOf(
    z.object({ body: z.string().max(60).default('') }),
    async ({ db, viewer, params, query, clock }) => {
      allow(viewer, 'access.right.read')
      const permission = listPermissions().find((each) => each.name === params.name)
      if (!permission) throw notFound('access.permission.unknown', 'There is no such permission.')
      const bodies = await listBodies(db)
      const names = await listHoldersOf(db, {
        permission: permission.name,
        roles: permission.roles,
        target: { bodyId: query.body || undefined, isNetworkWide: permission.isNetworkWide ?? false },
        today: dayOf(clock.now()),
      })
      return <PermissionPage permission={permission} bodies={bodies} bodyId={query.body} names={names} />
    },
  ),

  '/desk/rights/new': form(
    grantInput,
    async ({ db, viewer, clock, form: { values, problem } }) => {
      allow(viewer, 'access.grant.give')
      const text = (name: string, otherwise = '') => typed(values, name, otherwise)
      const accounts = (await listAccounts(db)).filter((account) => account.id !== viewer.accountId)
      const bodies = await listBodies(db)
      const error = (name: string) => problem?.fields[name]
      return (
        <DeedPage
          title="Give a role"
          lede="With what it reaches and for how long. Every grant is in the log; nobody gives one to themselves."
          problem={problem}
        >
          <form method="post" class="stack">
            <SelectField
              name="accountId"
              label="To whom"
              value={text('accountId')}
              error={error('accountId')}
              placeholder="Choose one"
              options={accounts.map((account) => ({ value: account.id, label: account.name }))}
            />
            <SelectField
              name="role"
              label="Role"
              value={text('role')}
              error={error('role')}
              placeholder="Choose one"
              options={roles.map((role) => ({
                value: role,
                label: `${role.replaceAll('-', ' ')}: ${roleMeanings[role]}`,
              }))}
            />
            <SelectField
              name="scopeKind"
              label="Reaches"
              value={text('scopeKind', 'body')}
              error={error('scopeKind')}
              options={scopeKinds.map((kind) => ({
                value: kind,
                label: kind === 'network' ? 'the whole network' : `one ${kind}`,
              }))}
            />
            <TextField
              name="scopeId"
              label="Which one"
              value={text('scopeId')}
              error={error('scopeId')}
              hint={`A body (${bodies.map((body) => body.id).join(', ')}), a module such as atlas, or the id of a record: for a local leader of a government, as at the end of the address of its page. Empty for the whole network.`}
            />
            <DateField
              name="startsOn"
              label="From"
              value={text('startsOn', dayOf(clock.now()))}
              error={error('startsOn')}
            />
            <DateField
              name="endsOn"
              label="Until"
              value={text('endsOn')}
              error={error('endsOn')}
              hint="Empty for no set end."
            />
            <Button type="submit">Give this role</Button>
          </form>
        </DeedPage>
      )
    },
    async ({ db, actor, input, clock }) => {
      await grantRole(db, actor, {
        ...input,
        scopeId: input.scopeKind === 'network' ? '*' : input.scopeId,
        endsOn: input.endsOn || null,
        at: clock.now(),
      })
      return redirect('/desk/rights')
    },
  ),

  'POST /desk/rights/revocation': form(
    z.object({ id: z.string().max(60) }),
    async () => redirect('/desk/rights'),
    async ({ db, actor, input, clock }) => {
      await revokeGrant(db, actor, { id: input.id, at: clock.now() })
      return redirect('/desk/rights')
    },
  ),
})
