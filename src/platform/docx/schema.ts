/** Words in one manner; a break of the line is `\n` alone. */
export interface ReadWords {
  text: string
  isBold?: boolean
  isItalic?: boolean
  isStruck?: boolean
  href?: string
  /** What the footnote or endnote says that these words call; they have no text then. */
  note?: string
}

/** A piece of a Word file, as it was meant. */
export type ReadBlock =
  | { kind: 'heading'; level: number; words: ReadWords[] }
  | { kind: 'paragraph' | 'quote' | 'caption'; words: ReadWords[] }
  | { kind: 'list'; isNumbered: boolean; items: ReadBlock[][] }
  /** Every row has as many cells; the first holds the headings. */
  | { kind: 'table'; rows: ReadWords[][][] }
  /** By its place among the pictures. */
  | { kind: 'picture'; number: number }

/** What a Word file holds that no text of ours can, or that came over in another way. */
export interface ReadCounts {
  comments: number
  insertions: number
  deletions: number
  externalPictures: number
  charts: number
  equations: number
  mergedCells: number
  headlessTables: number
  insideLinks: number
  headersAndFooters: number
}

export interface WordFile {
  /** What is set in the style Title. */
  title: string
  blocks: ReadBlock[]
  pictures: { bytes: Uint8Array; mediaType: string; alternative: string }[]
  counts: ReadCounts
}
