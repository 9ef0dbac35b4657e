import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { destroyFile, storeFile } from '#kernel/files'
import { sql, violatedConstraint, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict, invalid } from '#platform/problem'
import { hashOf } from '../texts/rules.ts'
import { announceWork, holdOpen, keepRevision } from '../works/write.ts'
import { getPicture, listPictures } from './read.ts'
import { refuseWordless, sizeOf } from './rules.ts'
import { type Hero, MOST_PICTURE_BYTES, type PictureView, type PictureWords } from './schema.ts'

type NewPicture = PictureWords & { bodyId: string; name: string; bytes: Uint8Array; at: Date }

/**
 * Puts a picture among those of a body, without what it says beside itself (where it was taken, with what). The same picture sent again is
 * the one that is there, with the words it has. Returns its id.
 */
export async function addPicture(db: Writer, actor: Viewer, input: NewPicture): Promise<string> {
  refuseWordless(input)
  return addImported(db, actor, input)
}

/** The same of one that came in a file, of which nobody may have said yet what it shows: no text with it is published before. */
export async function addImported(db: Writer, actor: Viewer, input: NewPicture): Promise<string> {
  allow(actor, 'publications.work.write', { bodyId: input.bodyId })
  if (input.bytes.length > MOST_PICTURE_BYTES)
    throw invalid('publications.picture.large', 'The picture has more than 8 MB.', {
      file: 'Make it smaller, some 2,000 dots wide, and send it again',
    })
  const { width, height } = sizeOf(input.bytes)
  return storePicture(db, actor, { ...input, width, height })
}

async function storePicture(
  db: Writer,
  actor: Viewer,
  input: NewPicture & { width: number; height: number },
): Promise<string> {
  const hash = await storeFile(db, { bytes: input.bytes, at: input.at, most: MOST_PICTURE_BYTES })
  const known = await db.one(sql<{ id: string }>`select id from publications.pictures
    where body_id = ${input.bodyId} and file_hash = ${hash}`)
  if (known) {
    db.unaudited('the picture is there already')
    return known.id
  }
  const id = newId(input.at)
  await db.save(sql`insert into publications.pictures (id, body_id, file_hash, file_name, media_type, width, height, alternative,
      is_decorative, caption, credit, sent_by, sent_at)
    select ${id}, ${input.bodyId}, sha256, ${input.name.slice(-200)}, media_type, ${input.width}, ${input.height}, ${input.alternative},
      ${input.decorative}, ${input.caption}, ${input.credit}, ${actor.auditId}, ${input.at}
    from files.files where sha256 = ${hash}`)
  await audit(db, actor, 'publications.picture.added', `picture:${id}`, { body: input.bodyId, sha256: hash })
  return id
}

/** Changes the words a picture offers to texts from now on. Texts that show it keep the words they have. */
export async function changePicture(db: Writer, actor: Viewer, input: PictureWords & { id: string }): Promise<void> {
  allow(actor, 'publications.work.write')
  const { picture } = await getPicture(db, actor, input.id)
  allow(actor, 'publications.work.write', { bodyId: picture.bodyId })
  refuseWordless(input)
  await db.save(sql`update publications.pictures set alternative = ${input.alternative}, is_decorative = ${input.decorative},
    caption = ${input.caption}, credit = ${input.credit} where id = ${input.id}`)
  await audit(db, actor, 'publications.picture.changed', `picture:${input.id}`, {})
}

/** Puts a picture at the head of an edition, or takes the one there away: a save like any other, which can be taken back. */
export async function chooseHero(
  db: Writer,
  actor: Viewer,
  input: { editionId: string; picture: string | undefined; at: Date },
): Promise<void> {
  const edition = await holdOpen(db, actor, input.editionId)
  const hero = input.picture === undefined ? null : await heroFrom(db, actor, edition.bodyId, input.picture)
  await db.save(sql`update publications.editions set hero = ${hero && JSON.stringify(hero)}, content_hash = ${hashOf({ ...edition, hero })},
      state = 'draft', revision = revision + 1, saved_by = ${actor.auditId}, saved_at = ${input.at}
    where id = ${edition.id}`)
  await keepRevision(db, edition.id)
  await audit(db, actor, 'publications.edition.saved', `edition:${edition.id}`, { revision: edition.revision + 1 })
}

async function heroFrom(db: Writer, actor: Viewer, bodyId: string, id: string): Promise<Hero> {
  const picture = (await listPictures(db, actor, bodyId)).find((each) => each.id === id && !each.destroyedAt)
  if (!picture)
    throw invalid('publications.picture.unknown', 'There is no such picture.', { picture: 'Choose one of the list' })
  const { alternative, caption, credit } = picture
  if (!alternative || !caption || !credit)
    throw invalid('publications.picture.hero', 'The picture at the head needs all its words.', {
      picture: 'Say first what it shows, give it a caption, and say whose it is',
    })
  return { id, alternative, caption, credit }
}

/**
 * Destroys the bytes of a picture for good, here and in kept pages: the same are not taken again, and no backup brings them back. Texts
 * that showed it say that it was taken out, and why.
 */
export async function destroyPicture(
  db: Writer,
  actor: Viewer,
  input: { id: string; reason: string; at: Date },
): Promise<void> {
  allow(actor, 'publications.picture.destroy')
  const { picture } = await getPicture(db, actor, input.id)
  allow(actor, 'publications.picture.destroy', { bodyId: picture.bodyId })
  const { fileHash } = picture
  if (!fileHash) throw conflict('publications.picture.destroyed', 'This picture was destroyed already.')
  const works = await worksShowing(db, picture)
  await forgetFile(db, fileHash, input.reason)
  try {
    await destroyFile(db, fileHash, input.at)
  } catch (error) {
    if (!violatedConstraint(error)) throw error
    throw conflict(
      'publications.picture.shared',
      'A document of the map is the same file. Have that one destroyed first, then this one.',
    )
  }
  await audit(db, actor, 'publications.picture.destroyed', `picture:${input.id}`, { sha256: fileHash })
  for (const workId of works) await announceWork(db, workId)
}

const worksShowing = async (db: Writer, { id }: PictureView): Promise<string[]> =>
  (
    await db.all(sql<{ workId: string }>`select distinct work_id as "workId" from publications.editions
      where pictures @> array[${id}]`)
  ).map(({ workId }) => workId)

/** Every picture with these bytes, of whatever body, loses them; so do kept pages. */
async function forgetFile(db: Writer, hash: string, reason: string): Promise<void> {
  await db.save(sql`update publications.pictures set file_hash = null, destroyed_at = now(), destroyed_reason = ${reason}
    where file_hash = ${hash}`)
  await db.save(sql`update publications.archive_parts set bytes = null, removed_at = now()
    where sha256 = ${hash} and removed_at is null`)
}

/** For a file that was destroyed and that an older backup brought back. */
export const forgetDestroyed = (db: Writer, hash: string): Promise<void> =>
  forgetFile(db, hash, 'It was destroyed before.')
