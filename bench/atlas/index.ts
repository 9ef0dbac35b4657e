import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { answer } from '../../src/modules/atlas/explore/engine/answer.ts'
import { createAtlasBuilder } from '../../src/modules/atlas/explore/engine/build.ts'
import type { AtlasIndex } from '../../src/modules/atlas/explore/engine/columns.ts'
import type { EngagementRow } from '../../src/modules/atlas/explore/engine/engagement-row.ts'
import { applyChange, startEditing } from '../../src/modules/atlas/explore/engine/overlay.ts'
import type { Question } from '../../src/modules/atlas/explore/engine/question.ts'
import { loadSnapshot, saveSnapshot } from '../../src/modules/atlas/explore/engine/snapshot.ts'
import {
  atLeast,
  atMost,
  type Bar,
  barLine,
  isMet,
  machine,
  type Spread,
  saveResults,
  showSpread,
  spreadOf,
} from '../support/bars.ts'
import { processorTime, timed } from '../support/timing.ts'
import {
  clusterAnew,
  crossfilterVersion,
  openCrossfilter,
  type PointFeature,
  superclusterVersion,
} from './browser-peers.ts'
import { openDuckdb, type SqlPeer } from './duckdb.ts'
import { measureHttp } from './http.ts'
import { measureLarge } from './large.ts'
import { type BenchOptions, readOptions } from './options.ts'
import { differences, toPageState } from './page-state.ts'
import { openPostgres } from './postgres.ts'
import { drawQuestions } from './questions.ts'
import { toLine } from './sql.ts'
import { timeTiles } from './tiles.ts'
import { createWorld, type World } from './world.ts'

/** How many states each slow way of asking is timed on; all of them are compared. */
const PLAIN_STATES = 30
const POSTGRES_STATES = 20
const BROWSER_STATES = 10

export async function run(words: string[]): Promise<boolean> {
  const options = readOptions(words)
  const bars: Bar[] = []
  const lines: string[] = []
  const say = (line: string) => {
    lines.push(line)
    console.log(line)
  }
  say(JSON.stringify(machine()))
  if (options.isLarge) bars.push(...(await measureLarge(say)))
  const world = createWorld(options.rows)
  const index = buildAndWeigh(world, options, bars, say)
  const questions = drawQuestions(world, options.states, options.seed)
  const ours = timeAnswers(index, questions)
  say(showSpread(`atlas engine, whole page state, 1 thread`, ours))
  say(
    showSpread(
      'the same in processor time of that thread',
      spreadOf(questions.map((asked) => processorTime(() => answer(index, asked)))),
    ),
  )
  timeTiles(index, questions, bars, say)
  timeEdit(index, world, bars, say)
  const folder = mkdtempSync(join(tmpdir(), 'legation-bench-'))
  try {
    const file = join(folder, 'rows.tsv')
    await writeRows(file, world)
    const peers = await comparePeers(file, index, questions, options, say)
    peers.mismatches += timeBrowserPeers(world, index, questions, options, say)
    bars.push(atMost('Q1', `numbers that differ from SQL over ${peers.compared} states`, peers.mismatches, '', 0))
    bars.push(atLeast('Q1', 'states compared', peers.compared, '', 500))
    bars.push(atMost('S1', 'page state at the 95th percentile', ours.p95, 'ms', 20))
    bars.push(atMost('S1', 'page state at worst', ours.max, 'ms', 40))
    bars.push(atLeast('S1', 'times faster than the best tuned peer (p95)', peers.tuned / ours.p95, '×', 15))
    bars.push(atLeast('S1', 'times faster than the best plain peer (p95)', peers.plain / ours.p95, '×', 100))
  } finally {
    rmSync(folder, { recursive: true })
  }
  if (options.skip.has('http')) say('whole page states over HTTP: skipped')
  else bars.push(...(await measureHttp(say)))
  for (const bar of bars) say(barLine(bar))
  if (options.isSaved)
    saveResults(
      'atlas',
      { options: { rows: options.rows, states: options.states, seed: options.seed }, lines },
      bars,
      lines,
    )
  return bars.every(isMet)
}

function buildAndWeigh(world: World, options: BenchOptions, bars: Bar[], say: (line: string) => void): AtlasIndex {
  const builder = createAtlasBuilder()
  let spent = 0
  let batch: EngagementRow[] = []
  // Making up the rows is not part of building, so they are handed over in batches and only that is timed.
  const hand = () => {
    const began = performance.now()
    for (const row of batch) builder.add(row)
    spent += performance.now() - began
    batch = []
  }
  for (const row of world.rows()) if (batch.push(row) === 1_000) hand()
  hand()
  const began = performance.now()
  const index = builder.finish()
  spent += performance.now() - began
  const snapshot = saveSnapshot(index)
  const { postings } = index.base.part.text ?? { postings: new Uint8Array() }
  say(
    `built ${index.base.part.rows} versions, ${index.base.part.ties.size} ties in ${(spent / 1000).toFixed(1)} s; snapshot ` +
      `${(snapshot.byteLength / 1e6).toFixed(1)} MB, of which title search ${(postings.length / 1e6).toFixed(1)} MB`,
  )
  bars.push(atMost('S7', `seconds to build ${options.rows} engagements`, spent / 1000, 's', 15))
  bars.push(atMost('S7', 'snapshot without title search', (snapshot.byteLength - postings.length) / 1e6, 'MB', 40))
  const loading = performance.now()
  const loaded = loadSnapshot(snapshot)
  say(`snapshot loaded in ${(performance.now() - loading).toFixed(0)} ms`)
  weighCompact(bars)
  return loaded
}

function weighCompact(bars: Bar[]): void {
  const small = createAtlasBuilder({ withText: false })
  for (const row of createWorld(100_000).rows()) if (row.knownTo === undefined) small.add(row)
  const compact = brotliCompressSync(new Uint8Array(saveSnapshot(small.finish(), { compact: true })), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9 },
  })
  bars.push(atMost('S6', 'index of 100,000 for a browser, brotli', compact.length / 1e6, 'MB', 1.5))
}

/** Each question once after a warm-up, as the peers are timed: a best or median of several would flatter one side. */
function timeAnswers(index: AtlasIndex, questions: readonly Question[]): Spread {
  for (const question of questions.slice(0, 60)) answer(index, question)
  return spreadOf(questions.map((question) => timed(() => answer(index, question))))
}

function timeEdit(index: AtlasIndex, world: World, bars: Bar[], say: (line: string) => void): void {
  const row = world.rows().next().value
  if (!row) return
  const edit: EngagementRow = { ...row, knownFrom: 1_800_000_000, facets: { ...row.facets, legal: ['renounced'] } }
  const times: number[] = []
  let edited = startEditing(index)
  for (let made = 0; made < 10; made++) {
    const upserts = [{ ...edit, id: made === 0 ? row.id : `${row.id}${made}` }]
    times.push(
      timed(() => {
        edited = applyChange(edited, { upserts })
        const seen = answer(edited.index, { facets: { legal: ['renounced'] } })
        if (seen.total !== made + 1 || seen.of !== answer(index, {}).of + made)
          throw new Error(`edit ${made} is not to be seen`)
      }),
    )
  }
  say(showSpread('one edit until its answer', spreadOf(times)))
  bars.push(atMost('S7', 'one edit visible, at worst', Math.max(...times), 'ms', 1000))
}

/** What a page without a server would use: facets without a map, and a map without facets. They do not answer everything. */
function timeBrowserPeers(
  world: World,
  index: AtlasIndex,
  questions: readonly Question[],
  { skip }: BenchOptions,
  say: (line: string) => void,
): number {
  let mismatches = 0
  const asked = questions.filter(isForCrossfilter).slice(0, BROWSER_STATES)
  if (skip.has('crossfilter')) say('peer crossfilter2: skipped')
  else {
    const began = performance.now()
    const peer = openCrossfilter(world.rows())
    say(`crossfilter2 ${crossfilterVersion}: loaded in ${((performance.now() - began) / 1000).toFixed(1)} s`)
    const times = asked.map((question) => {
      let total = 0
      const time = timed(() => {
        total = peer.state(question)
      })
      if (total !== answer(index, question).total) mismatches++
      return time
    })
    say(showSpread(`crossfilter2 ${crossfilterVersion}, facets and timeline only`, spreadOf(times)))
  }
  if (skip.has('supercluster')) say('peer supercluster: skipped')
  else {
    const times = asked.slice(0, 3).map((question) => {
      const wanted = new Set(question.facets?.state ?? [])
      const features: PointFeature[] = []
      for (const { facets, usPoint, knownTo } of world.rows())
        if (usPoint && knownTo === undefined && (wanted.size === 0 || wanted.has(facets.state?.[0] ?? '')))
          features.push({
            type: 'Feature',
            properties: {},
            geometry: { type: 'Point', coordinates: [usPoint.lon, usPoint.lat] },
          })
      return timed(() => clusterAnew(features, question.zoom ?? 0))
    })
    say(showSpread(`supercluster ${superclusterVersion}, map only, built anew`, spreadOf(times)))
  }
  return mismatches
}

/** crossfilter has neither text, map nor versions, so it is asked what it can answer. */
const isForCrossfilter = ({ text, asOf, knownAt, withinViewport }: Question) =>
  text === undefined && asOf === undefined && knownAt === undefined && !withinViewport

async function writeRows(file: string, world: World): Promise<void> {
  const handle = await open(file, 'w')
  let text: string[] = []
  for (const row of world.rows()) {
    if (text.push(toLine(row)) < 20_000) continue
    await handle.write(`${text.join('\n')}\n`)
    text = []
  }
  if (text.length > 0) await handle.write(`${text.join('\n')}\n`)
  await handle.close()
}

async function comparePeers(
  file: string,
  index: AtlasIndex,
  questions: readonly Question[],
  { skip }: BenchOptions,
  say: (line: string) => void,
) {
  const found = { mismatches: 0, compared: 0, tuned: Number.NaN, plain: Number.NaN }
  const better = (known: number, time: number) => (Number.isNaN(known) ? time : Math.min(known, time))
  const compare = async (peer: SqlPeer, way: 'tuned' | 'grouped' | 'plain', asked: readonly Question[]) => {
    const ask = peer[way]
    if (!ask) return
    const times: number[] = []
    for (const question of asked) {
      const began = performance.now()
      const theirs = await ask(question)
      times.push(performance.now() - began)
      const wrong = differences(toPageState(answer(index, question)), theirs)
      if (wrong.length > 0)
        say(`MISMATCH with ${peer.name}, ${way}: ${wrong.slice(0, 3).join('; ')} in ${JSON.stringify(question)}`)
      found.mismatches += wrong.length
    }
    const spread = spreadOf(times)
    say(showSpread(`${peer.name}, ${way}`, spread))
    const kind = way === 'plain' ? way : 'tuned'
    found[kind] = better(found[kind], spread.p95)
    found.compared = Math.max(found.compared, asked.length)
  }
  if (skip.has('duckdb')) say('peer DuckDB: skipped')
  else {
    const duckdb = await openDuckdb(file)
    await compare(duckdb, 'tuned', questions)
    await compare(duckdb, 'grouped', questions.slice(0, PLAIN_STATES))
    await compare(duckdb, 'plain', questions.slice(0, PLAIN_STATES))
    await duckdb.close()
  }
  const postgres = skip.has('postgres') ? undefined : await openPostgres(file)
  if (!postgres) say('peer PostgreSQL with PostGIS: missing (set BENCH_POSTGRES) or skipped')
  else {
    await compare(postgres, 'tuned', questions.slice(0, POSTGRES_STATES))
    await compare(postgres, 'plain', questions.slice(0, POSTGRES_STATES))
    await postgres.close()
  }
  return found
}
