import { sql, wholeSight } from '#platform/db'
import { listOutbox } from '#platform/mail'
import { freshProof, newAuthenticator, proof, registration } from './authenticator.ts'
import { ownDeeds } from './own-deeds.ts'
import type { Person, TestSite, Who } from './site.ts'

/** What each route that changes something needs: good input, bad input and its explanation, and who may not. */
export interface WriteRoute {
  path: () => Promise<string> | string
  /** Undefined where only the story tests know how. */
  good?: (person: Person) => Promise<Record<string, string>> | Record<string, string>
  bad?: Record<string, string>
  explained?: string
  isProtected: boolean
  /** An address of the same kind whose record does not exist or may not be known. */
  hidden?: { path?: string; fields?: Record<string, string> }
  as: Who
}

/** The last letter to an address, and the secret in it. */
export async function lastSecret(site: TestSite, to: string, name: 'link' | 'code'): Promise<string> {
  const letters = await site.services.database.read((db) => listOutbox(db))
  const text = letters.find((letter) => letter.to === to && letter.text.includes(`?${name}=`))?.text ?? ''
  return new RegExp(`\\?${name}=([0-9a-z]{32})`).exec(text)?.[1] ?? ''
}

/** Letters to an address that are not sent yet, newest first. */
export const lettersTo = async (site: TestSite, address: string) =>
  (await site.services.database.read((db) => listOutbox(db))).filter((letter) => letter.to === address)

export const addressOf = (who: Who): string => `${who}@people.example`

/** The cookie by which a browser is known between asking for a link and opening it. */
export const browserOf = (answer: { headers: Headers }): Record<string, string> => ({
  cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
})

/** Id of the newest record of a table, among those that say `who`. */
export async function latestIn(site: TestSite, table: string, who = '%'): Promise<string> {
  const { id } = await site.services.database.read(
    (db) =>
      db.only(
        sql<{
          id: string
        }>`select id from ${sql.raw(table)} record where to_jsonb(record)::text like ${who} order by id desc limit 1`,
      ),
    wholeSight,
  )
  return id
}

const invitation = { name: 'Nia Sample', address: 'nia@people.example', bodyId: 'network', role: 'member' }
/** What staff say when they begin a recovery for somebody. */
export const recoveryOf = (accountId: string) => ({
  accountId,
  reason: 'Phone and mailbox were lost in the flood.',
  established: 'Sat across from her at the office, with her passport on the table.',
})
const noLink = 'This is not a sign-in link'

/** The deeds of accounts, by the address they are done at; those of rights and bodies stand in body-deeds.ts. */
export function accountDeeds(site: TestSite): Record<string, WriteRoute> {
  const invited = async () => {
    await (await site.as('sample-kim')).post('/desk/invitations/new', invitation)
    return lastSecret(site, invitation.address, 'code')
  }
  const latest = (table: string, who?: string) => latestIn(site, table, who)
  const recovering = async (who: Who) => {
    const visitor = await site.as('visitor')
    const asked = await visitor.post('/sign-in/recovery', { address: addressOf(who) })
    const link = await lastSecret(site, addressOf(who), 'link')
    return visitor.post('/sign-in/recovery/beginning', { link }, browserOf(asked))
  }
  return {
    '/sign-in': {
      path: () => '/sign-in',
      good: () => ({ address: 'nobody@people.example' }),
      bad: { address: 'not an address' },
      explained: 'Check the e-mail address',
      isProtected: false,
      as: 'visitor',
    },
    '/sign-in/link': {
      path: () => '/sign-in/link',
      bad: { link: 'short' },
      explained: noLink,
      isProtected: false,
      as: 'visitor',
    },
    '/sign-in/passkey': {
      path: () => '/sign-in/passkey',
      good: async (person) => {
        const key = newAuthenticator()
        const owner = await site.as('sample-ana')
        await owner.post('/me/passkeys', await registration(owner, key))
        return proof(person, key)
      },
      bad: { challenge: 'x', credential: 'not json' },
      explained: 'could not be read',
      isProtected: false,
      as: 'visitor',
    },
    '/api/v1/sign-in/challenges': { path: () => '', isProtected: false, as: 'visitor' },
    '/api/v1/sign-in/confirmation-challenges': { path: () => '', isProtected: true, as: 'visitor' },
    '/api/v1/me/passkey-challenges': { path: () => '', isProtected: true, as: 'visitor' },
    '/sign-in/confirmation': {
      path: () => '/sign-in/confirmation',
      good: async (person) => {
        const key = newAuthenticator()
        await person.post('/me/passkeys', await registration(person, key))
        return { ...(await freshProof(person, key, '')), next: '/me' }
      },
      bad: { challenge: 'x', credential: '' },
      explained: 'Your browser did not answer',
      isProtected: true,
      as: 'sample-ana',
    },
    '/sign-in/confirmation/sending': {
      path: () => '/sign-in/confirmation/sending',
      good: () => ({}),
      isProtected: true,
      as: 'sample-ana',
    },
    '/sign-in/confirmation/link': {
      path: () => '/sign-in/confirmation/link',
      bad: { link: 'short' },
      explained: noLink,
      isProtected: false,
      as: 'sample-ana',
    },
    '/sign-in/recovery': {
      path: () => '/sign-in/recovery',
      good: () => ({ address: 'nobody@people.example' }),
      bad: { address: 'not an address' },
      explained: 'Check the e-mail address',
      isProtected: false,
      as: 'visitor',
    },
    '/sign-in/recovery/beginning': {
      path: () => '/sign-in/recovery/beginning',
      bad: { link: 'short' },
      explained: noLink,
      isProtected: false,
      as: 'visitor',
    },
    '/sign-in/recovery/finish': {
      path: () => '/sign-in/recovery/finish',
      bad: { code: 'short' },
      explained: 'A recovery code has 32',
      isProtected: false,
      as: 'visitor',
    },
    '/sign-in/recovery/stop': {
      path: () => '/sign-in/recovery/stop',
      bad: { code: 'short' },
      explained: 'A recovery code has 32',
      isProtected: false,
      hidden: { fields: { code: '0'.repeat(32) } },
      as: 'visitor',
    },
    '/me/recovery/stop': {
      path: () => '/me/recovery/stop',
      good: async () => {
        await recovering('sample-ana')
        return {}
      },
      isProtected: true,
      as: 'sample-ana',
    },
    '/me/vouching': {
      path: () => '/me/vouching',
      bad: { code: 'short' },
      explained: 'A vouching code has 12',
      isProtected: true,
      hidden: { fields: { code: '0'.repeat(12) } },
      as: 'sample-ana',
    },
    '/desk/recoveries/new': {
      path: () => '/desk/recoveries/new',
      good: () => recoveryOf('sample-ana'),
      bad: { ...recoveryOf('sample-ana'), established: 'I just know' },
      explained: 'Say how you made sure who it is',
      isProtected: true,
      as: 'sample-dev',
    },
    '/desk/recoveries/:id': {
      path: async () => {
        await recovering('sample-ana')
        return `/desk/recoveries/${await latest('access.recoveries')}`
      },
      good: () => ({}),
      isProtected: true,
      hidden: { path: '/desk/recoveries/none' },
      as: 'sample-dev',
    },
    '/desk/recoveries/stopping': {
      path: () => '/desk/recoveries/stopping',
      good: async () => {
        await recovering('sample-ana')
        return { id: await latest('access.recoveries') }
      },
      isProtected: true,
      hidden: { fields: { id: 'none' } },
      as: 'sample-dev',
    },
    '/desk/invitations/new': {
      path: () => '/desk/invitations/new',
      good: () => invitation,
      bad: { ...invitation, address: 'nobody at home' },
      explained: 'Check the e-mail address',
      isProtected: true,
      hidden: { fields: { ...invitation, bodyId: 'none' } },
      as: 'staff',
    },
    '/desk/invitations/withdrawal': {
      path: () => '/desk/invitations/withdrawal',
      good: async () => {
        await invited()
        return { id: await latest('access.invitations') }
      },
      isProtected: true,
      hidden: { fields: { id: 'none' } },
      as: 'sample-kim',
    },
    '/invitation': {
      path: () => '/invitation',
      good: async () => ({ code: await invited() }),
      isProtected: false,
      hidden: { fields: { code: '0'.repeat(31) } },
      as: 'visitor',
    },
    '/invitation/confirmation': {
      path: () => '/invitation/confirmation',
      bad: { link: 'short' },
      explained: noLink,
      isProtected: false,
      as: 'visitor',
    },
    '/me/profile': {
      path: () => '/me/profile',
      good: () => ({ headline: 'Knows harbors', 'audience-headline': 'members' }),
      bad: { biography: 'x'.repeat(4001) },
      explained: 'Keep it under 4,000 characters',
      isProtected: true,
      hidden: {},
      as: 'sample-ana',
    },
    '/me/consents': {
      path: () => '/me/consents',
      good: () => ({ bodyId: 'network', purpose: 'newsletter', answer: 'yes' }),
      isProtected: true,
      hidden: { fields: { bodyId: 'none', purpose: 'newsletter', answer: 'yes' } },
      as: 'sample-ana',
    },
    '/me/sessions/ending': {
      path: () => '/me/sessions/ending',
      good: () => ({}),
      isProtected: true,
      hidden: { fields: { id: 'none' } },
      as: 'sample-ana',
    },
    '/me/sessions/name': {
      path: () => '/me/sessions/name',
      good: async () => ({ id: await latest('access.sessions', '%"sample-ana"%'), name: 'The one at home' }),
      isProtected: true,
      hidden: { fields: { id: 'none', name: 'x' } },
      as: 'sample-ana',
    },
    '/me/passkeys': {
      path: () => '/me/passkeys',
      good: (person) => registration(person, newAuthenticator()),
      isProtected: true,
      as: 'sample-ana',
    },
    '/me/passkeys/revocation': {
      path: () => '/me/passkeys/revocation',
      good: async (person) => {
        await person.post('/me/passkeys', await registration(person, newAuthenticator()))
        return { id: await latest('access.passkeys') }
      },
      isProtected: true,
      hidden: { fields: { id: 'none' } },
      as: 'sample-ana',
    },
    ...ownDeeds(site, latest),
    '/sign-out': { path: () => '/sign-out', good: () => ({}), isProtected: false, as: 'sample-ana' },
  }
}
