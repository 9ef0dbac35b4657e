import { z } from 'zod'
import type { Viewer } from '#kernel/access'
import type { AuditEntry } from '#kernel/audit'
import type { Reader } from '#platform/db'

/** Whom to tell, of which record (`import:01h…`), and in whose work. */
export interface Telling {
  accountId: string
  about: string
  bodyId: string | null
}

/** What a notice says to whoever reads it now, and where it leads. */
export interface Described {
  says: string
  href: string
}

/** A kind of notice: on which entries of the log it is told, and what it says as long as its reader may know of it. */
export interface NoticeKind {
  /** `module.noun.what`, as permissions and events are spelled. */
  name: string
  /** As a person chooses it. */
  label: string
  /** Whoever no longer holds this permission is no longer told. */
  needs?: string
  /** Told in the work of a body, and chosen for each body by itself. */
  isOfBody?: boolean
  /** For each event, whom to tell. Asked with the whole sight, in the transaction of the deed. */
  hears: Record<string, (db: Reader, entry: AuditEntry) => Promise<Telling[]>>
  /** What it says of each record that the viewer may know of, asked with the viewer's sight: the others are left out. */
  describe(db: Reader, viewer: Viewer, ids: string[]): Promise<Map<string, Described>>
}

export interface NoticeView extends Described {
  id: string
  kind: string
  bodyId: string | null
  bodyName: string | null
  toldAt: Date
  readAt: Date | null
}

export const rhythms = { never: 'Never', daily: 'Once a day', weekly: 'Once a week' } as const
export type Rhythm = keyof typeof rhythms

const names = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((chosen) => [chosen].flat())

/** What somebody wants to be told of, kind by kind (`atlas.correction.waiting` or, in a body's work, `network/people.import.done`), and how often by mail. */
export const noticeChoice = z.object({
  often: z.enum(Object.keys(rhythms) as [Rhythm, ...Rhythm[]], 'Choose how often'), // keys of a constant record are its names
  told: names,
})
export type NoticeChoice = z.output<typeof noticeChoice>
