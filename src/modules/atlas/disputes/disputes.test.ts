import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { actFor } from '#test/claim-deeds'
import { useSite } from '#test/site'
import { engagementId } from '../imports/rules.ts'

const site = useSite()
const tie = engagementId('tie/harbor-norholm')
const harborCity = 'us-zz-harbor-city'
const path = `/engagements/${tie}/disputes/new`
const dispute = {
  ...{ partyId: harborCity, property: 'legal', sourceTitle: 'Minutes of the council', sourceAddress: '' },
  reason: 'The council never voted to end it.',
}

test('a party disputes a value: it stands beside the value, which stays, for everybody to see', async () => {
  await actFor(site, 'sample-ben', harborCity)
  const ben = await site.as('sample-ben')
  expect((await ben.get(`/engagements/${tie}`)).text).toContain(path)
  expect((await ben.post(path, dispute)).status).toBe(303)
  const visitor = await site.as('visitor')
  const { page, text } = await visitor.get(`/engagements/${tie}`)
  const entry = [...page.querySelectorAll('.record-entry')].find((each) => each.textContent?.startsWith('Legal status'))
  expect(entry?.textContent).toContain('Terminated')
  expect(entry?.textContent).toContain('Disputed by Harbor City, Columbia since February 15, 2026')
  expect(text).toContain('The council never voted to end it.')
  const api = (await visitor.get(`/api/v1/engagements/${tie}`)).json<{ legalStatus: string; disputes: object[] }>()
  expect([api.legalStatus, api.disputes]).toEqual([
    'terminated',
    [expect.objectContaining({ property: 'legal', state: 'open' })],
  ])
  expect((await (await site.as('sample-eli')).get('/desk/disputes')).text).toContain(
    'The council never voted to end it.',
  )
  const notices = await site.services.database.read(
    (db) =>
      db.all(
        sql`select 1 from notifications.notices where kind = 'atlas.dispute.waiting' and account_id = 'sample-eli'`,
      ),
    { bodies: '', memberships: '', person: '', account: 'sample-eli', office: '' },
  )
  expect(notices).toHaveLength(1)
  expect((await ben.post(path, dispute)).status).toBe(409)
})

test('who is not named, or speaks for nobody, disputes nothing', async () => {
  await actFor(site, 'sample-ben', 'us-zz-mill-creek')
  const ben = await site.as('sample-ben')
  expect((await ben.post(path, dispute)).status).toBe(403)
  await actFor(site, 'sample-ben', harborCity)
  const foreign = await ben.post(path, { ...dispute, partyId: 'us-zz-mill-creek' })
  expect([foreign.status, foreign.text.includes('Only who takes part can dispute a value')]).toEqual([400, true])
  expect((await (await site.as('staff')).post(path, dispute)).status).toBe(403)
  expect((await (await site.as('visitor')).post(path, dispute)).status).toBe(401)
})

test('bad input is explained, and a hidden record has no disputes', async () => {
  await actFor(site, 'sample-ben', harborCity)
  const ben = await site.as('sample-ben')
  const bad = await ben.post(path, { ...dispute, reason: 'no' })
  expect([bad.status, bad.text.includes('Say in a sentence what is wrong with it')]).toEqual([400, true])
  await ben.post(path, dispute)
  await site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    await db.save(sql`update atlas.engagements set visibility = 'staff' where id = ${tie}`)
  })
  expect((await ben.post(path, { ...dispute, property: 'ended' })).status).toBe(404)
  const { id } = await site.services.database.read((db) => db.only(sql<{ id: string }>`select id from atlas.disputes`))
  expect((await ben.get(`/disputes/${id}/withdrawal`)).status).toBe(404)
})

test('a dispute ends by its party or by staff, with the reason; the past still shows it', async () => {
  await actFor(site, 'sample-ben', harborCity)
  const before = await site.as('sample-ben')
  await before.post(path, dispute)
  await before.post(path, { ...dispute, property: 'ended' })
  const ids = (
    await site.services.database.read((db) =>
      db.all(sql<{ id: string }>`select id from atlas.disputes order by property`),
    )
  ).map(({ id }) => id)
  site.services.clock.moveTo('2026-02-20T09:00:00Z')
  const staff = await site.as('staff')
  const ben = await site.as('sample-ben')
  expect((await ben.post(`/desk/disputes/${ids[0]}`, { reason: 'It is settled.' })).status).toBe(403)
  expect((await staff.post(`/disputes/${ids[0]}/withdrawal`, { reason: 'It is settled.' })).status).toBe(403)
  expect((await ben.post(`/disputes/${ids[0]}/withdrawal`, { reason: 'We found the vote.' })).status).toBe(303)
  expect((await staff.post(`/desk/disputes/${ids[1]}`, { reason: 'The text itself was read.' })).status).toBe(303)
  expect((await staff.post(`/desk/disputes/${ids[1]}`, { reason: 'Once more, later.' })).status).toBe(409)
  const visitor = await site.as('visitor')
  const now = await visitor.get(`/engagements/${tie}`)
  expect(now.text).toContain('Withdrawn on February 20, 2026: We found the vote.')
  expect(now.text).toContain('Settled by the editors on February 20, 2026: The text itself was read.')
  expect(now.text).not.toContain('Disputed by')
  expect((await visitor.get(`/engagements/${tie}?knownAt=2026-02-16`)).text).toContain('Disputed by Harbor City')
  // Downloads say what is open, and reproduce what was.
  const disputed = async (address: string) =>
    (await visitor.get(address))
      .json<{ data: { id: string; disputes?: { property: string }[] }[] }>()
      .data.find(({ id }) => id === tie)?.disputes
  expect(await disputed('/api/v1/engagements.json')).toBeUndefined()
  expect(
    (await disputed('/api/v1/engagements.json?knownAt=2026-02-16'))?.map(({ property }) => property).sort(),
  ).toEqual(['ended', 'legal'])
  expect((await visitor.get('/api/v1/engagements.csv?knownAt=2026-02-16')).text).toContain(
    `${harborCity}|${harborCity}`,
  )
})
