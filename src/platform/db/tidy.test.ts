import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner, openCopy } from '#test/site'
import { Database, sql, tidyTables } from './index.ts'

let database: Database
beforeAll(async () => {
  database = new Database(await openCopy())
})
afterAll(() => database?.close())

const letters =
  "insert into platform.outbox (recipient, subject, body_text) select 'ada@example.org', 'S', repeat('T', 200) from generate_series(1, 2000)"
const sizeNow = () =>
  database.read((db) => db.only(sql<{ size: number }>`select pg_relation_size('platform.outbox')::int as size`))

test('room of what was deleted is used again, so that a table filled over and over stays as large as it was', async () => {
  await asOwner(database, letters)
  const { size } = await sizeNow()
  for (const _ of [1, 2, 3]) {
    await asOwner(database, 'delete from platform.outbox')
    const tidied = await tidyTables(database)
    if (database.pool.kind !== 'pglite') return expect(tidied).toEqual([]) // its daemon comes when it comes
    expect(tidied).toContain('platform.outbox')
    expect(await tidyTables(database)).not.toContain('platform.outbox')
    await asOwner(database, letters)
  }
  expect((await sizeNow()).size).toBeLessThan(1.1 * size)
})
