import type { Permission } from '#kernel/access'

/** Permissions of the application itself; modules declare their own. */
export const appPermissions: Permission[] = [
  { name: 'audit.entry.read', roles: ['staff', 'security-officer'], meaning: 'Read the log of who did what' },
  {
    name: 'access.right.read',
    roles: ['staff', 'body-admin', 'security-officer'],
    meaning: 'See every permission and who holds it',
  },
  {
    name: 'access.grant.give',
    roles: ['body-admin', 'security-officer'],
    meaning: 'Give and take back roles',
    needsStepUp: true,
  },
  { name: 'people.person.read', roles: ['staff', 'body-admin'], meaning: 'See the people of one’s own body' },
  {
    name: 'people.field.look',
    roles: ['staff', 'body-admin'],
    meaning: 'Open sensitive fields of a person; each look is shown to them',
  },
]
