import { createHash } from 'node:crypto'
import { audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { withoutMetadata } from '#platform/pictures'
import { conflict } from '#platform/problem'
import { listDestroyed } from './read.ts'
import { checkFile } from './rules.ts'
import type { Destroyed } from './schema.ts'

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
  if (await db.one(sql`select 1 from files.destroyed where sha256 = ${sha256}`))
    throw conflict('files.file.destroyed', 'This very file was destroyed here for good, and is not taken again.')
  await db.save(sql`insert into files.files (sha256, media_type, size, bytes, stored_at)
    values (${sha256}, ${mediaType}, ${bytes.length}, ${Buffer.from(bytes)}, ${at}) on conflict (sha256) do nothing`)
  return sha256
}

/** Deletes a file that no record names any more, for good: the same bytes are not taken again. The database refuses it for one that is named. */
export async function destroyFile(db: Writer, sha256: string, at: Date): Promise<void> {
  await db.save(sql`delete from files.files where sha256 = ${sha256}`)
  await db.save(
    sql`insert into files.destroyed (sha256, destroyed_at) values (${sha256}, ${at}) on conflict do nothing`,
  )
}

/** What goes with a file that was destroyed, added by the modules whose records name files. */
type Destroyer = (db: Writer, sha256: string) => Promise<void>
const destroyers = new Map<string, Destroyer>()
export const addDestroyer = (name: string, destroyer: Destroyer): void => void destroyers.set(name, destroyer)

/** Destroys what a register names and an older backup brought back. Returns how many files went. */
export async function destroyAgain(db: Writer, register: readonly Destroyed[]): Promise<number> {
  const known = new Set((await listDestroyed(db)).map(({ sha256 }) => sha256))
  let gone = 0
  for (const { sha256, destroyedAt } of register.filter((line) => !known.has(line.sha256))) {
    for (const destroyer of destroyers.values()) await destroyer(db, sha256)
    await destroyFile(db, sha256, destroyedAt)
    gone += 1
  }
  if (gone === 0) db.unaudited('nothing came back that was destroyed')
  else await audit(db, { auditId: 'system' }, 'files.file.destroyed-again', 'files:register', { files: gone })
  return gone
}
