import type { Connection, Pool } from './connection.ts'

/**
 * A pool whose every transaction is a savepoint inside one that is never committed: a test sees real SQL and leaves nothing.
 * Call `undo` at the end of the test.
 */
export async function rolledBack(pool: Pool): Promise<Pool & { undo(): Promise<void> }> {
  const connection = await pool.connect()
  await connection.query('begin')
  let turn: Promise<void> = Promise.resolve()

  async function connect(): Promise<Connection> {
    let release = () => {}
    const before = turn
    turn = new Promise((resolve) => {
      release = resolve
    })
    await before
    return {
      query(text, parameters) {
        if (/^begin/i.test(text)) return connection.query('savepoint piece_of_work')
        if (/^commit/i.test(text)) return connection.query('release savepoint piece_of_work')
        if (/^rollback/i.test(text)) return connection.query('rollback to savepoint piece_of_work')
        return connection.query(text, parameters)
      },
      exec: (text) => connection.exec(text),
      release,
    }
  }

  return {
    kind: pool.kind,
    connect,
    listen: (channel, heard) => pool.listen(channel, heard),
    close: async () => undefined,
    async undo() {
      await turn
      await connection.query('rollback')
      connection.release()
    },
  }
}
