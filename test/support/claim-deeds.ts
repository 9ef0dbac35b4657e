import { giveRole, system } from '#kernel/access'
import { wholeSight } from '#platform/db'
import { listOutbox } from '#platform/mail'
import { engagementId } from '../../src/modules/atlas/imports/rules.ts'
import { latestIn, type WriteRoute } from './account-deeds.ts'
import type { TestSite } from './site.ts'

export const tie = engagementId('tie/harbor-meridian')

/** Disputes, confirmations, coverage and versions of rules, by the address they are done at. */
export const claimDeeds = (site: TestSite): Record<string, WriteRoute> => ({
  '/engagements/:id/confirmation': {
    path: async () => {
      await actFor(site, 'sample-ben', 'us-zz-harbor-city')
      return `/engagements/${tie}/confirmation`
    },
    good: () => ({ partyId: 'us-zz-harbor-city', isRight: 'yes' }),
    bad: { partyId: 'us-zz-harbor-city', isRight: 'no' },
    explained: 'Tick that the record is right',
    isProtected: true,
    hidden: { path: '/engagements/none/confirmation' },
    as: 'sample-ben',
  },
  '/confirmations': {
    path: () => '/confirmations',
    good: async () => ({ code: await letterCode(site), isRight: 'yes' }),
    isProtected: false,
    as: 'visitor',
  },
  '/desk/rules/:id': {
    path: () => '/desk/rules/us-zz-ties-act',
    good: () => amended,
    bad: { ...amended, test: '{' },
    explained: 'This is not JSON',
    isProtected: true,
    hidden: { path: '/desk/rules/none' },
    as: 'staff',
  },
  '/desk/coverage': {
    path: () => '/desk/coverage',
    good: () => answered,
    bad: { ...answered, completeAsOf: '' },
    explained: 'Say as of which day it is complete',
    isProtected: true,
    as: 'staff',
  },
  '/desk/checks/:id': {
    path: () => `/desk/checks/${tie}`,
    good: () => ({ deed: 'due', dueOn: '2026-03-01', reason: 'The mayor leaves then.' }),
    bad: { deed: 'due', dueOn: 'spring', reason: 'The mayor leaves then.' },
    explained: 'Write the day as 2026-03-01',
    isProtected: true,
    hidden: { path: '/desk/checks/none' },
    as: 'staff',
  },
  '/engagements/:id/disputes/new': {
    path: async () => {
      await actFor(site, 'sample-ben', 'us-zz-harbor-city')
      return `/engagements/${tie}/disputes/new`
    },
    good: () => dispute,
    bad: { ...dispute, reason: 'no' },
    explained: 'Say in a sentence what is wrong with it',
    isProtected: true,
    hidden: { path: '/engagements/none/disputes/new' },
    as: 'sample-ben',
  },
  '/disputes/:id/withdrawal': {
    path: async () => `/disputes/${await disputed(site)}/withdrawal`,
    good: () => ({ reason: 'We found the vote.' }),
    bad: { reason: 'no' },
    explained: 'Give the reason; it is public',
    isProtected: true,
    hidden: { path: '/disputes/none/withdrawal' },
    as: 'sample-ben',
  },
  '/desk/disputes/:id': {
    path: async () => `/desk/disputes/${await disputed(site)}`,
    good: () => ({ reason: 'The minutes were read.' }),
    bad: { reason: 'no' },
    explained: 'Give the reason; it is public',
    isProtected: true,
    hidden: { path: '/desk/disputes/none' },
    as: 'staff',
  },
})

/** Gives somebody a right over the record of one government, as a local leader has. */
export async function actFor(site: TestSite, accountId: string, organizationId: string): Promise<void> {
  const day = { startsOn: '2026-01-01', endsOn: null }
  await site.services.database.write(
    (db) =>
      giveRole(db, system, {
        ...{ accountId, role: 'local-leader', scopeKind: 'record', scopeId: organizationId, ...day },
        at: site.services.clock.now(),
      }),
    wholeSight,
  )
}

const dispute = {
  ...{ partyId: 'us-zz-harbor-city', property: 'started', sourceTitle: 'Minutes of the council', sourceAddress: '' },
  reason: 'The council voted a year later.',
}

async function disputed(site: TestSite): Promise<string> {
  await actFor(site, 'sample-ben', 'us-zz-harbor-city')
  await (await site.as('sample-ben')).post(`/engagements/${tie}/disputes/new`, dispute)
  return latestIn(site, 'atlas.disputes')
}

/** The code of a letter that asks the other side of the tie whether its record is right. */
async function letterCode(site: TestSite): Promise<string> {
  const ask = { deed: 'ask', partyId: 'qq-port-meridian', address: 'office@example.org' }
  await (await site.as('staff')).post(`/desk/checks/${tie}`, ask)
  const letters = await site.services.database.read((db) => listOutbox(db))
  return /confirmations\?code=(\S+)/.exec(letters.map(({ text }) => text).join('\n'))?.[1] ?? ''
}

const answered = {
  ...{ organizationId: 'us-zz', form: 'standing-tie', askedOn: '2026-01-05', answeredOn: '2026-02-01' },
  ...{ state: 'complete', completeAsOf: '2026-01-31', sourceTitle: 'Letter of the state', sourceAddress: '', note: '' },
}

const amended = {
  ...{ summary: 'A sample rule, amended.', inForceFrom: '2026-01-01', inForceTo: '', why: 'Amended by Act 2.' },
  test: '{"fact":"kind","in":["friendship"]}',
}
