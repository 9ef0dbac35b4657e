import { createHash } from 'node:crypto'
import { getSchema } from '@tiptap/core'
import { MarkdownManager } from '@tiptap/markdown'
import { Node } from '@tiptap/pm/model'
import type { Reference } from '#platform/csl'
import { slug } from '#platform/ids'
import { invalid } from '#platform/problem'
import { isHeading, isNote, keysOf, levelOf, nodesOf, wordsOf } from '../nodes/rules.ts'
import { textExtensions, writtenExtensions } from './formats/extensions.ts'
import type { Heading, TextDocument, TextNode } from './schema.ts'

const schema = getSchema(textExtensions)
const markdown = new MarkdownManager({ extensions: writtenExtensions })
/** A book of a thousand pages is shorter. */
const longest = 4_000_000
const safeLink = /^(?:https?:\/\/|mailto:|\/(?!\/)|#)/i
export const isSafeLink = (href: string): boolean => safeLink.test(href)

/**
 * A text in its one spelling, or the problem that says what cannot stand in it. Whatever comes from outside (the editor, an
 * import, an older version) goes through here, so that nothing else is ever stored, hashed or shown.
 */
export function readText(given: unknown): TextDocument {
  try {
    const node = Node.fromJSON(schema, given as never) // checked by what follows; throws for anything else
    node.check()
    const text = node.toJSON() as TextDocument // the top node of the schema is "doc"
    for (const each of nodesOf(text))
      for (const mark of each.marks ?? [])
        if (mark.type === 'link' && !safeLink.test(String(mark.attrs?.href)))
          throw new RangeError('a link must begin with https://, mailto: or the name of a page here')
    return text
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw invalid('publications.text.unknown', 'The text holds something that a text cannot hold.', {
      content: `Take this out and try again: ${error.message}`,
    })
  }
}

/** Markdown as people write it, with our own pieces in it. Links that could run something lose their address and keep their words. */
export function textOfMarkdown(written: string): TextDocument {
  if (written.length > longest)
    throw invalid('publications.text.long', 'This text is longer than any we can keep.', {
      content: 'Split it into several works',
    })
  const parsed = markdown.parse(written) as TextNode // the manager's own type says less
  return readText({ type: 'doc', content: lifted(withoutUnsafe(parsed.content ?? [])) })
}

export const markdownOf = (text: TextDocument): string => markdown.serialize(text)

/** `#` is the title's, so a text begins at `##`: where the first level is used, every heading goes one down; four is the deepest. */
function lifted(nodes: TextNode[]): TextNode[] {
  const all = nodes.flatMap((node) => [...nodesOf(node)])
  const down = all.some((node) => isHeading(node) && levelOf(node) === 1) ? 1 : 0
  const lower = (node: TextNode): TextNode => ({
    ...node,
    ...(isHeading(node) ? { attrs: { ...node.attrs, level: Math.min(4, levelOf(node) + down) } } : {}),
    ...(node.content ? { content: node.content.map(lower) } : {}),
  })
  return nodes.length === 0 ? [{ type: 'paragraph' }] : nodes.map(lower)
}
function withoutUnsafe(nodes: TextNode[]): TextNode[] {
  return nodes.map((node) => ({
    ...node,
    ...(node.content ? { content: withoutUnsafe(node.content) } : {}),
    ...(node.marks
      ? { marks: node.marks.filter(({ type, attrs }) => type !== 'link' || safeLink.test(String(attrs?.href))) }
      : {}),
  }))
}

/** The ids of the pictures that an edition shows, each once. */
export const picturesIn = ({ content, hero }: { content: TextDocument; hero: { id: string } | null }): string[] => [
  ...new Set([
    ...(hero ? [hero.id] : []),
    ...[...nodesOf(content)].filter(({ type }) => type === 'picture').map(({ attrs }) => String(attrs?.id ?? '')),
  ]),
]

/** Plain text: paragraphs apart by an empty line, notes numbered at the end. */
export function plainOf(text: TextDocument): string {
  const notes = [...nodesOf(text)].filter(isNote).map(noteWordsOf)
  const blocks = text.content.map(wordsOf).filter((words) => words.trim() !== '')
  return [...blocks, ...notes.map((note, at) => `[${at + 1}] ${note}`)].join('\n\n')
}

/** What a note says, in plain words. */
export const noteWordsOf = ({ attrs }: TextNode): string => String(attrs?.text ?? '')

/** What a note says with its manners: a citation that was written out has some. */
export const noteLineOf = (note: TextNode): TextNode[] => note.content ?? [{ type: 'text', text: noteWordsOf(note) }]

/** SHA-256 of what a reader is told. Equal text with equal sources has an equal hash, however it came here. */
export function hashOf(told: {
  title: string
  teaser: string
  content: TextDocument
  bibliography?: Reference[]
  hero?: object | null
  occasion?: object | null
}): string {
  const sources = citedOf(told.content, told.bibliography ?? [])
  const all = [
    ...[told.title, told.teaser, readText(told.content), ...(sources.length > 0 ? [sources] : [])],
    // jsonb keeps members in an order of its own.
    ...[told.hero, told.occasion].flatMap((each) => (each ? [Object.entries(each).sort()] : [])),
  ]
  return createHash('sha256').update(JSON.stringify(all)).digest('hex')
}

/** Sources that a text cites, in the order of their keys. */
export function citedOf(text: TextDocument, bibliography: readonly Reference[]): Reference[] {
  const keys = new Set(keysOf(text))
  return bibliography.filter(({ id }) => keys.has(id)).sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The headings in order, each with an anchor of its own. */
export function headingsOf(text: TextDocument): Heading[] {
  const taken = new Map<string, number>()
  return [...nodesOf(text)].filter(isHeading).map((node) => {
    const words = wordsOf(node)
    const base = slug(words) || 'section'
    const met = (taken.get(base) ?? 0) + 1
    taken.set(base, met)
    return { level: levelOf(node), words, anchor: met === 1 ? base : `${base}-${met}` }
  })
}
