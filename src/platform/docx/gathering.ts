import type { ReadBlock, ReadCounts, ReadWords, WordFile } from './schema.ts'

/** An element of a document as mammoth has it (lib/documents.js); only what is used here. */
export interface WordElement {
  type: string
  children?: WordElement[]
  value?: string
  styleName?: string | null
  numbering?: { isOrdered: boolean; level: string } | null
  isBold?: boolean
  isItalic?: boolean
  isStrikethrough?: boolean
  href?: string
  anchor?: string
  altText?: string
  contentType?: string
  colSpan?: number
  rowSpan?: number
  isHeader?: boolean
  breakType?: string
  checked?: boolean
  notes?: { resolve(reference: WordElement): { body: WordElement[] } | undefined }
  readAsBuffer?(): Promise<Buffer>
}

type Gathering = WordFile & { notes: WordElement['notes']; counts: ReadCounts; images: WordElement[] }

/** A document in its own words: paragraphs, lists, tables, notes and pictures, without looks. */
export async function gather(root: WordElement): Promise<WordFile> {
  const counts: ReadCounts = {
    ...{ comments: 0, insertions: 0, deletions: 0, externalPictures: 0, charts: 0, equations: 0 },
    ...{ mergedCells: 0, headlessTables: 0, insideLinks: 0, headersAndFooters: 0 },
  }
  const gathering: Gathering = { title: '', blocks: [], pictures: [], counts, notes: root.notes, images: [] }
  const blocks = blocksOf(root.children ?? [], gathering)
  const pictures = await Promise.all(
    gathering.images.map(async ({ altText, contentType, readAsBuffer }) => ({
      // One that is linked and not held is none: nothing is fetched.
      bytes: new Uint8Array((await readAsBuffer?.().catch(() => undefined)) ?? []),
      mediaType: contentType ?? '',
      alternative: (altText ?? '').replace(/\s+/g, ' ').trim(),
    })),
  )
  return { title: gathering.title, blocks, pictures, counts }
}

function blocksOf(elements: readonly WordElement[], gathering: Gathering): ReadBlock[] {
  const blocks: ReadBlock[] = []
  for (const element of elements) {
    if (element.type === 'table') blocks.push(...tableOf(element, gathering))
    else if (element.type === 'paragraph') {
      const { words, pictures } = wordsOf(element.children ?? [], {}, gathering)
      const numbering = element.numbering
      if (words.some(({ text, note }) => text.trim() !== '' || note !== undefined)) {
        if (numbering) addItem(blocks, words, { isNumbered: numbering.isOrdered, level: Number(numbering.level) || 0 })
        else addParagraph(blocks, words, { style: (element.styleName ?? '').toLowerCase(), gathering })
      }
      blocks.push(...pictures)
    } else blocks.push(...blocksOf(element.children ?? [], gathering))
  }
  return blocks
}

function addParagraph(
  blocks: ReadBlock[],
  words: ReadWords[],
  { style, gathering }: { style: string; gathering: Gathering },
): void {
  const level = Number(/^heading ?(\d)/.exec(style)?.[1] ?? 0)
  if (style === 'title' && gathering.title === '') gathering.title = plain(words)
  else if (level > 0) blocks.push({ kind: 'heading', level, words: words.map(({ isBold, ...rest }) => rest) })
  else if (/quote/.test(style)) blocks.push({ kind: 'quote', words })
  else if (style === 'caption') blocks.push({ kind: 'caption', words })
  else blocks.push({ kind: 'paragraph', words })
}

const plain = (words: ReadWords[]): string =>
  words
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim()

/** Word numbers paragraphs; a list is those that follow each other, deeper ones within the item before. */
function addItem(
  blocks: ReadBlock[],
  words: ReadWords[],
  { isNumbered, level }: { isNumbered: boolean; level: number },
): void {
  const last = blocks.at(-1)
  const item: ReadBlock[] = [{ kind: 'paragraph', words }]
  if (last?.kind !== 'list' || (level === 0 && last.isNumbered !== isNumbered))
    blocks.push({ kind: 'list', isNumbered, items: [item] })
  else if (level === 0) last.items.push(item)
  else addItem(last.items.at(-1) ?? last.items[0] ?? item, words, { isNumbered, level: level - 1 })
}

/** Merged cells come apart, as Markdown has none; pictures in cells stand after the table. */
function tableOf(table: WordElement, gathering: Gathering): ReadBlock[] {
  const after: ReadBlock[] = []
  const rows = (table.children ?? []).map((row) =>
    (row.children ?? []).flatMap((cell) => {
      const [columns, high] = [cell.colSpan ?? 1, cell.rowSpan ?? 1]
      if (columns > 1 || high > 1) gathering.counts.mergedCells += 1
      const inner = blocksOf(cell.children ?? [], gathering)
      after.push(...inner.filter(({ kind }) => kind === 'picture' || kind === 'table'))
      return [inner.flatMap(cellWords), ...Array.from({ length: Math.min(columns, 64) - 1 }, (): ReadWords[] => [])]
    }),
  )
  const width = Math.max(0, ...rows.map((row) => row.length))
  if (width === 0) return after
  if (!table.children?.[0]?.isHeader) gathering.counts.headlessTables += 1
  const even = rows.map((row) => [...row, ...Array.from({ length: width - row.length }, (): ReadWords[] => [])])
  return [{ kind: 'table', rows: even }, ...after]
}

function cellWords(block: ReadBlock, at: number): ReadWords[] {
  const apart = at > 0 ? [{ text: ' ' }] : []
  if (block.kind === 'list')
    return [...apart, ...block.items.flatMap((item) => item.flatMap((each) => cellWords(each, 1)))]
  if (block.kind === 'table' || block.kind === 'picture') return []
  return [...apart, ...block.words.map((each) => (each.text === '\n' ? { ...each, text: ' ' } : each))]
}

type Manner = Omit<ReadWords, 'text' | 'note'>

function wordsOf(
  elements: readonly WordElement[],
  manner: Manner,
  gathering: Gathering,
): { words: ReadWords[]; pictures: ReadBlock[] } {
  const found: { words: ReadWords[]; pictures: ReadBlock[] } = { words: [], pictures: [] }
  for (const element of elements) {
    const within = () => {
      const inner = wordsOf(element.children ?? [], mannerOf(element, manner), gathering)
      found.words.push(...inner.words)
      found.pictures.push(...inner.pictures)
    }
    switch (element.type) {
      case 'text':
        found.words.push({ text: element.value ?? '', ...manner })
        break
      case 'tab':
        found.words.push({ text: ' ', ...manner })
        break
      case 'break':
        if (element.breakType === 'line') found.words.push({ text: '\n' })
        break
      case 'checkbox':
        found.words.push({ text: element.checked ? '☑ ' : '☐ ', ...manner })
        break
      case 'noteReference':
        found.words.push({ text: '', note: noteWords(element, gathering) })
        break
      case 'image':
        gathering.images.push(element)
        found.pictures.push({ kind: 'picture', number: gathering.images.length - 1 })
        break
      case 'hyperlink':
        if (!element.href) gathering.counts.insideLinks += 1
        within()
        break
      default:
        within()
    }
  }
  return found
}

const mannerOf = ({ isBold, isItalic, isStrikethrough, href }: WordElement, before: Manner): Manner => ({
  ...before,
  ...(isBold ? { isBold } : {}),
  ...(isItalic ? { isItalic } : {}),
  ...(isStrikethrough ? { isStruck: true } : {}),
  ...(href ? { href } : {}),
})

/** A note is plain words; a link in it says its address. */
function noteWords(reference: WordElement, gathering: Gathering): string {
  const note = gathering.notes?.resolve(reference)
  const words = (note?.body ?? []).flatMap((paragraph, at) => [
    ...(at > 0 ? [{ text: ' ' }] : []),
    ...wordsOf(paragraph.children ?? [], {}, { ...gathering, images: [] }).words,
  ])
  return words
    .map(({ text, href }) => (href && !text.includes(href) && /^https?:/i.test(href) ? `${text} (${href})` : text))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
}
