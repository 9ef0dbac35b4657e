import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { openEmpty } from '#test/site'
import {
  checkRoles,
  Database,
  type Migration,
  migrate,
  pendingMigrations,
  postgresPool,
  readMigrations,
  rolledBack,
  sql,
} from './index.ts'

let database: Database

beforeEach(async () => {
  database = new Database(await openEmpty())
})
afterEach(() => database.close())

const migration = (name: string, text: string): Migration => ({
  name,
  text,
  hash: createHash('sha256').update(text).digest('hex'),
})
const first = migration(
  '0001_test_a.sql',
  'create schema test; create table test.a (n integer); insert into test.a values (1);',
)
const second = migration('0002_test_b.sql', 'insert into test.a select n + 1 from test.a;')

const numbers = () => database.read((db) => db.all(sql`select n from test.a order by n`))

test('the migrations of the project are read in the order of their names and apply to an empty database', async () => {
  const all = readMigrations(join(import.meta.dirname, '../../../db/migrations'))
  expect(all.map(({ name }) => name)).toEqual(all.map(({ name }) => name).toSorted())
  expect(await migrate(database, all)).toEqual(all.map(({ name }) => name))
  expect(await pendingMigrations(database, all)).toEqual([])
})

test('each applies once; a later start applies only what is new', async () => {
  expect(await migrate(database, [first])).toEqual([first.name])
  expect(await pendingMigrations(database, [first, second])).toEqual([second.name])
  expect(await migrate(database, [first, second])).toEqual([second.name])
  expect(await migrate(database, [first, second])).toEqual([])
  expect(await numbers()).toEqual([{ n: 1 }, { n: 2 }])
})

test('a file that changed after it was applied is refused by name, and nothing else is applied', async () => {
  await migrate(database, [first])
  const changed = migration(first.name, `${first.text} -- improved`)
  await expect(migrate(database, [changed, second])).rejects.toMatchObject({
    code: 'platform.migration.changed',
    message: expect.stringContaining(first.name),
  })
  expect(await numbers()).toEqual([{ n: 1 }])
})

test('a file that names its former text is taken as applied, and what differs comes by a later one', async () => {
  await migrate(database, [first])
  const folder = mkdtempSync(join(tmpdir(), 'legation-migrations-'))
  writeFileSync(join(folder, first.name), `-- formerly ${first.hash}: to show it.\n${first.text}`)
  writeFileSync(join(folder, second.name), second.text)
  expect(await migrate(database, readMigrations(folder))).toEqual([second.name])
  expect(await numbers()).toEqual([{ n: 1 }, { n: 2 }])
  writeFileSync(join(folder, first.name), `-- formerly ${first.hash.replace(/^./, 'x')}: no hash.\n${first.text}`)
  await expect(migrate(database, readMigrations(folder))).rejects.toMatchObject({ code: 'platform.migration.changed' })
  rmSync(folder, { recursive: true })
})

test('a migration that fails leaves nothing of itself, and those before it stay', async () => {
  const broken = migration('0002_test_broken.sql', 'insert into test.a values (99); select no_such_thing;')
  await expect(migrate(database, [first, broken])).rejects.toThrow()
  expect(await numbers()).toEqual([{ n: 1 }])
  expect(await migrate(database, [first, second])).toEqual([second.name])
})

test('nodes that start at once apply each migration once', async () => {
  const applied = await Promise.all([1, 2, 3].map(() => migrate(database, [first, second])))
  expect(applied.flat().toSorted()).toEqual([first.name, second.name])
  expect(await numbers()).toEqual([{ n: 1 }, { n: 2 }])
})

test.runIf(inject('postgres'))(
  'a role that policies do not bind is refused where everything works, and named where only the schema is prepared',
  async () => {
    await migrate(database, [first])
    expect(await checkRoles(database)).toBeUndefined()
    const administrator = await rolledBack(await postgresPool(inject('administrator'), 1))
    expect(await checkRoles(new Database(administrator))).toMatch(
      /the database role \w+ of DATABASE_URL is a superuser/,
    )
    const connection = await administrator.connect()
    await connection.exec('alter role legation_walled bypassrls')
    connection.release()
    await expect(checkRoles(new Database(administrator))).rejects.toMatchObject({ code: 'platform.database.wall-open' })
    await administrator.undo()
  },
)
