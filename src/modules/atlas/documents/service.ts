import type { Services } from '#kernel/doors'
import { getFile } from '#kernel/files'
import { type Database, wholeSight } from '#platform/db'
import { readPdf, Unreadable } from '#platform/pdf'
import { listToRead } from './read.ts'
import { readHtml } from './readers/html.ts'
import { saveText, saveUnread } from './write.ts'

/** Reads the text of documents that have come, one after the other, outside of any transaction. */
export interface DocumentReader {
  /** Begins with whatever waits, without being waited for. */
  wake(): void
  /** Goes on until nothing waits. */
  readAll(): Promise<void>
  close(): Promise<void>
}

export function openDocumentReader({ database, log }: Pick<Services, 'database' | 'log'>): DocumentReader {
  let working: Promise<void> | undefined
  let isClosing = false

  const readAll = (): Promise<void> => {
    working ??= goThrough().finally(() => {
      working = undefined
    })
    return working
  }

  async function goThrough(): Promise<void> {
    for (let waiting = await toRead(); waiting.length > 0; waiting = await toRead())
      for (const each of waiting) {
        if (isClosing) return
        await readOne(database, each)
      }
  }
  const toRead = () => database.read(listToRead, wholeSight)

  return {
    wake: () => void readAll().catch((error: unknown) => log.error({ err: error }, 'documents')),
    readAll,
    async close() {
      isClosing = true
      await working?.catch(() => undefined)
    },
  }
}

/** Two nodes may read the same document: both find the same text. */
async function readOne(database: Database, { id, fileHash }: { id: string; fileHash: string }): Promise<void> {
  const { mediaType, bytes } = await database.read((db) => getFile(db, fileHash), wholeSight)
  try {
    const texts = mediaType === 'application/pdf' ? await readPdf(bytes) : [readHtml(bytes)]
    await database.write((db) => saveText(db, { id, texts }), wholeSight)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    await database.write((db) => saveUnread(db, { id, problem: error.message }), wholeSight)
  }
}
