import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { announce, openLive } from '#platform/live'
import { asOwner, openCopy } from '#test/site'
import { Database, isUniqueViolation, type Reader, sql, violatedConstraint } from './index.ts'

let database: Database

beforeAll(async () => {
  database = new Database(await openCopy())
  await asOwner(
    database,
    'create table platform.notes (id integer constraint notes_are_numbered primary key, text text not null)',
    'grant all on platform.notes to legation_walled',
  )
})
afterAll(() => database.close())

const countNotes = async (): Promise<number> =>
  (await database.read((db) => db.only(sql<{ count: number }>`select count(*) as count from platform.notes`))).count

/** What a careless author might write: a deed hidden in a question. */
const saveThroughReader = (db: Reader) => db.all(sql`insert into platform.notes values (1, 'smuggled') returning id`)

test('a reader cannot save, not even by a query that does', async () => {
  await expect(database.read(saveThroughReader)).rejects.toThrow(/read-only transaction/)
  expect(await countNotes()).toBe(0)
})

test('a writer that leaves no trace commits nothing', async () => {
  const before = await countNotes()
  await expect(database.write((db) => db.save(sql`insert into platform.notes values (2, 'silent')`))).rejects.toThrow(
    'Nothing is saved without an audit entry',
  )
  await expect(
    database.write((db) => db.saveAll(sql`insert into platform.notes values (2, 'silent') returning id`)),
  ).rejects.toThrow()
  expect(await countNotes()).toBe(before)
})

test('saving without an audit entry takes a reason', async () => {
  await expect(database.write(async (db) => db.unaudited('  '))).rejects.toThrow('needs a reason')
})

test('work that fails leaves nothing, and nothing is told afterwards', async () => {
  const before = await countNotes()
  let told = false
  const failing = database.write(async (db) => {
    db.unaudited('a test')
    db.afterCommit(() => {
      told = true
    })
    await db.save(sql`insert into platform.notes values (3, 'half')`)
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await countNotes()).toBe(before)
  expect(told).toBe(false)
})

test('what follows a commit runs after it', async () => {
  const order: string[] = []
  await database.write(async (db) => {
    db.afterCommit(() => order.push('after'))
    await db.one(sql`select 1`)
    order.push('within')
  })
  expect(order).toEqual(['within', 'after'])
})

test('a database that refused one statement serves the next work', async () => {
  await expect(database.read((db) => db.all(sql`select 1 / 0`))).rejects.toThrow('division by zero')
  expect(await database.read((db) => db.only(sql`select 1 as one`))).toEqual({ one: 1 })
})

test('a walk gives every row once and in order, in batches', async () => {
  const sizes: number[] = []
  const seen: number[] = []
  await database.read(async (db) => {
    for await (const batch of db.each(sql<{ n: number }>`select n from generate_series(1, ${2500}::integer) as n`)) {
      sizes.push(batch.length)
      seen.push(...batch.map(({ n }) => n))
    }
  })
  expect(sizes).toEqual([1000, 1000, 500])
  expect(seen).toEqual(Array.from({ length: 2500 }, (_, at) => at + 1))
})

test('a walk that stops early, and one within another, disturb nothing', async () => {
  const pairs: string[] = []
  await database.read(async (db) => {
    for await (const [outer] of db.each(sql<{ n: number }>`select n from generate_series(1, 9) as n`, 1)) {
      if (!outer || outer.n > 2) break
      for await (const inner of db.each(sql<{ n: number }>`select n from generate_series(1, 2) as n`, 1))
        pairs.push(`${outer.n}${inner[0]?.n}`)
    }
    expect(await db.only(sql`select 'well' as it`)).toEqual({ it: 'well' })
  })
  expect(pairs).toEqual(['11', '12', '21', '22'])
})

test('both databases give values of the same types', async () => {
  const row = await database.read((db) =>
    db.only(sql`select 9007199254740991::bigint as big, 1.25::numeric as exact, date '0800-01-02' as day,
      timestamptz '2026-03-01 12:00:00.123+00' as instant, array['a', 'b'] as list, '{"a": 1}'::jsonb as object, null as nothing`),
  )
  expect(row).toEqual({
    big: 9_007_199_254_740_991,
    exact: 1.25,
    day: '0800-01-02',
    instant: new Date('2026-03-01T12:00:00.123Z'),
    list: ['a', 'b'],
    object: { a: 1 },
    nothing: null,
  })
})

test('a broken constraint is known by its name', async () => {
  const twice = database.write(async (db) => {
    db.unaudited('a test')
    await db.save(sql`insert into platform.notes values (7, 'a'), (7, 'b')`)
  })
  const error = await twice.catch((caught: unknown) => caught)
  expect(isUniqueViolation(error)).toBe(true)
  expect(violatedConstraint(error)).toBe('notes_are_numbered')
  expect(violatedConstraint(new Error('other'))).toBeUndefined()
})

test('events are heard after the commit, and never of work that was rolled back', async () => {
  const live = await openLive(database)
  const heard: unknown[] = []
  const stop = live.subscribe('test.note', ({ data }) => heard.push(data))
  let heardWithin = -1
  await expect(
    database.write(async (db) => {
      await announce(db, 'test.note', 'undone')
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  await database.write(async (db) => {
    await announce(db, 'test.note', 'done')
    await db.one(sql`select 1`)
    heardWithin = heard.length
  })
  await vi.waitFor(() => expect(heard).toEqual(['done']))
  expect(heardWithin).toBe(0)
  stop()
  await database.write((db) => announce(db, 'test.note', 'to nobody'))
  await database.write((db) => announce(db, 'test.other', 'after'))
  expect(heard).toEqual(['done'])
  await live.close()
})

test.runIf(inject('postgres'))('a node whose listening connection is cut listens again by itself', async () => {
  const live = await openLive(database)
  const heard: unknown[] = []
  live.subscribe('test.cut', ({ data }) => heard.push(data))
  await database.write(async (db) => {
    await db.all(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen%' and pid <> pg_backend_pid()`)
  })
  await vi.waitFor(
    async () => {
      await database.write((db) => announce(db, 'test.cut', 'back'))
      expect(heard).toContain('back')
    },
    { timeout: 10_000, interval: 200 },
  )
  await live.close()
})
