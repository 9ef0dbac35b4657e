import { type Reader, sql } from '#platform/db'
import { secretHash } from '#platform/ids'
import { notFound } from '#platform/problem'
import { findEdition } from '../works/read.ts'
import type { EditionView } from '../works/schema.ts'
import type { ReadingView } from './schema.ts'

const view = sql`select id, edition_id as "editionId", purpose, name, address, content_hash as "contentHash", asked_at as "askedAt",
    expires_at as "expiresAt", revoked_at as "revokedAt", answered_at as "answeredAt", verdict, answer
  from publications.readings`

/** Who was asked to read one edition. Asked only with an edition that the viewer may read. */
export const listReadings = (db: Reader, editionId: string): Promise<ReadingView[]> =>
  db.all(sql<ReadingView>`${view} where edition_id = ${editionId} order by asked_at desc, id`)

/** What a link opens, while it does: whoever holds the code may read this one edition, and nothing else of the body. */
export async function openReading(
  db: Reader,
  code: string,
  now: Date,
): Promise<{ reading: ReadingView; edition: EditionView }> {
  const reading = await db.one(sql<ReadingView>`${view} where secret_hash = ${secretHash(code)} and revoked_at is null
    and expires_at > ${now}`)
  const edition = reading && (await findEdition(db, reading.editionId))
  if (!edition)
    throw notFound(
      'publications.reading.closed',
      'This link opens nothing any more. Ask whoever sent it for a new one.',
    )
  return { reading, edition }
}
