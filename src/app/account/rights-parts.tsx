import {
  type HolderView,
  isCurrent,
  listPermissions,
  mayDo,
  type Permission,
  reaches,
  type Viewer,
} from '#kernel/access'
import type { BodyView } from '#kernel/bodies'
import { Page } from '#platform/http'
import { formatDate, plural } from '#platform/i18n'
import { Button, DataTable, PageHeader, SectionHeading, SelectField } from '#ui'

const inWords = (name: string): string => name.replaceAll('-', ' ')

/** Standing grants, with the way to take one back for those who may. */
export function Holders(props: { holders: HolderView[]; viewer: Viewer; bodies: BodyView[] }) {
  const { holders, viewer, bodies } = props
  const reach = (row: HolderView): string =>
    row.scopeKind === 'network'
      ? 'The whole network'
      : row.scopeKind === 'body'
        ? (bodies.find((body) => body.id === row.scopeId)?.name ?? row.scopeId)
        : `${row.scopeKind} ${row.scopeId}`
  const mayTakeBack = (row: HolderView): boolean =>
    mayDo(viewer, 'access.grant.give', row.scopeKind === 'body' ? { bodyId: row.scopeId } : { isNetworkWide: true })
  return (
    <section aria-labelledby="holders">
      <SectionHeading title="Who holds what" id="holders" note={plural('en', holders.length, 'grant', 'grants')} />
      <DataTable
        caption="Standing grants"
        isCaptionHidden
        columns={[
          { key: 'who', label: 'Who', cell: (row: HolderView) => row.accountName },
          { key: 'role', label: 'Role', cell: (row: HolderView) => inWords(row.role) },
          { key: 'reach', label: 'Reaches', cell: reach },
          {
            key: 'term',
            label: 'Term',
            cell: (row: HolderView) =>
              `${formatDate('en', row.startsOn)} to ${row.endsOn ? formatDate('en', row.endsOn) : 'no set end'}`,
          },
          {
            key: 'end',
            label: 'Take back',
            cell: (row: HolderView) =>
              mayTakeBack(row) ? (
                <form method="post" action="/desk/rights/revocation">
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
        rows={holders}
        keyOf={(row) => row.id}
        whenEmpty="Nobody you may know of holds a role."
      />
    </section>
  )
}

/** Every permission with the roles that carry it and the people who hold those today. */
export function Permissions({ holders, today }: { holders: HolderView[]; today: string }) {
  return (
    <section aria-labelledby="permissions">
      <SectionHeading title="What each role may do" id="permissions" />
      <DataTable
        caption="Permissions, the roles that carry them, and who holds those"
        isCaptionHidden
        columns={[
          {
            key: 'name',
            label: 'Permission',
            cell: (row: Permission) => (
              <a href={`/desk/rights/permissions/${row.name}`}>
                <code>{row.name}</code>
              </a>
            ),
          },
          {
            key: 'meaning',
            label: 'What it allows',
            cell: (row: Permission) => (row.needsStepUp ? `${row.meaning} (asks for a fresh proof)` : row.meaning),
          },
          { key: 'roles', label: 'Roles', cell: (row: Permission) => row.roles.map(inWords).join(', ') },
          { key: 'holders', label: 'Holders', cell: (row: Permission) => holdersOf(row, holders, today) },
        ]}
        rows={listPermissions()}
        keyOf={(row) => row.name}
      />
    </section>
  )
}

function holdersOf(permission: Permission, holders: HolderView[], today: string): string {
  if (permission.roles.includes('visitor')) return 'Everybody'
  const names = new Set(
    holders
      .filter(
        (grant) =>
          permission.roles.includes(grant.role) &&
          isCurrent(grant, today) &&
          (grant.scopeKind === 'record' ||
            reaches(grant, permission.name, { isNetworkWide: permission.isNetworkWide ?? false })),
      )
      .map((grant) => grant.accountName),
  )
  const shown = [...names].slice(0, 5)
  return names.size === 0
    ? 'Nobody'
    : `${shown.join(', ')}${names.size > shown.length ? ` and ${names.size - shown.length} more` : ''}`
}

/** One permission: who may use it, for which body. */
export function PermissionPage(props: { permission: Permission; bodies: BodyView[]; bodyId: string; names: string[] }) {
  const { permission, bodies, bodyId, names } = props
  return (
    <Page title={permission.name} robots="noindex">
      <div class="wrap page-reading">
        <PageHeader
          eyebrow={<a href="/desk/rights">Rights</a>}
          title={permission.name}
          lede={`${permission.meaning}.`}
        />
        <form method="get" class="filter-form">
          <SelectField
            name="body"
            label="For which body"
            value={bodyId}
            options={[
              { value: '', label: 'No body in particular' },
              ...bodies.map((body) => ({ value: body.id, label: body.name })),
            ]}
          />
          <Button type="submit">Show</Button>
        </form>
        {permission.roles.includes('visitor') ? (
          <p>Everybody may.</p>
        ) : (
          <>
            <p class="count-line">
              {plural('en', names.length, 'person', 'people')} among those you may know of, through the{' '}
              {permission.roles.length === 1 ? 'role' : 'roles'} {permission.roles.map(inWords).join(', ')}.
            </p>
            <ul class="plain-list">
              {names.map((name) => (
                <li key={name}>{name}</li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Page>
  )
}
