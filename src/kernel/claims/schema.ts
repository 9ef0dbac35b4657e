import { z } from 'zod'
import { isPartialDate } from './validity.ts'

const partialDate = z
  .string()
  .refine((text) => text === '' || isPartialDate(text), 'Write a date as 1978, 1978-05 or 1978-05-03 (EDTF)')

/** Preferred hides normal; deprecated never shows (Wikibase ranks). */
export const ranks = ['preferred', 'normal', 'deprecated'] as const
export type Rank = (typeof ranks)[number]

/** One source saying one thing about one property of one record. */
export const newStatement = z.object({
  subjectKind: z.enum(['engagement', 'organization', 'person', 'rule']),
  subjectId: z.string().min(1),
  property: z.string().min(1),
  value: z.string(),
  /** The text as it stood in the source, before we made sense of it. */
  originalValue: z.string(),
  language: z.string().optional(),
  sourceId: z.string().min(1),
  /** RFC 7111 cell (`file.csv#cell=12,3`), sheet cell, or address. */
  part: z.string().min(1, 'Say where in the source this stands'),
  quote: z.string().optional(),
  validFrom: partialDate.default(''),
  validTo: partialDate.default(''),
  rank: z.enum(ranks).default('normal'),
  rankReason: z.string().optional(),
  batchId: z.string().optional(),
})
export type NewStatement = z.input<typeof newStatement>

export interface Statement {
  id: string
  property: string
  value: string
  originalValue: string
  language: string | null
  sourceId: string
  part: string
  quote: string | null
  rank: Rank
  rankReason: string | null
  validFrom: string
  validTo: string
  confidence: string
  disputedBy: string | null
  contributor: string
  recordedAt: Date
  retractedAt: Date | null
  retractedReason: string | null
  /** Said again when an import was undone: the statement that people cite, and since when it counts among its equals (ADR 15). */
  citedAs: string | null
  countsFrom: Date | null
}
