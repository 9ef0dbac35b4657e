import { Worker } from 'node:worker_threads'
import type { Said } from './reading-worker.ts'

/** A PDF that cannot be read, with the sentence that says so. */
export class Unreadable extends Error {}

const mostPages = 2000
/** A small file can say the same page a thousand times; what is said stays in the memory of all. */
const mostCharacters = 8_000_000
const secondsInAll = 60

/**
 * The text of each page. A hostile file may hang or eat memory: it is read on a thread of its own that is ended after a minute and has half
 * a gigabyte at most.
 */
export function readPdf(bytes: Uint8Array, seconds = secondsInAll): Promise<string[]> {
  return new Promise((done, fail) => {
    const texts: string[] = []
    let characters = 0
    // A copy: the thread takes its bytes away.
    const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), {
      workerData: { bytes: new Uint8Array(bytes) },
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    })
    const end = (settle: () => void) => {
      clearTimeout(timer)
      void worker.terminate()
      settle()
    }
    const refuse = (sentence: string) => end(() => fail(new Unreadable(sentence)))
    const timer = setTimeout(
      () => refuse('Reading this PDF took too long and was ended. Print it into a new PDF and send that.'),
      seconds * 1000,
    )
    worker.on('message', (said: Said) => {
      if ('pages' in said && said.pages > mostPages)
        refuse(`This PDF has more than ${mostPages} pages. Send the part that matters.`)
      else if ('number' in said) {
        texts[said.number - 1] = said.text
        characters += said.text.length
        if (characters > mostCharacters) refuse('This PDF has more text than can be kept. Send the part that matters.')
      } else if ('isDone' in said) end(() => done(texts))
      else if ('fault' in said)
        refuse(
          said.fault === 'PasswordException'
            ? 'This PDF is closed by a password. Send it without one.'
            : 'This PDF is broken and could not be read. Print it into a new PDF and send that.',
        )
    })
    worker.on('error', () => refuse('This PDF needs more memory than there is. Send the part that matters.'))
  })
}
