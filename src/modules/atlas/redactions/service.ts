import { system } from '#kernel/access'
import type { Services } from '#kernel/doors'
import { getFile } from '#kernel/files'
import { dayOf } from '#platform/clock'
import { type Database, rewriteTables, wholeSight } from '#platform/db'
import { siteName } from '#platform/i18n'
import {
  blackOut,
  type PicturePage,
  passagesOf,
  printPictures,
  printText,
  Unreadable,
  withoutPassages,
} from '#platform/pdf'
import { blackPicture } from '#platform/pictures'
import { getDocument, listPages } from '../documents/read.ts'
import { listOrders, listUnscrubbed } from './read.ts'
import type { Order } from './schema.ts'
import { failRedaction, finishRedaction, noteScrubbed } from './write.ts'

/** Makes the documents that were asked for, one after the other, outside of any transaction. */
export interface Redactor {
  /** Begins with whatever waits, without being waited for. */
  wake(): void
  carryOutAll(): Promise<void>
  /** Has what was removed leave the disk; nobody else works with those tables meanwhile. */
  scrub(): Promise<void>
  close(): Promise<void>
}

export function openRedactor(services: Services): Redactor {
  const { database, log } = services
  let working: Promise<void> | undefined
  let isClosing = false

  const carryOutAll = (): Promise<void> => {
    working ??= goThrough().finally(() => {
      working = undefined
    })
    return working
  }

  async function goThrough(): Promise<void> {
    for (let orders = await waiting(); orders.length > 0; orders = await waiting())
      for (const each of orders) {
        if (isClosing) return
        await carryOut(services, each)
      }
  }
  const waiting = () => database.read(listOrders, wholeSight)

  return {
    wake: () => void carryOutAll().catch((error: unknown) => log.error({ err: error }, 'redactions')),
    carryOutAll,
    scrub: () => scrub(services),
    async close() {
      isClosing = true
      await working?.catch(() => undefined)
    },
  }
}

/** Two nodes may make the same document: the first keeps it. */
async function carryOut({ database, clock, config }: Services, order: Order): Promise<void> {
  try {
    const made = await makeWithout(database, order, { address: config.publicUrl, day: dayOf(clock.now()) })
    // What was promised is looked at once more, in what was made.
    if (made.texts.some((text) => passagesOf(text, order.words).length > 0))
      throw new Error('A redacted document still holds words that were to go')
    await database.write((db) => finishRedaction(db, order, { ...made, at: clock.now() }), wholeSight)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    await database.write((db) => failRedaction(db, { id: order.id, problem: error.message }), wholeSight)
  }
}

interface Made {
  bytes: Uint8Array
  texts: string[]
  removed: number
}

async function makeWithout(database: Database, order: Order, on: { address: string; day: string }): Promise<Made> {
  const { words, boxes, title } = order
  const document = await database.read((db) => getDocument(db, system, order.documentId), wholeSight)
  const known = (await database.read((db) => listPages(db, document.id), wholeSight)).map(({ text }) => text)
  const file = await database.read((db) => getFile(db, document.fileHash), wholeSight)
  const about = { title, language: document.language || 'en' }
  if (file.mediaType === 'application/pdf') {
    const pages = await blackOut({ bytes: file.bytes, words, boxes })
    const pictures = pages.map((page) => ({ ...page, picture: page.jpeg, alternative: spoken(page.text) }))
    return {
      bytes: await printPictures({ ...about, pages: pictures }),
      texts: pages.map(({ text }) => text),
      removed: sum(pages) + boxes.length,
    }
  }
  const pages = known.map((text) => {
    const passages = passagesOf(text, words)
    return { text: withoutPassages(text, passages), removed: passages.length }
  })
  const texts = pages.map(({ text }) => text)
  const removed = sum(pages) + boxes.length
  if (file.mediaType === 'text/html') {
    const cover = { ...about, eyebrow: 'Redacted copy', lede: '', authors: [], imprint: document.publisher }
    const blocks = texts
      .join('\n')
      .split('\n')
      .map((text) => ({ kind: 'paragraph' as const, text: [{ text }] }))
    const printed = { institution: siteName, ...on, drawingStyle: '' }
    return { bytes: await printText(cover, blocks, printed), texts, removed }
  }
  const drawn = await blackPicture(file, boxes)
  if (!drawn) throw new Unreadable('This picture is broken and could not be drawn.')
  const shown = withoutPassages(document.alternative, passagesOf(document.alternative, words))
  const page: PicturePage = { ...drawn, alternative: spoken([shown, ...texts].join('\n')) }
  return { bytes: await printPictures({ ...about, pages: [page] }), texts, removed }
}

const sum = (pages: { removed: number }[]): number => pages.reduce((total, { removed }) => total + removed, 0)
const spoken = (text: string): string => text.trim() || 'A page without text'

/** Rows that were deleted or emptied are written out of the files of the database. */
async function scrub({ database, clock, log }: Services): Promise<void> {
  const ids = await database.read(listUnscrubbed, wholeSight)
  if (ids.length === 0) return
  const left = await rewriteTables(database, [
    ...['files.files', 'atlas.redactions', 'atlas.documents', 'atlas.document_pages', 'atlas.document_quotes'],
    ...['search.documents', 'search.postings'],
  ])
  if (left === undefined) {
    log.warn(
      {},
      'a transaction begun before a redaction may still see what was removed; the files are written anew later',
    )
    return
  }
  if (left.length > 0)
    log.warn({ left }, 'the administrator of the database must run this for the redaction to reach the disk')
  await database.write((db) => noteScrubbed(db, { ids, at: clock.now() }), wholeSight)
}
