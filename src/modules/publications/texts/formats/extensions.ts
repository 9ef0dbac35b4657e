import { createBlockMarkdownSpec, createInlineMarkdownSpec, type Extensions, Node } from '@tiptap/core'
import { TableKit } from '@tiptap/extension-table'
import StarterKit from '@tiptap/starter-kit'

const attributes = (names: readonly string[]) => () =>
  Object.fromEntries(names.map((name) => [name, { default: '', parseHTML: readData(name) }]))
const readData = (name: string) => (element: HTMLElement) => element.getAttribute(`data-${name}`) ?? ''

/** Something inside a line that is one piece: written `[name key="value"]` in Markdown. */
const inlinePiece = (name: string, names: readonly string[]) =>
  Node.create({
    ...{ name, group: 'inline', inline: true, atom: true, selectable: true },
    addAttributes: attributes(names),
    parseHTML: () => [{ tag: `span[data-piece="${name}"]` }],
    renderHTML: ({ node }) => ['span', dataOf(name, node.attrs), wordsOf(node.attrs)],
    ...createInlineMarkdownSpec({ nodeName: name, selfClosing: true, allowedAttributes: [...names] }),
  })

const dataOf = (name: string, attrs: Record<string, unknown>) => ({
  'data-piece': name,
  ...Object.fromEntries(Object.entries(attrs).map(([key, value]) => [`data-${key}`, String(value)])),
})

/** What stands in the editor for a piece: its words, else what it points to. */
const wordsOf = (attrs: Record<string, unknown>): string => String(attrs.says || attrs.text || attrs.key || '')

/** A block that holds blocks: `:::name` … `:::` in Markdown. */
const room = (name: string) =>
  Node.create({
    ...{ name, group: 'block', content: 'block+', defining: true },
    parseHTML: () => [{ tag: `div[data-room="${name}"]` }],
    renderHTML: () => ['div', { 'data-room': name }, 0],
    ...createBlockMarkdownSpec({ nodeName: name }),
  })

/** Attributes of each piece inside a line, in the order Markdown spells them. */
export const pieces = {
  /** A note to the reader, in plain words. */
  footnote: ['text'],
  /** A source of the bibliography, by its key; where in it, and words before it. */
  citation: ['key', 'locator', 'prefix'],
  /** A figure that can be asked for again: who answers, what was asked, as of when, and what it said. */
  evidence: ['kind', 'reference', 'asOf', 'says'],
} as const

const extensions = (levels: (1 | 2 | 3 | 4 | 5 | 6)[]): Extensions => [
  StarterKit.configure({
    heading: { levels },
    underline: false,
    link: { openOnClick: false, protocols: ['http', 'https', 'mailto'], HTMLAttributes: { rel: null, target: null } },
  }),
  TableKit.configure({ table: { resizable: false } }),
  ...Object.entries(pieces).map(([name, names]) => inlinePiece(name, names)),
  room('pullQuote'),
  room('aside'),
]

/**
 * What a text may hold: the one schema of the editor in the browser, of Markdown, and of what the server accepts. Whatever is not
 * named here (styles, scripts, frames, pictures from elsewhere) cannot be expressed in a text at all.
 */
export const textExtensions = extensions([2, 3, 4])

/** The same as people write it, who begin at any level. */
export const writtenExtensions = extensions([1, 2, 3, 4, 5, 6])
