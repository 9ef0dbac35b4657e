import { z } from 'zod'
import {
  allow,
  form,
  grantRole,
  type HolderView,
  listHolders,
  listPermissions,
  mayDo,
  type Permission,
  page,
  revokeGrant,
  roleMeanings,
  roles,
  routes,
  scopeKinds,
  type Viewer,
} from '#kernel/access'
import { Page, type Routes, redirect } from '#platform/http'
import { formatDate } from '#platform/i18n'
import { Button, DataTable, DateField, ErrorSummary, PageHeader, SectionHeading, SelectField, TextField } from '#ui'

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
  '/desk/rights': page(async ({ db, viewer }) => {
    allow(viewer, 'access.right.read')
    const holders = await listHolders(db)
    return (
      <Page title="Rights" robots="noindex">
        <div class="wrap">
          <PageHeader
            title="Rights"
            lede="Every permission, the roles that carry it, and the people who hold those roles."
            actions={mayDo(viewer, 'access.grant.give') ? <a href="/desk/rights/new">Give a role</a> : undefined}
          />
          <section aria-labelledby="holders">
            <SectionHeading title="Who holds what" id="holders" />
            <DataTable
              caption="Standing grants"
              isCaptionHidden
              columns={[
                { key: 'who', label: 'Who', cell: (row: HolderView) => row.accountName },
                { key: 'role', label: 'Role', cell: (row: HolderView) => row.role.replaceAll('-', ' ') },
                {
                  key: 'reach',
                  label: 'Reaches',
                  cell: (row: HolderView) =>
                    row.scopeKind === 'network' ? 'The whole network' : `${row.scopeKind} ${row.scopeId}`,
                },
                {
                  key: 'term',
                  label: 'Term',
                  cell: (row: HolderView) =>
                    `${formatDate('en', row.startsOn)} to ${row.endsOn ? formatDate('en', row.endsOn) : 'no set end'}`,
                },
                {
                  key: 'end',
                  label: 'Take back',
                  cell: (row: HolderView) => (
                    <form method="post" action="/desk/rights/revocation">
                      <input type="hidden" name="id" value={row.id} />
                      <Button type="submit" kind="quiet" isSmall>
                        Take back
                      </Button>
                    </form>
                  ),
                },
              ]}
              rows={holders}
              keyOf={(row) => row.id}
            />
          </section>
          <section aria-labelledby="permissions">
            <SectionHeading title="Permissions" id="permissions" />
            <DataTable
              caption="Permissions and the roles that carry them"
              isCaptionHidden
              columns={[
                { key: 'name', label: 'Permission', cell: (row: Permission) => <code>{row.name}</code> },
                { key: 'meaning', label: 'What it allows', cell: (row: Permission) => row.meaning },
                {
                  key: 'roles',
                  label: 'Roles',
                  cell: (row: Permission) => row.roles.map((role) => role.replaceAll('-', ' ')).join(', '),
                },
                {
                  key: 'holders',
                  label: 'Holders',
                  isNumber: true,
                  cell: (row: Permission) => holdersOf(row, holders),
                },
                {
                  key: 'proof',
                  label: 'Asks for a fresh sign-in',
                  cell: (row: Permission) => (row.needsStepUp ? 'Yes' : 'No'),
                },
              ]}
              rows={listPermissions()}
              keyOf={(row) => row.name}
            />
          </section>
        </div>
      </Page>
    )
  }),

  '/desk/rights/new': form(
    grantInput,
    async ({ viewer, clock, form: { values, problem } }) => {
      allow(viewer, 'access.grant.give')
      const typed = (name: string, otherwise = '') => String(values[name] ?? otherwise)
      const error = (name: string) => problem?.fields[name]
      return (
        <Page title="Give a role" robots="noindex">
          <div class="wrap page-narrow">
            <PageHeader title="Give a role" lede="With what it reaches and for how long. Every grant is in the log." />
            {problem && (
              <ErrorSummary
                errors={Object.entries(problem.fields).map(([field, message]) => ({ field, message }))}
                title={problem.message}
              />
            )}
            <form method="post" class="stack">
              <TextField
                name="accountId"
                label="Account"
                value={typed('accountId')}
                error={error('accountId')}
                hint="Its id, from the person’s page."
              />
              <SelectField
                name="role"
                label="Role"
                value={typed('role')}
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
                value={typed('scopeKind', 'body')}
                error={error('scopeKind')}
                options={scopeKinds.map((kind) => ({
                  value: kind,
                  label: kind === 'network' ? 'the whole network' : `one ${kind}`,
                }))}
              />
              <TextField
                name="scopeId"
                label="Which one"
                value={typed('scopeId')}
                error={error('scopeId')}
                hint="Id of the body, module or record. Empty for the whole network."
              />
              <DateField
                name="startsOn"
                label="From"
                value={typed('startsOn', clock.now().toISOString().slice(0, 10))}
                error={error('startsOn')}
              />
              <DateField
                name="endsOn"
                label="Until"
                value={typed('endsOn')}
                error={error('endsOn')}
                hint="Empty for no set end."
              />
              <Button type="submit">Give this role</Button>
            </form>
          </div>
        </Page>
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

const holdersOf = (permission: Permission, holders: HolderView[]): string =>
  permission.roles.includes('visitor')
    ? 'everybody'
    : String(
        new Set(holders.filter((holder) => permission.roles.includes(holder.role)).map((holder) => holder.accountId))
          .size,
      )
