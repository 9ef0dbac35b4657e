import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import type { Answer } from '../../src/modules/atlas/explore/engine/answer.ts'
import { mergeAnswers } from '../../src/modules/atlas/explore/engine/merge.ts'
import type { Question } from '../../src/modules/atlas/explore/engine/question.ts'
import { atMost, type Bar, showSpread, spreadOf } from '../support/bars.ts'

const WORKERS = 2
const STATES = 100
const run = promisify(execFile)

/**
 * Whole page states over many rows in two threads, each with the engagements of half of the US places; the answers are merged
 * here. The halves are built beforehand by processes of their own and come as snapshots, as a restarting node reads them.
 */
export async function measureLarge(say: (line: string) => void, rows = 10_000_000): Promise<Bar[]> {
  const folder = await mkdtemp(join(tmpdir(), 'legation-large-'))
  try {
    const { files, questions } = await buildHalves(folder, rows, say)
    return await measureHalves(files, questions, rows, say)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function buildHalves(folder: string, rows: number, say: (line: string) => void) {
  const files = Array.from({ length: WORKERS }, (_, share) => join(folder, `${share}.snapshot`))
  const program = join(import.meta.dirname, 'large-build.ts')
  let questions: Question[] = []
  // One after the other: each needs several times the memory of its index.
  for (const [share, file] of files.entries()) {
    const began = performance.now()
    const words = [`${rows}`, `${share}`, `${WORKERS}`, file, `${STATES}`]
    const { stdout } = await run(process.execPath, [...process.execArgv, program, ...words], { maxBuffer: 2 ** 26 })
    questions = JSON.parse(stdout) as Question[] // printed by large-build
    const [seconds, bytes] = [(performance.now() - began) / 1000, (await stat(file)).size]
    say(
      `built half ${share + 1} of ${rows} engagements in ${seconds.toFixed(0)} s; snapshot ${(bytes / 1e6).toFixed(0)} MB`,
    )
  }
  return { files, questions }
}

async function measureHalves(
  files: string[],
  questions: Question[],
  rows: number,
  say: (line: string) => void,
): Promise<Bar[]> {
  const bare = process.memoryUsage.rss() / 1e9
  const workers = files.map(
    (file) =>
      new Worker(new URL('./large-worker.ts', import.meta.url), {
        ...{ workerData: { file }, execArgv: [] },
        // The index lies outside the heap; an answer needs little of it.
        resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 },
      }),
  )
  try {
    const loaded = await Promise.all(workers.map((worker) => once(worker, 'message')))
    say(`snapshots loaded in ${loaded.map(([seconds]) => `${Number(seconds).toFixed(1)} s`).join(' and ')}`)
    const dictionaries = await Promise.all(workers.map((worker) => once(worker, 'message')))
    const hear = async (worker: Worker, at: number): Promise<Answer> => {
      const [said] = (await once(worker, 'message')) as [Answer] // large-worker answers each question once
      const values = dictionaries[at]?.[0] as string[][] // the values of each facet, in the order of its answers
      return { ...said, facets: said.facets.map((facet, which) => ({ ...facet, values: values[which] ?? [] })) }
    }
    const ask = async (question: Question): Promise<Answer> => {
      const answers = workers.map(hear)
      for (const worker of workers) worker.postMessage(question)
      const [first, ...others] = await Promise.all(answers)
      if (!first) throw new Error('large: there is no worker to ask')
      return others.reduce((whole, part) => mergeAnswers(whole, part, question), first)
    }
    for (const question of questions.slice(0, 20)) await ask(question)
    const times: number[] = []
    let resident = 0
    for (const question of questions) {
      const began = performance.now()
      await ask(question)
      times.push(performance.now() - began)
      resident = Math.max(resident, process.memoryUsage.rss() / 1e9)
    }
    const spread = spreadOf(times)
    say(showSpread(`atlas engine, ${rows} rows, ${WORKERS} threads`, spread))
    say(`resident memory before loading ${bare.toFixed(2)} GB, at most while answering ${resident.toFixed(2)} GB`)
    return [
      atMost('S2', `page state over ${rows} rows at the 95th percentile`, spread.p95, 'ms', 250),
      atMost('S2', 'resident memory of the whole process, at most after a question', resident, 'GB', 1.5),
    ]
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}
