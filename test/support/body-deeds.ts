import { latestIn, type WriteRoute } from './account-deeds.ts'
import type { TestSite } from './site.ts'

const transfer = {
  fromBodyId: 'network',
  toBodyId: 'center',
  purpose: 'One invitation to the spring convening.',
  scope: 'Name and address of one member.',
  valuation: '$0: she agreed by herself.',
  personIds: 'sample-ana',
}

/** The deeds of staff around people, rights and bodies. */
export function bodyDeeds(site: TestSite): Record<string, WriteRoute> {
  return {
    '/desk/people/:id': {
      path: () => '/desk/people/sample-ana',
      isProtected: true,
      hidden: { path: '/desk/people/sample-ben', fields: { look: 'yes' } },
      as: 'sample-dev',
    },
    '/desk/rights/new': {
      path: () => '/desk/rights/new',
      good: () => ({
        accountId: 'sample-dev',
        role: 'body-admin',
        scopeKind: 'body',
        scopeId: 'network',
        startsOn: '2026-02-15',
      }),
      bad: { accountId: 'sample-dev', role: 'editor', scopeKind: 'body', scopeId: '', startsOn: '2026-02-15' },
      explained: 'Name the body, module or record',
      isProtected: true,
      hidden: {
        fields: {
          accountId: 'sample-ben',
          role: 'staff',
          scopeKind: 'body',
          scopeId: 'network',
          startsOn: '2026-02-15',
        },
      },
      as: 'sample-kim',
    },
    '/desk/rights/revocation': {
      path: () => '/desk/rights/revocation',
      good: async () => ({ id: await latestIn(site, 'access.grants', '%"sample-dev"%') }),
      isProtected: true,
      hidden: { fields: { id: 'none' } },
      as: 'sample-kim',
    },
    '/desk/setup/:id': {
      path: () => '/desk/setup/network',
      good: () => ({ name: 'Harbor Network', kind: 'membership', mission: '', mark: 'HN', accent: '#123456' }),
      bad: { name: 'Harbor Network', kind: 'membership', mission: '', mark: 'HN', accent: '#eeeeee' },
      explained: 'Choose a darker one',
      isProtected: true,
      hidden: { path: '/desk/setup/none', fields: { name: 'x', kind: 'charity', mark: 'X', accent: '#123456' } },
      as: 'sample-kim',
    },
    '/desk/setup/:id/pages/:slug': {
      path: () => '/desk/setup/network/pages/new',
      good: () => ({ title: 'How we work', content: 'In the open.', deed: 'save' }),
      bad: { title: '', content: 'Something that was typed.', deed: 'save' },
      explained: 'Give the page a title',
      isProtected: true,
      hidden: { path: '/desk/setup/none/pages/new', fields: { title: 'x', content: 'y', deed: 'save' } },
      as: 'sample-kim',
    },
    '/desk/transfers/new': {
      path: () => '/desk/transfers/new',
      good: () => transfer,
      bad: { ...transfer, purpose: 'no' },
      explained: 'Say what for, in a sentence',
      isProtected: true,
      hidden: { fields: { ...transfer, personIds: 'sample-ben' } },
      as: 'sample-kim',
    },
  }
}
