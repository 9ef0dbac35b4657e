// Carries out the erasures that are due, and dies by `kill -9` in the middle of it: before its question number KILL_AT to the database where that
// is even, and while that question runs where it is odd. Says how many questions it asked when it got to the end.
import { writeSync } from 'node:fs'
import { readConfig } from '#platform/config'
import { type Connection, Database, type Pool } from '#platform/db'
import { carryOutErasures } from '../../../src/app/erasures.ts'
import { openModules } from '../../../src/app/modules.ts'
import { openServices } from '../../../src/app/services.ts'

const killAt = Number(process.env.KILL_AT)
let asked = 0

function die(text: string): void {
  // At once: what goes through a stream would be lost with the process.
  writeSync(1, `killed at ${text.trim().slice(0, 40)}\n`)
  process.kill(process.pid, 'SIGKILL')
}

async function counted<T>(text: string, ask: () => Promise<T>): Promise<T> {
  asked += 1
  if (asked !== killAt) return ask()
  if (killAt % 2 === 0) die(text)
  const answer = ask()
  setTimeout(() => die(text), 1)
  return answer
}

const watched = (pool: Pool): Pool => ({
  kind: pool.kind,
  async connect(): Promise<Connection> {
    const connection = await pool.connect()
    return {
      query: (text, parameters) => counted(text, () => connection.query(text, parameters)),
      exec: (text) => counted(text, () => connection.exec(text)),
      release: () => connection.release(),
    }
  },
  listen: (channel, heard) => pool.listen(channel, heard),
  close: () => pool.close(),
})

const services = await openServices(readConfig(process.env), 'an erasure', () => {})
// The modules say which of their tables tell of people.
const doors = await openModules(services, () => {})
const carriedOut = await carryOutErasures({ ...services, database: new Database(watched(services.database.pool)) })
process.stdout.write(`finished ${JSON.stringify({ carriedOut, asked })}\n`)
for (const door of doors) await door.close()
await services.close()
