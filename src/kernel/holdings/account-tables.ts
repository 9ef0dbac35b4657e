import { trail } from './reasons.ts'
import type { Holding } from './schema.ts'

/** Tables of accounts and of the ways into them, children before what they hang on. */
export const accountHoldings: Holding[] = [
  {
    table: 'access.invitations',
    title: 'Invitations to you',
    about: { person_id: 'person', address_hash: 'address hash', address: 'address' },
    by: { invited_by: 'actor' },
    fate: { is: 'erased' },
    body: 'body_id',
    secret: ['secret_hash'],
  },
  {
    table: 'access.vouchers',
    title: 'Who vouched when you recovered your account',
    within: { table: 'access.recoveries', on: 'recovery_id = parent.id' },
    by: { account_id: 'account' },
    fate: { is: 'erased' },
    secret: ['half_hash'],
  },
  {
    table: 'access.recoveries',
    title: 'Recoveries of your account',
    about: { account_id: 'account' },
    by: { begun_by: 'account' },
    fate: { is: 'erased' },
    secret: ['code_hash', 'vouching_hash', 'stop_hash'],
  },
  {
    table: 'access.grants',
    title: 'Roles you held',
    about: { account_id: 'account' },
    by: { granted_by: 'actor' },
    fate: { is: 'emptied', set: { revoked_at: 'coalesce(revoked_at, now())' }, why: `They end. ${trail}` },
    only: "scope_kind <> 'body'",
  },
  {
    table: 'access.grants',
    title: 'Roles you held in a body',
    about: { account_id: 'account' },
    by: { granted_by: 'actor' },
    fate: { is: 'emptied', set: { revoked_at: 'coalesce(revoked_at, now())' }, why: `They end. ${trail}` },
    only: "scope_kind = 'body'",
    body: 'scope_id',
  },
  {
    table: 'access.links',
    title: 'Links you were sent',
    about: { account_id: 'account' },
    fate: { is: 'erased' },
    secret: ['secret_hash', 'browser_hash'],
  },
  {
    table: 'access.challenges',
    title: 'Questions put to your passkeys',
    about: { account_id: 'account' },
    fate: { is: 'erased' },
    secret: ['challenge', 'browser_hash'],
  },
  {
    table: 'access.sessions',
    title: 'Where you are signed in',
    about: { account_id: 'account' },
    fate: { is: 'erased' },
    secret: ['secret_hash'],
  },
  {
    table: 'access.passkeys',
    title: 'Your passkeys',
    about: { account_id: 'account' },
    fate: { is: 'erased' },
    secret: ['public_key'],
  },
  {
    table: 'access.identities',
    title: 'How your organization knows you',
    about: { account_id: 'account' },
    fate: { is: 'erased' },
  },
  { table: 'access.addresses', title: 'Your addresses', about: { account_id: 'account' }, fate: { is: 'erased' } },
  {
    table: 'access.accounts',
    title: 'Your account',
    about: { id: 'account', person_id: 'person' },
    fate: {
      is: 'emptied',
      set: { name: "'Erased account'", person_id: 'null', ended_at: 'coalesce(ended_at, now())' },
      why: `Only its number stays. ${trail}`,
    },
  },
]
