import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { join } from 'node:path'
import { createRandom, oneOf, type Random, weighted } from '#test/random'
import { atLeast, type Bar, showSpread, spreadOf } from '../support/bars.ts'

const QUESTIONS = 500
const AT_ONCE = 64
const SECONDS = 10

/**
 * Whole page states of the real application over HTTP, the server in one process and the asking in this one. Questions come
 * as visitors bring them: 500 different ones, the n-th most common asked 1/n as often as the first (Zipf).
 */
export async function measureHttp(say: (line: string) => void, rows = 100_000): Promise<Bar[]> {
  const server = fork(join(import.meta.dirname, 'http-server.ts'), [String(rows)], { execArgv: process.execArgv })
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  try {
    const ready: Promise<unknown[]> = once(server, 'message')
    const died = once(server, 'exit').then(() =>
      Promise.reject(new Error('http: the server ended before it was ready')),
    )
    const [port] = await Promise.race([ready, died])
    const random = createRandom(17)
    const paths = drawPaths(random, await readVocabulary(Number(port)))
    const ask = (path: string) => fetchWhole({ agent, port: Number(port), path })
    const waiting = [...paths]
    const first = await drive(ask, () => waiting.pop())
    say(showSpread(`over HTTP, ${rows} records, each question for the first time`, spreadOf(first.times)))
    say(
      `  ${(first.times.length / first.seconds).toFixed(0)} requests/s, of ${QUESTIONS} different ones; ${kB(first.bytes, first.times.length)} each, gzip`,
    )
    const draw = weighted(paths, (_, at) => 1 / (at + 1))
    const until = performance.now() + SECONDS * 1000
    const run = await drive(ask, () => (performance.now() < until ? draw(random) : undefined))
    const rate = run.times.length / run.seconds
    say(showSpread(`over HTTP, ${rows} records, ${QUESTIONS} questions by Zipf, all asked before`, spreadOf(run.times)))
    say(
      `  ${rate.toFixed(0)} requests/s by ${AT_ONCE} connections for ${run.seconds.toFixed(0)} s; ${kB(run.bytes, run.times.length)} each, gzip`,
    )
    return [atLeast('S5', 'whole page states a second over HTTP, 500 questions by Zipf', rate, '/s', 2000)]
  } finally {
    agent.destroy()
    server.disconnect()
  }
}

const kB = (bytes: number, answers: number) => `${(bytes / answers / 1000).toFixed(1)} kB`

async function drive(ask: (path: string) => Promise<number>, next: () => string | undefined) {
  const times: number[] = []
  let bytes = 0
  const began = performance.now()
  const visitor = async () => {
    for (let path = next(); path !== undefined; path = next()) {
      const asked = performance.now()
      // Not `bytes += await …`: that reads the sum before waiting and loses what the other visitors add meanwhile.
      const came = await ask(path)
      bytes += came
      times.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, visitor))
  return { times, bytes, seconds: (performance.now() - began) / 1000 }
}

/** The bytes of the answer as they came. */
const fetchWhole = (where: { agent: Agent; port: number; path: string }): Promise<number> =>
  new Promise((done, fail) => {
    get({ ...where, host: '127.0.0.1', headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      answer.on('end', () =>
        answer.statusCode === 200 ? done(bytes) : fail(new Error(`${where.path}: ${answer.statusCode}`)),
      )
    }).on('error', fail)
  })

/** Values that the records do have, the frequent ones more often: a filter that finds nothing is cheap and proves nothing. */
async function readVocabulary(port: number): Promise<Draw[]> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/explore`)
  const { facets } = (await answer.json()) as { facets: Facet[] } // the API under test, described by its OpenAPI document
  return facets
    .filter(({ name }) => ASKED.has(name))
    .map(({ name, values }) => ({ name, value: weighted(values, (_, at) => values[at]?.count ?? 0) }))
}

interface Facet {
  name: string
  values: { value: string; count: number }[]
}
interface Draw {
  name: string
  value: (random: Random) => { value: string }
}
const ASKED = new Set(['form', 'country', 'state', 'theme', 'legal', 'activity', 'verification'])

function drawQuery(random: Random, vocabulary: Draw[]): URLSearchParams {
  const query = new URLSearchParams()
  const filters = Math.floor(random() * 4)
  for (let made = 0; made < filters; made++) {
    const { name, value } = oneOf(random, vocabulary)
    query.set(name, value(random).value)
  }
  if (random() < 0.3) query.set('from', String(1960 + Math.floor(random() * 60)))
  if (random() < 0.1) query.set('q', oneOf(random, ['trade', 'mission', 'san', 'city']))
  query.set('zoom', String(1 + Math.floor(random() * 6)))
  return query
}

/** As many different addresses as asked for. */
function drawPaths(random: Random, vocabulary: Draw[]): string[] {
  const paths = new Set<string>()
  while (paths.size < QUESTIONS) paths.add(`/api/v1/explore?${drawQuery(random, vocabulary)}`)
  return [...paths]
}
