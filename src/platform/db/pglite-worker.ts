// Runs the embedded PostgreSQL in a thread of its own: a query of five seconds must not stall the event loop of the server.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { parsers } from './connection.ts'

/** What the pool asks for; `call` pairs an answer with its question. */
export type Ask =
  | { call: number; do: 'query'; text: string; parameters: readonly unknown[] }
  | { call: number; do: 'exec'; text: string }
  | { call: number; do: 'listen'; channel: string }
  | { call: number; do: 'dump' }
  | { call: number; do: 'close' }

export interface Start {
  folder: string | undefined
  snapshot: Uint8Array<ArrayBuffer> | undefined
}

const port = parentPort
if (!port) throw new Error('pglite-worker runs only as a worker thread')

const { folder, snapshot } = workerData as Start // set by pglitePool
if (folder) mkdirSync(dirname(folder), { recursive: true })
const lite = await PGlite.create({
  ...(folder ? { dataDir: folder } : {}),
  ...(snapshot ? { loadDataDir: new Blob([snapshot]) } : {}),
  parsers,
})

async function answer(ask: Ask): Promise<unknown> {
  switch (ask.do) {
    case 'query': {
      const result = await lite.query<Record<string, unknown>>(ask.text, [...ask.parameters])
      return { rows: result.rows, changed: result.affectedRows ?? 0 }
    }
    case 'exec': {
      const results = await lite.exec(ask.text)
      return { rows: results.flatMap((result) => result.rows), changed: 0 }
    }
    case 'listen':
      await lite.listen(ask.channel, (payload) => port?.postMessage({ channel: ask.channel, payload }))
      return undefined
    case 'dump':
      return new Uint8Array(await (await lite.dumpDataDir('none')).arrayBuffer())
    case 'close':
      await lite.close()
      return undefined
  }
}

port.on('message', async (ask: Ask) => {
  try {
    port.postMessage({ call: ask.call, answer: await answer(ask) })
  } catch (error) {
    const { message, code, constraint, detail } = error as Record<string, unknown> // PGlite's DatabaseError
    port.postMessage({ call: ask.call, error: { message: String(message), code, constraint, detail } })
  }
})
port.postMessage({ ready: true })
