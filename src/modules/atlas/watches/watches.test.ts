import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { recordStatements } from '#kernel/claims'
import { writeDigests } from '#kernel/notifications'
import { sql } from '#platform/db'
import { type Person, useSite } from '#test/site'
import { refreshVersions } from '../engagements/write.ts'
import { engagementId } from '../imports/rules.ts'
import { tellWatchers } from './write.ts'

const site = useSite()
const harbor = engagementId('tie/harbor-meridian')
const home = '/me/watches'

const watch = (person: Person, question: string, name = 'Meridia') => person.post(`${home}/new`, { question, name })
const idOf = async (person: Person) =>
  (await person.get(home)).page.querySelector('input[name=id]')?.getAttribute('value') ?? ''
const feedOf = async (person: Person) =>
  ((await person.get(home)).page.querySelector('a[href*="/feeds/watches/"]')?.getAttribute('href') ?? '').replace(
    'http://legation.test',
    '',
  )
const told = async (person: Person) => {
  const { page } = await person.get('/me/notifications')
  return [...page.querySelectorAll('.notice-line a')].map((link) => [link.textContent, link.getAttribute('href')])
}

/** Somebody puts another year on record. */
async function change(year: string, at: string): Promise<void> {
  site.services.clock.moveTo(at)
  await site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    const about = { subjectKind: 'engagement' as const, subjectId: harbor, sourceId: 'sample-list', part: 'a note' }
    await recordStatements(db, system, {
      statements: [{ ...about, property: 'started', value: year, originalValue: year, rank: 'preferred' }],
      recordedAt: new Date(at),
    })
    await refreshVersions(db, { ids: [harbor], at: new Date(at) })
  })
}

/** The morning's work, which here asks the map as a visitor does. */
const wake = async () => {
  const visitor = await site.as('visitor')
  return tellWatchers(site.services.database, {
    now: site.services.clock.now(),
    changesOf: async ({ question, toldUntil }) =>
      (await visitor.get(`/api/v1/changes?${question}&since=${toldUntil.toISOString()}`)).json<{ changes: unknown[] }>()
        .changes.length,
  })
}

test('a question of the map is watched, in one spelling and once, and told of when its answer changes', async () => {
  const ana = await site.as('sample-ana')
  const { page } = await (await site.as('visitor')).get('/map?form=standing-tie&country=QQ&knownAt=2026-02-01')
  const link = page.querySelector('a[href^="/me/watches/new"]')?.getAttribute('href') ?? ''
  const form = (await ana.get(link)).page
  const question = form.querySelector('input[name=question]')?.getAttribute('value') ?? ''
  expect(question).toBe('country=QQ&form=standing-tie')
  expect((await watch(ana, question)).status).toBe(303)
  expect((await watch(ana, 'form=standing-tie&country=QQ', 'Meridia again')).status).toBe(303)
  expect((await ana.get(home)).page.querySelectorAll('main .entry-list > li')).toHaveLength(1)
  expect(await wake()).toBe(0)
  await change('1986', '2026-02-15T10:00:00Z')
  expect([await wake(), await wake()]).toEqual([1, 0])
  const [[says, href] = []] = await told(ana)
  expect(says).toBe('“Meridia again” has changed')
  const changes = await ana.get(href ?? '')
  expect(changes.text).toContain('1985-05-03')
  expect(changes.text).toContain('1986')
})

test('by mail it comes as often as its owner chose, without saying what it is about, and one click stops it', async () => {
  const ana = await site.as('sample-ana')
  await watch(ana, 'country=QQ', 'Secret plans')
  await ana.post('/me/notifications/choices', { often: 'daily', told: 'atlas.watch.changed' })
  await change('1986', '2026-02-15T10:00:00Z')
  await wake()
  await writeDigests(site.services.database, { publicUrl: 'http://legation.test', now: site.services.clock.now() })
  const letters = await site.services.database.read((db) =>
    db.all(sql<{ body: string; headers: unknown }>`select to_jsonb(letter)::text as body from platform.outbox letter`),
  )
  const letter = letters.at(-1)?.body ?? ''
  expect(letter).toContain('A question that you watch has another answer')
  expect(letter).not.toContain('Secret plans')
  expect(letter).toContain('List-Unsubscribe=One-Click')
})

test('what is paused tells nothing, also not afterwards; what is removed takes its notices along', async () => {
  const ana = await site.as('sample-ana')
  await watch(ana, 'country=QQ')
  const id = await idOf(ana)
  await ana.post(home, { id, deed: 'pause' })
  await change('1986', '2026-02-15T10:00:00Z')
  expect(await wake()).toBe(0)
  site.services.clock.moveTo('2026-02-15T11:00:00Z')
  await ana.post(home, { id, deed: 'resume' })
  expect(await wake()).toBe(0)
  await change('1987', '2026-02-15T12:00:00Z')
  expect(await wake()).toBe(1)
  expect(await told(ana)).toHaveLength(1)
  await ana.post(home, { id, deed: 'remove' })
  expect(await told(ana)).toEqual([])
})

test('a feed of one’s own opens by its address alone; a new address closes the old one', async () => {
  const ana = await site.as('sample-ana')
  await watch(ana, 'country=QQ')
  const visitor = await site.as('visitor')
  const address = await feedOf(ana)
  const feed = await visitor.get(address)
  expect([feed.status, feed.headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8'])
  expect(feed.text).toContain(harbor)
  expect(feed.headers.get('cache-control')).toContain('no-store')
  await ana.post(home, { id: await idOf(ana), deed: 'renew' })
  expect((await visitor.get(address)).status).toBe(404)
  expect((await visitor.get(await feedOf(ana))).status).toBe(200)
  expect((await visitor.get('/feeds/watches/none.atom')).status).toBe(404)
})

test('every question has a public feed, which holds what answers it and nothing that only staff may know', async () => {
  const visitor = await site.as('visitor')
  const all = (await visitor.get('/map/changes.atom')).text
  const some = (await visitor.get('/map/changes.atom?country=QQ')).text
  expect([all.split('<entry>').length - 1, some.split('<entry>').length - 1]).toEqual([7, 4])
  await site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    await db.save(sql`update atlas.engagements set visibility = 'staff' where id = ${harbor}`)
  })
  expect((await visitor.get('/map/changes.atom?country=QQ')).text).not.toContain(harbor)
})

test('nobody sees or changes the watches of others; whoever is not signed in is asked to', async () => {
  const [ana, ben] = [await site.as('sample-ana'), await site.as('sample-ben')]
  await watch(ana, 'country=QQ', 'Mine alone')
  expect((await ben.get(home)).text).not.toContain('Mine alone')
  expect((await ben.post(home, { id: await idOf(ana), deed: 'remove' })).status).toBe(404)
  const visitor = await site.as('visitor')
  for (const path of [home, `${home}/new?question=`]) expect((await visitor.get(path)).status).toBe(401)
  expect((await watch(visitor, '')).status).toBe(401)
})

test('what the map cannot be asked is not watched, and a watch has a name', async () => {
  const ana = await site.as('sample-ana')
  expect((await watch(ana, 'evil=yes')).text).toContain('The map cannot be asked so')
  expect((await watch(ana, 'country=QQ', ' ')).text).toContain('Give it a name')
})
