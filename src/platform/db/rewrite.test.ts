import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner, openCopy } from '#test/site'
import { Database, rewriteTables, sql } from './index.ts'

let database: Database
beforeAll(async () => {
  database = new Database(await openCopy())
})
afterAll(() => database?.close())

test('what was deleted leaves the files and the statistics; what is a server’s own is named', async () => {
  const fill =
    "insert into platform.outbox (recipient, subject, body_text) select 'ada@example.org', 'S', 'T' from generate_series(1, 5000)"
  await asOwner(database, fill, 'analyze platform.outbox', 'delete from platform.outbox')
  const held = () =>
    database.read((db) =>
      db.only(sql<{ size: number; samples: number }>`select pg_relation_size('platform.outbox')::int as size,
        (select count(*)::int from pg_stats where schemaname = 'platform' and tablename = 'outbox') as samples`),
    )
  expect((await held()).size).toBeGreaterThan(0)
  const left = await rewriteTables(database, ['platform.outbox'])
  expect(await held()).toEqual({ size: 0, samples: 0 })
  // The tests' own server is asked as an ordinary user, like that of an installation.
  expect(left).toEqual(
    database.pool.kind === 'pglite'
      ? []
      : [
          ...['vacuum (full) pg_catalog.pg_statistic', 'alter system set wal_recycle = off'],
          ...['select pg_switch_wal()', 'checkpoint'],
        ],
  )
})
