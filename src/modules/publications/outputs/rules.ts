import type { Block, Inline, Run } from '#platform/pdf'
import type { TextMark, TextNode } from '../texts/schema.ts'

/** What a note says, by the node that calls it: footnotes in their own words, citations in the style of the work. */
export type NoteWords = (node: TextNode) => string

/** A text as blocks of paper; notes hang on the words that call them. */
export const paperOf = (nodes: readonly TextNode[], noteWords: NoteWords): Block[] =>
  nodes.flatMap((node) => blocksOf(node, noteWords))

function blocksOf(node: TextNode, noteWords: NoteWords): Block[] {
  const inner = () => paperOf(node.content ?? [], noteWords)
  const words = (): Inline => (node.content ?? []).flatMap((child) => runsOf(child, noteWords))
  switch (node.type) {
    case 'heading':
      return [{ kind: 'heading', level: Number(node.attrs?.level ?? 2), text: words() }]
    case 'bulletList':
    case 'orderedList':
      return [
        {
          kind: 'list',
          isNumbered: node.type === 'orderedList',
          items: (node.content ?? []).map((item) => paperOf(item.content ?? [], noteWords)),
        },
      ]
    case 'blockquote':
    case 'pullQuote':
      return inner().map((block) => (block.kind === 'paragraph' ? { kind: 'quote', text: block.text } : block))
    case 'aside':
      return [{ kind: 'box', blocks: inner() }]
    case 'codeBlock':
      return [{ kind: 'paragraph', text: words().map((run) => ({ ...run, manner: 'code' })) }]
    case 'horizontalRule':
      return [{ kind: 'rule' }]
    case 'table':
      return [tableOf(node, noteWords)]
    case 'record':
      return [{ kind: 'paragraph', text: [{ text: String(node.attrs?.caption ?? '') }] }]
    default:
      return [{ kind: 'paragraph', text: words() }]
  }
}

function tableOf(table: TextNode, noteWords: NoteWords): Block {
  const cellOf = (cell: TextNode): Inline =>
    (cell.content ?? []).flatMap((block, at) => [
      ...(at > 0 ? [{ text: ' ' }] : []),
      ...(block.content ?? []).flatMap((child) => runsOf(child, noteWords)),
    ])
  const rows = (table.content ?? []).map((row) => (row.content ?? []).map(cellOf))
  return { kind: 'table', caption: [], head: rows[0] ?? [], rows: rows.slice(1) }
}

function runsOf(node: TextNode, noteWords: NoteWords): Run[] {
  if (node.type === 'footnote' || node.type === 'citation') return [{ text: '', note: [{ text: noteWords(node) }] }]
  if (node.type === 'hardBreak') return [{ text: '\n' }]
  if (node.type === 'evidence') return [{ text: String(node.attrs?.says ?? '') }]
  return [{ text: node.text ?? '', ...mannerOf(node.marks ?? []) }]
}

const manners: Record<string, Run['manner']> = { bold: 'strong', italic: 'emphasis', code: 'code', strike: 'struck' }

function mannerOf(marks: readonly TextMark[]): Partial<Run> {
  const manner = marks.map(({ type }) => manners[type]).find(Boolean)
  const href = marks.find(({ type }) => type === 'link')?.attrs?.href
  return { ...(manner ? { manner } : {}), ...(href ? { href: String(href) } : {}) }
}
