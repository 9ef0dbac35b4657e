import { createHash } from 'node:crypto'
import { allow, system, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { storeFile } from '#kernel/files'
import { type Database, sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { type Fetched, Unreachable } from '#platform/outside'
import { Problem } from '#platform/problem'
import { getDraft } from '../works/read.ts'
import type { EditionView } from '../works/schema.ts'
import { announceWork } from '../works/write.ts'
import { type DueCapture, listDueCaptures } from './read.ts'
import { linksOf, nextLook, wordsHash } from './rules.ts'

/** Part of the deed that publishes: notes which outside links there are. They are fetched afterwards, when nobody waits. */
export async function noteLinks(db: Writer, { workId, content, bibliography }: EditionView): Promise<void> {
  for (const { address, isSource } of linksOf(content, bibliography))
    await db.save(sql`insert into publications.captures (id, work_id, address, is_source, noted_at, due_at)
      values (${newId()}, ${workId}, ${address}, ${isSource}, now(), to_timestamp(0))
      on conflict (work_id, address) do update set is_source = captures.is_source or excluded.is_source`)
}

/** Has every link of a work looked at again as soon as can be. */
export async function askAgain(db: Writer, actor: Viewer, input: { editionId: string; at: Date }): Promise<void> {
  const { workId, bodyId } = await getDraft(db, actor, input.editionId)
  allow(actor, 'publications.work.write', { bodyId })
  await db.save(sql`update publications.captures set due_at = ${input.at} where work_id = ${workId}`)
  await audit(db, actor, 'publications.captures.asked', `work:${workId}`, {})
}

const atOnce = 4
const mostPerRun = 40

/**
 * Looks at links that are due, a few at once and outside of any transaction. The first time one is there it is captured, and stays as it
 * was then; later looks only say how it is now. Returns how many were looked at.
 */
export async function captureDue(
  database: Database,
  { now, fetch }: { now: Date; fetch(address: string): Promise<Fetched> },
): Promise<number> {
  const due = await database.read((db) => listDueCaptures(db, now, mostPerRun))
  for (let from = 0; from < due.length; from += atOnce) {
    const looks = due.slice(from, from + atOnce).map(async (link) => ({ link, found: await look(link.address, fetch) }))
    for (const { link, found } of await Promise.all(looks))
      await database.write((db) => saveLook(db, { link, found, now }))
  }
  return due.length
}

async function look(address: string, fetch: (address: string) => Promise<Fetched>): Promise<Fetched | string> {
  try {
    return await fetch(address)
  } catch (error) {
    if (error instanceof Unreachable) return error.message
    throw error
  }
}

async function saveLook(
  db: Writer,
  { link, found, now }: { link: DueCapture; found: Fetched | string; now: Date },
): Promise<void> {
  const isReached = typeof found !== 'string' && found.status >= 200 && found.status < 300
  const due = nextLook(now, { isReached, tries: link.tries })
  if (isReached && link.state !== 'captured') await capture(db, { link, found, now })
  const [status, fault, words] =
    typeof found === 'string'
      ? [null, found, null]
      : [found.status, '', isReached ? wordsHash(found.bytes, found.mediaType) : null]
  await db.save(sql`update publications.captures set looked_at = ${now}, status = ${status}, fault = ${fault}, words_now = ${words},
      tries = ${isReached ? 0 : link.tries + 1}, due_at = ${due},
      state = case when state = 'captured' then state else 'unreachable' end
    where id = ${link.id}`)
  if (!isReached || link.state === 'captured') db.unaudited('a look at a link changes nothing that anybody said')
}

async function capture(
  db: Writer,
  { link, found, now }: { link: DueCapture; found: Fetched; now: Date },
): Promise<void> {
  const sha256 = createHash('sha256').update(found.bytes).digest('hex')
  await db.save(sql`update publications.captures set state = 'captured', captured_at = ${now}, final_address = ${found.address},
      media_type = ${found.mediaType.slice(0, 100)}, sha256 = ${sha256}, words_sha256 = ${wordsHash(found.bytes, found.mediaType)},
      file_hash = ${await keepBytes(db, found, now)}
    where id = ${link.id} and state <> 'captured'`)
  await audit(db, system, 'publications.link.captured', `capture:${link.id}`, { sha256 })
  // Its page says when, beside the source.
  await announceWork(db, link.workId)
}

/** Pages and papers are kept; of anything else the fingerprint alone. */
async function keepBytes(db: Writer, { bytes }: Fetched, at: Date): Promise<string | null> {
  try {
    return await storeFile(db, { bytes, at, most: bytes.length })
  } catch (error) {
    // No kind of file that the house keeps, or one that was destroyed here.
    if (error instanceof Problem) return null
    throw error
  }
}

/** For a file that was destroyed and that an older backup brought back. */
export const forgetCaptured = async (db: Writer, sha256: string): Promise<void> =>
  void (await db.save(sql`update publications.captures set file_hash = null where file_hash = ${sha256}`))
