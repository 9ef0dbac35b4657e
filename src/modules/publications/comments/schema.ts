import { z } from 'zod'
import type { Anchor, Place } from '../anchors/schema.ts'

const words = z.string().trim().min(1, 'Write your comment').max(5000, 'Keep the comment under 5,000 characters')
const quote = z
  .string()
  .trim()
  .min(1, 'Copy the words that you mean from the draft')
  .max(4000, 'Choose fewer words: at most 4,000 characters')

export const newComment = z.object({
  quote,
  words,
  /** Where the words stand, from the editor, for words that stand more than once. */
  near: z
    .union([z.literal(''), z.coerce.number().int().min(0)])
    .default('')
    .transform((given) => (given === '' ? undefined : given)),
  tell: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((given) => [given].flat().filter((id) => id !== '')),
})
export type NewComment = z.output<typeof newComment>

export const outsideComment = newComment.pick({ quote: true, words: true })

export const threadDeed = z
  .object({
    deed: z.enum(['answer', 'resolve', 'reopen'], 'Choose what to do'),
    words: words.or(z.literal('')).default(''),
  })
  .refine(({ deed, words: said }) => deed !== 'answer' || said !== '', {
    path: ['words'],
    message: 'Write your answer',
  })
export type ThreadDeed = z.output<typeof threadDeed>

/** What whoever wrote a comment does with it. */
export const ownDeed = z.discriminatedUnion(
  'deed',
  [z.object({ deed: z.literal('change'), words }), z.object({ deed: z.literal('take-back') })],
  'Choose what to do',
)
export type OwnDeed = z.output<typeof ownDeed>

export interface CommentView {
  id: string
  answers: string | null
  anchor: Anchor | null
  words: string
  author: string
  isOutside: boolean
  /** Whoever asks wrote it. */
  isOwn: boolean
  writtenAt: Date
  changedAt: Date | null
  takenBackAt: Date | null
  /** What it said before, the latest first. */
  earlier: { words: string; writtenAt: string }[]
  resolvedAt: Date | null
  resolvedBy: string | null
}

/** A comment with what was answered, and where the words stand by now; without a place they are gone. */
export interface Thread extends CommentView {
  anchor: Anchor
  place: Place | undefined
  answered: CommentView[]
}

export interface Colleague {
  id: string
  name: string
}

export const commentsPath = (editionId: string): string => `/desk/works/${editionId}/comments`
export const ownCommentPath = (editionId: string, id: string): string => `${commentsPath(editionId)}/${id}/words`
