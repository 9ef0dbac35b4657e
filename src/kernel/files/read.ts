import { type Reader, sql } from '#platform/db'
import type { Destroyed, FileView } from './schema.ts'

/** A file with its bytes. Whoever asks has asked the record that names it first. */
export async function getFile(db: Reader, sha256: string): Promise<FileView> {
  const found = await db.only(
    sql<FileView>`select sha256, media_type as "mediaType", size, bytes from files.files where sha256 = ${sha256}`,
  )
  return { ...found, bytes: new Uint8Array(found.bytes) }
}

/** Every file that was destroyed, for the register outside the database. */
export const listDestroyed = (db: Reader): Promise<Destroyed[]> =>
  db.all(
    sql<Destroyed>`select sha256, destroyed_at as "destroyedAt" from files.destroyed order by destroyed_at, sha256`,
  )
