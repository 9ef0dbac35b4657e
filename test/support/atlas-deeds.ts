import { sql } from '#platform/db'
import { engagementId } from '../../src/modules/atlas/imports/rules.ts'
import type { WriteRoute } from './account-deeds.ts'
import type { TestSite } from './site.ts'

export const tie = engagementId('tie/harbor-meridian')
const evidence = 'Resolution 12 says so in its second paragraph.'
const correction = { kind: 'engagement', id: tie, property: 'started', proposedValue: '1986', evidence }

const sourced = { sourceTitle: 'Census', publisher: 'Census office', sourceKind: 'register', address: '', quote: '' }

/** The deeds of the atlas, by the address they are done at. */
export const atlasDeeds = (site: TestSite): Record<string, WriteRoute> => ({
  '/corrections/new': {
    path: () => '/corrections/new',
    good: () => correction,
    bad: { ...correction, evidence: 'no' },
    explained: 'Say how you know, in a sentence',
    isProtected: false,
    hidden: { fields: { ...correction, id: 'none' } },
    as: 'visitor',
  },
  '/desk/corrections/:id': {
    path: async () => `/desk/corrections/${await askedCorrection(site)}`,
    good: () => ({ verdict: 'accepted', value: '1986', reason: 'The resolution says so.' }),
    bad: { verdict: 'accepted', value: 'spring', reason: 'The resolution says so.' },
    explained: 'Write the date as 1978, 1978-05 or 1978-05-03',
    isProtected: true,
    hidden: { path: '/desk/corrections/none' },
    as: 'staff',
  },
  '/desk/organizations/new': {
    path: () => '/desk/organizations/new',
    good: () => ({ ...sourced, name: 'Port of Harbor', kind: 'special-district', parentId: 'us-zz' }),
    bad: { ...sourced, name: 'Port of Harbor', kind: 'special-district', publisher: '' },
    explained: 'Say who published it',
    isProtected: true,
    as: 'staff',
  },
  '/desk/organizations/:id/claims/new': {
    path: () => '/desk/organizations/us-zz-harbor-city/claims/new',
    good: () => ({ ...sourced, property: 'population', value: '131000', reason: 'The newer census.' }),
    bad: { ...sourced, property: 'population', value: 'many', reason: 'The newer census.' },
    explained: 'Digits only',
    isProtected: true,
    hidden: { path: '/desk/organizations/none/claims/new' },
    as: 'staff',
  },
  '/desk/statements/:id': {
    path: async () => `/desk/statements/${await firstStatement(site)}`,
    good: () => ({ verdict: 'deprecated', reason: 'The list mixed two towns up.' }),
    bad: { verdict: 'deprecated', reason: 'no' },
    explained: 'Give the reason; it is public',
    isProtected: true,
    hidden: { path: '/desk/statements/none', fields: { verdict: 'retracted', reason: 'There is none of this.' } },
    as: 'staff',
  },
  '/desk/findings/:rule/:engagement': {
    path: () => `/desk/findings/us-zz-ties-act/${tie}`,
    good: () => ({ determination: 'open', reason: 'Counsel has not answered yet.' }),
    bad: { determination: 'guilty', reason: 'Counsel has not answered yet.' },
    explained: 'Choose what you found',
    isProtected: true,
    hidden: { path: '/desk/findings/us-zz-ties-act/none' },
    as: 'staff',
  },
  '/desk/imports/new': {
    path: () => '/desk/imports/new',
    good: () => ({ names: 'ties.csv', sizes: '100' }),
    bad: {},
    explained: 'Choose a file',
    isProtected: true,
    as: 'staff',
  },
  '/desk/imports/:id': {
    path: async () => `/desk/imports/${await firstBatch(site)}`,
    good: () => ({ reason: 'The list was a draft.' }),
    bad: { reason: '' },
    explained: 'Say why, so that others understand it later',
    isProtected: true,
    hidden: { path: '/desk/imports/none' },
    as: 'staff',
  },
})

async function firstStatement(site: TestSite): Promise<string> {
  const { id } = await site.services.database.read((db) =>
    db.only(
      sql<{ id: string }>`select id from claims.statements where subject_id = ${tie} and property = 'started' limit 1`,
    ),
  )
  return id
}

async function askedCorrection(site: TestSite): Promise<string> {
  await (await site.as('visitor')).post('/corrections/new', correction)
  const { id } = await site.services.database.read((db) =>
    db.only(sql<{ id: string }>`select id from atlas.corrections`),
  )
  return id
}

async function firstBatch(site: TestSite): Promise<string> {
  const { id } = await site.services.database.read((db) => db.only(sql<{ id: string }>`select id from atlas.batches`))
  return id
}
