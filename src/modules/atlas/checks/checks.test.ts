import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { listOutbox } from '#platform/mail'
import { actFor } from '#test/claim-deeds'
import { useSite } from '#test/site'
import { refreshVersions } from '../engagements/write.ts'
import { engagementId } from '../imports/rules.ts'
import { dueAfter } from './rules.ts'
import { tellDue } from './write.ts'

const site = useSite()
const tie = engagementId('tie/harbor-meridian')
const mill = engagementId('tie/mill-meridian')
const harborCity = 'us-zz-harbor-city'
const standing = async (id = tie, knownAt = '') =>
  (await (await site.as('visitor')).get(`/api/v1/engagements/${id}${knownAt}`)).json<{ verification: string }>()
    .verification

const letterCode = async () =>
  /confirmations\?code=(\S+)/.exec(
    (await site.services.database.read((db) => listOutbox(db))).find(({ subject }) => subject.startsWith('Is this'))
      ?.text ?? '',
  )?.[1] ?? ''

/** A list that says of itself that it only reports the tie, though a document of it is on record. */
async function reportedOnly(): Promise<void> {
  const { database, clock } = site.services
  await database.write(async (db) => {
    db.unaudited('the test sets the stage')
    await db.save(sql`insert into claims.statements (id, fingerprint, subject_kind, subject_id, property, value, original_value,
        source_id, part, contributor, recorded_at)
      select 'reported-only', 'reported-only', 'engagement', ${tie}, 'verification', 'reported', 'reported', id, 'a', 'system',
        '2026-02-01' from sources.sources limit 1`)
    await refreshVersions(db, { ids: [tie], at: new Date('2026-02-01T09:00:00Z') })
  })
  clock.moveTo('2026-02-15T12:00:00Z')
}

test('from reported to sourced to confirmed by one side and by both; the map and the past follow', async () => {
  await reportedOnly()
  expect(await standing()).toBe('reported')
  const staff = await site.as('staff')
  expect((await staff.post(`/desk/checks/${tie}`, { deed: 'sourced', reason: 'Resolution 12 was read.' })).status).toBe(
    303,
  )
  expect(await standing()).toBe('sourced')
  await actFor(site, 'sample-ben', harborCity)
  const ben = await site.as('sample-ben')
  const path = `/engagements/${tie}/confirmation`
  expect((await ben.get(`/engagements/${tie}`)).text).toContain(path)
  expect((await ben.post(path, { partyId: harborCity, isRight: 'yes' })).status).toBe(303)
  expect(await standing()).toBe('confirmed-by-one')
  site.services.clock.moveTo('2026-02-15T12:30:00Z')
  const asked = { deed: 'ask', partyId: 'qq-port-meridian', address: 'office@example.org' }
  expect((await (await site.as('staff')).post(`/desk/checks/${tie}`, asked)).status).toBe(303)
  const code = await letterCode()
  const visitor = await site.as('visitor')
  expect((await visitor.get(`/confirmations?code=${code}`)).text).toContain('Confirm for Port Meridian')
  expect((await visitor.post('/confirmations', { code, isRight: 'yes' })).status).toBe(303)
  expect(await standing()).toBe('confirmed-by-both')
  expect((await visitor.post('/confirmations', { code, isRight: 'yes' })).status).toBe(404)
  const page = (await visitor.get(`/engagements/${tie}`)).page
  expect(page.querySelector('[aria-labelledby=checks]')?.textContent).toContain(
    'To be checked again by February 15, 2028',
  )
  expect(page.querySelector('[aria-labelledby=evidence]')?.textContent).toContain(
    'Confirmation by Harbor City, Columbia, February 15, 2026',
  )
  const confirmed = async () =>
    (await visitor.get('/api/v1/explore?verification=confirmed-by-both')).json<{ meta: { total: number } }>().meta.total
  await expect.poll(confirmed).toBe(1)
  expect(await standing(tie, '?knownAt=2026-02-14')).toBe('reported')
})

test('sourced needs a document on record, and says nothing twice', async () => {
  await reportedOnly()
  const staff = await site.as('staff')
  const deed = { deed: 'sourced', reason: 'The list has it so.' }
  const without = await staff.post(`/desk/checks/${mill}`, deed)
  expect([without.status, without.text.includes('No primary document is on record yet')]).toEqual([409, true])
  await staff.post(`/desk/checks/${tie}`, deed)
  expect((await staff.post(`/desk/checks/${tie}`, deed)).status).toBe(409)
  const bad = await staff.post(`/desk/checks/${mill}`, { deed: 'sourced', reason: 'no' })
  expect([bad.status, bad.text.includes('Say which document you saw')]).toEqual([400, true])
})

test('nobody confirms for a government that is not theirs, nor a record they may not know of', async () => {
  await actFor(site, 'sample-ben', 'us-zz-mill-creek')
  const ben = await site.as('sample-ben')
  const yes = { partyId: harborCity, isRight: 'yes' }
  expect((await ben.post(`/engagements/${tie}/confirmation`, yes)).status).toBe(403)
  expect((await (await site.as('staff')).post(`/engagements/${tie}/confirmation`, yes)).status).toBe(403)
  expect((await ben.get(`/desk/checks/${tie}`)).status).toBe(403)
  await site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    await db.save(sql`update atlas.engagements set visibility = 'staff' where id = ${mill}`)
  })
  const own = { partyId: 'us-zz-mill-creek', isRight: 'yes' }
  expect((await ben.post(`/engagements/${mill}/confirmation`, own)).status).toBe(404)
  expect((await (await site.as('visitor')).post('/confirmations', { code: 'guessed', isRight: 'yes' })).status).toBe(
    404,
  )
  expect(await standing()).toBe('sourced')
})

test('what is due is listed and told once; what changed after it was confirmed is listed at once', async () => {
  await actFor(site, 'sample-ben', harborCity)
  await (await site.as('sample-ben')).post(`/engagements/${tie}/confirmation`, { partyId: harborCity, isRight: 'yes' })
  const due = { deed: 'due', dueOn: '2026-02-18', reason: 'The mayor leaves then.' }
  expect((await (await site.as('staff')).post(`/desk/checks/${mill}`, due)).status).toBe(303)
  expect((await (await site.as('staff')).get('/desk/checks')).text).toContain('Nothing is due.')
  site.services.clock.moveTo('2026-02-19T09:00:00Z')
  const { database, clock } = site.services
  expect([await tellDue(database, { now: clock.now() }), await tellDue(database, { now: clock.now() })]).toEqual([1, 0])
  expect((await (await site.as('sample-eli')).get('/me/notifications')).text).toContain('is due to be checked again')
  const staff = await site.as('staff')
  const said = await database.read((db) =>
    db.all(sql<{ id: string }>`select id from claims.statements where subject_id = ${tie} and property = 'started'
      and retracted_at is null`),
  )
  for (const { id } of said)
    await staff.post(`/desk/statements/${id}`, { verdict: 'deprecated', reason: 'The list mixed two towns up.' })
  const rows = [...(await staff.get('/desk/checks')).page.querySelectorAll('tbody tr')].map(
    (row) => row.textContent ?? '',
  )
  expect(rows).toHaveLength(2)
  expect(rows[0]).toContain('Its day has come. The mayor leaves then.')
  expect(rows[1]).toContain('Changed since it was confirmed.')
})

test('two years after the last day of a February is the last day of February', () => {
  expect([dueAfter('2026-02-15'), dueAfter('2024-02-29'), dueAfter('2026-11-30', 3)]).toEqual([
    '2028-02-15',
    '2026-02-28',
    '2027-02-28',
  ])
})
