import type { WriteRoute } from './account-deeds.ts'
import type { TestSite } from './site.ts'

/** What people do about what is held about them; `latest` finds the newest record of a table. */
export function ownDeeds(site: TestSite, latest: (table: string) => Promise<string>): Record<string, WriteRoute> {
  return {
    '/me/sessions/everywhere': {
      path: () => '/me/sessions/everywhere',
      good: () => ({}),
      isProtected: true,
      as: 'sample-ana',
    },
    '/me/data': { path: () => '/me/data', good: () => ({}), isProtected: true, as: 'sample-ana' },
    '/me/erasure': {
      path: () => '/me/erasure',
      isProtected: true,
      hidden: { fields: { body: 'none' } },
      as: 'sample-ana',
    },
    '/me/erasure/stop': {
      path: () => '/me/erasure/stop',
      good: async () => {
        await (await site.as('sample-ana')).post('/me/erasure', { body: '' })
        return { id: await latest('people.erasures') }
      },
      isProtected: true,
      hidden: { fields: { id: 'none' } },
      as: 'sample-ana',
    },
    '/erasure/stop': {
      path: () => '/erasure/stop',
      bad: { code: 'short' },
      explained: 'The code in the notice has 32',
      isProtected: false,
      hidden: { fields: { code: '0'.repeat(32) } },
      as: 'visitor',
    },
    '/me/addresses': {
      path: () => '/me/addresses',
      good: () => ({ address: 'ana@second.example' }),
      bad: { address: 'not an address' },
      explained: 'Check the e-mail address',
      isProtected: true,
      as: 'sample-ana',
    },
    '/me/addresses/confirmation': {
      path: () => '/me/addresses/confirmation',
      bad: { link: 'short' },
      explained: 'This is not a sign-in link',
      isProtected: true,
      as: 'sample-ana',
    },
    '/me/addresses/removal': {
      path: () => '/me/addresses/removal',
      isProtected: true,
      hidden: { fields: { id: 'none' } },
      as: 'sample-ana',
    },
  }
}
