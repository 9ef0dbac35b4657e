import { Worker } from 'node:worker_threads'
import type { Answer } from './reading-worker.ts'
import type { WordFile } from './schema.ts'

/** A Word file that cannot be read, with the sentence that says so and what to do. */
export class UnreadableWord extends Error {}

const secondsInAll = 20
const thread = new URL('./reading-worker.ts', import.meta.url)

/**
 * What a Word file (Office Open XML) says: tracked changes as if they were accepted, comments left out and counted. A hostile file may hang
 * or eat memory: it is read on a thread of its own, which is ended after a time and has half a gigabyte at most. Nothing is fetched, and
 * nothing in it runs.
 */
export function readDocx(bytes: Uint8Array, seconds = secondsInAll): Promise<WordFile> {
  return new Promise((done, fail) => {
    // A copy: the thread takes its bytes away.
    const worker = new Worker(thread, {
      workerData: new Uint8Array(bytes),
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    })
    const end = (settle: () => void) => {
      clearTimeout(timer)
      void worker.terminate()
      settle()
    }
    const refuse = (sentence: string) => end(() => fail(new UnreadableWord(sentence)))
    const timer = setTimeout(
      () => refuse('Reading this file took too long and was ended. Split it, or save it anew, and send that.'),
      seconds * 1000,
    )
    worker.on('message', (answer: Answer) => {
      if ('file' in answer) end(() => done(answer.file))
      else refuse(answer.fault)
    })
    worker.on('error', () => refuse('This file needs more memory than there is. Split it and send the parts.'))
  })
}
