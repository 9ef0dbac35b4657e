import { z } from 'zod'
import type { SubjectStatement } from '#kernel/claims'

export const verdicts = {
  retracted: 'Take it back: it is wrong, or is not what the source says',
  preferred: 'Rank it preferred: it is shown before others',
  normal: 'Rank it normal',
  deprecated: 'Rank it deprecated: it stays on record and is never shown as the value',
  restored: 'Say it again: it was taken back by mistake',
} as const
export type Verdict = keyof typeof verdicts

export const judgement = z.object({
  verdict: z.enum(Object.keys(verdicts) as [Verdict, ...Verdict[]], 'Choose what becomes of it'), // keys of a constant record are its names
  reason: z
    .string()
    .trim()
    .min(5, 'Give the reason; it is public and stays with the statement')
    .max(1000, 'Keep it under 1,000 characters'),
})
export type Judgement = z.output<typeof judgement>

/** One statement as those see it who may judge it. */
export interface JudgedStatement extends SubjectStatement {
  subjectKind: 'engagement' | 'organization'
  subjectTitle: string
  /** Of an organization: which kind of page it has. */
  partyKind: string
}
