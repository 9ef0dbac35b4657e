import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { filesWith } from '#test/canary'
import { asOwner, openCopy, openFolder } from '#test/site'
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
  // Other tests write on the same server, and are waited for.
  const left = await rewriteTables(database, ['platform.outbox'], { patience: 60_000 })
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

test.skipIf(!inject('postgres'))('rows that somebody else may still see are waited for', async () => {
  const fill =
    "insert into platform.outbox (recipient, subject, body_text) select 'ada@example.org', 'S', 'T' from generate_series(1, 500)"
  await asOwner(database, fill)
  const other = await database.pool.connect()
  await other.exec('begin isolation level repeatable read; select 1')
  await asOwner(database, 'delete from platform.outbox')
  const ends = new Promise((done) => setTimeout(done, 800)).then(() => other.exec('commit'))
  expect(await rewriteTables(database, ['platform.outbox'], { patience: 300 })).toBeUndefined()
  expect(await rewriteTables(database, ['platform.outbox'], { patience: 60_000 })).toBeDefined()
  await ends
  other.release()
  const { size } = await database.read((db) =>
    db.only(sql<{ size: number }>`select pg_relation_size('platform.outbox')::int as size`),
  )
  expect(size).toBe(0)
})

test.skipIf(!inject('postgres'))(
  'so is whoever writes in another database of the server: who begins now looks back as far',
  async () => {
    const fill =
      "insert into platform.outbox (recipient, subject, body_text) select 'ada@example.org', 'S', 'T' from generate_series(1, 500)"
    const elsewhere = new Database(await openCopy())
    const other = await elsewhere.pool.connect()
    await other.exec('begin; select pg_current_xact_id()')
    await asOwner(database, fill, 'delete from platform.outbox')
    expect(await rewriteTables(database, ['platform.outbox'], { patience: 300 })).toBeUndefined()
    await other.exec('rollback')
    other.release()
    await elsewhere.close()
    expect(await rewriteTables(database, ['platform.outbox'], { patience: 60_000 })).toBeDefined()
  },
)

test.skipIf(inject('postgres'))('segments of the log that wait to be used again are written over', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'legation-rewrite-'))
  const other = new Database(await openFolder(folder))
  const fill =
    "insert into platform.outbox (recipient, subject, body_text) select 'ada@example.org', 'S', 'Quillfeather' from generate_series(1, 500)"
  // As the database does by itself in quiet hours: what was written is done with, and its files are kept for later under later names.
  const ask = async (statement: string) => {
    const connection = await other.pool.connect()
    const answer = await connection.query(statement)
    connection.release()
    return answer.rows
  }
  for (let times = 0; times < 4; times += 1) {
    await asOwner(other, fill, 'delete from platform.outbox')
    await ask('select pg_switch_wal()')
  }
  await ask('checkpoint')
  const ahead =
    'select count(*)::int as count from pg_ls_waldir() where name > pg_walfile_name(pg_current_wal_lsn()) and length(name) = 24'
  expect(await ask(ahead)).not.toEqual([{ count: 0 }])
  expect(filesWith(join(folder, 'pg_wal'), 'Quillfeather')).not.toEqual([])
  await rewriteTables(other, ['platform.outbox'])
  expect(filesWith(folder, 'Quillfeather')).toEqual([])
  await other.close()
  rmSync(folder, { recursive: true, force: true })
})
