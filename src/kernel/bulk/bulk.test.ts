import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anonymous, sightOf, type Viewer } from '#kernel/access'
import { sql, type Writer, wholeSight } from '#platform/db'
import { useSite } from '#test/site'
import { getBulk } from './read.ts'
import { type NewBulk, newBulk } from './schema.ts'
import { beginBulk, carryOnBulk, forgetPlans, planBulk, undoBulk } from './write.ts'

const site = useSite()
const at = new Date('2026-02-15T09:00:00Z')
const staff = (bodyId: string): Viewer => ({
  ...{ ...anonymous, role: 'staff', accountId: 'sample-dev', name: 'Dev Sample', auditId: 'account:sample-dev' },
  grants: [{ role: 'staff', scopeKind: 'body', scopeId: bodyId, startsOn: '2026-01-01', endsOn: null }],
})
const dev = staff('network')
const asDev = <T>(work: (db: Writer) => Promise<T>): Promise<T> => site.services.database.write(work, sightOf(dev))
const prepare = (work: (db: Writer) => Promise<void>) =>
  site.services.database.write(async (db) => {
    await work(db)
    db.unaudited('a test prepares its world')
  }, wholeSight)
const inDatabase = <Row>(query: ReturnType<typeof sql<Row>>) =>
  site.services.database.read((db) => db.all(query), wholeSight)

async function world(): Promise<string[]> {
  const places = ['people.people', 'people.fields', 'people.cards', 'people.tags', 'bodies.belongings']
  const rows: string[] = []
  for (const place of places)
    for (const { row } of await inDatabase(
      sql<{ row: string }>`select to_jsonb(each)::text as row from ${sql.raw(place)} each`,
    ))
      rows.push(`${place} ${row}`)
  return rows.sort()
}

let made = 0
interface Sketch {
  body: string
  standing: string
  until: string | null
  tags: string[]
  region: string | null
}
/** People of one body or the other, with some tags, perhaps a region, perhaps a standing that has ended. */
async function make(sketches: Sketch[]): Promise<string[]> {
  const ids = sketches.map(() => `bulk-${String(made++).padStart(6, '0')}`)
  await prepare(async (db) => {
    for (const [index, { body, standing, until, tags, region }] of sketches.entries()) {
      const id = ids[index] ?? ''
      await db.save(sql`insert into people.people (id, name, is_public) values (${id}, ${`Person ${id}`}, false)`)
      await db.save(sql`insert into bodies.belongings values (${body}, ${id}, ${standing}, '2025-01-01', ${until})`)
      for (const tag of tags) await db.save(sql`insert into people.tags values (${body}, ${id}, ${tag}, 'x', ${at})`)
      if (region)
        await db.save(sql`insert into people.cards values (${body}, ${id}, 'region', ${region}, 'account:x', ${at})`)
    }
  })
  return ids
}

const ask = (part: Partial<NewBulk>): NewBulk =>
  newBulk.parse({ bodyId: 'network', kind: 'add-tag', tag: 'ports', ...part })
const plan = (asked: NewBulk, personIds: string[]) => asDev((db) => planBulk(db, dev, { ...asked, personIds, at }))
const begin = (id: string) => asDev((db) => beginBulk(db, dev, { id, at }))
const undo = (id: string) => asDev((db) => undoBulk(db, dev, { id, at }))
const stand = (id: string) =>
  asDev(async (db) => {
    db.unaudited('only looks')
    return getBulk(db, id)
  })

const sketch: fc.Arbitrary<Sketch> = fc.record({
  body: fc.constantFrom('network', 'network', 'center'),
  standing: fc.constantFrom('contact', 'member'),
  until: fc.option(fc.constantFrom('2026-01-01', '2027-01-01')),
  tags: fc.uniqueArray(fc.constantFrom('ports', 'climate', 'ßharbor'), { maxLength: 3 }),
  region: fc.option(fc.constantFrom('OR', 'WA')),
})
const asked = fc.constantFrom<Partial<NewBulk>>(
  { kind: 'add-tag', tag: 'ports' },
  { kind: 'remove-tag', tag: 'climate' },
  { kind: 'set-field', field: 'region', value: 'OR' },
  { kind: 'end-standing', standing: 'contact' },
  { kind: 'resume-standing', standing: 'member' },
)

test('an action and its undoing leave everything as it was, and the other body is never touched', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sketch, { minLength: 1, maxLength: 5 }), asked, async (sketches, part) => {
      const ids = await make([
        { body: 'network', standing: 'contact', until: null, tags: [], region: null },
        ...sketches,
      ])
      const before = await world()
      const id = await plan(ask(part), ids)
      expect(await world()).toEqual(before)
      const planned = await stand(id)
      expect(planned.chosen).toBe(1 + sketches.filter(({ body }) => body === 'network').length)
      if (planned.planned === 0) return
      await begin(id)
      const during = await world()
      const ofCenter = (rows: string[]) => rows.filter((row) => row.includes('"center"'))
      expect(ofCenter(during)).toEqual(ofCenter(before))
      expect(during).not.toEqual(before)
      await undo(id)
      expect(await world()).toEqual(before)
    }),
    { numRuns: 16 },
  )
})

const plain: Sketch = { body: 'network', standing: 'contact', until: null, tags: [], region: 'OR' }

test('undoing leaves what was changed since, and says whose it is', async () => {
  const ids = await make([plain, plain])
  const id = await plan(ask({ kind: 'set-field', field: 'region', value: 'WA' }), ids)
  await begin(id)
  await prepare(async (db) => {
    await db.save(sql`update people.cards set value = 'CA' where person_id = ${ids[1]} and field = 'region'`)
  })
  await undo(id)
  expect(await stand(id)).toMatchObject({ state: 'undone', undone: 1, refused: 1 })
  const values = await inDatabase(
    sql`select value from people.cards where person_id = any (${ids}::text[]) order by person_id`,
  )
  expect(values).toEqual([{ value: 'OR' }, { value: 'CA' }])
  const page = await (await site.as('sample-dev')).get(`/desk/people/bulk/${id}`)
  expect(page.text).toContain('Left as they are')
  expect(page.text).toContain(`Person ${ids[1]}`)
})

test('what somebody changed between plan and word is left, and a second word is refused', async () => {
  const ids = await make([plain, plain])
  const id = await plan(ask({ kind: 'set-field', field: 'region', value: 'WA' }), ids)
  await prepare(async (db) => {
    await db.save(sql`update people.cards set value = 'CA' where person_id = ${ids[0]} and field = 'region'`)
  })
  await begin(id)
  expect(await stand(id)).toMatchObject({ state: 'done', done: 1, skipped: 1 })
  await expect(begin(id)).rejects.toMatchObject({ code: 'people.bulk.state' })
  const late = new Date('2026-03-18T09:00:00Z')
  await expect(asDev((db) => undoBulk(db, dev, { id, at: late }))).rejects.toMatchObject({ code: 'people.bulk.late' })
})

test('many are done piece by piece in the background, once, with an entry for each and one for all', {
  timeout: 60_000,
}, async () => {
  const ids = await make(Array.from({ length: 450 }, () => plain))
  const id = await plan(ask({}), ids)
  await begin(id)
  expect((await stand(id)).state).toBe('doing')
  expect((await (await site.as('sample-dev')).get(`/desk/people/bulk/${id}`)).text).toContain('0 of 450 done')
  for (let times = 0; times < 2; times += 1) await carryOnBulk(site.services.database, at)
  expect(await stand(id)).toMatchObject({ state: 'done', done: 450, planned: 0 })
  const entries = await inDatabase(sql<{
    event: string
    count: number
  }>`select event, count(*)::int as count from audit.entries
    where detail->>'bulk' = ${id} or subject = ${`bulk:${id}`} group by event order by event`)
  expect(Object.fromEntries(entries.map(({ event, count }) => [event, count]))).toEqual({
    'people.bulk.begun': 1,
    'people.bulk.done': 1,
    'people.bulk.planned': 1,
    'people.person.changed': 450,
  })
  const told = await (await site.as('sample-dev')).get('/me/notifications')
  expect(told.text).toContain('Add a tag: ports. Done')
})

test('people of the other body, hostile words and people who may not do it get nowhere', async () => {
  const site_ = await site.as('sample-dev')
  const [own = '', others = ''] = await make([plain, { ...plain, body: 'center' }])
  const good = { bodyId: 'network', kind: 'add-tag', tag: '=cmd|calc <b>', personIds: [own, others] }
  expect((await site_.post('/desk/people/bulk', good)).text).toContain('it begins with a letter or a figure')
  const planned = await site_.post('/desk/people/bulk', { ...good, tag: 'a <b>"bold"</b> word' })
  const page = await site_.get(planned.headers.get('location') ?? '')
  expect(page.text).toContain('1 person changes, of 1 chosen')
  expect(page.text).not.toContain('<b>"bold"')
  const alone = await site_.post('/desk/people/bulk', { ...good, tag: 'ports', personIds: others })
  expect([alone.status, alone.text.includes('Nobody is chosen')]).toEqual([400, true])
  expect((await site_.post('/desk/people/bulk', { ...good, tag: 'ports', bodyId: 'center' })).status).toBe(404)
  const path = planned.headers.get('location') ?? ''
  for (const [who, status] of [
    ['sample-cora', 404],
    ['sample-ana', 403],
    ['visitor', 401],
  ] as const) {
    const person = await site.as(who)
    expect([who, (await person.get(path)).status, (await person.post(path, { deed: 'begin' })).status]).toEqual([
      who,
      status,
      status,
    ])
  }
})

test('all who match are those of the list, and exactly so many', async () => {
  const person = await site.as('sample-dev')
  const ids = await make(
    Array.from({ length: 55 }, (_, number) => ({ ...plain, region: number < 52 ? 'Xyzzy' : 'OR' })),
  )
  const list = await person.get('/desk/people?region=xyzzy')
  expect(list.text).toContain('All 52 people that match')
  const answer = await person.post('/desk/people/bulk', {
    ...{ bodyId: 'network', kind: 'add-tag', tag: 'ports', all: 'yes', question: 'region=xyzzy' },
  })
  const path = answer.headers.get('location') ?? ''
  expect((await person.get(path)).text).toContain('52 people change, of 52 chosen')
  await person.post(path, { deed: 'begin' })
  expect((await person.get('/desk/people?tag=ports')).text).toContain('52 in all')
  const kim = await site.as('sample-kim')
  const exported = await kim.post('/desk/people/bulk/export', { bodyId: 'network', personIds: ids.slice(0, 2) })
  const file = await kim.get(exported.headers.get('location') ?? '')
  expect(file.text.trim().split('\r\n')).toHaveLength(3)
})

test('plans that nobody said yes to are forgotten', async () => {
  const id = await plan(ask({}), await make([plain]))
  await forgetPlans(site.services.database, at)
  expect((await stand(id)).state).toBe('planned')
  await forgetPlans(site.services.database, new Date(at.getTime() + 1))
  await expect(stand(id)).rejects.toMatchObject({ code: 'people.bulk.unknown' })
})
