import { invalid } from '#platform/problem'
import { nodesOf, wordsOf } from '../nodes/rules.ts'
import type { TextDocument, TextNode } from '../texts/schema.ts'

/**
 * The text with one sentence in place of another, everything else as it was: marks stay on the words that keep them, and what is
 * new takes the marks of the first word it replaces. The sentence must stand in the text exactly once, in one paragraph.
 */
export function replaceSentence(text: TextDocument, { said, says }: { said: string; says: string }): TextDocument {
  const holders = [...nodesOf(text)].filter(
    (node) => node.content?.some(({ type }) => type === 'text') && wordsOf(node).includes(said),
  )
  const [holder] = holders
  if (!holder)
    throw invalid('publications.correction.absent', 'The published text does not say that.', {
      said: 'Copy the words exactly as they stand, from one paragraph',
    })
  const words = wordsOf(holder)
  if (holders.length > 1 || words.indexOf(said) !== words.lastIndexOf(said))
    throw invalid('publications.correction.twice', 'The text says that more than once.', {
      said: 'Copy more of what stands around it, so that only one place is meant',
    })
  const start = words.indexOf(said)
  const replaced = {
    ...holder,
    content: replaceWithin(holder.content ?? [], { start, end: start + said.length, says }),
  }
  return exchange(text, holder, replaced) as TextDocument // the same top node
}

/** Whether the sentence stands in a text exactly once, so that it can be replaced there too. */
export const saysOnce = (text: TextDocument, said: string): boolean => {
  const all = [...nodesOf(text)].filter((node) => node.content?.some(({ type }) => type === 'text')).map(wordsOf)
  return all.reduce((count, words) => count + words.split(said).length - 1, 0) === 1
}

const exchange = (node: TextNode, from: TextNode, to: TextNode): TextNode =>
  node === from
    ? to
    : { ...node, ...(node.content ? { content: node.content.map((child) => exchange(child, from, to)) } : {}) }

function replaceWithin(
  nodes: TextNode[],
  { start, end, says }: { start: number; end: number; says: string },
): TextNode[] {
  let at = 0
  let isPlaced = false
  return nodes.flatMap((node) => {
    const words = wordsOf(node)
    const [from, to] = [at, at + words.length]
    at = to
    // Notes have no width: one that hangs on replaced words stays where it was.
    if (to <= start || from >= end || node.text === undefined) return [node]
    const before = node.text.slice(0, Math.max(0, start - from))
    const after = node.text.slice(Math.min(node.text.length, end - from))
    const between = isPlaced ? '' : says
    isPlaced = true
    const kept = before + between + after
    return kept === '' ? [] : [{ ...node, text: kept }]
  })
}
