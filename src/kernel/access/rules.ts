import { forbidden, unauthenticated } from '#platform/problem'
import type { Grant, Role, Target, Viewer } from './schema.ts'

/** One thing that may be done, in its one spelling `module.noun.verb`, and who may do it. */
export interface Permission {
  name: string
  /** Roles that carry it; `visitor` means everybody. */
  roles: (Role | 'visitor')[]
  /** Said to people at the rights page. */
  meaning: string
  /** Asks for a fresh proof of presence: exports of people, rights, erasure. */
  needsStepUp?: boolean
}

const known = new Map<string, Permission>()

/** Modules declare their permissions once, at start. */
export function registerPermissions(permissions: Permission[]): void {
  for (const permission of permissions) known.set(permission.name, permission)
}

export const listPermissions = (): Permission[] => [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1))

function permissionOf(name: string): Permission {
  const permission = known.get(name)
  if (!permission) throw new Error(`There is no permission ${name}`)
  return permission
}

/**
 * Does a grant reach this deed? The network reaches everything but the walled data of bodies, which the database keeps apart;
 * a body's grant reaches deeds for that body and deeds for no body in particular; a module's grant its own permissions; a record's
 * grant that record only.
 */
export function reaches(grant: Grant, permission: string, target: Target): boolean {
  switch (grant.scopeKind) {
    case 'network':
      return true
    case 'body':
      return target.bodyId === undefined || target.bodyId === grant.scopeId
    case 'module':
      return permission.startsWith(`${grant.scopeId}.`)
    case 'record':
      return target.recordId === grant.scopeId
  }
}

/** A term counts both of its days. */
export const isCurrent = (grant: Grant, today: string): boolean =>
  grant.startsOn <= today && (grant.endsOn === null || grant.endsOn >= today)

export function mayDo(viewer: Viewer, name: string, target: Target = {}): boolean {
  const permission = permissionOf(name)
  if (permission.roles.includes('visitor')) return true
  return viewer.grants.some((grant) => permission.roles.includes(grant.role) && reaches(grant, name, target))
}

/** Lets a deed go on, or throws the problem that tells a visitor to sign in and anyone else that it is not theirs to do. */
export function allow(actor: Viewer, name: string, target: Target = {}): void {
  if (mayDo(actor, name, target)) return
  throw actor.role === 'visitor'
    ? unauthenticated('access.sign-in-first', 'Please sign in to do that.')
    : forbidden('access.not-permitted', 'Your rights do not include this. Ask the person who runs this site.')
}

/** How long a proof of presence counts for sensitive deeds. */
export const stepUpMinutes = 10

/** Asks for a fresh proof of presence; the sign-in page leads back to where the person was. */
export function requireStepUp(actor: Viewer, now: Date): void {
  if (actor.auditId === 'system') return
  if (actor.steppedUpAt && now.getTime() - actor.steppedUpAt.getTime() < stepUpMinutes * 60_000) return
  throw forbidden('access.step-up', 'Please confirm that it is you: sign in again, then repeat this.')
}

/** Bodies for whose walled data a viewer acts. A grant over the network is no key to any body's people. */
export const bodiesOf = (viewer: Viewer): string[] => [
  ...new Set(
    viewer.grants
      .filter((grant) => grant.scopeKind === 'body' && grant.role !== 'member' && grant.role !== 'local-leader')
      .map((grant) => grant.scopeId),
  ),
]

/** What the transactions of this viewer may see behind the walls. */
export const sightOf = (viewer: Viewer): Record<string, string> => ({
  'legation.bodies': bodiesOf(viewer).join(','),
  'legation.person': viewer.personId ?? '',
})

const staffRoles: ReadonlySet<Role> = new Set(['staff', 'body-admin', 'security-officer', 'editor', 'reviewer'])

export const roleOf = (grants: Grant[]): Viewer['role'] =>
  grants.some((grant) => staffRoles.has(grant.role)) ? 'staff' : 'member'

/** Sessions end after a working day without use, and after a month in any case. */
export const sessionHours = 12
export const linkMinutes = 15
