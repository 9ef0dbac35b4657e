import type { Connection } from './connection.ts'
import type { Database } from './database.ts'

/**
 * Writes tables anew, so that rows which were deleted or changed are no longer in their files: PostgreSQL keeps them there until somebody
 * needs the space. Then ends the log of changes written so far and lets the server drop it. Needs the owner, outside of any transaction.
 * Returns what the server's own administrator must see to, because its user may not; undefined when a transaction begun earlier, such as
 * that of a backup, may still see what was deleted: then nothing is written, and it is to be tried again later.
 */
export async function rewriteTables(
  database: Database,
  tables: string[],
  { patience = 10_000 }: { patience?: number } = {},
): Promise<string[] | undefined> {
  const connection = await database.pool.connect()
  const left: string[] = []
  const ask = (statement: string) =>
    connection.exec(statement).catch((error: { code?: string }) => {
      if (error.code !== '42501') throw error // insufficient_privilege
      left.push(statement)
    })
  try {
    if (!(await waitForOthers(connection, patience))) return undefined
    // Statistics hold samples of values, and those of a table that has become empty are never renewed.
    const places = tables.map((table) => `'${table}'::regclass`).join(', ')
    if (await clearsOwnStatistics(connection)) await connection.exec(clearStatistics(places))
    else await ask(`delete from pg_catalog.pg_statistic where starelid in (${places})`)
    for (const table of tables) await connection.exec(`vacuum (full, analyze) ${table}`)
    if (await isSuperuser(connection)) await connection.exec('vacuum (full) pg_catalog.pg_statistic')
    else left.push('vacuum (full) pg_catalog.pg_statistic')
    // A finished segment of the log is renamed and used again unless this is off: its content would stay until it is written over.
    // The embedded database writes its own checkpoints; of a server only its settings decide.
    if (database.pool.kind === 'pglite') {
      await connection.exec('set wal_recycle = off')
      await writeOverRecycled(connection)
    } else left.push('alter system set wal_recycle = off')
    await ask('select pg_switch_wal()')
    await ask('checkpoint')
    return left
  } finally {
    if (database.pool.kind === 'pglite') await connection.exec('reset wal_recycle')
    connection.release()
  }
}

/** Between two looks at whether others have ended. */
const pause = 250

/**
 * PostgreSQL keeps a deleted row, also through a rewriting, as long as a transaction begun before may see it, and lets nobody ask. So a row
 * is written and deleted here: once it can be cleared away, so can whatever was deleted earlier. What begins later looks back as far as the
 * oldest transaction that writes in any database of the server, so those are waited for first. Returns whether all that came to pass.
 */
async function waitForOthers(connection: Connection, patience: number): Promise<boolean> {
  const until = performance.now() + patience
  // One left behind by a process that was killed serves as well.
  await connection.exec('create unlogged table if not exists platform.horizon (mark integer)')
  await connection.exec('insert into platform.horizon values (1)')
  await connection.exec('delete from platform.horizon')
  const marked = await connection.query('select pg_current_xact_id()::text as mark')
  const isGone = async () => {
    const oldest = await connection.query('select pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 as "isLater"', [
      marked.rows[0]?.mark,
    ])
    if (oldest.rows[0]?.isLater !== true) return false
    await connection.exec('vacuum platform.horizon')
    const { rows } = await connection.query("select pg_relation_size('platform.horizon')::int as size")
    return rows[0]?.size === 0
  }
  try {
    let gone = await isGone()
    while (!gone && performance.now() < until) {
      await new Promise((done) => setTimeout(done, pause))
      gone = await isGone()
    }
    return gone
  } finally {
    await connection.exec('drop table platform.horizon')
  }
}

/**
 * Segments that were renamed earlier, as after a crash, wait to be used again with all that stood in them. A switch fills the rest of a
 * segment with zeros: going through them leaves none that says anything.
 */
async function writeOverRecycled(connection: Connection): Promise<void> {
  const isWaiting = async () => {
    const { rows } = await connection.query(
      'select 1 from pg_ls_waldir() where name ~ $1 and name > pg_walfile_name(pg_current_wal_lsn()) limit 1',
      ['^[0-9A-F]{24}$'],
    )
    return rows.length > 0
  }
  while (await isWaiting())
    // An empty segment is not switched away from.
    await connection.exec("select pg_logical_emit_message(true, 'legation', ''); select pg_switch_wal()")
}

/** Since PostgreSQL 18 whoever owns a table may clear its statistics; before, only an administrator could. */
async function clearsOwnStatistics(connection: Connection): Promise<boolean> {
  const { rows } = await connection.query(
    "select 1 from pg_proc where proname = 'pg_clear_attribute_stats' and pronamespace = 'pg_catalog'::regnamespace",
  )
  return rows.length > 0
}

const clearStatistics = (places: string): string =>
  `do $$ begin perform pg_clear_attribute_stats(nspname::text, relname::text, attname::text, false)
     from pg_attribute join pg_class on pg_class.oid = attrelid join pg_namespace on pg_namespace.oid = relnamespace
     where attrelid in (${places}) and attnum > 0 and not attisdropped; end $$`

/** Without the right to it, a server skips the table with a warning instead of an error. */
async function isSuperuser(connection: Connection): Promise<boolean> {
  const { rows } = await connection.query('select rolsuper from pg_roles where rolname = current_user')
  return rows[0]?.rolsuper === true
}
