import { z } from 'zod'

/** Two records side by side, before somebody says that they are one. */
export const mergeAsked = z.object({
  /** The other record, by its id. */
  with: z.string().trim().max(100).catch(''),
  /** A name under which to look for it. */
  q: z.string().trim().max(120).catch(''),
})
export type MergeAsked = z.output<typeof mergeAsked>

export const newMerge = z.object({
  otherId: z.string().trim().min(1, 'Choose the other record').max(100),
  keep: z.enum(['this', 'other'], 'Choose which record stays'),
  reason: z
    .string()
    .trim()
    .min(5, 'Say how you know; it is public and stays with the record')
    .max(1000, 'Keep it under 1,000 characters'),
})
export type NewMerge = z.output<typeof newMerge>

export interface MergeView {
  id: string
  keptId: string
  keptName: string
  keptKind: string
  goneId: string
  goneName: string
  reason: string
  mergedAt: Date
  undoneAt: Date | null
}

/** A record that may be the same organization as another. */
export interface AlikeView {
  id: string
  name: string
  country: string | null
  ties: number
}
