import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { anonymous, system } from '#kernel/access'
import { audit, verifyChains } from '#kernel/audit'
import { searchDocuments } from '#kernel/search'
import { Database, migrate, pglitePool, postgresPool, readMigrations, sql, wholeSight } from '#platform/db'
import { post } from '#platform/mail'
import { findPostgres, type RunningPostgres, startPostgres } from '#test/databases'
import { fillTemplate, root, servicesOver } from '#test/template'
import { backup, restore } from './backup.ts'
import { backupCommand, restoreCommand } from './backup-commands.ts'

let postgres: RunningPostgres
let folder: string
let source: Database
let open: Database[] = []
const at = new Date('2026-02-15T09:00:00Z')

beforeAll(async () => {
  const pool = await pglitePool()
  await fillTemplate(pool)
  source = new Database(pool)
  await source.write(async (db) => {
    await post(db, { to: 'ada@example.org', subject: 'Grüße', text: 'a\nb\t"c"' })
    await audit(db, system, 'test.thing.done', 'thing:1', { nested: { list: [1, null, 'ü'] } })
  })
  if (findPostgres()) postgres = await startPostgres()
})
afterAll(async () => {
  await source?.close()
  await postgres?.stop()
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'legation-backup-'))
})
afterEach(async () => {
  for (const database of open) await database.close()
  open = []
  rmSync(folder, { recursive: true, force: true })
})

async function emptyDatabase(kind: 'embedded' | 'postgres'): Promise<Database> {
  const database = new Database(kind === 'embedded' ? await pglitePool() : await postgresPool(postgres.url, 3))
  open.push(database)
  if (kind === 'postgres')
    for (const { name } of await schemas(database)) {
      const connection = await database.pool.connect()
      await connection.exec(`drop schema "${name}" cascade`)
      connection.release()
    }
  await migrate(database, readMigrations(join(root, 'db/migrations')))
  return database
}

/** As the owner: on a server that nobody has prepared there is no walled role yet. */
async function schemas(database: Database): Promise<{ name: string }[]> {
  const connection = await database.pool.connect()
  try {
    const { rows } = await connection.query(`select nspname as name from pg_namespace
      where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')`)
    return rows as { name: string }[] // as selected
  } finally {
    connection.release()
  }
}

/** Every row of every table as text, table by table. */
async function contentsOf(database: Database): Promise<Record<string, string[]>> {
  return database.read(async (db) => {
    const tables = await db.all(sql<{
      name: string
    }>`select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
      from information_schema.tables where table_type = 'BASE TABLE'
        and table_schema not in ('pg_catalog', 'information_schema', 'jobs') and table_name <> 'migrations' order by 1`)
    const contents: Record<string, string[]> = {}
    for (const { name } of tables) {
      const rows = await db.all(
        sql<{ text: string }>`select to_jsonb(record)::text as text from ${sql.raw(name)} record`,
      )
      contents[name] = rows.map(({ text }) => text).sort()
    }
    return contents
  }, wholeSight)
}

const made = async (): Promise<string> => {
  const file = join(folder, 'legation.backup.gz')
  await backup(source, { file }, new Date('2026-02-15T09:00:00Z'))
  return file
}

for (const kind of ['embedded', ...(findPostgres() ? ['postgres'] : [])] as ('embedded' | 'postgres')[])
  test(`a backup read into an empty database of the kind "${kind}" is the same, table by table, and lives on`, async () => {
    const target = await emptyDatabase(kind)
    const rows = await restore(target, { file: await made() }, at)
    const contents = await contentsOf(target)
    expect(contents).toEqual(await contentsOf(source))
    expect(rows).toBe(Object.values(contents).flat().length)
    expect((await target.read(verifyChains)).broken).toEqual([])
    // The next letter, entry and document get numbers of their own.
    await target.write(async (db) => {
      await post(db, { to: 'bo@example.org', subject: 'After', text: 'x' })
      await audit(db, system, 'test.thing.done', 'thing:2')
    })
    const { total } = await target.read((db) => searchDocuments(db, anonymous, { query: 'harbor' }))
    expect(total).toBeGreaterThan(0)
    expect((await target.read(verifyChains)).broken).toEqual([])
  })

test('an encrypted backup opens with its key only, into the other database too', async () => {
  const [secret, other] = [await generateIdentity(), await generateIdentity()]
  const file = join(folder, 'closed.age')
  await backup(source, { file, recipient: await identityToRecipient(secret) }, new Date())
  expect(readFileSync(file).includes('ada@example.org')).toBe(false)
  const target = await emptyDatabase(findPostgres() ? 'postgres' : 'embedded')
  const before = await contentsOf(target)
  await expect(restore(target, { file }, at)).rejects.toThrow(/encrypted/)
  await expect(restore(target, { file, identity: other }, at)).rejects.toThrow(/does not open/)
  const short = join(folder, 'short.age')
  writeFileSync(short, readFileSync(file).subarray(0, -40))
  await expect(restore(target, { file: short, identity: secret }, at)).rejects.toThrow()
  expect(await contentsOf(target)).toEqual(before)
  await restore(target, { file, identity: secret }, at)
  expect(await contentsOf(target)).toEqual(await contentsOf(source))
})

test('a backup is made of one instant while others write', async () => {
  const file = join(folder, 'busy.gz')
  const writing = source.write((db) => audit(db, system, 'test.thing.done', 'thing:3'))
  await Promise.all([backup(source, { file }, new Date()), writing])
  const target = await emptyDatabase('embedded')
  await restore(target, { file }, at)
  expect((await target.read(verifyChains)).broken).toEqual([])
})

test('a file cut short, by bytes or by lines, restores nothing and says so', async () => {
  const whole = readFileSync(await made())
  const lines = gunzipSync(whole).toString().split('\n')
  const target = await emptyDatabase('embedded')
  const before = await contentsOf(target)
  const broken: [string, Uint8Array][] = [
    ['bytes', whole.subarray(0, Math.floor(whole.length * 0.7))],
    ['end', gzipSync(lines.slice(0, -2).join('\n'))],
    ['middle', gzipSync([...lines.slice(0, 20), ...lines.slice(25)].join('\n'))],
    ['garbage', Buffer.from('this is not a backup')],
    ['other', gzipSync('{"hello":"world"}\n')],
    ['empty', gzipSync('')],
  ]
  for (const [what, bytes] of broken) {
    const file = join(folder, what)
    writeFileSync(file, bytes)
    await expect(restore(target, { file }, at), what).rejects.toThrow(/backup|not whole/i)
    expect(await contentsOf(target), what).toEqual(before)
  }
})

test('the commands never overwrite a file or a database in use, and say what to do', async () => {
  const services = await servicesOver(source.pool)
  const said: string[] = []
  const run = (command: typeof backupCommand, file?: string) =>
    command.run(services, {
      arguments: file ? [file] : [],
      options: {},
      say: (line) => said.push(line),
      progress: () => {},
    })
  const file = join(folder, 'once.gz')
  expect(await run(backupCommand, file)).toBe(0)
  expect(await run(backupCommand, file)).toBe(1)
  expect(await run(backupCommand)).toBe(1)
  expect(await run(restoreCommand, file)).toBe(1)
  expect(await run(restoreCommand, join(folder, 'none.gz'))).toBe(1)
  expect(said.join('\n')).toMatch(/never overwrites one[\s\S]*This database is not empty[\s\S]*There is no file/)
  await services.live.close()
})

test('a backup that fails half way leaves no file that looks like one', async () => {
  const nowhere = join(folder, 'missing/deep/file.gz')
  await expect(backup(source, { file: nowhere }, new Date())).rejects.toThrow()
  expect(existsSync(nowhere)).toBe(false)
})
