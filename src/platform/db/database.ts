import { join } from 'node:path'
import type { Config } from '#platform/config'
import type { Connection, Pool } from './connection.ts'
import { pglitePool } from './pglite-pool.ts'
import { postgresPool } from './postgres-pool.ts'
import { Reader } from './reader.ts'
import { type Sight, stepBehindTheWall } from './sight.ts'
import { Writer } from './writer.ts'

/** One transaction per piece of work: `read` cannot save, `write` commits only when the work returned and left a trace. */
export class Database {
  readonly pool: Pool

  constructor(pool: Pool) {
    this.pool = pool
  }

  async read<T>(work: (db: Reader) => Promise<T>, sight: Sight = {}): Promise<T> {
    // Repeatable read: every number on one page comes from one state of the database.
    return this.within('begin transaction isolation level repeatable read read only', sight, (connection) =>
      work(new Reader(connection, sight)),
    )
  }

  async write<T>(work: (db: Writer) => Promise<T>, sight: Sight = {}): Promise<T> {
    let writer: Writer | undefined
    const answer = await this.within('begin', sight, async (connection) => {
      writer = new Writer(connection, sight)
      const result = await work(writer)
      writer.assertTraced()
      return result
    })
    writer?.runAfterCommit()
    return answer
  }

  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>> {
    return this.pool.listen(channel, heard)
  }

  close(): Promise<void> {
    return this.pool.close()
  }

  private async within<T>(begin: string, sight: Sight, work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await this.pool.connect()
    try {
      try {
        // One round trip: PostgreSQL takes several statements at once.
        await connection.exec(`${begin}; ${stepBehindTheWall(sight)}`)
        const answer = await work(connection)
        await connection.query('commit')
        return answer
      } catch (error) {
        await connection.query('rollback').catch(() => undefined) // a lost connection has rolled back already
        throw error
      }
    } finally {
      connection.release()
    }
  }
}

/** Opens PostgreSQL when `DATABASE_URL` is set, else the embedded database; the caller holds the folder lock by then. */
export async function openDatabase(config: Config): Promise<Database> {
  return new Database(
    config.databaseUrl ? await postgresPool(config.databaseUrl) : await pglitePool(join(config.dataFolder, 'db')),
  )
}
