import { anonymous, system } from '#kernel/access'
import { audit, listEntries } from '#kernel/audit'
import { getBody } from '#kernel/bodies'
import { type Reader, sql, type Writer, wholeSight } from '#platform/db'
import { newId } from '#platform/ids'
import { listCorrections } from '../corrections/read.ts'
import { withoutDrawings } from '../embeds/rules.ts'
import { checkFigures } from '../evidence/read.ts'
import { factNodes } from '../occasions/rules.ts'
import { bytesOf } from '../pictures/read.ts'
import { endings, type PictureView } from '../pictures/schema.ts'
import { shownText, wholeOf } from '../texts/read.ts'
import { getLive } from '../works/read.ts'
import { findPart, listForProof, listUnkept } from './read.ts'
import { addressOf, hashOfBytes, keptStyle } from './rules.ts'
import type { ArchivedPage, ArchiveEvent, ArchiveProof, BrokenPage, Kept } from './schema.ts'

/** How a kept page is drawn: deeds know no pages, so the module brings it once, at start. */
let draw: (kept: Kept) => string = () => {
  throw new Error('nobody said how kept pages are drawn')
}
export function drawKeptBy(drawing: (kept: Kept) => string): void {
  draw = drawing
}

/**
 * Keeps the page of a work as its readers have it from this moment on. Part of the deed that makes it so: what is read is kept.
 * Returns the address, which never says anything else.
 */
export async function keepPage(db: Writer, slug: string, event: ArchiveEvent, at: Date): Promise<string> {
  const edition = await getLive(db, slug)
  const style = new TextEncoder().encode(keptStyle)
  const styleHash = hashOfBytes(style)
  const address = await freeAddress(db, slug, at)
  const shown = await shownText(
    db,
    anonymous,
    edition,
    ({ fileHash, mediaType }) => `/archive/parts/${fileHash}.${endings[mediaType]}`,
  )
  const parts = [styleHash, ...(await keepPictures(db, shown.pictures))]
  const whole = wholeOf(shown)
  const html = draw({
    text: withoutDrawings({ ...whole, content: [...factNodes(edition, at), ...whole.content] }),
    ...{ edition, event, address, at, styleHash },
    body: await getBody(db, edition.bodyId),
    corrections: await listCorrections(db, edition.workId),
    figures: await checkFigures(db, anonymous, edition.content),
  })
  const page = new TextEncoder().encode(html)
  const sha256 = hashOfBytes(page)
  await db.save(sql`insert into publications.archive_parts (sha256, media_type, bytes)
    values (${styleHash}, 'text/css; charset=utf-8', ${style}) on conflict do nothing`)
  await db.save(sql`insert into publications.archived (address, work_id, edition_id, event, page, sha256, parts, kept_at)
    values (${address}, ${edition.workId}, ${edition.id}, ${event}, ${page}, ${sha256}, ${parts}, ${at})`)
  // The chained log knows the hash too: bytes and row together cannot be exchanged in silence.
  await audit(db, system, 'publications.page.archived', `work:${edition.workId}`, { address, sha256 })
  return address
}

/** The pictures of a page among the parts of the archive; their fingerprints. */
async function keepPictures(db: Writer, pictures: readonly PictureView[]): Promise<string[]> {
  const files = await bytesOf(db, pictures)
  for (const { fileHash, mediaType } of pictures) {
    const bytes = files.get(fileHash ?? '')
    if (bytes)
      await db.save(sql`insert into publications.archive_parts (sha256, media_type, bytes)
        values (${fileHash}, ${mediaType}, ${Buffer.from(bytes)}) on conflict do nothing`)
  }
  return [...files.keys()].sort()
}

/** The second of the deed; a later one where two pages of a work are kept within one. */
async function freeAddress(db: Reader, slug: string, at: Date): Promise<string> {
  for (let second = 0; ; second += 1) {
    const address = addressOf(new Date(at.getTime() + second * 1000), slug)
    if (!(await db.one(sql`select 1 from publications.archived where address = ${address}`))) return address
  }
}

/** Takes the bytes of every kept page of a work out, with the reason its readers are told; the addresses stay. */
export async function emptyPages(db: Writer, workId: string, reason: string, at: Date): Promise<void> {
  await db.save(sql`update publications.archived set page = null, removed_at = ${at}, removal_reason = ${reason}
    where work_id = ${workId} and removed_at is null`)
}

const atOnce = 100

/** Reads the whole archive and writes down what no longer is what was kept; before that, keeps what was published before there was one. */
export async function proveArchive(db: Writer, now: Date): Promise<ArchiveProof> {
  for (const { slug } of await listUnkept(db)) await keepPage(db, slug, 'published', now)
  const proof: ArchiveProof = { provedAt: now, pages: 0, removed: 0, broken: [] }
  let pages = await listForProof(db, '', atOnce)
  while (pages.length > 0) {
    for (const kept of pages) {
      proof.pages += 1
      if (kept.removedAt) proof.removed += 1
      else proof.broken.push(...(await faultsOf(db, kept)))
    }
    pages = await listForProof(db, pages.at(-1)?.address ?? '', atOnce)
  }
  await db.save(sql`insert into publications.archive_proofs (id, proved_at, pages, removed, broken)
    values (${newId(now)}, ${now}, ${proof.pages}, ${proof.removed}, ${JSON.stringify(proof.broken)})`)
  await audit(db, system, 'publications.archive.proved', 'archive:all', {
    ...{ pages: proof.pages, removed: proof.removed, broken: proof.broken.length },
  })
  return proof
}

async function faultsOf(db: Writer, { address, workId, page, sha256, parts }: ArchivedPage): Promise<BrokenPage[]> {
  const faults: string[] = []
  if (page && hashOfBytes(page) !== sha256) faults.push('Its bytes are not those that were kept.')
  const wanted = { subject: `work:${workId}`, event: 'publications.page.archived', limit: 10_000 }
  const entries = await db.seeing(wholeSight, () => listEntries(db, wanted))
  const logged = entries.map(({ detail }) => detail as { address: string; sha256: string }) // written by keepPage
  if (!logged.some((entry) => entry.address === address && entry.sha256 === sha256))
    faults.push('The log knows another hash, or none.')
  for (const part of parts) {
    const found = await findPart(db, part)
    // What was destroyed was destroyed by a deed, of which the log tells.
    if (!found || (found.bytes && hashOfBytes(found.bytes) !== part))
      faults.push(`Its part ${part.slice(0, 12)}… is not what it was.`)
  }
  return faults.map((why) => ({ address, why }))
}
