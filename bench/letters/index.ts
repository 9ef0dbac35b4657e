import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import {
  atLeast,
  atMost,
  type Bar,
  barLine,
  isMet,
  machine,
  saveResults,
  showSpread,
  spreadOf,
} from '../support/bars.ts'

const SECONDS = 60
const AT_ONCE = 32
const PENDING = 60_000

/** Follows the link of a mail and agrees; resolves to the milliseconds it took. */
function confirm(base: string, number: number, agent: Agent): Promise<number> {
  const began = performance.now()
  return new Promise((done, fail) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: base }
    const asked = request(`${base}/signatures/bench${String(number).padStart(9, '0')}`, {
      method: 'POST',
      agent,
      headers,
    })
    asked.on('response', (answer) => {
      answer.resume()
      answer.on('end', () =>
        answer.statusCode === 303
          ? done(performance.now() - began)
          : fail(new Error(`signature ${number} was answered ${answer.statusCode}`)),
      )
    })
    asked.on('error', fail)
    asked.end('deed=confirm')
  })
}

/**
 * `npm run bench -- letters [--save]`: people who asked to sign follow the link in their mail, 32 at once for a minute, over HTTP to the
 * real application on a PostgreSQL of its own; then the number on the page is compared with the rows. In the same run the same server
 * takes plain rows and a plain counter, without rights, trace or web.
 */
export async function run(options: string[]): Promise<boolean> {
  const lines: string[] = []
  const say = (line: string) => {
    lines.push(line)
    console.log(line)
  }
  say(JSON.stringify(machine()))
  const server = fork(join(import.meta.dirname, 'server.ts'), [String(PENDING)], { execArgv: ['--import', 'tsx'] })
  const [{ port }] = (await once(server, 'message')) as [{ port: number }]
  const base = `http://127.0.0.1:${port}`
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const times: number[] = []
  let next = 0
  for (; next < 500; next++) await confirm(base, next, agent)
  const began = performance.now()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (performance.now() - began < SECONDS * 1000 && next < PENDING)
        times.push(await confirm(base, next++, agent))
    }),
  )
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  server.send('count')
  const [{ shown, rows }] = (await once(server, 'message')) as [{ shown: number; rows: number }]
  server.send({ plainly: 10, atOnce: AT_ONCE })
  const [{ rate: plain }] = (await once(server, 'message')) as [{ rate: number }]
  server.disconnect()
  await once(server, 'exit')

  const rate = times.length / seconds
  say(showSpread(`a signature confirmed, ${AT_ONCE} at once`, spreadOf(times)))
  say(`${next} answered; ${shown} shown; ${rows} rows`)
  say(`plain rows and a counter, 10 s: ${plain.toFixed(0)} /s, ${(plain / rate).toFixed(1)} times as many`)
  const bars: Bar[] = [
    atLeast('L1', 'signatures confirmed a second, for a minute', rate, '/s', 300),
    atMost(
      'L1',
      'difference between what was answered, what is shown and the rows',
      Math.abs(next - shown) + Math.abs(next - rows),
      '',
      0,
    ),
  ]
  for (const bar of bars) say(barLine(bar))
  if (options.includes('--save')) saveResults('letters', { lines }, bars, lines)
  return bars.every(isMet)
}
