import type { ReadBlock, ReadCounts, ReadWords, WordFile } from '#platform/docx'
import { plural } from '#platform/i18n'
import { measure } from '#platform/pictures'
import { cameOf } from '../imports/rules.ts'
import type { ImportedPicture, ReadFile } from '../imports/schema.ts'
import { isSafeLink, readText } from '../texts/rules.ts'
import type { TextMark, TextNode } from '../texts/schema.ts'

/** A Word file as a text of ours, with what became of the rest. */
export function fromWord(file: WordFile): ReadFile {
  const kept = new Map<number, string>()
  const pictures: ImportedPicture[] = []
  for (const [number, { bytes, mediaType, alternative }] of file.pictures.entries())
    if (measure(bytes)) {
      kept.set(number, `import-${pictures.length}`)
      pictures.push({ mediaType, alternative, base64: Buffer.from(bytes).toString('base64') })
    }
  const top = Math.min(4, ...levelsIn(file.blocks))
  const alternatives = new Map(file.pictures.map(({ alternative }, number) => [number, alternative]))
  const nodes = nodesFrom(withCaptions(file.blocks), { top, kept, alternatives })
  const content = readText({ type: 'doc', content: nodes.length > 0 ? nodes : [{ type: 'paragraph' }] })
  const changed = [
    ...wordChanges(file.counts),
    ...picturesLost(file.pictures.filter(({ bytes }) => bytes.length > 0).length - pictures.length),
    ...wordless(pictures),
    ...unsafeLinks(file.blocks),
  ]
  return { title: file.title.slice(0, 240), content, pictures, report: { came: cameOf(content), changed } }
}

function wordChanges(counts: ReadCounts): string[] {
  const { insertions, deletions } = counts
  const said: [number, string, string, string][] = [
    [counts.comments, 'comment', 'comments', 'left out of the text, kept in the file'],
    [insertions + deletions, 'tracked change', 'tracked changes', 'taken as accepted'],
    [
      counts.externalPictures,
      'picture',
      'pictures',
      'on another site, and not fetched: send them under “Pictures” and put them in',
    ],
    [
      counts.charts,
      'chart or diagram',
      'charts or diagrams',
      'left out: save them as pictures, or embed a chart of the map',
    ],
    [counts.equations, 'equation', 'equations', 'left out: write them in words, or send them as pictures'],
    [counts.mergedCells, 'merged cell', 'merged cells', 'taken apart: look at the tables'],
    [counts.headlessTables, 'table', 'tables', 'without a heading row in the file: the first row was taken for it'],
    [counts.insideLinks, 'link', 'links', 'to places within the file, which are plain words now'],
    [counts.headersAndFooters, 'header or footer', 'headers or footers', 'of pages, left out'],
  ]
  return said
    .filter(([number]) => number > 0)
    .map(
      ([number, one, many, what]) =>
        `${plural('en', number, one, many)} ${number === 1 ? what.replace(/\bthem\b/g, 'it') : what}.`,
    )
}

const picturesLost = (number: number): string[] =>
  number > 0
    ? [
        `${plural('en', number, 'picture', 'pictures')} in a form that no browser shows: save as PNG or JPEG, send under “Pictures” and put in.`,
      ]
    : []

function wordless(pictures: readonly ImportedPicture[]): string[] {
  const number = pictures.filter(({ alternative }) => alternative === '').length
  return number > 0
    ? [
        `${plural('en', number, 'picture', 'pictures')} without a text alternative: say what each shows before this is published.`,
      ]
    : []
}

function unsafeLinks(blocks: readonly ReadBlock[]): string[] {
  const addresses = blocks.flatMap(linesOf).flatMap((words) => words.flatMap(({ href }) => href ?? []))
  const number = addresses.filter((href) => !isSafeLink(href)).length
  return number > 0
    ? [`${plural('en', number, 'link', 'links')} to an address that is no page or mailbox: the words stayed.`]
    : []
}

function linesOf(block: ReadBlock): ReadWords[][] {
  if (block.kind === 'list') return block.items.flatMap((item) => item.flatMap(linesOf))
  if (block.kind === 'table') return block.rows.flat()
  return block.kind === 'picture' ? [] : [block.words]
}

const levelsIn = (blocks: readonly ReadBlock[]): number[] =>
  blocks.flatMap((block) => (block.kind === 'heading' ? [block.level] : []))

type Captioned = ReadBlock & { caption?: string }

/** A line in the style of captions belongs to the picture before it, or after it; anywhere else it is a paragraph. */
function withCaptions(blocks: readonly ReadBlock[]): Captioned[] {
  const all: Captioned[] = []
  for (const block of blocks) {
    const last = all.at(-1)
    if (block.kind === 'caption' && last?.kind === 'picture' && !last.caption) last.caption = textOf(block.words)
    else if (block.kind === 'picture' && last?.kind === 'caption')
      all.splice(-1, 1, { ...block, caption: textOf(last.words) })
    else all.push({ ...block })
  }
  return all
}

const textOf = (words: readonly ReadWords[]): string =>
  words
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim()

interface Placing {
  /** The highest level of the file, which becomes the highest of a text. */
  top: number
  kept: ReadonlyMap<number, string>
  alternatives: ReadonlyMap<number, string>
}

function nodesFrom(blocks: readonly Captioned[], placing: Placing): TextNode[] {
  return blocks.flatMap((block): TextNode[] => {
    switch (block.kind) {
      case 'heading':
        return [
          {
            type: 'heading',
            attrs: { level: Math.min(4, block.level - placing.top + 2) },
            content: lineOf(block.words),
          },
        ]
      case 'quote':
        return [{ type: 'blockquote', content: [{ type: 'paragraph', content: lineOf(block.words) }] }]
      case 'list':
        return [
          {
            type: block.isNumbered ? 'orderedList' : 'bulletList',
            content: block.items.map((item) => ({ type: 'listItem', content: nodesFrom(item, placing) })),
          },
        ]
      case 'table':
        return [tableFrom(block.rows)]
      case 'picture': {
        const id = placing.kept.get(block.number)
        const alternative = placing.alternatives.get(block.number) ?? ''
        return id
          ? [{ type: 'picture', attrs: { id, alternative, decorative: '', caption: block.caption ?? '', credit: '' } }]
          : []
      }
      default:
        return [{ type: 'paragraph', content: lineOf(block.words) }]
    }
  })
}

const tableFrom = (rows: ReadWords[][][]): TextNode => ({
  type: 'table',
  content: rows.map((row, at) => ({
    type: 'tableRow',
    content: row.map((words) => ({
      type: at === 0 ? 'tableHeader' : 'tableCell',
      content: [{ type: 'paragraph', content: lineOf(words) }],
    })),
  })),
})

/** Neighbors of one manner are one piece; spaces around a line say nothing. */
function lineOf(words: readonly ReadWords[]): TextNode[] {
  const nodes: TextNode[] = []
  for (const each of words) {
    if (each.note !== undefined) nodes.push({ type: 'footnote', attrs: { text: each.note } })
    else if (each.text === '\n') nodes.push({ type: 'hardBreak' })
    else if (each.text !== '') addText(nodes, each.text, marksOf(each))
  }
  return trimmed(nodes)
}

function addText(nodes: TextNode[], text: string, marks: TextMark[]): void {
  const last = nodes.at(-1)
  if (last?.type === 'text' && JSON.stringify(last.marks ?? []) === JSON.stringify(marks)) last.text += text
  else nodes.push({ type: 'text', text, ...(marks.length > 0 ? { marks } : {}) })
}

const marksOf = ({ isBold, isItalic, isStruck, href }: ReadWords): TextMark[] => [
  ...(href && isSafeLink(href) ? [{ type: 'link', attrs: { href } }] : []),
  ...(isBold ? [{ type: 'bold' }] : []),
  ...(isItalic ? [{ type: 'italic' }] : []),
  ...(isStruck ? [{ type: 'strike' }] : []),
]

function trimmed(nodes: TextNode[]): TextNode[] {
  const [first, last] = [nodes.at(0), nodes.at(-1)]
  if (first?.text !== undefined) first.text = first.text.trimStart()
  if (last?.text !== undefined) last.text = last.text.trimEnd()
  return nodes.filter(({ type, text }) => type !== 'text' || text !== '')
}
