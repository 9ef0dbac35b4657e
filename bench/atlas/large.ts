import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Answer } from '../../src/modules/atlas/explore/engine/answer.ts'
import { mergeAnswers } from '../../src/modules/atlas/explore/engine/merge.ts'
import type { Question } from '../../src/modules/atlas/explore/engine/question.ts'
import { atMost, type Bar, showSpread, spreadOf } from '../support/bars.ts'
import { drawQuestions } from './questions.ts'
import { createWorld } from './world.ts'

const WORKERS = 2
const STATES = 100

/** Whole page states over many rows in two threads, each with the engagements of half of the US places; the answers are merged here. */
export async function measureLarge(say: (line: string) => void, rows = 10_000_000): Promise<Bar[]> {
  const workers = Array.from(
    { length: WORKERS },
    (_, share) =>
      new Worker(new URL('./large-worker.ts', import.meta.url), {
        workerData: { rows, share, of: WORKERS },
        execArgv: [],
      }),
  )
  try {
    const built = await Promise.all(workers.map((worker) => once(worker, 'message')))
    say(
      `built ${rows} engagements in ${WORKERS} threads: ${built.map(([seconds]) => `${Number(seconds).toFixed(0)} s`).join(', ')}`,
    )
    const ask = async (question: Question): Promise<Answer> => {
      const answers = workers.map((worker) => once(worker, 'message').then(([said]) => said as Answer)) // large-worker answers each question once
      for (const worker of workers) worker.postMessage(question)
      const [first, ...others] = await Promise.all(answers)
      if (!first) throw new Error('large: there is no worker to ask')
      return others.reduce((whole, part) => mergeAnswers(whole, part, question), first)
    }
    const questions = drawQuestions(createWorld(1000), STATES, 7)
    for (const question of questions.slice(0, 20)) await ask(question)
    const times: number[] = []
    for (const question of questions) {
      const began = performance.now()
      await ask(question)
      times.push(performance.now() - began)
    }
    const spread = spreadOf(times)
    const resident = process.memoryUsage.rss() / 1e9
    say(showSpread(`atlas engine, ${rows} rows, ${WORKERS} threads`, spread))
    return [
      atMost('S2', `page state over ${rows} rows at the 95th percentile`, spread.p95, 'ms', 250),
      atMost('S2', 'resident memory of the whole process', resident, 'GB', 1.5),
    ]
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}
