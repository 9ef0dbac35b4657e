import { formatNumber, plural } from '#platform/i18n'
import { isNote, nodesOf, wordsOf } from '../nodes/rules.ts'
import type { TextDocument, TextNode } from '../texts/schema.ts'

/** What a text holds, counted. */
export function cameOf(content: TextDocument): string[] {
  const nodes = [...nodesOf(content)]
  const count = (type: string) => nodes.filter((node) => node.type === type).length
  const words = wordsOf(content).split(/\s+/).filter(Boolean).length
  const links = nodes.filter(({ marks }) => marks?.some(({ type }) => type === 'link')).length
  const counted: [number, string, string][] = [
    [count('heading'), 'heading', 'headings'],
    [count('bulletList') + count('orderedList'), 'list', 'lists'],
    [count('table'), 'table', 'tables'],
    [nodes.filter(isNote).length, 'note', 'notes'],
    [links, 'link', 'links'],
    [count('picture'), 'picture', 'pictures'],
  ]
  return [
    `${formatNumber('en', words)} ${words === 1 ? 'word' : 'words'}`,
    ...counted.filter(([number]) => number > 0).map(([number, one, many]) => plural('en', number, one, many)),
  ]
}

/** The text with its pictures under the ids they have among those of the body; one that has none is left out. */
export function renamed(content: TextDocument, ids: ReadonlyMap<string, string>): TextDocument {
  const turn = (node: TextNode): TextNode[] => {
    if (node.type !== 'picture') return [{ ...node, ...(node.content ? { content: node.content.flatMap(turn) } : {}) }]
    const id = ids.get(String(node.attrs?.id))
    return id ? [{ ...node, attrs: { ...node.attrs, id } }] : []
  }
  return { ...content, content: content.content.flatMap(turn) }
}

/** The draft with what came at its end; an empty paragraph alone is nothing. */
export function appended(before: TextDocument, came: TextDocument): TextDocument {
  const isEmpty = before.content.every((node) => node.type === 'paragraph' && (node.content ?? []).length === 0)
  return { type: 'doc', content: isEmpty ? came.content : [...before.content, ...came.content] }
}
