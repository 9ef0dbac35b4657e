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
  const listeners: pg.Client[] = []
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
      let stopped = false
      let client: pg.Client | undefined
      const open = async () => {
        client = new pg.Client({ connectionString: url })
        client.on('notification', (message) => heard(message.payload ?? ''))
        client.on('error', () => undefined)
        client.on('end', () => {
          if (!stopped) setTimeout(() => open().catch(() => undefined), 1000).unref()
        })
        await client.connect()
        await client.query(`listen ${pg.escapeIdentifier(channel)}`)
        listeners.push(client)
      }
      await open()
      return async () => {
        stopped = true
        await client?.end()
      }
    },
    async close() {
      await Promise.all(listeners.map((client) => client.end().catch(() => undefined)))
      await pool.end()
    },
  }
}
