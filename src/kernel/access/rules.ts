import type { Sight } from '#platform/db'
import { secretHash } from '#platform/ids'
import { forbidden, invalid, unauthenticated } from '#platform/problem'
import { type Grant, type Role, roleScopes, type Target, type Viewer } from './schema.ts'

/** One thing that may be done, in its one spelling `module.noun.verb`, and who may do it. */
export interface Permission {
  name: string
  /** Roles that carry it; `visitor` means everybody. */
  roles: (Role | 'visitor')[]
  /** Said to people at the rights page. */
  meaning: string
  /** Asks for a fresh proof of presence: exports of people, rights, erasure. */
  needsStepUp?: boolean
  /** Only a grant over the whole network carries it. */
  isNetworkWide?: boolean
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
 * grant that record only. `access.reaches` in the database says the same.
 */
export function reaches(grant: Grant, permission: string, target: Target): boolean {
  switch (grant.scopeKind) {
    case 'network':
      return true
    case 'body':
      return !target.isNetworkWide && (target.bodyId === undefined || target.bodyId === grant.scopeId)
    case 'module':
      return !target.isNetworkWide && permission.startsWith(`${grant.scopeId}.`)
    case 'record':
      return target.recordId === grant.scopeId
  }
}

/** Whose a grant is to give, and to bring back: a body's what reaches that body; everything wider the network's. */
export const targetOf = (grant: Grant): Target =>
  grant.scopeKind === 'body' ? { bodyId: grant.scopeId } : { isNetworkWide: true }

/** Refuses a role over something that it cannot reach, or over a module that there is none of. */
export function refuseScope({ role, scopeKind, scopeId }: Grant): void {
  const reachable = roleScopes[role]
  if (!reachable.includes(scopeKind))
    throw invalid('access.grant.reach', `The role ${role.replaceAll('-', ' ')} does not reach that.`, {
      scopeKind: `Choose ${reachable.map((kind) => (kind === 'network' ? 'the whole network' : `one ${kind}`)).join(' or ')}`,
    })
  if (scopeKind === 'module' && !listPermissions().some(({ name }) => name.startsWith(`${scopeId}.`)))
    throw invalid('access.grant.module', 'There is no such module.', { scopeId: 'Name a module, such as atlas' })
}

/** A term counts both of its days. */
export const isCurrent = (grant: Grant, today: string): boolean =>
  grant.startsOn <= today && (grant.endsOn === null || grant.endsOn >= today)

export function mayDo(viewer: Viewer, name: string, target: Target = {}): boolean {
  const permission = permissionOf(name)
  if (permission.roles.includes('visitor')) return true
  const asked = permission.isNetworkWide ? { ...target, isNetworkWide: true } : target
  return viewer.grants.some((grant) => permission.roles.includes(grant.role) && reaches(grant, name, asked))
}

/** Lets a deed go on, or throws the problem that tells a visitor to sign in and anyone else that it is not theirs to do. */
export function allow(actor: Viewer, name: string, target: Target = {}): void {
  if (mayDo(actor, name, target)) return
  throw actor.role === 'visitor'
    ? unauthenticated('access.sign-in-first', 'Please sign in to do that.')
    : forbidden('access.not-permitted', 'Your rights do not include this. Ask the person who runs this site.')
}

/** For deeds whose record is looked for first: a visitor is asked to sign in, whether there is such a record or not. */
export function requireSignIn(actor: Viewer): void {
  if (actor.role === 'visitor') throw unauthenticated('access.sign-in-first', 'Please sign in to do that.')
}

/** How long a proof of presence counts for sensitive deeds. */
export const stepUpMinutes = 10

/** Asks for a fresh proof of presence; the answer is a page that asks for it and then goes on with what was typed. */
export function requireStepUp(actor: Viewer, now: Date): void {
  if (actor.auditId === 'system') return
  if (actor.steppedUpAt && now.getTime() - actor.steppedUpAt.getTime() < stepUpMinutes * 60_000) return
  throw forbidden(stepUpNeeded, 'Please confirm that it is you, then this goes on.')
}

/** Code of the problem that a fresh proof of presence solves. */
export const stepUpNeeded = 'access.step-up'

const officeRoles: ReadonlySet<Role> = new Set(['staff', 'body-admin', 'security-officer'])
const keepsPeople = (grant: Grant) => grant.scopeKind === 'body' && officeRoles.has(grant.role)

/** Bodies for whose walled data a viewer acts. A grant over the network is no key to any body's people. */
export const bodiesOf = (viewer: Viewer): string[] => [
  ...new Set(viewer.grants.filter(keepsPeople).map((grant) => grant.scopeId)),
]

/** Bodies of which a viewer is a member: they show their members more than they show everybody. */
const membershipsOf = (viewer: Viewer): string[] => [
  ...new Set(
    viewer.grants
      .filter((grant) => grant.scopeKind === 'body' && grant.role === 'member')
      .map((grant) => grant.scopeId),
  ),
]

/** What the transactions of this viewer may see behind the walls. */
export const sightOf = (viewer: Viewer): Sight => ({
  bodies: bodiesOf(viewer).join(','),
  memberships: membershipsOf(viewer).join(','),
  person: viewer.personId ?? '',
  account: viewer.accountId ?? '',
  office: viewer.grants.some((grant) => grant.scopeKind === 'network' && officeRoles.has(grant.role)) ? 'network' : '',
})

const staffRoles: ReadonlySet<Role> = new Set(['staff', 'body-admin', 'security-officer', 'editor', 'reviewer'])

export const roleOf = (grants: Grant[]): Viewer['role'] =>
  grants.some((grant) => staffRoles.has(grant.role)) ? 'staff' : 'member'

/** Sessions end after a working day without use, and after a month in any case. */
export const sessionHours = 12
export const sessionDays = 30

/** Uses within a few minutes are not written down again. */
export const isSeenLately = (viewer: Viewer, now: Date): boolean =>
  viewer.seenAt !== undefined && now.getTime() - viewer.seenAt.getTime() < 5 * 60_000

export const linkMinutes = 15

/** Addresses are found by this, however they are written. */
export const addressHash = (address: string): string => secretHash(address.trim().toLowerCase())
