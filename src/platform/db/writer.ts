import { compile, Reader, type Sql } from './reader.ts'

/** Reads and saves inside one transaction that commits only if what was saved left a trace. */
export class Writer extends Reader {
  private saved = false
  private traced = false
  private afterwards: (() => void)[] = []

  /** Runs an insert, update or delete; returns how many rows it changed. */
  async save(query: Sql<unknown>): Promise<number> {
    this.saved = true
    const { sql: text, parameters } = compile(query)
    return (await this.connection.query(text, parameters)).changed
  }

  /** As `save`, for statements with a `returning` clause. */
  async saveAll<Row>(query: Sql<Row>): Promise<Row[]> {
    this.saved = true
    return this.all(query)
  }

  /** Called by the audit kernel when it has written an entry in this transaction. */
  leaveTrace(): void {
    this.traced = true
  }

  /** Commits without an audit entry; `reason` is for the reader of the code. */
  unaudited(reason: string): void {
    if (reason.trim() === '') throw new Error('Saving without an audit entry needs a reason')
    this.traced = true
  }

  /** Runs after the commit, and never after a rollback: what leaves the database (live events, caches) goes here. */
  afterCommit(work: () => void): void {
    this.afterwards.push(work)
  }

  /** Refuses a transaction that saved and left no trace. */
  assertTraced(): void {
    if (this.saved && !this.traced)
      throw new Error('Nothing is saved without an audit entry: call audit() or unaudited()')
  }

  runAfterCommit(): void {
    for (const work of this.afterwards) work()
  }
}
