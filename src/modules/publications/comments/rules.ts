import type { Actor } from '#kernel/audit'
import { conflict, forbidden, invalid } from '#platform/problem'
import { anchorAt, lineTextOf, placeOf, placesOf } from '../anchors/rules.ts'
import type { Anchor } from '../anchors/schema.ts'
import type { TextDocument } from '../texts/schema.ts'
import type { EditionState } from '../works/schema.ts'
import type { Colleague, CommentView, Thread } from './schema.ts'

/** The stretch that somebody quotes: it must stand in the text, and only one place may be meant. */
export function anchorOf(text: TextDocument, { quote, near }: { quote: string; near?: number | undefined }): Anchor {
  const plain = lineTextOf(text)
  const places = placesOf(plain, quote)
  const [first] = near === undefined ? places : places.toSorted((a, b) => Math.abs(a - near) - Math.abs(b - near))
  if (first === undefined)
    throw invalid('publications.anchor.absent', 'The draft does not say that.', {
      quote: 'Copy the words exactly as they stand in the draft',
    })
  if (places.length > 1 && near === undefined)
    throw invalid('publications.anchor.twice', `The draft says that ${places.length} times.`, {
      quote: 'Copy more of what stands around it, so that only one place is meant',
    })
  return anchorAt(plain, first, first + quote.trim().replace(/\s+/g, ' ').length)
}

export function refuseClosed(state: EditionState): void {
  if (!['draft', 'review', 'scheduled'].includes(state))
    throw conflict('publications.edition.state', `This edition is ${state} by now: nobody comments on it any more.`)
}

/** A comment is changed by nobody else; one that others have dealt with, only once they take it up again. */
export function refuseForeign(
  { writtenBy, isTakenBack, isResolved }: { writtenBy: string; isTakenBack: boolean; isResolved: boolean },
  actor: Actor,
): void {
  if (writtenBy !== actor.auditId)
    throw forbidden(
      'publications.comment.foreign',
      'Only whoever wrote a comment can change it or take it back. Answer it instead.',
    )
  if (isTakenBack)
    throw conflict('publications.comment.taken-back', 'This comment was taken back already. Write a new one.')
  if (isResolved)
    throw conflict('publications.comment.resolved', 'This comment is resolved. Reopen it first, then change it.')
}

/** Threads in the order of the text; those whose words are gone stand last. One that was taken back stands as long as it has answers. */
export function threadsOf(text: TextDocument, comments: CommentView[]): Thread[] {
  const plain = lineTextOf(text)
  return comments
    .filter(({ id, takenBackAt }) => takenBackAt === null || comments.some(({ answers }) => answers === id))
    .flatMap((comment) =>
      comment.anchor === null
        ? []
        : [
            {
              ...{ ...comment, anchor: comment.anchor, place: placeOf(plain, comment.anchor) },
              answered: comments.filter(({ answers }) => answers === comment.id),
            },
          ],
    )
    .sort((a, b) => (a.place?.from ?? Number.POSITIVE_INFINITY) - (b.place?.from ?? Number.POSITIVE_INFINITY))
}

/** Colleagues whom a comment names after an @, by their whole name or by the first word of it where only one bears it. */
export function namedIn(words: string, colleagues: Colleague[]): string[] {
  const text = words.toLowerCase()
  const says = (name: string) => {
    const call = `@${name.toLowerCase()}`
    for (let at = text.indexOf(call); at !== -1; at = text.indexOf(call, at + 1))
      if (!/[\p{L}\p{N}]/u.test(text[at + call.length] ?? ' ')) return true
    return false
  }
  const first = (name: string) => name.split(' ')[0] ?? name
  return colleagues
    .filter(
      ({ name }) =>
        says(name) ||
        (colleagues.filter((other) => first(other.name) === first(name)).length === 1 && says(first(name))),
    )
    .map(({ id }) => id)
}
