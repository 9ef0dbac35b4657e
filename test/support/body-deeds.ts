import { latestIn, type WriteRoute } from './account-deeds.ts'
import type { TestSite, Who } from './site.ts'

const transfer = {
  deed: 'record',
  fromBodyId: 'network',
  toBodyId: 'center',
  purpose: 'One invitation to the spring convening.',
  scope: 'Name and address of one member.',
  valuation: '$0: she agreed by herself.',
  personIds: 'sample-ana',
}

/** Address of a list that was sent and waits to be brought in. */
export async function draftOf(site: TestSite, who: Who, bodyId: string, rows = oneContact): Promise<string> {
  const answer = await (await site.as(who)).post('/desk/people/import', { bodyId, rows })
  return answer.headers.get('location') ?? ''
}
const oneContact = 'Name,E-mail\nIda Quist,ida@harbor.example'

const tagging = { bodyId: 'network', kind: 'add-tag', tag: 'ports', personIds: 'sample-ana' }
const keeping = { place: 'people', question: 'standing=member', name: 'Members' }

/** Address of a change to many people that is planned and waits for a word. */
export async function bulkOf(site: TestSite, who: Who): Promise<string> {
  const answer = await (await site.as(who)).post('/desk/people/bulk', tagging)
  return answer.headers.get('location') ?? ''
}

/** Id of a view that somebody keeps alone. */
async function viewOf(site: TestSite, who: Who): Promise<string> {
  await (await site.as(who)).post('/desk/views/new', keeping)
  return latestIn(site, 'views.views')
}

/** Address of two records of which nobody knows whether they are one person. */
export async function pairOf(site: TestSite, who: Who, bodyId: string): Promise<string> {
  const rows = 'Name,City,E-mail\nIda Quist,Harbor City,ida@harbor.example\nIda Quist,Meridian,quist@bay.example'
  const draft = await draftOf(site, who, bodyId, rows)
  const mapping = { 'column-0': 'name', 'column-1': 'city', 'column-2': 'email' }
  await (await site.as(who)).post(draft, { ...mapping, deed: 'commit' })
  return `/desk/people/duplicates/${await latestIn(site, 'people.pairs')}`
}

/** Somebody on a list, who has no account. */
export async function contactOf(site: TestSite, who: Who, bodyId: string): Promise<string> {
  const draft = await draftOf(site, who, bodyId)
  await (await site.as(who)).post(draft, { 'column-0': 'name', 'column-1': 'email', deed: 'commit' })
  return latestIn(site, 'people.people', '%Ida Quist%')
}
const wish = { bodyId: 'network', reason: 'She asked by mail on February 1.' }

const term = {
  ...{ organ: 'council', office: 'President', name: 'Ada Example', alsoHeld: '', began: '1998' },
  ...{ ended: '2002', source: 'Minutes of 1998' },
}
const happening = { happened: '1998', title: 'Founded', content: '', predecessor: '', source: 'Minutes of 1998' }

/** The deeds of staff around people, rights and bodies. */
export function bodyDeeds(site: TestSite): Record<string, WriteRoute> {
  return {
    '/desk/people/:id': {
      path: () => '/desk/people/sample-ana',
      isProtected: true,
      hidden: { path: '/desk/people/sample-ben', fields: { look: 'yes' } },
      as: 'sample-dev',
    },
    '/desk/people/import': {
      path: () => '/desk/people/import',
      good: () => ({ bodyId: 'network', rows: 'Name,E-mail\nIda Quist,ida@harbor.example' }),
      bad: { bodyId: 'network', rows: 'Name,E-mail' },
      explained: 'Send a list with a heading and at least one row',
      isProtected: true,
      hidden: { fields: { bodyId: 'center', rows: 'Name,E-mail\nIda Quist,ida@harbor.example' } },
      as: 'sample-dev',
    },
    '/desk/people/import/:id': {
      path: () => draftOf(site, 'sample-dev', 'network'),
      good: () => ({ 'column-0': 'name', 'column-1': 'email', deed: 'commit' }),
      bad: { 'column-0': '', 'column-1': 'email', deed: 'commit' },
      explained: 'Say which column holds the names',
      isProtected: true,
      hidden: { path: '/desk/people/import/none', fields: { 'column-0': 'name', deed: 'commit' } },
      as: 'sample-dev',
    },
    '/desk/people/:id/erasure': {
      path: async () => `/desk/people/${await contactOf(site, 'sample-kim', 'network')}/erasure`,
      good: () => wish,
      bad: { bodyId: 'network', reason: 'she did' },
      explained: 'Say who asked, how and when',
      isProtected: true,
      hidden: { path: '/desk/people/sample-ben/erasure', fields: wish },
      as: 'sample-kim',
    },
    '/desk/people/erasures/stop': {
      path: () => '/desk/people/erasures/stop',
      good: async () => {
        const person = await contactOf(site, 'sample-kim', 'network')
        await (await site.as('sample-kim')).post(`/desk/people/${person}/erasure`, wish)
        return { id: await latestIn(site, 'people.erasures'), person }
      },
      isProtected: true,
      hidden: { fields: { id: 'none', person: 'none' } },
      as: 'sample-kim',
    },
    '/desk/people/export': {
      path: () => '/desk/people/export',
      good: () => ({ bodyId: 'network' }),
      bad: { bodyId: '', q: 'harbor people' },
      explained: 'Choose the body',
      isProtected: true,
      hidden: { fields: { bodyId: 'center' } },
      as: 'sample-kim',
    },
    '/me/notifications': {
      path: () => '/me/notifications',
      good: () => ({ as: 'read' }),
      isProtected: true,
      hidden: { fields: { id: 'none', as: 'read' } },
      as: 'sample-ana',
    },
    '/me/notifications/choices': {
      path: () => '/me/notifications/choices',
      good: () => ({ often: 'daily', told: 'access.grant.given' }),
      bad: { often: 'hourly' },
      explained: 'Choose how often',
      isProtected: true,
      as: 'sample-ana',
    },
    '/notifications/stop': {
      path: () => '/notifications/stop?code=none',
      isProtected: false,
      hidden: { path: '/notifications/stop?code=none', fields: {} },
      as: 'visitor',
    },
    '/desk/people/bulk': {
      path: () => '/desk/people/bulk',
      good: () => tagging,
      bad: { ...tagging, tag: '' },
      explained: 'Write the tag',
      isProtected: true,
      hidden: { fields: { ...tagging, bodyId: 'center' } },
      as: 'sample-dev',
    },
    '/desk/people/bulk/export': {
      path: () => '/desk/people/bulk/export',
      good: () => ({ bodyId: 'network', personIds: 'sample-ana' }),
      isProtected: true,
      hidden: { fields: { bodyId: 'center', personIds: 'sample-ana' } },
      as: 'sample-kim',
    },
    '/desk/people/bulk/:id': {
      path: () => bulkOf(site, 'sample-dev'),
      good: () => ({ deed: 'begin' }),
      isProtected: true,
      hidden: { path: '/desk/people/bulk/none', fields: { deed: 'begin' } },
      as: 'sample-dev',
    },
    '/desk/views': {
      path: () => '/desk/views',
      good: async () => ({ id: await viewOf(site, 'sample-dev'), deed: 'remove' }),
      isProtected: true,
      hidden: { fields: { id: 'none', deed: 'remove' } },
      as: 'sample-dev',
    },
    '/desk/views/new': {
      path: () => '/desk/views/new?place=people',
      good: () => keeping,
      bad: { ...keeping, name: '' },
      explained: 'Give the view a name',
      isProtected: true,
      hidden: { fields: { ...keeping, bodyId: 'center' } },
      as: 'sample-dev',
    },
    '/desk/views/:id': {
      path: async () => `/desk/views/${await viewOf(site, 'sample-dev')}`,
      good: () => ({ name: 'Our members', bodyId: 'network' }),
      bad: { name: '', bodyId: 'network' },
      explained: 'Give the view a name',
      isProtected: true,
      hidden: { path: '/desk/views/none', fields: { name: 'Ours' } },
      as: 'sample-dev',
    },
    '/desk/people/duplicates': {
      path: () => '/desk/people/duplicates',
      good: () => ({ bodyId: 'network' }),
      bad: { bodyId: '' },
      explained: 'Choose the body',
      isProtected: true,
      hidden: { fields: { bodyId: 'center' } },
      as: 'sample-dev',
    },
    '/desk/people/duplicates/:id': {
      path: () => pairOf(site, 'sample-dev', 'network'),
      good: () => ({ verdict: 'same', keep: 'one', 'value-city': 'other' }),
      bad: { verdict: 'perhaps' },
      explained: 'Say whether it is one person',
      isProtected: true,
      hidden: { path: '/desk/people/duplicates/none', fields: { verdict: 'different' } },
      as: 'sample-dev',
    },
    '/desk/people/merges/undoing': {
      path: () => '/desk/people/merges/undoing',
      good: async (person) => {
        await person.post(await pairOf(site, 'sample-dev', 'network'), { verdict: 'same', keep: 'one' })
        return { id: await latestIn(site, 'people.merges') }
      },
      isProtected: true,
      hidden: { fields: { id: 'none' } },
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
    '/desk/setup/:id/leadership/:entry': {
      path: () => '/desk/setup/network/leadership/new',
      good: () => ({ ...term, deed: 'save' }),
      bad: { ...term, ended: '1990', deed: 'save' },
      explained: 'Write a later day, or leave it empty',
      isProtected: true,
      hidden: { path: '/desk/setup/none/leadership/new', fields: { ...term, deed: 'save' } },
      as: 'sample-kim',
    },
    '/desk/setup/:id/history/:entry': {
      path: () => '/desk/setup/network/history/new',
      good: () => ({ ...happening, deed: 'save' }),
      bad: { ...happening, happened: 'long ago', deed: 'save' },
      explained: 'Write the day as 1998, 1998-05 or 1998-05-17',
      isProtected: true,
      hidden: { path: '/desk/setup/none/history/new', fields: { ...happening, deed: 'save' } },
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
