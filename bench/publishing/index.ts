import { fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { atLeast, atMost, type Bar, barLine, isMet, saveResults, showSpread, spreadOf } from '../support/bars.ts'
import { makeQuestions } from './corpus.ts'
import { measureRevisions } from './revisions.ts'
import { wordpressPath, wordpressSql } from './wordpress.ts'

const WORKS = 25_000
const DEPENDENTS = 1000
const AT_ONCE = 16
const SECONDS = 10

/** An answer with its size over the wire. */
async function ask(
  base: string,
  path: string,
  agent: Agent,
): Promise<{ took: number; bytes: number; text: () => string }> {
  const began = performance.now()
  return new Promise((done, fail) => {
    get(`${base}${path}`, { agent, headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        const body = Buffer.concat(parts)
        if ((answer.statusCode ?? 500) >= 400) return fail(new Error(`${path} answered ${answer.statusCode}`))
        const text = () => (answer.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString()
        return done({ took: performance.now() - began, bytes: body.length, text })
      })
    }).on('error', fail)
  })
}

/** Requests a second with so many askers at once, who ask one after another. */
async function rateOf(base: string, paths: string[], seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const until = performance.now() + seconds * 1000
  let [count, at] = [0, 0]
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (performance.now() < until) {
        await ask(base, paths[at++ % paths.length] ?? '/', agent)
        count += 1
      }
    }),
  )
  agent.destroy()
  return count / seconds
}

/** `npm run bench -- publishing [--save]`; WordPress takes part when WORDPRESS_URL says where it runs, filled by `--wordpress-sql`. */
export async function run(options: string[]): Promise<boolean> {
  if (options.includes('--wordpress-sql')) {
    process.stdout.write(`${wordpressSql(WORKS)}\n`)
    return true
  }
  const lines: string[] = []
  const say = (line: string) => {
    lines.push(line)
    console.log(line)
  }
  const bars: Bar[] = []
  const server = fork(join(import.meta.dirname, 'server.ts'), [String(WORKS)], { execArgv: ['--import', 'tsx'] })
  const [{ port }] = (await once(server, 'message')) as [{ port: number }]
  const base = `http://127.0.0.1:${port}`
  const agent = new Agent({ keepAlive: true })
  const questions = makeQuestions(DEPENDENTS)

  // Once for the compiler; then each question for the first time since anything changed.
  for (const question of makeQuestions(200)) await ask(base, question, agent)
  await publishAndWait(server, 'Before the lists')
  const first = []
  for (const question of questions) first.push(await ask(base, question, agent))
  const spread = spreadOf(first.map(({ took }) => took))
  const largest = Math.max(...first.map(({ bytes }) => bytes)) / 1000
  say(showSpread(`a list among ${WORKS} works, asked for first`, spread))
  bars.push(atMost('P3', 'list page, any filter, asked for first, p95', spread.p95, 'ms', 15))
  bars.push(atMost('P3b', 'largest list page over the wire', largest, 'kB', 60))

  // All lists are kept now. One work is published; how long until each of them that shows it does?
  const showing = questions.filter((question) => isShowing(question))
  const { took, told } = await publishAndWait(server, 'Fresh everywhere')
  const agents = new Agent({ keepAlive: true, maxSockets: 8 })
  const stale = (
    await Promise.all(
      showing.map(async (question) => !(await ask(base, question, agents)).text().includes('Fresh everywhere')),
    )
  ).filter(Boolean).length
  const fresh = performance.now() - told
  say(
    `published in ${took.toFixed(1)} ms; ${DEPENDENTS} pages kept; ${showing.length} that show it asked again in ${fresh.toFixed(0)} ms, ${stale} stale`,
  )
  bars.push(
    atMost(
      'P4',
      `publish until ${showing.length} of ${DEPENDENTS} kept pages are asked for and fresh`,
      took + fresh,
      'ms',
      1000,
    ),
  )
  bars.push(atMost('P4b', 'pages that still showed the list of before', stale, '', 0))

  // A page with 500 citations, which are written out already: drawn once, then kept.
  const drawn = await ask(base, '/works/bench-0', agent)
  const kept = []
  for (let at = 0; at < 200; at += 1) kept.push((await ask(base, '/works/bench-0', agent)).took)
  say(`a page with 500 citations drawn for the first time: ${drawn.took.toFixed(1)} ms`)
  say(showSpread('the same page from then on', spreadOf(kept)))
  bars.push(atMost('C', '500 citations to the page, p95', spreadOf(kept).p95, 'ms', 10))

  const peer = process.env.WORDPRESS_URL
  const mix = questions.slice(0, 200)
  if (peer) {
    await rateOf(peer, mix.map(wordpressPath), 3)
    const theirs = await rateOf(peer, mix.map(wordpressPath), SECONDS)
    const ours = await rateOf(base, mix, SECONDS)
    say(`requests a second: Legation ${ours.toFixed(0)}, WordPress ${theirs.toFixed(1)}`)
    bars.push(atLeast('W', 'requests a second beside WordPress without a page cache', ours / theirs, '×', 10))
  } else say('WordPress: WORDPRESS_URL is not set; its part is left out.')
  server.disconnect()
  agent.destroy()
  agents.destroy()

  bars.push(...(await measureRevisions(say)))
  const cold = spawnSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'texts.ts')], {
    encoding: 'utf8',
  })
  const { pdf, pages } = JSON.parse(cold.stdout) as { pdf: number; pages: number }
  say(`${pages} pages with 1,000 notes as PDF/UA, in a fresh process: ${pdf.toFixed(0)} ms`)
  bars.push(atMost('P1', `${pages}-page report with 1,000 notes to PDF, cold`, pdf, 'ms', 1500))

  for (const bar of bars) say(barLine(bar))
  if (options.includes('--save')) saveResults('publishing', { first: spread }, bars, lines)
  return bars.every(isMet)
}

type Server = ReturnType<typeof fork>

async function publishAndWait(server: Server, title: string): Promise<{ took: number; told: number }> {
  server.send(title)
  const [{ took }] = (await once(server, 'message')) as [{ took: number }]
  return { took, told: performance.now() }
}

/** Lists on which the new work stands on the first page: it is a report on China, security and Asia by Author 1 in English, of this year. */
function isShowing(question: string): boolean {
  const asked = new URL(question, 'http://bench').searchParams
  const its: Record<string, string> = {
    ...{ topic: 'china', pillar: 'security', region: 'asia', kind: 'report', author: 'Author 1', language: 'en' },
    year: String(new Date().getUTCFullYear()),
  }
  return Object.entries(its).every(([name, value]) => !asked.get(name) || asked.get(name) === value)
}
