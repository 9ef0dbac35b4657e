import {
  createBlockMarkdownSpec,
  createInlineMarkdownSpec,
  type Extensions,
  type MarkdownParseHelpers,
  type MarkdownToken,
  Node,
} from '@tiptap/core'
import { TableKit } from '@tiptap/extension-table'
import StarterKit from '@tiptap/starter-kit'

const attributes = (names: readonly string[]) => () =>
  Object.fromEntries(names.map((name) => [name, { default: '', validate: 'string', parseHTML: readData(name) }]))
const readData = (name: string) => (element: HTMLElement) => element.getAttribute(`data-${name}`) ?? ''

/** What would end a value or its piece too early, as Markdown has it: people write notes with quotation marks and brackets. */
const signs: [string, string][] = [
  ['&', '&amp;'],
  ['"', '&quot;'],
  ['[', '&#91;'],
  [']', '&#93;'],
  ['\n', '&#10;'],
]
const spelled = (value: unknown): string =>
  signs.reduce((text, [sign, word]) => text.replaceAll(sign, word), String(value))
const unspelled = (text: string): string => signs.reduceRight((all, [sign, word]) => all.replaceAll(word, sign), text)

/** Attributes as Markdown spells them: `key="doe2020" locator="12"`. */
const spelling = {
  serializeAttributes: (attrs: Record<string, unknown>): string =>
    Object.entries(attrs)
      .map(([name, value]) => `${name}="${spelled(value)}"`)
      .join(' '),
  parseAttributes: (text: string): Record<string, string> =>
    Object.fromEntries(
      [...text.matchAll(/(\w+)=(?:"([^"]*)"|'([^']*)')/g)].map(([, name = '', value, other]) => [
        name,
        unspelled(value ?? other ?? ''),
      ]),
    ),
}

/** Something inside a line that is one piece: written `[name key="value"]` in Markdown. */
const inlinePiece = (name: string, names: readonly string[]) =>
  Node.create({
    ...{ name, group: 'inline', inline: true, atom: true, selectable: true },
    addAttributes: attributes(names),
    parseHTML: () => [{ tag: `span[data-piece="${name}"]` }],
    renderHTML: ({ node }) => ['span', dataOf(name, node.attrs), wordsOf(node.attrs)],
    ...createInlineMarkdownSpec({ nodeName: name, selfClosing: true, allowedAttributes: [...names], ...spelling }),
  })

/** One piece that stands between paragraphs: the same on a line of its own. */
const blockPiece = (name: string, names: readonly string[]) =>
  Node.create({
    ...{ name, group: 'block', atom: true, selectable: true, draggable: true },
    addAttributes: attributes(names),
    parseHTML: () => [{ tag: `figure[data-piece="${name}"]` }],
    renderHTML: ({ node: { attrs } }) => [
      'figure',
      { ...dataOf(name, attrs), class: 'text-piece' },
      ...(name === 'picture' && pictureId.test(String(attrs.id))
        ? [['img', { src: `/pictures/${attrs.id}`, alt: attrs.alternative }]]
        : []),
      ['figcaption', {}, wordsOf(attrs)],
    ],
    markdownTokenizer: {
      name,
      level: 'block',
      start: (text) => new RegExp(`^\\[${name} `, 'm').exec(text)?.index ?? -1,
      tokenize(text) {
        const found = new RegExp(`^\\[${name} ([^\\]\\n]*)\\][ \\t]*(?:\\n+|$)`).exec(text)
        return found ? { type: name, raw: found[0], attributes: spelling.parseAttributes(found[1] ?? '') } : undefined
      },
    },
    parseMarkdown: (token: MarkdownToken, helpers: MarkdownParseHelpers) =>
      helpers.createNode(
        name,
        Object.fromEntries(names.map((key) => [key, String(token.attributes?.[key] ?? '')])),
        [],
      ),
    renderMarkdown: ({ attrs = {} }) =>
      `[${name} ${spelling.serializeAttributes(Object.fromEntries(names.map((key) => [key, attrs[key] ?? ''])))}]`,
  })

/** How the ids of pictures look; anything else is shown to nobody. */
export const pictureId = /^[0-9a-z-]{8,60}$/

const dataOf = (name: string, attrs: Record<string, unknown>) => ({
  'data-piece': name,
  ...Object.fromEntries(Object.entries(attrs).map(([key, value]) => [`data-${key}`, String(value)])),
})

/** What stands in the editor for a piece: its words, else what it points to. */
const wordsOf = (attrs: Record<string, unknown>): string =>
  attrs.kind !== undefined && attrs.says === undefined
    ? [attrs.caption, `${attrs.kind}: ${attrs.reference}`, attrs.asOf && `as of ${attrs.asOf}`]
        .filter(Boolean)
        .join(' · ')
    : String(attrs.says || attrs.text || attrs.key || [attrs.caption, attrs.credit].filter(Boolean).join(' '))

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

/** The same of pieces between paragraphs. */
export const blockPieces = {
  /** A picture of the body: what it shows for those who do not see it (or that it only decorates), its caption and whose it is. */
  picture: ['id', 'alternative', 'decorative', 'caption', 'credit'],
  /** A record or a question of another module: who answers, what was asked, as of when, and words of the writer above it. */
  embed: ['kind', 'reference', 'asOf', 'caption'],
} as const

const extensions = (levels: (1 | 2 | 3 | 4 | 5 | 6)[]): Extensions => [
  StarterKit.configure({
    heading: { levels },
    underline: false,
    link: { openOnClick: false, protocols: ['http', 'https', 'mailto'], HTMLAttributes: { rel: null, target: null } },
  }),
  TableKit.configure({ table: { resizable: false } }),
  ...Object.entries(pieces).map(([name, names]) => inlinePiece(name, names)),
  ...Object.entries(blockPieces).map(([name, names]) => blockPiece(name, names)),
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
