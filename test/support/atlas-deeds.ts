import { system } from '#kernel/access'
import { sql } from '#platform/db'
import { judgeMention } from '../../src/modules/atlas/judgements/write.ts'
import { listOpenMentions } from '../../src/modules/atlas/mentions/read.ts'
import { latestIn, type WriteRoute } from './account-deeds.ts'
import { claimDeeds, tie } from './claim-deeds.ts'
import { map, send } from './import-files.ts'
import { intakeDeeds } from './intake-deeds.ts'
import type { Person, TestSite, Who } from './site.ts'

export { tie }

const evidence = 'Resolution 12 says so in its second paragraph.'
const correction = { kind: 'engagement', id: tie, property: 'started', proposedValue: '1986', evidence }

const sourced = { sourceTitle: 'Census', publisher: 'Census office', sourceKind: 'register', address: '', quote: '' }

/** The deeds of the atlas, by the address they are done at. */
export const atlasDeeds = (site: TestSite): Record<string, WriteRoute> => ({
  ...claimDeeds(site),
  ...intakeDeeds(site),
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
  '/desk/organizations/:id/names/new': {
    path: () => '/desk/organizations/us-zz-harbor-city/names/new',
    good: () => ({ ...sourced, name: 'Ville du Port', kind: 'alternate', language: 'fr', validFrom: '1978' }),
    bad: { ...sourced, name: 'Ville du Port', kind: 'alternate', language: 'the French' },
    explained: 'Write the language as a tag such as es or pt-BR',
    isProtected: true,
    hidden: { path: '/desk/organizations/none/names/new' },
    as: 'staff',
  },
  '/desk/organizations/:id/merge': {
    path: () => '/desk/organizations/qq-port-meridian/merge',
    good: () => ({ otherId: 'qq-alta-vista', keep: 'this', reason: 'The list had it under two names.' }),
    bad: { otherId: 'qq-alta-vista', keep: 'this', reason: 'no' },
    explained: 'Say how you know',
    isProtected: true,
    hidden: { path: '/desk/organizations/none/merge' },
    as: 'staff',
  },
  '/desk/organizations/merges/undoing': {
    path: () => '/desk/organizations/merges/undoing',
    good: async () => ({ id: await mergedIn(site) }),
    isProtected: true,
    hidden: { fields: { id: 'none' } },
    as: 'staff',
  },
  '/desk/organizations/bulk': {
    path: () => '/desk/organizations/bulk',
    good: () => sorting,
    bad: { ...sorting, tag: '' },
    explained: 'Write the tag; it begins with a letter or a figure',
    isProtected: true,
    hidden: { fields: { ...sorting, bodyId: 'center' } },
    as: 'sample-dev',
  },
  '/desk/organizations/bulk/:id': {
    path: () => sortingOf(site, 'sample-dev'),
    good: () => ({ deed: 'begin' }),
    bad: { deed: 'everything' },
    explained: 'Say what to do',
    isProtected: true,
    hidden: { path: '/desk/organizations/bulk/none', fields: { deed: 'begin' } },
    as: 'sample-dev',
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
  '/desk/imports/:id/lookups': {
    path: async () => `/desk/imports/${await sentList(site)}/lookups`,
    good: () => ({ column: '0/0' }),
    bad: { column: 'first' },
    explained: 'Choose the column with the names',
    isProtected: true,
    hidden: { path: '/desk/imports/none/lookups' },
    as: 'staff',
  },
  '/desk/imports/:id/lookups/closing': {
    path: async () => `/desk/imports/${await sentList(site)}/lookups/closing`,
    good: async (person) => ({ code: await openedIn(site, person) }),
    isProtected: true,
    hidden: { path: '/desk/imports/none/lookups/closing', fields: { code: 'none' } },
    as: 'staff',
  },
  '/desk/matches': {
    path: () => '/desk/matches',
    good: async () => ({ ...(await openName(site)), answer: 'none' }),
    bad: { uploadId: 'none', key: 'none', answer: 'perhaps' },
    explained: 'Choose what the name means',
    isProtected: true,
    hidden: { fields: { uploadId: 'none', key: 'none', answer: 'none' } },
    as: 'staff',
  },
  '/desk/matches/undoing': {
    path: () => '/desk/matches/undoing',
    good: async () => ({ id: await judgedIn(site) }),
    isProtected: true,
    hidden: { fields: { id: 'none' } },
    as: 'staff',
  },
  '/me/watches/new': {
    path: () => '/me/watches/new',
    good: () => ({ question: 'country=QQ', name: 'Meridia' }),
    bad: { question: 'country=QQ', name: '' },
    explained: 'Give it a name',
    isProtected: true,
    as: 'sample-ana',
  },
  '/me/watches': {
    path: () => '/me/watches',
    good: async (person) => ({ id: await watchedBy(person), deed: 'pause' }),
    isProtected: true,
    hidden: { fields: { id: 'none', deed: 'pause' } },
    as: 'sample-ana',
  },
})

async function watchedBy(person: Person): Promise<string> {
  await person.post('/me/watches/new', { question: 'country=QQ', name: 'Meridia' })
  return (await person.get('/me/watches')).page.querySelector('input[name=id]')?.getAttribute('value') ?? ''
}

const sorting = { bodyId: 'network', kind: 'add-tag', tag: 'ports', organizationIds: 'us-zz-harbor-city' }

/** Address of a change to many organizations that is planned and waits for a word. */
export async function sortingOf(site: TestSite, who: Who): Promise<string> {
  const answer = await (await site.as(who)).post('/desk/organizations/bulk', sorting)
  return answer.headers.get('location') ?? ''
}

async function mergedIn(site: TestSite): Promise<string> {
  const merge = { otherId: 'qq-alta-vista', keep: 'this', reason: 'The list had it under two names.' }
  await (await site.as('staff')).post('/desk/organizations/qq-port-meridian/merge', merge)
  return latestIn(site, 'atlas.merges')
}

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

/** A name that nobody can tell, in a file that came today. */
const listSent = new Date('2026-02-16T09:00:00Z')

/** The import of this test that answers tools: the first it sent, or one sent now. */
async function sentList({ services: { database } }: TestSite): Promise<string> {
  const found = await database.read((db) =>
    db.one(sql<{ id: string }>`select id from atlas.uploads where title = 'towns.csv'`),
  )
  if (found) return found.id
  return send(
    database,
    [{ name: 'towns.csv', bytes: new TextEncoder().encode('Town,Region\nMill Creek,North\n') }],
    listSent,
  )
}

async function openedIn(site: TestSite, person: Person): Promise<string> {
  await person.post(`/desk/imports/${await sentList(site)}/lookups`, { column: '0/0' })
  const { code } = await site.services.database.read((db) =>
    db.only(sql<{ code: string }>`select code from atlas.lookups`),
  )
  return code
}

async function openName(site: TestSite): Promise<{ uploadId: string; key: string }> {
  const { database, clock } = site.services
  const bytes = new TextEncoder().encode('City,Partner,Country\nHarbur City,Norholm,Borealia\n')
  const uploadId = await send(database, [{ name: 'ties.csv', bytes }], clock.now())
  await map(database, uploadId, { fixed: { firstCountry: 'United States' } }, 'A list', clock.now())
  const [open] = await database.read((db) => listOpenMentions(db, uploadId, 1))
  return { uploadId, key: open?.key ?? '' }
}

async function judgedIn(site: TestSite): Promise<string> {
  const name = await openName(site)
  const judged = { ...name, verdict: 'none', organizationId: null, seen: null, note: '' } as const
  return site.services.database.write((db) => judgeMention(db, system, { ...judged, at: site.services.clock.now() }))
}
