import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { notFound } from '#platform/problem'
import { getLive } from '../works/read.ts'
import { announceWork, indexWork, refuseTaken } from '../works/write.ts'
import type { NewReservation } from './schema.ts'

/** Gives a work another address. The one before leads there for good, and is given to nothing else. */
export async function moveWork(
  db: Writer,
  actor: Viewer,
  input: { slug: string; to: string; at: Date },
): Promise<void> {
  allow(actor, 'publications.work.publish')
  const live = await getLive(db, input.slug)
  allow(actor, 'publications.work.publish', { bodyId: live.bodyId })
  await refuseTaken(db, input.to)
  await db.save(sql`update publications.works set slug = ${input.to} where id = ${live.workId}`)
  await db.save(sql`insert into publications.addresses (slug, work_id, kind, recorded_by, recorded_at)
    values (${live.slug}, ${live.workId}, 'former', ${actor.auditId}, ${input.at})`)
  if (live.state === 'published') await indexWork(db, { ...live, slug: input.to }, input.at)
  await audit(db, actor, 'publications.work.moved', `work:${live.workId}`, { from: live.slug, to: input.to })
  await announceWork(db, live.workId)
}

/** Keeps an address for a work that is to come, so that it can be printed before the work is there. */
export async function reserveAddress(db: Writer, actor: Viewer, input: NewReservation & { at: Date }): Promise<void> {
  allow(actor, 'publications.work.publish')
  await refuseTaken(db, input.slug)
  await db.save(sql`insert into publications.addresses (slug, kind, reason, recorded_by, recorded_at)
    values (${input.slug}, 'reserved', ${input.reason}, ${actor.auditId}, ${input.at})`)
  await audit(db, actor, 'publications.address.reserved', `address:${input.slug}`)
}

/** Lets an address go, for the work it was kept for or for any other. */
export async function freeAddress(db: Writer, actor: Viewer, slug: string): Promise<void> {
  allow(actor, 'publications.work.publish')
  const gone = await db.save(sql`delete from publications.addresses where slug = ${slug} and kind = 'reserved'`)
  if (gone === 0) throw notFound('publications.address.unknown', 'No such address is kept.')
  await audit(db, actor, 'publications.address.freed', `address:${slug}`)
}
