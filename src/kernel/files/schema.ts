import { z } from 'zod'

/** One line of the register of destroyed files, which is kept outside the database. */
export const destroyed = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), destroyedAt: z.coerce.date() })
export type Destroyed = z.output<typeof destroyed>

/** What a stored file may be, as its bytes say. */
export const mediaTypes = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'text/html',
] as const
export type MediaType = (typeof mediaTypes)[number]

/** A form carries four megabytes at most, and its words need room. */
export const MOST_BYTES = 3.8 * 1_048_576

/** What the house makes itself comes through no form. */
export const MOST_MADE = 32 * 1_048_576

export interface FileView {
  sha256: string
  mediaType: MediaType
  size: number
  bytes: Uint8Array<ArrayBuffer>
}
