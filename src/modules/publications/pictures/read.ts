import { allow, mayDo, type Viewer } from '#kernel/access'
import { getFile } from '#kernel/files'
import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import { picturesIn } from '../texts/rules.ts'
import type { TextDocument } from '../texts/schema.ts'
import type { SourceOf } from './rules.ts'
import type { Hero, PictureView } from './schema.ts'

const view = sql`select id, body_id as "bodyId", file_hash as "fileHash", file_name as "fileName", media_type as "mediaType", width, height,
    alternative, is_decorative as "isDecorative", caption, credit, sent_at as "sentAt", destroyed_at as "destroyedAt",
    destroyed_reason as "destroyedReason",
    (select count(*)::integer from publications.editions where pictures @> array[picture.id]) as uses
  from publications.pictures picture`

/** Shown by an edition that the public reads. What is gone is gone in all its editions. */
const isPublic = sql`exists (select from publications.editions edition where edition.pictures @> array[picture.id]
  and edition.published_at is not null
  and not exists (select from publications.editions live where live.work_id = edition.work_id and live.state = 'gone'))`

const unknown = () => notFound('publications.picture.unknown', 'There is no such picture.')

/** A picture that everybody may see, or those who read the drafts of its body. */
export async function getPicture(
  db: Reader,
  viewer: Viewer,
  id: string,
): Promise<{ picture: PictureView; isPublic: boolean }> {
  const picture = await db.one(sql<PictureView>`${view} where id = ${id}`)
  if (!picture) throw unknown()
  const seen = await db.one(sql`select 1 from publications.pictures picture where id = ${id} and ${isPublic}`)
  if (!seen && !mayDo(viewer, 'publications.work.read', { bodyId: picture.bodyId })) throw unknown()
  return { picture, isPublic: Boolean(seen) }
}

/** The pictures of a body for whoever works there, latest first. */
export async function listPictures(db: Reader, viewer: Viewer, bodyId: string): Promise<PictureView[]> {
  allow(viewer, 'publications.work.read', { bodyId })
  return db.all(sql<PictureView>`${view} where body_id = ${bodyId} order by sent_at desc, id desc limit 500`)
}

/** What is known of the pictures that an edition shows, by id; only those of its own body. */
export async function picturesOf(
  db: Reader,
  edition: { bodyId: string; content: TextDocument; hero: Hero | null },
): Promise<Map<string, PictureView>> {
  const ids = picturesIn(edition)
  if (ids.length === 0) return new Map()
  const found = await db.all(sql<PictureView>`${view} where id = any (${ids}::text[]) and body_id = ${edition.bodyId}`)
  return new Map(found.map((picture) => [picture.id, picture]))
}

/** Pictures within the page itself, for readers whose link opens one text and nothing beside it. */
export async function withinPage(
  db: Reader,
  edition: { bodyId: string; content: TextDocument; hero: Hero | null },
): Promise<SourceOf> {
  const files = await bytesOf(db, (await picturesOf(db, edition)).values())
  return ({ fileHash, mediaType }) =>
    `data:${mediaType};base64,${Buffer.from(files.get(fileHash ?? '') ?? []).toString('base64')}`
}

/** The bytes of pictures by their fingerprint, for forms that carry them along. */
export async function bytesOf(
  db: Reader,
  pictures: Iterable<PictureView>,
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const { fileHash } of pictures) if (fileHash) files.set(fileHash, (await getFile(db, fileHash)).bytes)
  return files
}
