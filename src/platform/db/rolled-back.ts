import type { Connection, Pool } from './connection.ts'

/**
 * A pool whose every transaction is a savepoint inside one that is never committed: a test sees real SQL and leaves nothing.
 * The server announces NOTIFY at a commit that never comes, so the pool announces it when a piece of work commits.
 * Call `undo` at the end of the test.
 */
export async function rolledBack(pool: Pool): Promise<Pool & { undo(): Promise<void> }> {
  const connection = await pool.connect()
  await connection.query('begin')
  let turn: Promise<void> = Promise.resolve()
  const listeners = new Map<string, Set<(payload: string) => void>>()
  let announced: { channel: string; payload: string }[] = []

  function deliver(): void {
    const due = announced
    announced = []
    for (const { channel, payload } of due) for (const heard of listeners.get(channel) ?? []) heard(payload)
  }

  async function connect(): Promise<Connection> {
    let release = () => {}
    const before = turn
    turn = new Promise((resolve) => {
      release = resolve
    })
    await before
    return {
      async query(text, parameters) {
        if (/^rollback/i.test(text)) {
          announced = []
          return connection.query('rollback to savepoint piece_of_work')
        }
        if (/^commit/i.test(text)) {
          // What `set local role` took away would else stay away until the end of the whole transaction.
          const result = await connection.exec('release savepoint piece_of_work; set local role none')
          deliver()
          return result
        }
        const [channel, payload] = /^select pg_notify\(\$1, \$2\)$/.test(text) ? (parameters ?? []) : []
        if (typeof channel === 'string' && typeof payload === 'string') announced.push({ channel, payload })
        return connection.query(text, parameters)
      },
      exec: (text) => connection.exec(text.replace(/^begin[^;]*/i, 'savepoint piece_of_work')),
      release,
    }
  }

  return {
    kind: pool.kind,
    connect,
    async listen(channel, heard) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(heard))
      return async () => void listeners.get(channel)?.delete(heard)
    },
    close: async () => undefined,
    async undo() {
      await turn
      await connection.query('rollback')
      connection.release()
    },
  }
}
