import { createHash } from 'node:crypto'
import { sql, type Writer } from '#platform/db'
import { withoutMetadata } from '#platform/pictures'
import { checkFile } from './rules.ts'

/**
 * Keeps bytes and returns their fingerprint; the calling deed leaves the trace. Of pictures nothing is kept but what is seen: not where
 * they were taken, nor with what.
 */
export async function storeFile(
  db: Writer,
  { bytes: given, at, most }: { bytes: Uint8Array; at: Date; most?: number },
): Promise<string> {
  const mediaType = checkFile(given, most)
  const bytes = withoutMetadata(given)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await db.save(sql`insert into files.files (sha256, media_type, size, bytes, stored_at)
    values (${sha256}, ${mediaType}, ${bytes.length}, ${Buffer.from(bytes)}, ${at}) on conflict (sha256) do nothing`)
  return sha256
}

/** Deletes a file that no record names any more; the database refuses it for one that is named. */
export const removeFile = (db: Writer, sha256: string): Promise<number> =>
  db.save(sql`delete from files.files where sha256 = ${sha256}`)
