import { sql } from '#platform/db'
import { atMost, type Bar, barLine, isMet, machine, saveResults, showSpread, spreadOf } from '../support/bars.ts'
import { makePlain, type Plain, plainQuestions } from './plain.ts'
import { copyNine, openSite, type Site } from './site.ts'

const ROUNDS = 40
const CELLS = 300
/** A process that has just begun has compiled nothing yet. */
const WARM = 60

/** Every list and count of the atlas that takes both clocks. */
const lists = [
  '/governments',
  '/countries',
  '/networks',
  '/map?view=table',
  '/api/v1/governments',
  '/api/v1/networks',
  '/api/v1/engagements',
  '/api/v1/explore?limit=0',
]
const profiles = [
  '/governments/us-tx-houston',
  '/governments/us-ca',
  '/countries/jp',
  '/networks/c40',
  '/api/v1/countries/jp',
  '/api/v1/governments/us-tx-houston',
]

/**
 * `npm run bench -- claims`: from a value to its source cell, lists and counts at instants drawn anew for every request, and the size of
 * the ledger; over HTTP on the starter data, imported, undone and imported again. In the same run plain tables without a ledger answer
 * the same questions in SQL. `--ten` does it again at ten times the size; no bar is judged by that.
 */
export async function run(words: string[]): Promise<boolean> {
  const lines: string[] = []
  const say = (line: string) => {
    lines.push(line)
    console.log(line)
  }
  say(JSON.stringify(machine()))
  const site = await openSite(say)
  const bars = await measure(site, say)
  if (words.includes('--ten')) {
    say('Ten times the records:')
    await copyNine(site)
    await measure(site, say)
  }
  await site.close()
  for (const bar of bars) say(barLine(bar))
  if (words.includes('--save')) saveResults('claims', { lines }, bars, lines)
  return bars.every(isMet)
}

async function measure(site: Site, say: (line: string) => void): Promise<Bar[]> {
  const plain = await makePlain(site.database)
  const cells = await measureCells(site, plain, say)
  const [slowest, name] = await measureLists(site, lists, say)
  const [slowestProfile, profile] = await measureLists(site, profiles, say)
  await measurePlain(site, say)
  const { ledger, tables } = await sizes(site)
  say(
    `ledger ${megabytes(ledger)}, the tables of the atlas without it ${megabytes(tables)}, plain tables of this run with source and cell in each row ${megabytes(plain.bytes)}`,
  )
  return [
    atMost('P1', 'from a value to its source cell, one request, the median of the slower', cells, 'ms', 10),
    atMost('P1', `lists and counts at any instant, 95th percentile of the slowest, ${name}`, slowest, 'ms', 50),
    atMost('P1', `profiles at any instant, 95th percentile of the slowest, ${profile}`, slowestProfile, 'ms', 50),
    atMost('P1', 'size of the ledger beside the tables of the atlas without it', ledger / tables, 'times', 3),
  ]
}

/** The statement with its cell, as page and as JSON, of which the slower counts: half stand in a file that was sent, half in a package. */
async function measureCells(site: Site, plain: Plain, say: (line: string) => void): Promise<number> {
  let most = 0
  for (const path of ['/statements/', '/api/v1/statements/']) {
    // A process that has just begun has compiled nothing yet; none of these is asked again.
    await site.ask(plain.statementIds.slice(CELLS).map((id) => path + id))
    const spread = spreadOf(await site.ask(plain.statementIds.slice(0, CELLS).map((id) => path + id)))
    say(showSpread(`${path}:id`, spread))
    most = Math.max(most, spread.p50)
  }
  return most
}

async function measureLists(site: Site, paths: string[], say: (line: string) => void): Promise<[number, string]> {
  let slowest: [number, string] = [0, '']
  for (const path of paths) {
    await site.ask(Array.from({ length: WARM }, () => join(path, site.anyInstant())))
    for (const [words, clock] of Object.entries({
      now: (): string => '',
      'known at': site.anyInstant,
      'in force on': site.anyDay,
    })) {
      const asked = Array.from({ length: ROUNDS }, () => join(path, clock()))
      const spread = spreadOf(await site.ask(asked))
      say(showSpread(`${path} ${words}`, spread))
      if (spread.p95 > slowest[0]) slowest = [spread.p95, `${path} ${words}`]
    }
  }
  return slowest
}

const join = (path: string, parameter: string) =>
  parameter === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${parameter}`

async function measurePlain(site: Site, say: (line: string) => void): Promise<void> {
  for (const [name, ask] of Object.entries(plainQuestions)) {
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const began = performance.now()
      await site.database.read((db) => ask(db, site.drawInstant()))
      times.push(performance.now() - began)
    }
    say(showSpread(`plain SQL: ${name}`, spreadOf(times)))
  }
}

const sizes = (site: Site) =>
  site.database.read((db) =>
    db.only(sql<{
      ledger: number
      tables: number
    }>`select pg_total_relation_size('claims.statements')::float8 as ledger,
      (select sum(pg_total_relation_size(name::regclass))::float8 from unnest(array['atlas.engagements', 'atlas.versions',
        'atlas.participations', 'organizations.organizations', 'organizations.names', 'places.places', 'sources.sources']) name) as tables`),
  )

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
