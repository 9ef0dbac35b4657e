import { expect, test } from 'vitest'
import { anonymous, system, type Viewer } from '#kernel/access'
import { sql } from '#platform/db'
import { map, send, uploadOf } from '#test/import-files'
import { type Answer, useSite } from '#test/site'
import { mergeOrganizations } from '../merges/write.ts'
import { discardUpload } from '../uploads/write.ts'
import { judgeMention } from './write.ts'

const site = useSite()
const at = (day: number) => new Date(Date.UTC(2026, 1, day, 9))
const home = '/desk/matches'
const harbur = 'City,Partner,Country\nHarbur City,Norholm,Borealia\nHarbur City,Alta Vista,Meridia\n'
const us = { fixed: { firstCountry: 'United States' } }

async function bring(text = harbur, day = 16, source = 'A list'): Promise<string> {
  const { database } = site.services
  const id = await send(database, [{ name: 'ties.csv', bytes: new TextEncoder().encode(text) }], at(day))
  await map(database, id, us, source, at(day))
  return id
}

/** What the form of the open name would send beside the answer. */
const shown = ({ page }: Answer) =>
  Object.fromEntries(
    ['uploadId', 'key', 'seen'].map((name) => [
      name,
      page.querySelector(`input[name=${name}]`)?.getAttribute('value') ?? '',
    ]),
  )

const undoing = ({ page }: Answer) => ({
  id: page.querySelector('form[action*=undoing] input[name=id]')?.getAttribute('value') ?? '',
})

test('an open name is shown with reasons and the threshold; an answer settles it, and undo opens it again', async () => {
  const id = await bring()
  const staff = await site.as('staff')
  const queue = await staff.get(home)
  expect(queue.text).toContain('Harbur City')
  expect(queue.text).toContain('0 of 1 answered')
  expect(queue.text).toContain('without you from a probability of 95% on')
  expect(queue.text).toContain('name like Harbor City')
  expect(queue.text).toContain('has a tie on record with whom the source names beside it')
  expect(queue.page.querySelectorAll('.waterfall').length).toBeGreaterThan(0)
  expect((await staff.post(home, { ...shown(queue), answer: 'same:us-zz-harbor-city' })).status).toBe(303)
  const after = await staff.get(home)
  expect(after.text).toContain('1 of 1 answered')
  expect(after.text).toContain('said that “Harbur City” means Harbor City')
  expect((await staff.post(`${home}/undoing`, undoing(after))).status).toBe(303)
  const again = await staff.get(home)
  expect(again.text).toContain('0 of 1 answered')
  expect(shown(again).uploadId).toBe(id)
  expect((await staff.post(`${home}/undoing`, undoing(after))).status).toBe(404)
})

test('none of these is an answer, and so is being unsure: then another is asked', async () => {
  await bring()
  const staff = await site.as('staff')
  const other = await site.as('sample-dev')
  const queue = await staff.get(home)
  await staff.post(home, { ...shown(queue), answer: 'unsure', note: 'The list has no state.' })
  expect((await staff.get(home)).text).toContain('Nothing more for you here')
  const second = await other.get(`${home}?why=unsure`)
  expect(second.text).toContain('The list has no state.')
  expect((await other.post(home, { ...shown(second), answer: 'none' })).status).toBe(303)
  expect((await other.get(home)).text).toContain('1 of 1 answered')
})

test('of two reviewers at one name the second is told what the first said, and overwrites nothing', async () => {
  await bring()
  const staff = await site.as('staff')
  const seen = shown(await staff.get(home))
  await staff.post(home, { ...seen, answer: 'same:us-zz-harbor-city' })
  const late = await (await site.as('sample-dev')).post(home, { ...seen, answer: 'none' })
  expect(late.status).toBe(409)
  expect(late.text).toContain('said that “Harbur City” means Harbor City while you were looking')
  expect((await staff.get(home)).text).toContain('means Harbor City')
})

test('while somebody looks at a name, others are shown another one', async () => {
  await bring(`${harbur}Mill Creak,Norholm,Borealia\nHarber City,Norholm,Borealia\n`)
  const staff = await site.as('staff')
  const first = shown(await staff.get(home))
  await staff.post(home, { ...first, answer: 'none' })
  const mine = shown(await staff.get(home)).key
  const theirs = shown(await (await site.as('sample-dev')).get(home)).key
  expect([mine, theirs]).not.toContain('')
  expect(theirs).not.toBe(mine)
})

test('a judgement holds for the next file of the source, also when the first was thrown away', async () => {
  const { database } = site.services
  const id = await bring()
  const staff = await site.as('staff')
  await staff.post(home, { ...shown(await staff.get(home)), answer: 'same:us-zz-harbor-city' })
  await database.write((db) => discardUpload(db, viewer(), { uploadId: id }))
  const next = await bring(harbur, 18)
  expect(await uploadOf(database, next)).toMatchObject({ counts: { waiting: 0 } })
  expect((await staff.get(home)).text).toContain('1 of 1 answered')
  await bring(harbur, 19, 'Another list')
  expect((await staff.get(home)).text).toContain('1 of 2 answered')
})

test('a name is refused what contradicts others by way of records that are one, with the chain', async () => {
  const { database } = site.services
  await bring('City,State,Partner,Country\nMill Creek,Columbia,Altta Vista,Meridia\n')
  const staff = await site.as('staff')
  const queue = shown(await staff.get(home))
  const said = await staff.post(home, { ...queue, answer: 'different:qq-alta-vista' })
  expect(said.status).toBe(303)
  await database.write((db) =>
    mergeOrganizations(db, viewer(), {
      ...{ keptId: 'qq-alta-vista', goneId: 'qq-port-meridian', reason: 'Two names of one.', at: at(17) },
    }),
  )
  const open = shown(await staff.get(home))
  expect(open.seen).not.toBe('')
  const refused = await staff.post(home, { ...open, answer: 'same:qq-port-meridian' })
  expect(refused.status).toBe(409)
  expect(refused.text).toContain('“Altta Vista” ≠ Alta Vista (qq-alta-vista)')
  expect(refused.text).toContain('(qq-port-meridian)')
})

test('what is not an answer is explained, and nothing is kept of it', async () => {
  await bring()
  const staff = await site.as('staff')
  const seen = shown(await staff.get(home))
  const bad = await staff.post(home, { ...seen, answer: 'perhaps' })
  expect([bad.status, bad.text.includes('Choose what the name means')]).toEqual([400, true])
  expect((await staff.post(home, { ...seen, answer: 'same:nobody' })).text).toContain('There is no such government.')
  expect((await staff.post(home, { ...seen, key: 'none', answer: 'none' })).status).toBe(404)
  expect(await site.services.database.read((db) => db.all(sql`select 1 from atlas.judgements`))).toEqual([])
})

test('strangers and people without the right neither see the queue nor judge', async () => {
  const uploadId = await bring()
  expect((await (await site.as('visitor')).get(home)).status).toBe(401)
  expect((await (await site.as('sample-ana')).get(home)).status).toBe(403)
  const judged = { uploadId, key: 'k', verdict: 'none', organizationId: null, seen: '', note: '', at: at(16) } as const
  await expect(site.services.database.write((db) => judgeMention(db, anonymous, judged))).rejects.toMatchObject({
    kind: 'unauthenticated',
  })
})

const viewer = (): Viewer => system
