import type { EmbedAnswer } from '#kernel/embeds'
import { formatDate } from '#platform/i18n'
import type { TextDocument, TextNode } from '../texts/schema.ts'

export const isEmbed = ({ type }: TextNode): boolean => type === 'embed'

/**
 * The text with what its embeds say in their place, as ordinary words and tables, so that every form of it says the same. One that answers
 * nothing to this reader is not there for them.
 */
export function withEmbeds(text: TextDocument, answers: ReadonlyMap<TextNode, EmbedAnswer>): TextDocument {
  const turn = (node: TextNode): TextNode[] => {
    if (isEmbed(node)) {
      const answer = answers.get(node)
      return answer ? [shown(node, answer)] : []
    }
    return [node.content ? { ...node, content: node.content.flatMap(turn) } : node]
  }
  return { ...text, content: text.content.flatMap(turn) }
}

function shown({ attrs }: TextNode, answer: EmbedAnswer): TextNode {
  const asOf = String(attrs?.asOf ?? '')
  const lines = [
    answer.line,
    answer.isGone
      ? `It was on record ${asOf ? `on ${formatDate('en', asOf.slice(0, 10))}` : 'then'} and is not any more.`
      : '',
  ].filter(Boolean)
  return {
    type: 'embedded',
    attrs: { drawing: answer.drawing, isBars: answer.table?.isBars ?? false },
    content: [
      ...(attrs?.caption ? [paragraph(String(attrs.caption))] : []),
      paragraph(answer.title, [{ type: 'bold' }, { type: 'link', attrs: { href: answer.href } }]),
      paragraph(lines.join(' ')),
      ...(answer.table && answer.table.rows.length > 0 ? [tableOf(answer.table)] : []),
    ],
  }
}

const paragraph = (text: string, marks: TextNode['marks'] = []): TextNode => ({
  type: 'paragraph',
  content: text === '' ? [] : [{ type: 'text', text, ...(marks.length > 0 ? { marks } : {}) }],
})

function tableOf({ head, rows }: NonNullable<EmbedAnswer['table']>): TextNode {
  const row = (cells: string[], type: string): TextNode => ({
    type: 'tableRow',
    content: cells.map((cell) => ({ type, content: [paragraph(cell)] })),
  })
  return { type: 'table', content: [row(head, 'tableHeader'), ...rows.map((cells) => row(cells, 'tableCell'))] }
}

/** The same without drawings, for forms that have no style sheet: the words say all that they do. */
export const withoutDrawings = (text: TextDocument): TextDocument => {
  const turn = (node: TextNode): TextNode => ({
    ...node,
    ...(node.type === 'embedded' ? { attrs: {} } : {}),
    ...(node.content ? { content: node.content.map(turn) } : {}),
  })
  return { ...text, content: text.content.map(turn) }
}
