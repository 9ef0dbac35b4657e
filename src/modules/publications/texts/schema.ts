/** A mark over words: bold, italic, strike, code, link. */
export interface TextMark {
  type: string
  attrs?: Record<string, unknown>
}

/** One node of a text, as the editor and the database hold it (the JSON of ProseMirror). */
export interface TextNode {
  type: string
  attrs?: Record<string, unknown>
  content?: TextNode[]
  marks?: TextMark[]
  text?: string
}

/** A whole text; its type is `doc`. */
export interface TextDocument extends TextNode {
  type: 'doc'
  content: TextNode[]
}

export const emptyText: TextDocument = { type: 'doc', content: [{ type: 'paragraph' }] }

/** A heading as the table of contents lists it. */
export interface Heading {
  level: number
  words: string
  /** Its anchor, unlike any other of the text. */
  anchor: string
}

/** Something wrong with a text, said to whoever writes it. */
export interface Flaw {
  where: string
  says: string
}
