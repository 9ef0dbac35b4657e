import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anonymous, sightOf, type Viewer } from '#kernel/access'
import { recordPairs } from '#kernel/duplicates'
import { sql, type Writer, wholeSight } from '#platform/db'
import { draftOf, pairOf } from '#test/body-deeds'
import { useSite } from '#test/site'
import { findMergedInto } from './read.ts'
import { mergePair, personReferences, undoMerge } from './write.ts'

const site = useSite()
const at = new Date('2026-02-15T09:00:00Z')
const worker: Viewer = {
  ...{ ...anonymous, role: 'staff', accountId: 'sample-dev', name: 'Dev Sample', auditId: 'account:sample-dev' },
  grants: [{ role: 'staff', scopeKind: 'body', scopeId: 'network', startsOn: '2026-01-01', endsOn: null }],
}
const inDatabase = <Row>(query: ReturnType<typeof sql<Row>>) =>
  site.services.database.read((db) => db.all(query), wholeSight)
const prepare = (work: (db: Writer) => Promise<void>) =>
  site.services.database.write(async (db) => {
    await work(db)
    db.unaudited('a test prepares its world')
  }, wholeSight)

const places = [
  ...[
    'people.people',
    'people.fields',
    'people.cards',
    'people.looks',
    'people.tenures',
    'bodies.belongings',
    'bodies.consents',
  ],
  ...['access.accounts', 'access.invitations', 'people.import_rows', 'people.import_changes'],
]
/** Every row of every table that knows people, in an order of its own. */
async function world(): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const place of places) {
    const rows = await inDatabase(sql<{ row: string }>`select to_jsonb(each)::text as row from ${sql.raw(place)} each`)
    found[place] = rows.map(({ row }) => row).sort()
  }
  return found
}

interface Sketch {
  card: Record<string, string>
  otherCard: Record<string, string>
  standings: { body: string; standing: string; since: string; until: string | null }[]
  consents: { body: string; isGiven: boolean }[]
  looks: string[]
  invitations: string[]
  posts: { post: number; from: string }[]
}
const body = fc.constantFrom('network', 'center')
const day = fc.constantFrom('2024-05-01', '2025-01-31', '2026-01-01')
const card = fc.dictionary(
  fc.constantFrom('name', 'email', 'phone', 'city', 'note', 'title'),
  fc
    .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
    .filter((text) => !text.includes('\0') && text.isWellFormed()),
)
const record: fc.Arbitrary<Sketch> = fc.record({
  card,
  otherCard: card,
  standings: fc
    .uniqueArray(
      fc.record({
        body,
        standing: fc.constantFrom('member', 'contact', 'staff'),
        since: day,
        until: fc.option(fc.constantFrom('2026-02-01', '2027-01-01')),
      }),
      { selector: (each) => `${each.body} ${each.standing}`, maxLength: 4 },
    )
    .map((some) =>
      some.some((each) => each.body === 'network')
        ? some
        : [...some, { body: 'network', standing: 'contact', since: '2025-01-31', until: null }],
    ),
  consents: fc.array(fc.record({ body, isGiven: fc.boolean() }), { maxLength: 3 }),
  looks: fc.array(body, { maxLength: 3 }),
  invitations: fc.array(body, { maxLength: 2 }),
  posts: fc.uniqueArray(fc.record({ post: fc.nat(2), from: day }), {
    selector: (each) => `${each.post} ${each.from}`,
    maxLength: 3,
  }),
})

let made = 0
async function make(db: Writer, id: string, some: Sketch, posts: string[]): Promise<void> {
  await db.save(sql`insert into people.people (id, name, is_public) values (${id}, ${`Person ${id}`}, false)`)
  await db.save(sql`insert into people.fields values (${id}, 'name', ${`Person ${id}`}, 'staff', ${at})`)
  for (const { body, standing, since, until } of some.standings)
    await db.save(sql`insert into bodies.belongings values (${body}, ${id}, ${standing}, ${since}, ${until})`)
  for (const [bodyId, fields] of [
    ['network', some.card],
    ['center', some.otherCard],
  ] as const)
    for (const [field, value] of Object.entries(fields))
      await db.save(sql`insert into people.cards values (${bodyId}, ${id}, ${field}, ${value}, 'account:x', ${at})`)
  for (const { body, isGiven } of some.consents)
    await db.save(
      sql`insert into bodies.consents values (${`consent-${made++}`}, ${body}, ${id}, 'events', ${isGiven}, 'Words', 'x', ${at})`,
    )
  for (const body of some.looks)
    await db.save(
      sql`insert into people.looks (person_id, looker, looker_body_id, fields, looked_at) values (${id}, 'Dev', ${body}, '{email,phone}', ${at})`,
    )
  for (const body of some.invitations)
    await db.save(sql`insert into access.invitations (id, body_id, person_id, name, address, address_hash, role, secret_hash, invited_by,
      invited_at, expires_at) values (${`invitation-${made}`}, ${body}, ${id}, 'N', 'a@b.example', 'h', 'member', ${`secret-${made++}`}, 'x', ${at}, ${at})`)
  for (const { post, from } of some.posts)
    await db.save(
      sql`insert into people.tenures (id, person_id, post_id, valid_from) values (${`tenure-${made++}`}, ${id}, ${posts[post] ?? ''}, ${from})`,
    )
}

async function twoRecords(one: Sketch, other: Sketch) {
  const ids = [`a${made++}`, `b${made++}`] as const
  const pairId = await site.services.database.write(async (db) => {
    const organization = await db.only(sql<{ id: string }>`select id from organizations.organizations limit 1`)
    const posts = [0, 1, 2].map((number) => `post-${number}`)
    for (const post of posts)
      await db.save(sql`insert into people.posts values (${post}, ${organization.id}, 'Mayor') on conflict do nothing`)
    await make(db, ids[0], one, posts)
    await make(db, ids[1], other, posts)
    await recordPairs(db, { bodyId: 'network', pairs: [{ one: ids[0], other: ids[1], bits: 12 }], at })
    db.unaudited('a test prepares its world')
    return (await db.only(sql<{ id: string }>`select id from people.pairs where one_id = ${ids[0]}`)).id
  }, wholeSight)
  return { ids, pairId }
}

const asWorker = <T>(work: (db: Writer) => Promise<T>): Promise<T> =>
  site.services.database.write(work, sightOf(worker))

const side = fc.constantFrom('one', 'other')
test('a merge taken apart leaves every table as it was, whatever was known of the two', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      record,
      record,
      side,
      fc.dictionary(fc.constantFrom('name', 'email', 'city'), side),
      async (one, other, keep, chosen) => {
        const { pairId, ids } = await twoRecords(one, other)
        const before = await world()
        const { mergeId, keptId } = await asWorker((db) => mergePair(db, worker, { pairId, keep, chosen, at }))
        const gone = ids.find((id) => id !== keptId)
        // Nothing of the body points to who is gone, and nothing of the other body has moved.
        const left =
          await inDatabase(sql`select 1 from bodies.belongings where body_id = 'network' and person_id = ${gone}
        union all select 1 from people.cards where body_id = 'network' and person_id = ${gone}
        union all select 1 from bodies.consents where body_id = 'network' and person_id = ${gone}`)
        expect(left).toEqual([])
        const during = await world()
        const ofCenter = (all: Record<string, string[]>) =>
          JSON.stringify(
            Object.values(all)
              .flat()
              .filter((row) => row.includes('"center"')),
          )
        expect(ofCenter(during)).toBe(ofCenter(before))
        await asWorker((db) => undoMerge(db, worker, { mergeId, at }))
        expect(await world()).toEqual(before)
      },
    ),
    { numRuns: 40 },
  )
})

const plain: Sketch = {
  ...{ card: { email: 'a@b.example' }, otherCard: {}, consents: [], looks: [], invitations: [], posts: [] },
  standings: [{ body: 'network', standing: 'contact', since: '2025-01-31', until: null }],
}

test('what was edited after a merge stays when it is taken apart', async () => {
  const { pairId, ids } = await twoRecords(plain, { ...plain, card: { email: 'c@d.example', phone: '5550142' } })
  const chosen = { email: 'other' } as const
  const { mergeId } = await asWorker((db) => mergePair(db, worker, { pairId, keep: 'one', chosen, at }))
  expect(
    await inDatabase(sql`select field, value from people.cards where person_id = ${ids[0]} order by field`),
  ).toEqual([
    { field: 'email', value: 'c@d.example' },
    { field: 'phone', value: '5550142' },
  ])
  await prepare(async (db) => {
    await db.save(sql`update people.cards set value = '5550199' where person_id = ${ids[0]} and field = 'phone'`)
  })
  await asWorker((db) => undoMerge(db, worker, { mergeId, at }))
  expect(
    await inDatabase(
      sql`select person_id as who, value from people.cards where person_id = any (${[...ids]}::text[]) order by who, field`,
    ),
  ).toEqual([
    { who: ids[0], value: 'a@b.example' },
    { who: ids[0], value: '5550199' },
    { who: ids[1], value: 'c@d.example' },
    { who: ids[1], value: '5550142' },
  ])
})

test('the old address leads on through every merge, and the later merge comes apart first', async () => {
  const first = await twoRecords(plain, plain)
  const merge = await asWorker((db) => mergePair(db, worker, { pairId: first.pairId, keep: 'one', chosen: {}, at }))
  const third = await twoRecords(plain, plain)
  const pairs = [{ one: first.ids[0], other: third.ids[1], bits: 12 }]
  await prepare(async (db) => void (await recordPairs(db, { bodyId: 'network', pairs, at })))
  const [pair] = await inDatabase(
    sql<{ id: string }>`select id from people.pairs where other_id = ${third.ids[1]} and one_id = ${first.ids[0]}`,
  )
  await asWorker((db) => mergePair(db, worker, { pairId: pair?.id ?? '', keep: 'other', chosen: {}, at }))
  expect(await asWorker((db) => findMergedInto(db, first.ids[1]))).toBe(third.ids[1])
  const dev = await site.as('sample-dev')
  expect((await dev.get(`/desk/people/${first.ids[1]}`)).headers.get('location')).toBe(`/desk/people/${third.ids[1]}`)
  await expect(asWorker((db) => undoMerge(db, worker, { mergeId: merge.mergeId, at }))).rejects.toMatchObject({
    code: 'people.merge.later',
  })
})

test('whoever signs in is never merged away', async () => {
  const dev = await site.as('sample-dev')
  const rows = 'Name,City\nAna Sample,Harbor City'
  await dev.post(await draftOf(site, 'sample-dev', 'network', rows), {
    'column-0': 'name',
    'column-1': 'city',
    deed: 'commit',
  })
  const [pair] = await inDatabase(sql<{
    id: string
    keep: string
    gone: string
  }>`select id, case when one_id = 'sample-ana' then 'one' else 'other' end as keep,
    case when one_id = 'sample-ana' then 'other' else 'one' end as gone from people.pairs where 'sample-ana' in (one_id, other_id)`)
  const path = `/desk/people/duplicates/${pair?.id}`
  const refused = await dev.post(path, { verdict: 'same', keep: pair?.gone ?? '' })
  expect([refused.status, refused.text.includes('Ana Sample signs in here')]).toEqual([409, true])
  expect((await dev.post(path, { verdict: 'same', keep: pair?.keep ?? '' })).status).toBe(303)
  expect((await (await site.as('sample-ana')).get('/me')).status).toBe(200)
})

test('a judgement is remembered, and sensitive values are covered until somebody looks, which both can see', async () => {
  const dev = await site.as('sample-dev')
  const path = await pairOf(site, 'sample-dev', 'network')
  expect((await dev.get(path)).text).not.toContain('ida@harbor.example')
  expect((await dev.post(path, { verdict: 'look' })).text).toContain('ida@harbor.example')
  expect(await inDatabase(sql`select fields from people.looks`)).toEqual([{ fields: ['email'] }, { fields: ['email'] }])
  await dev.post(path, { verdict: 'different' })
  await dev.post('/desk/people/duplicates', { bodyId: 'network' })
  expect((await dev.get('/desk/people/duplicates')).text).toContain('No pair waits')
})

test('the other body knows nothing of a pair or a merge here', async () => {
  const cora = await site.as('sample-cora')
  const dev = await site.as('sample-dev')
  const path = await pairOf(site, 'sample-dev', 'network')
  for (const verdict of ['same', 'different', 'look']) expect((await cora.post(path, { verdict })).status).toBe(404)
  expect((await cora.get(path)).status).toBe(404)
  expect((await cora.get('/desk/people/duplicates')).text).toContain('No pair waits')
  await dev.post(path, { verdict: 'same', keep: 'one' })
  const [merge] = await inDatabase(sql<{ id: string }>`select id from people.merges`)
  expect((await cora.post('/desk/people/merges/undoing', { id: merge?.id ?? '' })).status).toBe(404)
  expect((await (await site.as('sample-ana')).get(path)).status).toBe(403)
})

test('every column that points to a person is one of which the merge says what becomes of it', async () => {
  const found = await inDatabase(sql<{
    place: string
  }>`select constraint_of.conrelid::regclass::text || '.' || attribute.attname as place
    from pg_constraint constraint_of join pg_attribute attribute on attribute.attrelid = conrelid and attribute.attnum = any (conkey)
    where contype = 'f' and confrelid = 'people.people'::regclass`)
  expect(found.map(({ place }) => place).sort()).toEqual(Object.keys(personReferences).sort())
})
