// This file reaches the browser with the rules: it brings nothing along.

/** Signs of what stands before and after a stretch that are kept with it. */
export const contextLength = 60

/** A stretch of a text by its words, what stands around them, and where they began, in signs of the plain text. */
export interface Anchor {
  quote: string
  before: string
  after: string
  at: number
}

/** Where a stretch stands by now: its very words, or what has become of them. */
export interface Place {
  from: number
  to: number
  isChanged: boolean
}
