import { z } from 'zod'
import type { Box } from '#platform/pdf'

const box = /^(\d{1,4})\s*[:,]\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)$/
const explained = 'Write each part on a line of its own as page: left, top, width, height, such as 1: 10, 20, 30, 5'

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** A part of a page as a line of the form; undefined where it is none. */
function boxOf(line: string): Box | undefined {
  const [page, left, top, width, height] = (box.exec(line) ?? []).slice(1).map(Number)
  if (!page || left === undefined || top === undefined || !width || !height) return undefined
  return left + width > 101 || top + height > 101 ? undefined : { page, left, top, width, height }
}

export const newRedaction = z
  .object({
    words: z
      .string()
      .max(20_000, 'Keep it under 20,000 characters')
      .default('')
      .transform(linesOf)
      .refine((lines) => lines.length <= 200, 'At most 200 lines at once')
      .refine(
        (lines) => lines.every((line) => line.replaceAll(/\s/g, '').length >= 2),
        'A line of one letter would take out half the text: write at least two',
      ),
    boxes: z
      .string()
      .max(5000, 'Keep it under 5,000 characters')
      .default('')
      .transform((text, context) => {
        const boxes = linesOf(text).map(boxOf)
        if (boxes.some((each) => each === undefined) || boxes.length > 200)
          context.addIssue({ code: 'custom', message: explained })
        return boxes.filter((each) => each !== undefined)
      }),
    title: z.string().trim().min(1, 'Give the new document a title').max(200, 'Keep it under 200 characters'),
    visibility: z.enum(['public', 'private'], 'Say who may see the new document'),
    fate: z.enum(['private', 'destroyed'], 'Say what becomes of the document as it is'),
    reason: z.string().trim().min(5, 'Say why, for those who ask later').max(500, 'Keep it under 500 characters'),
  })
  .refine((sent) => sent.words.length + sent.boxes.length > 0, {
    path: ['words'],
    message: 'Say which words or which parts of a page are to go',
  })
export type NewRedaction = z.output<typeof newRedaction>

export interface RedactionView {
  id: string
  documentId: string
  sha256: string
  title: string
  visibility: 'public' | 'private'
  fate: 'private' | 'destroyed'
  reason: string
  state: 'waiting' | 'done' | 'failed'
  problem: string | null
  removed: number
  resultId: string | null
  askedAt: Date
  scrubbedAt: Date | null
}

/** What a document that was made this way says of itself; the reason and the fate only to staff. */
export interface MadeView {
  removed: number
  reason: string | null
  fate: 'private' | 'destroyed' | null
  doneAt: Date
  scrubbedAt: Date | null
}

/** What the work needs, and nobody is shown. */
export interface Order extends RedactionView {
  words: string[]
  boxes: Box[]
  askedBy: string
}
