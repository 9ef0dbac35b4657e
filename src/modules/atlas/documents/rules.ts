import type { QuoteView } from './schema.ts'

/**
 * Where words stand in a text, white space aside: a line that breaks elsewhere is the same line. Nothing else is forgiven, not even a
 * letter's case: a quote is what the document says.
 */
export function findWords(text: string, words: string): { startsAt: number; endsAt: number } | undefined {
  const plain: string[] = []
  const from: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    const isSpace = /\s/.test(text.charAt(at))
    if (isSpace && (plain.length === 0 || plain.at(-1) === ' ')) continue
    plain.push(isSpace ? ' ' : text.charAt(at))
    from.push(at)
  }
  const wanted = words.replaceAll(/\s+/g, ' ').trim()
  const found = wanted === '' ? -1 : plain.join('').indexOf(wanted)
  if (found < 0) return undefined
  return { startsAt: from[found] ?? 0, endsAt: (from[found + wanted.length - 1] ?? 0) + 1 }
}

/** A text in pieces, those under a quote marked. Quotes that overlap share a mark. */
export function marked(text: string, quotes: QuoteView[]): { text: string; quoteId: string | undefined }[] {
  const pieces: { text: string; quoteId: string | undefined }[] = []
  let at = 0
  for (const quote of quotes.filter((each) => each.isFound).toSorted((a, b) => a.startsAt - b.startsAt)) {
    if (quote.endsAt <= at) continue
    const startsAt = Math.max(at, quote.startsAt)
    if (startsAt > at) pieces.push({ text: text.slice(at, startsAt), quoteId: undefined })
    pieces.push({ text: text.slice(startsAt, quote.endsAt), quoteId: quote.id })
    at = quote.endsAt
  }
  if (at < text.length) pieces.push({ text: text.slice(at), quoteId: undefined })
  return pieces
}

/** Where in a document a statement's words stand, as the ledger cites it. */
export const citeQuote = (documentId: string, quote: { id: string; page: number }): string =>
  `documents/${documentId}#page=${quote.page}&quote=${quote.id}`
