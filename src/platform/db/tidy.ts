import type { Database } from './database.ts'

/**
 * Makes room of rows that were changed or deleted usable again, table by table, where PostgreSQL's own daemon would (more than 50 and a
 * fifth of the rows). The embedded database has no daemon: without this its tables would grow with every import that is undone. Returns
 * the tables; none on a server, which sees to it itself. Wants no transaction.
 */
export async function tidyTables(database: Database): Promise<string[]> {
  if (database.pool.kind !== 'pglite') return []
  const connection = await database.pool.connect()
  try {
    // What was counted last waits up to ten seconds to be told.
    await connection.exec('select pg_stat_force_next_flush()')
    const { rows } =
      await connection.query(`select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
      where n_dead_tup > 50 + 0.2 * n_live_tup order by 1`)
    const tables = rows.map(({ name }) => String(name))
    for (const table of tables) await connection.exec(`vacuum (analyze) ${table}`)
    return tables
  } finally {
    connection.release()
  }
}
