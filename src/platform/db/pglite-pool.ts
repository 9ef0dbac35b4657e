import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { Connection, Pool, Result } from './connection.ts'
import type { Ask, Start } from './pglite-worker.ts'

type Said =
  | { ready: true }
  | { call: number; answer: unknown }
  | { call: number; error: { message: string; code?: string; constraint?: string; detail?: string } }
  | { channel: string; payload: string }

type Question = Ask extends infer Each ? (Each extends Ask ? Omit<Each, 'call'> : never) : never

/**
 * The embedded database as a pool of one connection: work waits its turn, so both databases look the same from above.
 * `folder` undefined keeps everything in memory (tests); `snapshot` starts from a dump of another one.
 */
export async function pglitePool(
  folder?: string,
  snapshot?: Uint8Array<ArrayBuffer>,
): Promise<Pool & { dump(): Promise<Uint8Array<ArrayBuffer>> }> {
  // Freeing compiled WebAssembly now and then ends the whole process in a failed check of V8 (nodejs/node #64500).
  setFlagsFromString('--no-wasm-code-gc')
  const start: Start = { folder, snapshot }
  const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), { workerData: start, execArgv: [] })
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>()
  const listeners = new Map<string, Set<(payload: string) => void>>()
  let calls = 0
  let dead: Error | undefined

  const ready = new Promise<void>((resolve, reject) => {
    worker.on('message', (said: Said) => {
      if ('ready' in said) resolve()
      else if ('channel' in said) for (const heard of listeners.get(said.channel) ?? []) heard(said.payload)
      else {
        const asked = waiting.get(said.call)
        waiting.delete(said.call)
        if ('error' in said) asked?.reject(Object.assign(new Error(said.error.message), said.error))
        else asked?.resolve(said.answer)
      }
    })
    const fail = (error: Error) => {
      dead = error
      reject(error)
      for (const asked of waiting.values()) asked.reject(error)
      waiting.clear()
    }
    worker.on('error', fail)
    worker.on('exit', () => fail(new Error('The embedded database has stopped')))
  })
  await ready

  function ask(question: Question): Promise<unknown> {
    if (dead) return Promise.reject(dead)
    calls += 1
    const call = calls
    return new Promise((resolve, reject) => {
      waiting.set(call, { resolve, reject })
      worker.postMessage({ ...question, call })
    })
  }

  let turn: Promise<void> = Promise.resolve()

  async function connect(): Promise<Connection> {
    let release = () => {}
    const before = turn
    turn = new Promise((resolve) => {
      release = resolve
    })
    await before
    return {
      query: (text, parameters = []) => ask({ do: 'query', text, parameters }) as Promise<Result>, // see answer()
      exec: (text) => ask({ do: 'exec', text }) as Promise<Result>, // see answer()
      release,
    }
  }

  return {
    kind: 'pglite',
    connect,
    async listen(channel, heard) {
      const known = listeners.get(channel)
      if (known) known.add(heard)
      else {
        listeners.set(channel, new Set([heard]))
        await ask({ do: 'listen', channel })
      }
      return async () => {
        listeners.get(channel)?.delete(heard)
      }
    },
    async dump() {
      const connection = await connect()
      try {
        return (await ask({ do: 'dump' })) as Uint8Array<ArrayBuffer> // see answer()
      } finally {
        connection.release()
      }
    },
    async close() {
      if (dead) return
      const connection = await connect()
      await ask({ do: 'close' })
      connection.release()
      await worker.terminate()
    },
  }
}
