import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { readConfig } from '#platform/config'
import { openDatabase } from '#platform/db'
import { freePort } from '#test/databases'
import { startProgram } from '#test/programs'
import { createRandom, oneOf, type Random } from '#test/random'
import { atMost, type Bar, barLine, isMet, machine, saveResults, showSpread, spreadOf } from '../support/bars.ts'
import { comparePlain } from './plain.ts'

const RUNS = 40
const CELLS = 200
const DAY = 86_400_000

/** Lists and counts that know both clocks: pages first, then the API. */
const lists = [
  ...['/governments', '/countries', '/networks', '/map/parts?draws=lines'],
  ...['/api/v1/engagements?limit=50', '/api/v1/governments', '/api/v1/networks', '/api/v1/explore'],
]

/**
 * `npm run bench -- claims`: the real site on the starter data over HTTP. From values of a page, the API and the CSV to their cells; lists
 * in force on any day and as known at any instant, each asked once only, so that nothing kept flatters them; and the size of the ledger
 * beside plain tables of what it says now, whose questions are timed in the same database.
 */
export async function run(words: string[]): Promise<boolean> {
  const lines: string[] = []
  const bars: Bar[] = []
  const say = (line: string) => {
    lines.push(line)
    console.log(line)
  }
  say(JSON.stringify(machine()))
  const folder = mkdtempSync(join(tmpdir(), 'legation-claims-'))
  const environment = { PORT: String(await freePort()), DATABASE_URL: '', LEGATION_DATA: folder }
  const site = startProgram(join(import.meta.dirname, '../../src/cli.ts'), ['start'], environment)
  try {
    await site.said((line) => line.startsWith('Legation is ready at '))
    // From here on all of the starter data is known: an instant before would be answered from nothing.
    const began = Date.now()
    const address = `http://127.0.0.1:${environment.PORT}`
    const random = createRandom(7)
    for (const [where, ids] of Object.entries(await valuesOf(address, random))) {
      const times: number[] = []
      for (const id of ids) times.push(await timedGet(`${address}/api/v1/statements/${id}`, '"part":'))
      const spread = spreadOf(times.slice(10))
      say(showSpread(`a value of ${where} to its cell`, spread))
      bars.push(atMost('P1', `from a value of ${where} to its source cell, one request, p95`, spread.p95, 'ms', 10))
    }
    for (const path of lists) bars.push(...(await measureClocks(address + path, { path, began, random, say })))
    process.kill(site.pid, 'SIGTERM')
    await site.ended
    const database = await openDatabase(readConfig(environment))
    try {
      bars.push(...(await comparePlain(database, say)))
    } finally {
      await database.close()
    }
  } finally {
    await site.kill()
    rmSync(folder, { recursive: true, force: true })
  }
  for (const bar of bars) say(barLine(bar))
  if (words.includes('--save')) saveResults('claims', { lines }, bars, lines)
  return bars.every(isMet)
}

/** Ids of statements as a reader finds them: beside the values of pages, in the API, and in the columns of the CSV. */
async function valuesOf(address: string, random: Random): Promise<Record<string, string[]>> {
  const csv = await (await fetch(`${address}/api/v1/engagements.csv`)).text()
  const rows = parse(csv, { columns: true }) as Record<string, string>[] // the header names them
  const columns = Object.keys(rows[0] ?? {}).filter((name) => name.endsWith('_statement_ids'))
  const cells = rows.flatMap((row) => columns.flatMap((name) => row[name]?.split('|') ?? [])).filter((id) => id !== '')
  const found: Record<string, string[]> = {
    CSV: Array.from({ length: CELLS }, () => oneOf(random, cells)),
    page: [],
    API: [],
  }
  for (let record = 0; record < CELLS / 10; record++) {
    const id = oneOf(random, rows).id ?? ''
    const page = await (await fetch(`${address}/engagements/${id}`)).text()
    const shape = await (await fetch(`${address}/api/v1/engagements/${id}`)).text()
    found.page?.push(...[...page.matchAll(/href="\/statements\/([a-z0-9]+)"/g)].flatMap(([, each]) => each ?? []))
    const { claims } = JSON.parse(shape) as { claims: { id: string }[] } // by the description of the API
    found.API?.push(...claims.map((each) => each.id))
  }
  for (const [where, ids] of Object.entries(found))
    if (ids.length < 20) throw new Error(`claims: values of ${where} name no statements`)
  return found
}

async function measureClocks(
  address: string,
  { path, began, random, say }: { path: string; began: number; random: Random; say: (line: string) => void },
): Promise<Bar[]> {
  const ask = (name: string, value: string) => timedGet(`${address}${path.includes('?') ? '&' : '?'}${name}=${value}`)
  const days: number[] = []
  const instants: number[] = []
  for (let warm = 0; warm < 5; warm++) await timedGet(address)
  for (let time = 0; time < RUNS; time++) {
    const day = new Date(Date.UTC(1950, 0, 1) + Math.floor(random() * 27_000) * DAY)
    days.push(await ask('asOf', day.toISOString().slice(0, 10)))
    instants.push(await ask('knownAt', new Date(began + Math.floor(random() * (Date.now() - began))).toISOString()))
  }
  const [on, at] = [spreadOf(days), spreadOf(instants)]
  say(showSpread(`${path}, in force on a day`, on))
  say(showSpread(`${path}, as known at an instant`, at))
  return [
    atMost('P1', `${path} in force on any day, p95`, on.p95, 'ms', 50),
    atMost('P1', `${path} as known at any instant, p95`, at.p95, 'ms', 50),
  ]
}

async function timedGet(address: string, holds = ''): Promise<number> {
  const began = performance.now()
  const answer = await fetch(address)
  const text = await answer.text()
  const took = performance.now() - began
  if (answer.status !== 200 || !text.includes(holds)) throw new Error(`claims: ${address} answers ${answer.status}`)
  return took
}
