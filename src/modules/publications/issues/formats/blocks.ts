/** A run of words, with what they lead to. */
export interface Piece {
  text: string
  href?: string
  isStrong?: boolean
  isEmphasis?: boolean
}

/** What a letter is made of. Both of its parts, HTML and plain text, are drawn from these and say the same. */
export type Block =
  | { kind: 'heading'; words: string }
  | { kind: 'paragraph'; pieces: Piece[] }
  | { kind: 'quote'; pieces: Piece[] }
  | { kind: 'list'; items: Piece[][]; isNumbered: boolean }
  | { kind: 'rule' }
  | { kind: 'work'; label: string; title: string; href: string; teaser: string; byline: string }
  | { kind: 'button'; label: string; href: string }

export interface LetterDrawing {
  name: string
  masthead: string
  accent: string
  /** The same for dark screens. */
  accentInTheDark: string
  language: string
  subject: string
  preheader: string
  blocks: Block[]
  /** Where the public reads it; undefined while, or when, it has no page. */
  webAddress: string | undefined
  /** Who sends it, and where that is. */
  sender: string
  postalAddress: string
  /** Why the reader gets it. */
  reason: string
  preferencesAddress: string
  leaveAddress: string
}
