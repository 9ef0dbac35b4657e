import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import type { ArchivedPage, ArchivedView, ArchiveProof } from './schema.ts'

const view = sql`address, work_id as "workId", edition_id as "editionId", event, sha256, kept_at as "keptAt",
  removed_at as "removedAt", removal_reason as "removalReason"`

/** A page as it was kept; its bytes are null once they were taken out. */
export async function getArchived(db: Reader, address: string): Promise<ArchivedPage> {
  const found = await db.one(
    sql<ArchivedPage>`select ${view}, page, parts from publications.archived where address = ${address}`,
  )
  if (!found) throw notFound('publications.archive.unknown', 'Nothing was ever kept at this address.')
  return found
}

interface Part {
  mediaType: string
  /** Null once they were destroyed. */
  bytes: Uint8Array | null
}

export const findPart = (db: Reader, sha256: string): Promise<Part | undefined> =>
  db.one(sql<Part>`select media_type as "mediaType", bytes from publications.archive_parts where sha256 = ${sha256}`)

/** A part of a page that still stands: with the last page that shows it, it is no longer to be had. */
export async function getPart(db: Reader, sha256: string): Promise<Part & { bytes: Uint8Array }> {
  const found = await findPart(db, sha256)
  const standing = await db.one(
    sql`select 1 from publications.archived where parts @> array[${sha256}] and page is not null limit 1`,
  )
  if (found?.bytes && standing) return { ...found, bytes: found.bytes }
  throw notFound('publications.archive.unknown', 'Nothing is kept at this address.')
}

/** Where the pages of a work are kept, latest first. */
export const listArchived = (db: Reader, workId: string): Promise<ArchivedView[]> =>
  db.all(
    sql<ArchivedView>`select ${view} from publications.archived where work_id = ${workId} order by kept_at desc, address desc`,
  )

/** Some addresses after one, with all that is to be proved of them. */
export const listForProof = (db: Reader, after: string, most: number): Promise<ArchivedPage[]> =>
  db.all(sql<ArchivedPage>`select ${view}, page, parts from publications.archived where address > ${after}
    order by address limit ${most}`)

export const listProofs = (db: Reader): Promise<ArchiveProof[]> =>
  db.all(sql<ArchiveProof>`select proved_at as "provedAt", pages, removed, broken from publications.archive_proofs
    order by proved_at desc limit 30`)

/** Public editions of which no page is kept: published before there was an archive. */
export const listUnkept = (db: Reader): Promise<{ slug: string }[]> =>
  db.all(sql<{
    slug: string
  }>`select slug from publications.works work join publications.editions edition on work_id = work.id
    where state in ('published', 'withdrawn')
      and not exists (select from publications.archived where edition_id = edition.id)`)
