import type { Viewer } from '#kernel/access'
import type { Reader } from '#platform/db'

/** A figure as a text cites it: what was asked, and as of when it was known. */
export interface FigureAsked {
  /** What only the module that answers can read, such as a question of the map as its address holds it. */
  reference: string
  /** A day or an instant; what is known now without one. */
  asOf: string
}

export interface FigureAnswer {
  /** The figure as it is written in a sentence: `1,204`. */
  says: string
  /** What it counts, of how many, as of when. */
  means: string
  /** Where a reader sees how it came about. */
  href: string
}

/** One kind of figure that texts may cite: a module answers for it, with the sight of whoever asks. */
export interface FigureKind {
  name: string
  label: string
  /** Throws a problem when the reference cannot be read. */
  answer(db: Reader, viewer: Viewer, asked: FigureAsked): Promise<FigureAnswer>
}
