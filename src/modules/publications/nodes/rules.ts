import type { TextDocument, TextNode } from '../texts/schema.ts'

// This file runs in the browser too: it knows texts and nothing of the server.

/** Every node of a text, in reading order. */
export function* nodesOf(node: TextNode): Generator<TextNode> {
  yield node
  for (const child of node.content ?? []) yield* nodesOf(child)
}

/** The words of a node and of all within, notes left out. */
export function wordsOf(node: TextNode): string {
  if (node.text !== undefined) return node.text
  if (isNote(node)) return ''
  if (node.type === 'hardBreak') return '\n'
  if (node.type === 'evidence') return String(node.attrs?.says ?? '')
  if (node.type === 'picture') return pictureLinesOf(node).join('\n')
  if (node.type === 'embed') return String(node.attrs?.caption ?? '')
  return (node.content ?? []).map(wordsOf).join(isInlineParent(node) ? '' : '\n')
}
const isInlineParent = (node: TextNode): boolean => ['paragraph', 'heading', 'codeBlock'].includes(node.type)

/** A picture in words: what it shows, its caption, whose it is. */
function pictureLinesOf({ attrs }: TextNode): string[] {
  const [alternative, caption, credit] = [attrs?.alternative, attrs?.caption, attrs?.credit].map((each) =>
    String(each ?? ''),
  )
  return [alternative && `[Picture: ${alternative}]`, [caption, credit].filter(Boolean).join(' ')].filter(
    (line): line is string => Boolean(line),
  )
}

export const isNote = ({ type }: TextNode): boolean => type === 'footnote'

export const isHeading = (node: TextNode): boolean => node.type === 'heading'
export const levelOf = (node: TextNode): number => Number(node.attrs?.level ?? 2)

export const isCitation = ({ type }: TextNode): boolean => type === 'citation'
const keyOf = ({ attrs }: TextNode): string => String(attrs?.key ?? '')

/** The keys of the sources that a text cites, each once, in the order of the text. */
export const keysOf = (text: TextDocument): string[] => [...new Set([...nodesOf(text)].filter(isCitation).map(keyOf))]
