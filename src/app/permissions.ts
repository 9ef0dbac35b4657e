import type { Permission } from '#kernel/access'

/** Permissions of the application itself; modules declare their own. */
export const appPermissions: Permission[] = [
  {
    name: 'audit.entry.read',
    roles: ['staff', 'body-admin', 'security-officer'],
    meaning: 'Read the log of who did what, as far as one may know of whom it tells',
  },
  {
    name: 'platform.letter.read',
    roles: ['security-officer'],
    meaning: 'See which letters wait to be sent, over the whole network',
    isNetworkWide: true,
  },
  {
    name: 'access.right.read',
    roles: ['staff', 'body-admin', 'security-officer'],
    meaning: 'See every permission and who holds it',
  },
  {
    name: 'access.grant.give',
    roles: ['body-admin', 'security-officer'],
    meaning: 'Give and take back roles; beyond one body only over the whole network',
    needsStepUp: true,
  },
  {
    name: 'access.recovery.begin',
    roles: ['staff', 'body-admin', 'security-officer'],
    meaning: 'Begin the recovery of somebody who has neither mail nor passkey; two others approve it',
    needsStepUp: true,
  },
  {
    name: 'access.recovery.vouch',
    roles: ['staff', 'body-admin', 'security-officer'],
    meaning: 'Vouch for somebody who lost their passkeys, or stop their recovery',
    needsStepUp: true,
  },
  { name: 'people.person.read', roles: ['staff', 'body-admin'], meaning: 'See the people of one’s own body' },
  {
    name: 'people.person.invite',
    roles: ['staff', 'body-admin'],
    meaning: 'Invite somebody into one’s body; as staff or administrator only with the right to give roles',
  },
  {
    name: 'people.field.look',
    roles: ['staff', 'body-admin'],
    meaning: 'Open sensitive fields of a person; each look is shown to them',
  },
  {
    name: 'people.import.commit',
    roles: ['staff', 'body-admin'],
    meaning: 'Bring lists of people into one’s body',
  },
  { name: 'people.import.undo', roles: ['staff', 'body-admin'], meaning: 'Take an import of people back' },
  {
    name: 'people.person.export',
    roles: ['body-admin'],
    meaning: 'Take the people of one’s body out as a file',
    needsStepUp: true,
  },
  {
    name: 'people.duplicate.judge',
    roles: ['staff', 'body-admin'],
    meaning: 'Say whether two records of one’s body are one person',
  },
  {
    name: 'people.person.merge',
    roles: ['staff', 'body-admin'],
    meaning: 'Merge two records of one’s body, and take them apart again',
  },
  {
    name: 'people.person.change',
    roles: ['staff', 'body-admin'],
    meaning: 'Change many people of one’s body at once, and take it back',
  },
  {
    name: 'views.view.save',
    roles: ['staff', 'body-admin', 'security-officer', 'editor', 'reviewer'],
    meaning: 'Keep questions to the lists of the desk under a name',
  },
  {
    name: 'views.view.share',
    roles: ['staff', 'body-admin'],
    meaning: 'Share a saved view with the staff of one’s body',
  },
  {
    name: 'people.person.erase',
    roles: ['body-admin'],
    meaning: 'Begin the erasure of somebody who has no account and asked for it',
    needsStepUp: true,
  },
  {
    name: 'bodies.body.configure',
    roles: ['body-admin'],
    meaning: 'Name a body, choose its mark and color, write its pages',
  },
  {
    name: 'bodies.transfer.read',
    roles: ['staff', 'body-admin'],
    meaning: 'See what crossed between one’s body and another',
  },
  {
    name: 'bodies.transfer.record',
    roles: ['body-admin'],
    meaning: 'Let people, lists or money of one’s body cross to another',
    needsStepUp: true,
  },
]
