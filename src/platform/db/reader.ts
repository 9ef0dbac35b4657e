import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely'
import type { Connection } from './connection.ts'
import { changeSight, type Sight } from './sight.ts'

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

/** A pattern for `like` and `ilike`: values that hold this text as it stands, whatever signs are in it. */
export const containing = (text: string): string => `%${text.replace(/[%_\\]/g, '\\$&')}%`

/** Asks questions. It cannot save: the type has no such method and the transaction behind it is read only. */
export class Reader {
  protected readonly connection: Connection
  private sight: Sight
  private cursors = 0

  constructor(connection: Connection, sight: Sight = {}) {
    this.connection = connection
    this.sight = sight
  }

  /**
   * Sees otherwise for the length of one piece of work. Only for finding out who somebody is before they are anybody here, and for what
   * somebody does by a proof that is not their own rights: signing in, accepting an invitation, vouching. Await it before anything else.
   */
  async seeing<T>(sight: Sight, work: () => Promise<T>): Promise<T> {
    const before = this.sight
    this.sight = sight
    await this.connection.exec(changeSight(sight))
    try {
      return await work()
    } finally {
      this.sight = before
      await this.connection.exec(changeSight(before)).catch(() => undefined) // a failed statement has ended the transaction and its settings
    }
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
