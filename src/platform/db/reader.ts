import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely'
import type { Connection } from './connection.ts'

/** A piece of SQL made with the `sql` tag; parameters travel beside it, never inside. */
export type Sql<Row> = RawBuilder<Row>

// Kysely composes and compiles; our pools execute, so that both databases take one path.
const compiler = new Kysely<Record<string, never>>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

export const compile = (query: Sql<unknown>) => query.compile(compiler)

/** Asks questions. It cannot save: the type has no such method and the transaction behind it is read only. */
export class Reader {
  protected readonly connection: Connection
  private cursors = 0

  constructor(connection: Connection) {
    this.connection = connection
  }

  async all<Row>(query: Sql<Row>): Promise<Row[]> {
    const { sql: text, parameters } = compile(query)
    const result = await this.connection.query(text, parameters)
    return result.rows as Row[] // the query's author states its row type in the sql tag
  }

  async one<Row>(query: Sql<Row>): Promise<Row | undefined> {
    return (await this.all(query))[0]
  }

  /** For queries that always give a row, such as counts. */
  async only<Row>(query: Sql<Row>): Promise<Row> {
    const row = await this.one(query)
    if (row === undefined) throw new Error('A query that always gives a row gave none')
    return row
  }

  /** Walks a large result in batches through a cursor, so that memory stays flat. */
  async *each<Row>(query: Sql<Row>, batch = 1000): AsyncGenerator<Row[]> {
    this.cursors += 1
    const name = `walk_${this.cursors}`
    const { sql: text, parameters } = compile(query)
    await this.connection.query(`declare ${name} no scroll cursor for ${text}`, parameters)
    try {
      while (true) {
        const { rows } = await this.connection.query(`fetch ${batch} from ${name}`)
        if (rows.length === 0) return
        yield rows as Row[] // as in `all`
      }
    } finally {
      await this.connection.query(`close ${name}`).catch(() => undefined) // an aborted transaction has closed it already
    }
  }
}
