import { type Db, PgBoss } from 'pg-boss'
import type { Database } from '#platform/db'
import type { Logger } from '#platform/log'

/** Later work of a module: a queue name, what to do, and when if it repeats. Handlers must be safe to run twice. */
export interface Job {
  name: string
  /** Cron expression in UTC, for work that repeats. */
  every?: string
  run(database: Database, input: unknown): Promise<void>
}

export interface Jobs {
  /** Hands `input` to the job of this name; `key` makes it at most one waiting job per key. */
  send(name: string, input: object, key?: string): Promise<void>
  stop(): Promise<void>
}

// pg-boss speaks plain SQL text: it goes over our own pool, so both databases and one connection policy serve it.
function asBossDatabase(database: Database): Db {
  return {
    async executeSql(text, values) {
      const connection = await database.pool.connect()
      try {
        return values?.length ? await connection.query(text, values) : await connection.exec(text)
      } catch (error) {
        await connection.query('rollback').catch(() => undefined) // its multi-statement blocks open transactions of their own
        throw error
      } finally {
        connection.release()
      }
    },
  }
}

/** Starts the job runner in this process; every node of an installation runs one, each job runs on one of them. */
export async function startJobs(database: Database, jobs: Job[], log: Logger): Promise<Jobs> {
  const boss = new PgBoss({
    db: asBossDatabase(database),
    schema: 'jobs',
    ...(database.pool.kind === 'pglite' ? { backend: 'pglite' as const } : {}),
  })
  boss.on('error', (error) => log.error({ err: error }, 'job runner'))
  await boss.start()
  for (const job of jobs) {
    await boss.createQueue(job.name, { policy: 'short', retryLimit: 5, retryBackoff: true })
    await boss.work(job.name, { pollingIntervalSeconds: 2 }, async (taken) => {
      for (const { data } of taken) await job.run(database, data)
    })
    if (job.every) await boss.schedule(job.name, job.every)
  }
  return {
    async send(name, input, key) {
      await boss.send(name, input, key ? { singletonKey: key } : {})
    },
    stop: () => boss.stop({ graceful: true, timeout: 5000 }),
  }
}
