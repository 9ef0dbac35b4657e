import { z } from 'zod'

/** The most that one update may weigh, in bytes: a pasted book fits. */
export const largestUpdate = 2_000_000
/** The most that a document may have taken altogether since its last snapshot was drawn up, in bytes. */
export const largestRoom = 24_000_000
/** So many updates are kept one by one; then one snapshot stands for them. */
export const mostUpdates = 200
/** So long after the last word a text becomes a revision by itself when no browser asked for it, in milliseconds. */
export const restAtMost = 30_000

const base64 = z
  .string()
  .min(1, 'Send what was written')
  .max(Math.ceil(largestUpdate / 3) * 4, 'This is more at once than can be taken: paste it in parts')
  .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'Write the bytes in base64')

export const written = z.object({ update: base64 })

/** Where a cursor stands, in relative positions of Yjs; absent when the text has not the keyboard. */
const position = z.looseObject({})
export const presence = z.object({
  hand: z.int().min(0).max(4_294_967_295),
  cursor: z
    .object({ anchor: position, head: position })
    .nullable()
    .refine((cursor) => JSON.stringify(cursor).length <= 1000, 'That is no place in a text'),
})
export type Presence = z.output<typeof presence>

export const joined = z.object({
  /** The last update that the state holds. */
  number: z.int(),
  /** The document as one update of Yjs, in base64. */
  state: z.string(),
})
export type Joined = z.output<typeof joined>

export const accepted = z.object({ number: z.int() })
export const rested = z.object({ revision: z.int() })

/** One stream asks for what came after the update it knows last, as the writer of this number. */
export const following = z.object({
  after: z.coerce.number().int().min(0).default(0),
  hand: z.coerce.number().int().min(0).max(4_294_967_295).default(0),
})

export interface RoomView {
  editionId: string
  snapshotNumber: number
  lastNumber: number
  bytes: number
  revision: number
  savedNumber: number
  movedAt: Date
}

export interface UpdateView {
  number: number
  bytes: Uint8Array
}

/** Told to every node: a room has updates that its streams have not sent yet. */
export const roomMoved = 'publications.room.moved'
/** Told to every node and kept nowhere: who is here, and where their cursor stands. */
export const roomPresence = 'publications.room.presence'
/** Told to every node: the text of a room is a revision by now. */
export const roomSaved = 'publications.room.saved'

/** Told to every node: somebody saved more than the text of a room. */
export const roomChanged = 'publications.room.changed'

/** Deeds after which what stands beside a text is another. */
export const besideEvents = [
  ...['written', 'changed', 'taken-back', 'resolved', 'reopened'].map((what) => `publications.comment.${what}`),
  ...['made', 'accepted', 'rejected'].map((what) => `publications.suggestion.${what}`),
]

export const writingPath = (editionId: string): string => `/api/v1/editions/${editionId}/writing`
