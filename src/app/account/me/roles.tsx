import { type Grant, isCurrent, listPermissions, type Permission, reaches } from '#kernel/access'
import type { BodyView } from '#kernel/bodies'
import type { OrganizationView } from '#kernel/organizations'
import { formatDate } from '#platform/i18n'
import { DataTable, SectionHeading } from '#ui'

const nameOf = (role: string): string => role.replaceAll('-', ' ')

/** What a role reaches, by the name of its body. */
const reachOf = ({ scopeKind, scopeId }: Grant, bodies: BodyView[]): string =>
  scopeKind === 'network'
    ? 'whole network'
    : scopeKind === 'body'
      ? (bodies.find((body) => body.id === scopeId)?.name ?? scopeId)
      : `${scopeKind} ${scopeId}`

/** `staff (Alliance), editor (module atlas)`: what somebody is today, and nothing that is over or yet to come. */
export const rolesInWords = (grants: Grant[], bodies: BodyView[], today: string): string[] =>
  grants.filter((grant) => isCurrent(grant, today)).map((grant) => `${nameOf(grant.role)} (${reachOf(grant, bodies)})`)

/** What a role lets its holder do beyond what everybody may, within what it reaches. */
const carriedBy = (grant: Grant): Permission[] =>
  listPermissions().filter(
    ({ name, roles, isNetworkWide }) =>
      roles.includes(grant.role) &&
      !roles.includes('visitor') &&
      (grant.scopeKind === 'record' || reaches(grant, name, { isNetworkWide: isNetworkWide ?? false })),
  )

function stateOf(grant: Grant, today: string): string {
  if (isCurrent(grant, today)) return 'Now'
  return grant.startsOn > today ? 'Not yet' : 'Over'
}

/** One's own roles with their terms, those that are over or have not begun among them, and what each lets one do. */
export function Roles(props: {
  grants: Grant[]
  bodies: BodyView[]
  /** Governments over which a role is held. */
  governments: OrganizationView[]
  today: string
}) {
  const { grants, bodies, governments, today } = props
  const reach = (grant: Grant) => {
    const government = grant.scopeKind === 'record' && governments.find(({ id }) => id === grant.scopeId)
    return government ? <a href={`/governments/${government.id}`}>{government.name}</a> : reachOf(grant, bodies)
  }
  return (
    <section aria-labelledby="roles">
      <SectionHeading title="Your roles" id="roles" note="A term counts its first and its last day." />
      <DataTable
        caption="Your roles and their terms"
        isCaptionHidden
        columns={[
          { key: 'role', label: 'Role', cell: (row) => nameOf(row.role) },
          { key: 'reach', label: 'Reaches', cell: reach },
          { key: 'from', label: 'From', cell: (row) => formatDate('en', row.startsOn) },
          { key: 'until', label: 'Until', cell: (row) => (row.endsOn ? formatDate('en', row.endsOn) : 'No set end') },
          { key: 'state', label: 'Today', cell: (row) => stateOf(row, today) },
          { key: 'may', label: 'Lets you', cell: (row) => <Carried permissions={carriedBy(row)} /> },
        ]}
        rows={grants}
        keyOf={({ role, scopeKind, scopeId, startsOn, endsOn }) =>
          [role, scopeKind, scopeId, startsOn, endsOn].join(' ')
        }
        whenEmpty="None. Whoever runs a body gives them."
      />
    </section>
  )
}

function Carried({ permissions }: { permissions: Permission[] }) {
  if (permissions.length === 0) return <>Be seen and reached as one</>
  return (
    <details>
      <summary>{`Do ${permissions.length} ${permissions.length === 1 ? 'thing' : 'things'}`}</summary>
      <ul>
        {permissions.map(({ name, meaning, needsStepUp }) => (
          <li key={name}>
            {meaning}
            {needsStepUp && <span class="quiet"> (asks for a fresh proof)</span>}
          </li>
        ))}
      </ul>
    </details>
  )
}
