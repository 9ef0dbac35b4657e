import { parentPort, workerData } from 'node:worker_threads'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** What is said while a PDF is read: a page after the other, then the end, or why there is none. */
type Said = { pages: number } | { number: number; text: string } | { isDone: true } | { fault: string }

const say = (said: Said) => parentPort?.postMessage(said)

async function readAll(): Promise<void> {
  const { bytes } = workerData as { bytes: Uint8Array } // given by reading.ts
  const { promise } = getDocument({
    data: bytes,
    ...{ isEvalSupported: false, useSystemFonts: false, disableFontFace: true, useWorkerFetch: false, verbosity: 0 },
  })
  const pdf = await promise
  say({ pages: pdf.numPages })
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
    say({ number, text: text.trim() })
    page.cleanup()
  }
  say({ isDone: true })
}

readAll().catch((error: unknown) => say({ fault: error instanceof Error ? error.name : 'unknown' }))
