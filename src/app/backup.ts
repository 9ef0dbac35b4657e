import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { pipeline as join, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { createGunzip, createGzip } from 'node:zlib'
import { Decrypter, Encrypter } from 'age-encryption'
import { dueAgain, type Registered } from '#kernel/erasures'
import { type Connection, changeSight, type Database, type Reader, sql, Writer, wholeSight } from '#platform/db'
import { conflict, invalid, type Problem } from '#platform/problem'

/** A line of a backup: first what it is, then a line per table, then a line per row. */
type Line =
  | { legation: 'backup'; version: 1; madeAt: string; migrations: string[] }
  | { table: string; columns: string[] }
  | { row: Record<string, unknown> }
  | { end: true; rows: number }

interface Table {
  schema: string
  name: string
}

// Queues are work in hand, not data; the list of migrations travels in the head of the file.
const leftOut = sql`table_schema not in ('pg_catalog', 'information_schema', 'jobs')
  and not (table_schema = 'platform' and table_name = 'migrations')`

const listTables = (db: Reader): Promise<Table[]> =>
  db.all(sql<Table>`select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and ${leftOut} order by 1, 2`)

const quoted = ({ schema, name }: Table) => `"${schema}"."${name}"`

async function* backupLines(db: Reader, madeAt: Date): AsyncGenerator<string> {
  const migrations = await db.all(sql<{ name: string }>`select name from platform.migrations order by name`)
  const line = (value: Line) => `${JSON.stringify(value)}\n`
  yield line({
    legation: 'backup',
    version: 1,
    madeAt: madeAt.toISOString(),
    migrations: migrations.map((each) => each.name),
  })
  let rows = 0
  for (const table of await listTables(db)) {
    const columns = await db.all(sql<{ name: string }>`select column_name as name from information_schema.columns
      where table_schema = ${table.schema} and table_name = ${table.name} order by ordinal_position`)
    yield line({ table: quoted(table), columns: columns.map((column) => column.name) })
    // The server writes the rows as JSON itself, so that no driver's idea of a type comes between.
    for await (const batch of db.each(
      sql<{ row: string }>`select to_jsonb(record)::text as row from ${sql.raw(quoted(table))} record`,
    )) {
      rows += batch.length
      yield batch.map(({ row }) => `{"row":${row}}\n`).join('')
    }
  }
  yield line({ end: true, rows })
}

/** Where a backup goes, and the public key (`age1…`) it is closed with: whoever runs the site need not be able to open it. */
export interface BackupTo {
  file: string
  recipient?: string | undefined
}

/** Writes everything, as of one instant, while the site runs. */
export async function backup(database: Database, { file, recipient }: BackupTo, now: Date): Promise<void> {
  await database.read(async (db) => {
    const packed = join(Readable.from(backupLines(db, now)), createGzip(), faultGoesOn)
    const out = () => createWriteStream(file, { mode: 0o600 })
    if (!recipient) return pipeline(packed, out())
    const encrypter = new Encrypter()
    encrypter.addRecipient(recipient)
    await pipeline(await encrypter.encrypt(webStream(packed)), out())
  }, wholeSight)
}

// Joined streams hand a fault on to whoever reads the last of them; `pipe` would leave them waiting.
const faultGoesOn = () => undefined

// Node's types of web streams and the browser's differ in name only.
const webStream = (stream: Readable) => Readable.toWeb(stream) as unknown as globalThis.ReadableStream<Uint8Array>

/** The backup as it was before it was closed and packed. */
async function openBackup({ file, identity }: RestoreFrom): Promise<Readable> {
  if (!(await isEncrypted(file))) return join(createReadStream(file), createGunzip(), faultGoesOn)
  if (!identity)
    throw invalid(
      'app.backup.encrypted',
      'This backup is encrypted. Name the file with its secret key: legation restore FILE --identity KEYFILE',
    )
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  const opened = await decrypter.decrypt(webStream(createReadStream(file))).catch(() => {
    throw invalid(
      'app.backup.wrong-key',
      'This key does not open the backup, or the backup is damaged. Nothing was restored. Try the other key or another copy.',
    )
  })
  return join(Readable.fromWeb(opened as unknown as ReadableStream<Uint8Array>), createGunzip(), faultGoesOn)
}

/** Every file of the age format begins with the name of its version (age-encryption.org/v1). */
async function isEncrypted(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(19), 0, 19, 0)
    return buffer.subarray(0, bytesRead).toString() === 'age-encryption.org/'
  } finally {
    await handle.close()
  }
}

export interface RestoreFrom {
  file: string
  /** Erasures that were carried out, from outside the backup: they are due again before anybody sees what it brings back. */
  register?: Registered[]
  /** The secret key (`AGE-SECRET-KEY-1…`) of an encrypted backup. */
  identity?: string | undefined
}

/** Reads a backup into a database whose tables are empty; the whole of it or nothing. Returns the number of rows. */
export async function restore(database: Database, from: RestoreFrom, now: Date): Promise<number> {
  const connection = await database.pool.connect()
  try {
    // Policies bind an owner who is no superuser: a restore fills every row, whoever it belongs to.
    await connection.exec(`begin; ${changeSight(wholeSight)}`)
    const rows = await fill(connection, from)
    await setSequences(connection)
    // In the same transaction: nobody is back without being due to go again.
    await dueAgain(new Writer(connection, wholeSight), { register: from.register ?? [], now })
    await connection.query('commit')
    return rows
  } catch (error) {
    await connection.query('rollback').catch(() => undefined)
    throw isUnreadable(error) ? notWhole() : error
  } finally {
    connection.release()
  }
}

const notWhole = (): Problem =>
  invalid(
    'app.backup.not-whole',
    'The backup is not whole, or this is not a backup. Nothing was restored. Use another copy of the file.',
  )

/** The file ends early, is not compressed, or holds lines that are not ours or fit no table (SQLSTATE 22, 23): all the same to the person who restores. */
const isUnreadable = (error: unknown): boolean =>
  error instanceof SyntaxError ||
  (error instanceof Error && 'code' in error && /^(?:Z_|22|23)/.test(String(error.code)))

/** A backup fits the version that made it: tables of another one may lack columns, or have more. */
async function refuseOtherVersion(connection: Connection, migrations: string[]): Promise<void> {
  const { rows } = await connection.query('select name from platform.migrations order by name')
  if (rows.map(({ name }) => name).join() === migrations.toSorted().join()) return
  throw conflict(
    'app.backup.other-version',
    'This backup was made by another version of Legation. Restore it with that version, then start the new one.',
  )
}

/** Numbers that the database gives out go on after the highest that was restored. */
async function setSequences(connection: Connection): Promise<void> {
  const { rows } =
    await connection.query(`select quote_ident(table_schema) || '.' || quote_ident(table_name) as "table",
      column_name as "column" from information_schema.columns where is_identity = 'YES' and table_schema <> 'jobs'`)
  for (const { table, column } of rows)
    await connection.query(`select setval(pg_get_serial_sequence($1, $2), max("${column}")) from ${table}`, [
      table,
      column,
    ])
}

async function fill(connection: Connection, from: RestoreFrom): Promise<number> {
  // Tables come in the order of their names: what points to what is checked when all of it is there.
  await connection.query('set constraints all deferred')
  let table = ''
  let batch: string[] = []
  let rows = 0
  let hasHead = false
  let isWhole = false
  const flush = async () => {
    if (batch.length === 0) return
    const text = `[${batch.join(',')}]`
    await connection.query(
      `insert into ${table} overriding system value select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
      [text],
    )
    batch = []
  }
  for await (const text of eachLine(await openBackup(from))) {
    if (text.startsWith('{"row":')) {
      batch.push(text.slice(7, -1))
      rows += 1
      if (batch.length >= 1000) await flush()
      continue
    }
    const line = JSON.parse(text) as Line // written by backupLines
    await flush()
    if ('legation' in line) {
      hasHead = true
      await refuseOtherVersion(connection, line.migrations)
    }
    if ('table' in line) table = line.table
    if ('end' in line) isWhole = line.rows === rows
  }
  if (!hasHead || !isWhole) throw notWhole()
  return rows
}

/** A fault of the stream ends the loop over its lines; `createInterface` alone would wait forever. */
async function* eachLine(stream: Readable): AsyncGenerator<string> {
  const lines = createInterface({ input: stream })
  stream.once('error', () => lines.close())
  for await (const line of lines) yield line
  if (stream.errored) throw stream.errored
}
