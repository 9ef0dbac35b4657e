import { forbidden, unauthenticated } from '#platform/problem'
import type { Viewer } from './schema.ts'

/** One thing that may be done, in its one spelling `module.noun.verb`, and who may do it. */
export interface Permission {
  name: string
  roles: Viewer['role'][]
  /** Said to people at the rights page. */
  meaning: string
}

const known = new Map<string, Permission>()

/** Modules declare their permissions once, at start; a second, different spelling of one is a bug. */
export function registerPermissions(permissions: Permission[]): void {
  for (const permission of permissions) known.set(permission.name, permission)
}

export const listPermissions = (): Permission[] => [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1))

export function mayDo(viewer: Viewer, name: string): boolean {
  const permission = known.get(name)
  if (!permission) throw new Error(`There is no permission ${name}`)
  return permission.roles.includes(viewer.role)
}

/** Lets a deed go on, or throws the problem that tells a visitor to sign in and anyone else that it is not theirs to do. */
export function allow(actor: Viewer, name: string): void {
  if (mayDo(actor, name)) return
  throw actor.role === 'visitor'
    ? unauthenticated('access.sign-in-first', 'Please sign in to do that.')
    : forbidden('access.not-permitted', 'Your rights do not include this. Ask the person who runs this site.')
}

/** Sessions of staff last a working day. */
export const sessionHours = 12
export const linkMinutes = 15
