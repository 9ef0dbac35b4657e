import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest'
import { Database, pglitePool, postgresPool } from '#platform/db'
import { makeLogger } from '#platform/log'
import { copyOfTemplate } from '#test/site'
import { type Job, type Jobs, startJobs } from './index.ts'

// Nodes of one installation: several pools over one PostgreSQL; the embedded database has only one.
let nodes: Database[]
let running: Jobs[]
const log = makeLogger('silent')

beforeEach(async () => {
  running = []
  if (!inject('postgres')) nodes = [new Database(await pglitePool())]
  else {
    const url = await copyOfTemplate()
    nodes = [new Database(await postgresPool(url, 4)), new Database(await postgresPool(url, 4))]
  }
})
afterEach(async () => {
  for (const jobs of running) await jobs.stop()
  for (const node of nodes) await node.close()
})

async function startEverywhere(job: Job): Promise<Jobs> {
  for (const node of nodes) running.push(await startJobs(node, [job], log))
  const [first] = running
  if (!first) throw new Error('There is always one node')
  return first
}

test('each job runs once, on one of the nodes', async () => {
  const done: unknown[] = []
  const jobs = await startEverywhere({ name: 'test.count', run: async (_db, input) => void done.push(input) })
  for (let n = 1; n <= 3; n += 1) await jobs.send('test.count', { n }, `key-${n}`)
  await jobs.send('test.count', { n: 3 }, 'key-3')
  const numbers = () => done.map((input) => (input as { n: number }).n).toSorted() // sent above
  await vi.waitFor(() => expect(numbers()).toEqual([1, 2, 3]), { timeout: 25_000, interval: 100 })
})

test('a job that fails is tried again', async () => {
  let attempts = 0
  const jobs = await startEverywhere({
    name: 'test.retry',
    async run() {
      attempts += 1
      if (attempts === 1) throw new Error('not yet')
    },
  })
  await jobs.send('test.retry', {})
  await vi.waitFor(() => expect(attempts).toBe(2), { timeout: 28_000, interval: 200 })
})
