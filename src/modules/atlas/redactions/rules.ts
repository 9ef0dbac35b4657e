import { passagesOf } from '#platform/pdf'
import { conflict, invalid } from '#platform/problem'

/** Words that stand nowhere were mistyped, and what was meant would stay. */
export function refuseUnfound(words: string[], texts: string[]): void {
  const unfound = words.filter((each) => texts.every((text) => passagesOf(text, [each]).length === 0))
  if (unfound.length > 0)
    throw invalid('atlas.redaction.unfound', 'Some of these words do not stand in the text.', {
      words: `Not found on any page: ${unfound.slice(0, 3).join('; ')}. Write words that run over the end of a page as two lines.`,
    })
}

/** A program finds words in the text of a file, not in a picture: what somebody typed from one is still to be seen there. */
export function refuseTyped(
  words: string[],
  typed: { number: number; text: string }[],
  boxes: { page: number }[],
): void {
  const open = typed.filter(
    ({ number, text }) => passagesOf(text, words).length > 0 && boxes.every(({ page }) => page !== number),
  )
  if (open.length > 0)
    throw invalid(
      'atlas.redaction.typed',
      'Some of these words stand in the picture of a page, where only a part can be painted over.',
      {
        boxes: `Mark the part where they stand on page ${open.map(({ number }) => number).join(', ')}`,
      },
    )
}

export function refuseParts(boxes: { page: number }[], pageCount: number): void {
  if (boxes.some(({ page }) => page > pageCount))
    throw invalid('atlas.redaction.page', 'The document has no such page.', { boxes: `Pages are 1 to ${pageCount}` })
}

/** What is said of the new document is public with it. */
export function refuseTold(words: string[], told: { title: string; publisher: string }): void {
  if (passagesOf(told.title, words).length > 0)
    throw invalid('atlas.redaction.title', 'The title itself holds words that are to go.', {
      title: 'Give the new document a title without them',
    })
  if (passagesOf(told.publisher, words).length > 0)
    throw invalid('atlas.redaction.publisher', 'The name of the publisher holds words that are to go.', {
      words: 'Who published a document is said beside it: leave that name in, or add the document anew under another',
    })
}

/** The ledger of claims is never edited: words that are evidence are taken back there first, and say so. */
export function refuseClaimed(words: string[], claims: { quote: string | null; isStanding: boolean }[]): void {
  if (claims.some(({ quote, isStanding }) => isStanding && passagesOf(quote ?? '', words).length > 0))
    throw conflict('atlas.redaction.claimed', 'A claim on the record quotes these words to everyone.', {
      words: 'Take that claim back on the page of the record first, then come here again',
    })
}
