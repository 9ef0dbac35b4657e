import type { Connection } from './connection.ts'
import type { Database } from './database.ts'

/**
 * Writes tables anew, so that rows which were deleted or changed are no longer in their files: PostgreSQL keeps them there until somebody
 * needs the space. Then ends the log of changes written so far and lets the server drop it. Needs the owner, outside of any transaction.
 * Returns what the server's own administrator must see to, because its user may not.
 */
export async function rewriteTables(database: Database, tables: string[]): Promise<string[]> {
  const connection = await database.pool.connect()
  try {
    for (const table of tables) await connection.exec(`vacuum (full, analyze) ${table}`)
    const left: string[] = []
    for (const [statement, otherwise] of byAdministrators)
      await connection.exec(statement).catch((error: { code?: string }) => {
        if (error.code !== '42501') throw error // insufficient_privilege
        left.push(otherwise)
      })
    return left
  } finally {
    await leaveAsFound(connection)
    connection.release()
  }
}

// Statistics hold samples of values. A finished log segment is renamed and used again unless `wal_recycle` is off: its old content would
// stay until it is written over.
const byAdministrators: [statement: string, otherwise: string][] = [
  ['vacuum (full) pg_catalog.pg_statistic', 'vacuum (full) pg_catalog.pg_statistic'],
  ['set wal_recycle = off', 'alter system set wal_recycle = off'],
  ['select pg_switch_wal()', 'select pg_switch_wal()'],
  ['checkpoint', 'checkpoint'],
]

const leaveAsFound = (connection: Connection) => connection.exec('reset wal_recycle').catch(() => undefined) // may not set it, so it is not set
