import { Worker } from 'node:worker_threads'
import type { Blacking, BlackPage } from './blacking-worker.ts'

/** A PDF that cannot be read, with the sentence that says so. */
export class Unreadable extends Error {}

const mostPages = 2000
/** Pages that become pictures weigh a hundred times their words. */
const mostPictures = 100
/** A small file can say the same page a thousand times; what is said stays in the memory of all. */
const mostCharacters = 8_000_000
const secondsInAll = 60
const readingThread = new URL('./reading-worker.ts', import.meta.url)
const blackingThread = new URL('./blacking-worker.ts', import.meta.url)

/** The text of each page. */
export async function readPdf(bytes: Uint8Array, seconds = secondsInAll): Promise<string[]> {
  const pages = await ask<{ number: number; text: string }>(readingThread, { bytes }, { seconds, mostPages })
  return pages.map(({ text }) => text)
}

/** Every page as a picture without the words and the parts that are to go, and its text without those words. */
export const blackOut = (blacking: Blacking, seconds = 5 * secondsInAll): Promise<BlackPage[]> =>
  ask<BlackPage>(blackingThread, blacking, { seconds, mostPages: mostPictures })

type Said<P> = { pages: number } | P | { isDone: true } | { fault: string }

/**
 * Has a PDF gone through page by page. A hostile file may hang or eat memory: that is done on a thread of its own, which is ended after a
 * time and has half a gigabyte at most.
 */
function ask<P extends { number: number; text: string }>(
  thread: URL,
  given: { bytes: Uint8Array },
  { seconds, mostPages: most }: { seconds: number; mostPages: number },
): Promise<P[]> {
  return new Promise((done, fail) => {
    const pages: P[] = []
    let characters = 0
    const worker = new Worker(thread, {
      // A copy: the thread takes its bytes away.
      workerData: { ...given, bytes: new Uint8Array(given.bytes) },
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
    worker.on('message', (said: Said<P>) => {
      if ('pages' in said) {
        if (said.pages > most) refuse(`This PDF has more than ${most} pages. Send the part that matters.`)
      } else if ('number' in said) {
        pages[said.number - 1] = said
        characters += said.text.length
        if (characters > mostCharacters) refuse('This PDF has more text than can be kept. Send the part that matters.')
      } else if ('isDone' in said) end(() => done(pages))
      else
        refuse(
          said.fault === 'PasswordException'
            ? 'This PDF is closed by a password. Send it without one.'
            : 'This PDF is broken and could not be read. Print it into a new PDF and send that.',
        )
    })
    worker.on('error', () => refuse('This PDF needs more memory than there is. Send the part that matters.'))
  })
}
