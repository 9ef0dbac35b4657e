import { z } from 'zod'
import type { BulkRow, BulkTurn } from '#kernel/bulk'

/** What can be done to many organizations at once. All of it is between them and one body; none of it touches the public record. */
export const bulkKinds = {
  'add-tag': 'Add a tag',
  'remove-tag': 'Take a tag away',
  'begin-standing': 'Begin a standing',
  'end-standing': 'End a standing',
} as const
export type BulkKind = keyof typeof bulkKinds
export const bulkKindNames = Object.keys(bulkKinds) as [BulkKind, ...BulkKind[]] // keys of a constant record are its names

/** What an organization is to a body. */
export const standings = { contact: 'Contact', partner: 'Partner', member: 'Member' } as const
export type Standing = keyof typeof standings
export const standingNames = Object.keys(standings) as [Standing, ...Standing[]] // as above

/** What somebody wants done, with the one part that its kind needs. */
export const newBulk = z
  .object({
    bodyId: z.string().min(1, 'Choose the body').max(60),
    kind: z.enum(bulkKindNames, 'Choose what to do'),
    tag: z.string().trim().max(60, 'Keep it under 60 characters').default(''),
    standing: z.enum(['', ...standingNames], 'Choose a standing').default(''),
  })
  .superRefine(({ kind, tag, standing }, found) => {
    const miss = (path: string, message: string) => found.addIssue({ code: 'custom', path: [path], message })
    if (kind.endsWith('-tag') && !/^[\p{L}\p{N}]/u.test(tag))
      miss('tag', 'Write the tag; it begins with a letter or a figure')
    if (kind.endsWith('-standing') && standing === '') miss('standing', 'Choose a standing')
  })
export type NewBulk = z.output<typeof newBulk>

/** Which organizations somebody chose on the list: those ticked, or all that its question finds. */
export const chosen = z.object({
  organizationIds: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((ids) => [ids].flat().filter(Boolean)),
  all: z.literal('yes').optional(),
  question: z.string().max(1000).default(''),
})
export type Chosen = z.output<typeof chosen>

export interface BulkView extends BulkTurn {
  kind: BulkKind
}

export interface BulkRowView extends BulkRow {
  organizationId: string
}

/** How one body sorts an organization. */
export interface SortingView {
  bodyName: string
  tags: string[]
  standings: { standing: Standing; since: string; until: string | null }[]
}
