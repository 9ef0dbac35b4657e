import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { LRUCache } from 'lru-cache'
import type { VNode } from 'preact'
import { formatDate } from '#platform/i18n'
import { drawable } from '#platform/pictures'
import { unavailable } from '#platform/problem'
import type { Block, Inline } from './blocks.ts'
import { flattenPage } from './flatten.ts'
import type { Answer, Typeset } from './pdf-worker.ts'

export type { BlackPage, Box } from './blacking-worker.ts'
export type { Block, Inline, Run } from './blocks.ts'
export { passagesOf, withoutPassages } from './passages.ts'
export { blackOut, readPdf, Unreadable } from './reading.ts'

export interface PrintAbout {
  institution: string
  /** Where the page can be read: printed at the foot, and the beginning of links within the site. */
  address: string
  /** The day (ISO 8601) on which it is printed. */
  day: string
  /** Rules that color the drawings, which have no style sheet on paper. */
  drawingStyle: string
}

/**
 * A page as a tagged PDF: the same words in the same order, without its controls. It complies with PDF/UA-1 (ISO 14289-1) and
 * says so, unless its letters do not allow that. The same page on the same day is typeset once. Refuses with `unavailable` while
 * too many wait.
 */
export function printPage(page: VNode, about: PrintAbout): Promise<Uint8Array<ArrayBuffer>> {
  const { head, blocks } = flattenPage(page)
  const { institution, address, day, drawingStyle } = about
  return typesetOnce({
    ...{ institution, address, title: head.title, language: 'en', printed: formatDate('en', day) },
    blocks: inSteps(blocks.map((block) => onPaper(block, { address, drawingStyle }))),
  })
}

/** What stands on the first page of a text that is printed for itself. */
export interface Cover {
  title: string
  /** What kind of text it is, and of which series. */
  eyebrow: string
  lede: string
  authors: string[]
  /** When it was published, and as which edition. */
  imprint: string
  language: string
}

/** A text as a tagged PDF with a title, its contents and footnotes; PDF/UA-1 as `printPage`. The same text is typeset once. */
export const printText = (
  cover: Cover,
  blocks: Block[],
  about: PrintAbout & { files?: ReadonlyMap<string, Uint8Array> },
): Promise<Uint8Array<ArrayBuffer>> =>
  typesetOnce(
    {
      ...{ institution: about.institution, address: about.address, printed: formatDate('en', about.day) },
      ...{ title: cover.title, language: cover.language, cover },
      blocks: inSteps(blocks.map((block) => onPaper(block, about))),
    },
    // A name of the text can then be no other file of this folder.
    new Map([...(about.files ?? [])].map(([name, bytes]) => [`picture-${name}`, bytes])),
  )

/** A page that is one picture; measures in points. Its alternative is all that a reader who does not see it gets. */
export interface PicturePage {
  picture: Uint8Array
  width: number
  height: number
  alternative: string
}

/** Pictures as the pages of a tagged PDF, with nothing in it but those and their alternatives. */
export const printPictures = (about: { title: string; language: string; pages: PicturePage[] }) =>
  typeset('pictures', {
    page: JSON.stringify({
      ...{ title: drawable(about.title), language: about.language },
      pictures: about.pages.map(({ width, height, alternative }) => ({
        ...{ width, height, alternative: drawable(alternative) },
      })),
    }),
    pictures: new Map(about.pages.map(({ picture }, at) => [`picture-${at}`, picture])),
  })

interface Setting {
  page: string
  /** Files that the page names. */
  pictures: ReadonlyMap<string, Uint8Array>
}

function typesetOnce(content: object, pictures: Setting['pictures'] = new Map()): Promise<Uint8Array<ArrayBuffer>> {
  // PDF/UA-1 allows no text without a glyph.
  const printable = JSON.stringify(content, (_, value) => (typeof value === 'string' ? drawable(value) : value))
  // Files are named by their fingerprint, so that the page tells one from another.
  return files.forceFetch(createHash('sha1').update(printable).digest('base64url'), {
    context: { page: printable, pictures },
  })
}

/** Files last asked for; one takes a tenth of a second to some seconds, and a hundred kB. */
const files = new LRUCache<string, Uint8Array<ArrayBuffer>, Setting>({
  max: 100,
  ignoreFetchAbort: true,
  fetchMethod: (_key, _old, { context }) => typeset('template', context),
})

/** A PDF as an answer that a browser shows, under a name that says what it is when it is kept. */
export const sendPdf = (pdf: Uint8Array<ArrayBuffer>, name: string): Response =>
  new Response(pdf, {
    headers: { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${name}.pdf"` },
  })

type Paper = Pick<PrintAbout, 'address' | 'drawingStyle'>

function onPaper(block: Block, paper: Paper): unknown {
  const inline = (runs: Inline): Inline =>
    runs.map((run) => ({
      ...run,
      ...(run.note ? { note: inline(run.note) } : {}),
      ...(run.href ? { href: new URL(run.href, paper.address).href } : {}),
      ...(run.sign ? { sign: styled(run.sign, paper.drawingStyle) } : {}),
    }))
  const inner = (blocks: Block[]) => blocks.map((each) => onPaper(each, paper))
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'quote':
      return { ...block, text: inline(block.text) }
    case 'list':
      return { ...block, items: block.items.map(inner) }
    case 'facts':
      return {
        ...block,
        entries: block.entries.map(({ term, value }) => ({ term: inline(term), value: inner(value) })),
      }
    case 'table':
      return {
        ...block,
        caption: inline(block.caption),
        head: block.head.map(inline),
        rows: block.rows.map((row) => row.map(inline)),
        weights: columnWeights([block.head, ...block.rows]),
      }
    case 'box':
      return { ...block, blocks: inner(block.blocks) }
    case 'rule':
      return block
    case 'photo':
      return { ...block, caption: inline(block.caption) }
    case 'picture':
      return { ...block, svg: styled(block.svg, paper.drawingStyle) }
  }
}

/** A drawing by itself, with its namespace and its colors. The style stands last: before it, a name may hold anything. */
const styled = (svg: string, style: string): string =>
  svg.replace(/^<svg\b/, '<svg xmlns="http://www.w3.org/2000/svg"').replace(/<\/svg>$/, `<style>${style}</style></svg>`)

/** Columns share the width by the letters they hold, none narrower than a word or wider than half. */
function columnWeights(rows: Inline[][]): number[] {
  const lettersOf = (cell: Inline) => cell.reduce((sum, { text }) => sum + text.length, 0)
  const columns = Math.max(...rows.map((row) => row.length))
  return Array.from({ length: columns }, (_, at) => {
    const letters = rows.map((row) => lettersOf(row[at] ?? [])).sort((a, b) => a - b)
    const usual = letters[Math.floor(letters.length * 0.9)] ?? 1
    return Math.min(40, Math.max(11, usual))
  })
}

/** PDF/UA lets no heading be two levels below the one before. */
function inSteps(blocks: unknown[]): unknown[] {
  let last = 0
  return blocks.map((block) => {
    const { kind, level } = block as { kind: string; level?: number } // every block has a kind, headings a level
    if (kind !== 'heading' || level === undefined) return block
    last = Math.min(level, last + 1)
    return { ...(block as object), level: last }
  })
}

/** More than this many would wait for longer than anybody does. */
const mostWaiting = 20

let worker: Worker | undefined
let calls = 0
const waiting = new Map<number, { done(pdf: Uint8Array<ArrayBuffer>): void; fail(error: Error): void }>()

async function typeset(template: Typeset['template'], { page, pictures }: Setting): Promise<Uint8Array<ArrayBuffer>> {
  if (waiting.size >= mostWaiting)
    throw unavailable('platform.pdf.busy', 'Too many PDF files are being made just now. Try again in a minute.')
  worker ??= startWorker()
  const call = ++calls
  return new Promise((done, fail) => {
    waiting.set(call, { done, fail })
    worker?.postMessage({ call, template, page, pictures } satisfies Typeset)
  })
}

/** Started with the first PDF; it holds no process open, and one that dies fails only those who wait. */
function startWorker(): Worker {
  const started = new Worker(new URL('./pdf-worker.ts', import.meta.url))
  started.unref()
  started.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.call)
    waiting.delete(answer.call)
    if ('pdf' in answer) asked?.done(answer.pdf)
    else asked?.fail(new Error(`The page could not be typeset: ${answer.fault}`))
  })
  started.on('error', (error: Error) => {
    worker = undefined
    for (const { fail } of waiting.values()) fail(error)
    waiting.clear()
  })
  return started
}
