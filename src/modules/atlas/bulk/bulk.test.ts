import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anonymous, sightOf, type Viewer } from '#kernel/access'
import { recordOrganizations } from '#kernel/organizations'
import { sql, type Writer, wholeSight } from '#platform/db'
import { type Person, useSite } from '#test/site'
import { getBulk } from './read.ts'
import { type NewBulk, newBulk } from './schema.ts'
import { beginBulk, carryOnBulk, forgetPlans, planBulk, undoBulk } from './write.ts'

const site = useSite()
const home = '/desk/organizations'
const at = new Date('2026-02-15T09:00:00Z')
const dev: Viewer = {
  ...{ ...anonymous, role: 'staff', accountId: 'sample-dev', name: 'Dev Sample', auditId: 'account:sample-dev' },
  grants: [{ role: 'staff', scopeKind: 'body', scopeId: 'network', startsOn: '2026-01-01', endsOn: null }],
}
const asDev = <T>(work: (db: Writer) => Promise<T>): Promise<T> => site.services.database.write(work, sightOf(dev))
const prepare = (work: (db: Writer) => Promise<void>) =>
  site.services.database.write(async (db) => {
    await work(db)
    db.unaudited('a test prepares its world')
  }, wholeSight)

async function world(): Promise<string[]> {
  const rows: string[] = []
  for (const place of ['atlas.tags', 'atlas.standings', 'organizations.organizations'])
    for (const { row } of await site.services.database.read(
      (db) => db.all(sql<{ row: string }>`select to_jsonb(each)::text as row from ${sql.raw(place)} each`),
      wholeSight,
    ))
      rows.push(`${place} ${row}`)
  return rows.sort()
}

interface Sketch {
  tags: string[]
  standing: { name: string; until: string | null } | null
  otherTags: string[]
}
let made = 0
/** Organizations that both bodies may have sorted already. */
async function make(sketches: Sketch[]): Promise<string[]> {
  const ids = sketches.map(() => `bulk-${String(made++).padStart(6, '0')}`)
  await prepare(async (db) => {
    await recordOrganizations(
      db,
      ids.map((id) => ({ id, kind: 'association' as const, name: `Association ${id}` })),
    )
    for (const [index, { tags, standing, otherTags }] of sketches.entries()) {
      const id = ids[index] ?? ''
      for (const [body, words] of [
        ['network', tags],
        ['center', otherTags],
      ] as const)
        for (const tag of words) await db.save(sql`insert into atlas.tags values (${body}, ${id}, ${tag}, 'x', ${at})`)
      if (standing)
        await db.save(sql`insert into atlas.standings
          values ('network', ${id}, ${standing.name}, '2025-01-01', ${standing.until}, 'x', ${at})`)
    }
  })
  return ids
}

const ask = (part: Partial<NewBulk>): NewBulk =>
  newBulk.parse({ bodyId: 'network', kind: 'add-tag', tag: 'ports', ...part })
const plan = (asked: NewBulk, organizationIds: string[]) =>
  asDev((db) => planBulk(db, dev, { ...asked, organizationIds, at }))
const begin = (id: string) => asDev((db) => beginBulk(db, dev, { id, at }))
const undo = (id: string, now = at) => asDev((db) => undoBulk(db, dev, { id, at: now }))
const stand = (id: string) => site.services.database.read((db) => getBulk(db, id), sightOf(dev))

const words = fc.uniqueArray(fc.constantFrom('ports', 'climate', 'ßharbor'), { maxLength: 3 })
const sketch: fc.Arbitrary<Sketch> = fc.record({
  tags: words,
  otherTags: words,
  standing: fc.option(
    fc.record({
      name: fc.constantFrom('contact', 'partner'),
      until: fc.option(fc.constantFrom('2026-01-01', '2027-01-01')),
    }),
  ),
})
const asked = fc.constantFrom<Partial<NewBulk>>(
  { kind: 'add-tag', tag: 'ports' },
  { kind: 'remove-tag', tag: 'climate' },
  { kind: 'begin-standing', standing: 'partner' },
  { kind: 'end-standing', standing: 'contact' },
)

test('an action and its undoing leave everything as it was, and the other body is never touched', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sketch, { minLength: 1, maxLength: 5 }), asked, async (sketches, part) => {
      const ids = await make(sketches)
      const before = await world()
      const id = await plan(ask(part), ids)
      expect(await world()).toEqual(before)
      const { planned, chosen } = await stand(id)
      expect(chosen).toBe(ids.length)
      if (planned === 0) return
      await begin(id)
      const after = await world()
      expect(after).not.toEqual(before)
      const others = (rows: string[]) => rows.filter((row) => row.includes('"center"'))
      expect(others(after)).toEqual(others(before))
      // What is so already is not planned a second time.
      expect((await stand(await plan(ask(part), ids))).planned).toBe(0)
      await undo(id)
      expect(await world()).toEqual(before)
      expect(await stand(id)).toMatchObject({ state: 'undone', undone: planned, refused: 0 })
    }),
    { numRuns: 25 },
  )
})

test('what somebody changed in the meantime stays, and is named', async () => {
  const ids = await make([
    { tags: [], otherTags: [], standing: null },
    { tags: [], otherTags: [], standing: null },
  ])
  const id = await plan(ask({}), ids)
  await begin(id)
  await prepare(async (db) => {
    await db.save(sql`update atlas.tags set tagged_by = 'account:somebody' where organization_id = ${ids[0] ?? ''}`)
  })
  await undo(id)
  expect(await stand(id)).toMatchObject({ state: 'undone', undone: 1, refused: 1 })
  const page = (await (await site.as('sample-dev')).get(`${home}/bulk/${id}`)).text
  expect([page.includes('Left as they are'), page.includes(`Association ${ids[0]}`)]).toEqual([true, true])
})

test('many are done in the background, piece by piece, and undone so; after 30 days no more', {
  timeout: 60_000,
}, async () => {
  const ids = await make(Array.from({ length: 420 }, () => ({ tags: [], otherTags: [], standing: null })))
  const before = await world()
  const id = await plan(ask({}), ids)
  await begin(id)
  expect(await stand(id)).toMatchObject({ state: 'doing', planned: 420 })
  await carryOnBulk(site.services.database, at)
  await carryOnBulk(site.services.database, at)
  expect(await stand(id)).toMatchObject({ state: 'done', done: 420 })
  await expect(undo(id, new Date('2026-03-18T09:00:01Z'))).rejects.toThrow('30 days')
  await undo(id)
  await carryOnBulk(site.services.database, at)
  expect(await world()).toEqual(before)
  const waiting = await plan(ask({ tag: 'unsaid' }), ids)
  await forgetPlans(site.services.database, new Date('2026-02-16T00:00:00Z'))
  await expect(stand(waiting)).rejects.toThrow('no such action')
})

const namesIn = async (person: Person, query: string): Promise<string[]> =>
  [...(await person.get(`${home}?${query}`)).page.querySelectorAll('tbody th a')].map((link) => link.textContent ?? '')

test('staff sort what they chose on the list, find it by tag and standing, and keep that as a view', async () => {
  const dev = await site.as('sample-dev')
  const list = await dev.get(`${home}?kind=foreign-city`)
  expect(list.page.querySelectorAll('input[name=organizationIds]').length).toBeGreaterThan(2)
  const chosen = { bodyId: 'network', question: 'kind=foreign-city', all: 'yes' }
  const planned = await dev.post(`${home}/bulk`, { ...chosen, kind: 'add-tag', tag: 'ports 2026' })
  const address = planned.headers.get('location') ?? ''
  expect((await dev.get(address)).text).toContain('Nothing has been done yet')
  expect((await dev.post(address, { deed: 'begin' })).status).toBe(303)
  expect(await namesIn(dev, 'tag=ports 2026')).toEqual(['Alta Vista', 'Norholm', 'Port Meridian'])
  const partner = { bodyId: 'network', kind: 'begin-standing', standing: 'partner', organizationIds: 'rr-norholm' }
  const standing = (await dev.post(`${home}/bulk`, partner)).headers.get('location') ?? ''
  await dev.post(standing, { deed: 'begin' })
  expect(await namesIn(dev, 'standing=partner')).toEqual(['Norholm'])
  const page = (await dev.get(`${home}/rr-norholm`)).text
  expect(page).toContain('partner since February 15, 2026; tagged ports 2026')
  const view = { place: 'organizations', question: 'tag=ports+2026&standing=partner', name: 'Partners', bodyId: '' }
  expect((await dev.post('/desk/views/new', view)).status).toBe(303)
  expect((await dev.get('/desk')).page.querySelector('section[aria-labelledby=views] li')?.textContent).toContain('1')
  // The other body finds nothing by it, nor does the public see any of it.
  const cora = await site.as('sample-cora')
  expect(await namesIn(cora, 'tag=ports 2026')).toEqual([])
  expect((await cora.get(`${home}/rr-norholm`)).text).not.toContain('ports 2026')
  expect((await cora.get(address)).status).toBe(404)
  expect((await (await site.as('visitor')).get('/governments/rr-norholm')).text).not.toContain('ports 2026')
  // A record that is part of another is found by its tags too, at the one that stays.
  const merge = { otherId: 'qq-alta-vista', keep: 'this', reason: 'One city under two names.' }
  expect((await dev.post(`${home}/qq-port-meridian/merge`, merge)).status).toBe(303)
  expect(await namesIn(dev, 'tag=ports 2026')).toEqual(['Norholm', 'Port Meridian'])
  expect((await dev.post(address, { deed: 'undo' })).status).toBe(303)
  expect(await namesIn(dev, 'tag=ports 2026')).toEqual([])
})

test('only those who may sort do; a plan of nothing is explained', async () => {
  const sorting = { bodyId: 'network', kind: 'add-tag', tag: 'ports', organizationIds: 'rr-norholm' }
  for (const [who, status] of [
    ['visitor', 401],
    ['sample-ana', 403],
    ['sample-eli', 403],
    ['sample-cora', 404],
    ['sample-dev', 303],
  ] as const)
    expect([who, (await (await site.as(who)).post(`${home}/bulk`, sorting)).status]).toEqual([who, status])
  const none = await (await site.as('sample-dev')).post(`${home}/bulk`, { ...sorting, organizationIds: 'nowhere' })
  expect([none.status, none.text.includes('Choose at least one organization of the list')]).toEqual([400, true])
  // Editors have the list, and nothing to tick on it.
  expect((await (await site.as('sample-eli')).get(home)).page.querySelector('input[name=organizationIds]')).toBeNull()
})
