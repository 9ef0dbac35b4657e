// Reads on a thread of its own: the file comes from anybody.
import { parentPort, workerData } from 'node:worker_threads'
import mammoth from 'mammoth'
import { gather, type WordElement } from './gathering.ts'
import type { WordFile } from './schema.ts'
import { Fault, unpackDocx } from './unpacking.ts'

export type Answer = { file: WordFile } | { fault: string }

async function read(bytes: Uint8Array): Promise<WordFile> {
  const { archive, body, externalPictures, headersAndFooters } = unpackDocx(bytes)
  const count = (pattern: RegExp) => body.match(pattern)?.length ?? 0
  let root: WordElement | undefined
  await mammoth.convertToHtml(
    { buffer: Buffer.from(archive) },
    {
      // The document itself is what is wanted: it says what was meant, HTML only how it looks.
      transformDocument: (document: WordElement) => {
        root = document
        return { ...document, children: [] }
      },
      externalFileAccess: false,
      includeEmbeddedStyleMap: false,
    },
  )
  if (!root) throw new Fault('This is no Word file: it holds no text. Save the text as .docx and send that.')
  const gathered = await gather(root)
  return {
    ...gathered,
    counts: {
      ...gathered.counts,
      ...{ externalPictures, headersAndFooters },
      comments: count(/<w:commentReference\b/g),
      insertions: count(/<w:(?:ins|moveTo)\s[^>]*[^/]>/g),
      deletions: count(/<w:(?:del|moveFrom)\s[^>]*[^/]>/g),
      charts: count(/<(?:c:chart|dgm:relIds|cx:chart)\b/g),
      equations: count(/<m:oMath>|<m:oMath\s/g),
    },
  }
}

read(workerData).then(
  (file) => parentPort?.postMessage({ file } satisfies Answer),
  (error: unknown) =>
    parentPort?.postMessage({
      fault:
        error instanceof Fault
          ? error.message
          : 'This file is broken and could not be read. Open it in Word, save it anew, and send that.',
    } satisfies Answer),
)
