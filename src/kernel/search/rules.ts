/**
 * Okapi BM25 (Robertson & Zaragoza 2009, eq. 3.15) with the non-negative idf of Lucene.
 * k1 and b as measured best on Cranfield; `npm run bench -- search` repeats that.
 */
export const bm25 = { k1: 2, b: 0.9 }

/** How much more a word of the title counts than one of the text (a simple form of BM25F's field weights). */
export const titleWeight = 2

/** Folds marks and scripts' case so that "Malmö" is found by "malmo"; the database does the stemming. */
export const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** The last word of what is being typed, if it is still being typed: it is searched as a prefix too. */
export function openWord(query: string): string | undefined {
  const word = /([\p{L}\p{N}]{2,})$/u.exec(fold(query))?.[1]
  return word
}
