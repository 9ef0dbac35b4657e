import type { VNode } from 'preact'
import type { Viewer } from '#kernel/access'
import type { Reader } from '#platform/db'

/** A record or a question of another module as a text shows it: what, and as of when it was known. */
export interface EmbedAsked {
  /** What only the module that answers can read: an id, or a question as its address holds it. */
  reference: string
  /** A day or an instant; what is known now without one. */
  asOf: string
}

/** What stands in the text. Its words are all of it: a drawing says nothing that they do not. */
export interface EmbedAnswer {
  title: string
  /** One sentence: what it is, of how many, as of when. */
  line: string
  /** Where a reader sees all of it. */
  href: string
  table?: { head: string[]; rows: string[][]; isBars?: boolean }
  /** An SVG element with a name of its own (`aria-label`). */
  drawing?: VNode
  /** It was known then and stands on no record any more. */
  isGone?: boolean
}

/** One kind of record or question that texts may show: a module answers for it, with the sight of whoever asks. */
export interface EmbedKind {
  name: string
  label: string
  /** What a reference looks like, for whoever writes. */
  hint: string
  /** Throws a problem where there is nothing, or nothing that this viewer may know of. */
  answer(db: Reader, viewer: Viewer, asked: EmbedAsked): Promise<EmbedAnswer>
}
