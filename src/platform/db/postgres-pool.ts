import pg from 'pg'
import { type Connection, type Pool, parsers } from './connection.ts'

const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    parsers[oid] ?? pg.types.getTypeParser(oid, format as 'text'), // pg's overloads differ only in the parser's input type
}

/** PostgreSQL 15 or later by connection string. */
export async function postgresPool(url: string, size = 10): Promise<Pool> {
  const pool = new pg.Pool({ connectionString: url, max: size, types: types as pg.CustomTypesConfig }) // same overloads
  // An idle connection that the server drops must not end the process; the next query opens another.
  pool.on('error', () => undefined)
  const stops = new Set<() => Promise<void>>()
  await pool.query('select 1')

  async function connect(): Promise<Connection> {
    const client = await pool.connect()
    const run = async (text: string, parameters: readonly unknown[] = []) => {
      const result = await client.query(text, [...parameters])
      return { rows: result.rows, changed: result.rowCount ?? 0 }
    }
    return {
      query: run,
      async exec(text) {
        const results = await client.query(text)
        const list: pg.QueryResult[] = Array.isArray(results) ? results : [results]
        return { rows: list.flatMap((result) => result.rows), changed: 0 }
      },
      release: () => client.release(),
    }
  }

  return {
    kind: 'postgres',
    connect,
    async listen(channel, heard) {
      let isStopped = false
      let client: pg.Client | undefined
      let waiting: NodeJS.Timeout | undefined
      const open = async () => {
        const opened = new pg.Client({ connectionString: url })
        client = opened
        opened.on('notification', (message) => heard(message.payload ?? ''))
        opened.on('error', () => undefined) // the end that follows opens another
        opened.once('end', again)
        await opened.connect()
        await opened.query(`listen ${pg.escapeIdentifier(channel)}`)
      }
      // A server that restarts refuses connections for a while: asks every second until it answers.
      function again(): void {
        if (isStopped) return
        clearTimeout(waiting)
        waiting = setTimeout(() => open().catch(again), 1000).unref()
      }
      await open()
      const stop = async () => {
        isStopped = true
        clearTimeout(waiting)
        await client?.end().catch(() => undefined) // it may have ended already
        stops.delete(stop)
      }
      stops.add(stop)
      return stop
    },
    async close() {
      await Promise.all([...stops].map((stop) => stop()))
      await pool.end()
    },
  }
}
