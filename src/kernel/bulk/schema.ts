import { z } from 'zod'

/** What can be done to many people at once. None of it touches what a person agreed to or told us themselves. */
export const bulkKinds = {
  'add-tag': { label: 'Add a tag', does: 'get the tag' },
  'remove-tag': { label: 'Take a tag away', does: 'lose the tag' },
  'set-field': { label: 'Set a field of the card', does: 'get the value' },
  'end-standing': { label: 'End a standing', does: 'are no longer listed so' },
  'resume-standing': { label: 'Resume a standing that ended', does: 'are listed so again' },
} as const
export type BulkKind = keyof typeof bulkKinds
export const bulkKindNames = Object.keys(bulkKinds) as BulkKind[] // keys of a constant record are its names

/** Fields of a card that say nothing sensitive of anybody. */
export const bulkFields = ['language', 'region', 'city', 'country', 'organization'] as const
export const bulkStandings = ['contact', 'member'] as const

const choice = {
  bodyId: z.string().min(1, 'Choose the body').max(60),
  kind: z.enum(bulkKindNames as [BulkKind, ...BulkKind[]], 'Choose what to do'), // not empty
  tag: z.string().trim().max(60, 'Keep it under 60 characters').default(''),
  field: z.enum(['', ...bulkFields], 'Choose a field').default(''),
  value: z.string().trim().max(200, 'Keep it under 200 characters').default(''),
  standing: z.enum(['', ...bulkStandings], 'Choose a standing').default(''),
}

/** What somebody wants done, with the one part that its kind needs. */
export const newBulk = z.object(choice).superRefine((asked, found) => {
  const miss = (path: string, message: string) => found.addIssue({ code: 'custom', path: [path], message })
  const isTag = asked.kind === 'add-tag' || asked.kind === 'remove-tag'
  if (isTag && !/^[\p{L}\p{N}]/u.test(asked.tag)) miss('tag', 'Write the tag; it begins with a letter or a figure')
  if (asked.kind === 'set-field' && asked.field === '') miss('field', 'Choose a field')
  if (asked.kind === 'set-field' && asked.value === '') miss('value', 'Write the value')
  if (asked.kind.endsWith('-standing') && asked.standing === '') miss('standing', 'Choose a standing')
})
export type NewBulk = z.output<typeof newBulk>

export type BulkState = 'planned' | 'doing' | 'done' | 'undoing' | 'undone'

/** How an action stands, whatever it is about. */
export interface BulkTurn {
  id: string
  bodyId: string
  bodyName: string
  value: string
  /** How many were chosen; those that it would not change are not planned. */
  chosen: number
  state: BulkState
  plannedBy: string
  /** Who said yes to it, or to taking it back. */
  turnedBy: string | null
  plannedAt: Date
  doneAt: Date | null
  undoneAt: Date | null
  planned: number
  done: number
  skipped: number
  undone: number
  refused: number
}

export interface BulkView extends BulkTurn {
  kind: BulkKind
  field: string | null
}

/** One record of an action. */
export interface BulkRow {
  number: number
  name: string
  /** What stands there, and what will; null where there is nothing. */
  before: string | null
  after: string | null
  state: 'planned' | 'done' | 'skipped' | 'undone' | 'refused'
}

export interface BulkRowView extends BulkRow {
  personId: string
}
