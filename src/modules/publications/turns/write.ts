import { allow, system, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { type Database, sql, type Writer } from '#platform/db'
import { invalid } from '#platform/problem'
import { emptyPages, keepPage } from '../archive/write.ts'
import { holdDraft, listDue } from '../works/read.ts'
import { instantOf, refuseUnready, stateAfter } from '../works/rules.ts'
import type { EditionView, Turning } from '../works/schema.ts'
import { announceWork, indexWork, unindexWork } from '../works/write.ts'
import { settleWriting } from '../writing/write.ts'

const needs: Record<Turning['deed'], string> = {
  review: 'publications.work.write',
  return: 'publications.work.review',
  discard: 'publications.work.write',
  schedule: 'publications.work.publish',
  publish: 'publications.work.publish',
  withdraw: 'publications.work.publish',
  remove: 'publications.work.publish',
}

/** Checks that must hold before an edition is read by the public, added by the nouns that know them (clearances, letters). */
type Gate = (db: Writer, edition: EditionView) => Promise<void>
const gates = new Map<string, Gate>()
export const addGate = (name: string, gate: Gate): void => void gates.set(name, gate)

/** What follows when the public reads another text, added by the nouns that follow it (letters). */
type Follow = (db: Writer, edition: EditionView) => Promise<void>
const followers = new Map<string, Follow>()
export const addFollower = (name: string, follow: Follow): void => void followers.set(name, follow)

/** Told within the deed, with the edition as it was before it was public. */
export async function tellFollowers(db: Writer, edition: EditionView): Promise<void> {
  for (const follow of followers.values()) await follow(db, edition)
}

/** Turns an edition: to review and back, to a moment, to the public, out of it. What readers were told stays told, with its reason. */
export async function turnEdition(
  db: Writer,
  actor: Viewer,
  input: Turning & { editionId: string; now: Date },
): Promise<EditionView> {
  const asked = await holdDraft(db, actor, input.editionId)
  allow(actor, needs[input.deed], { bodyId: asked.bodyId })
  await settleWriting(db, actor, { editionId: asked.id, at: input.now })
  const edition = await holdDraft(db, actor, input.editionId)
  const state = stateAfter(edition.state, input.deed)
  switch (input.deed) {
    case 'review':
    case 'return':
      await db.save(sql`update publications.editions set state = ${state}, publish_at = null where id = ${edition.id}`)
      break
    case 'discard':
      await discard(db, edition)
      break
    case 'schedule':
      await schedule(db, edition, { moment: instantOf(input.at, 'at'), now: input.now, isAnnounced: input.announce })
      break
    case 'publish':
      await publish(db, edition, input.now)
      break
    case 'withdraw':
    case 'remove':
      await end(db, edition, { ...input, state: state ?? 'gone' })
  }
  await audit(db, actor, `publications.edition.${pasts[input.deed]}`, `edition:${edition.id}`, { work: edition.workId })
  return edition
}

const pasts: Record<Turning['deed'], string> = {
  review: 'sent-to-review',
  return: 'returned',
  discard: 'discarded',
  schedule: 'scheduled',
  publish: 'published',
  withdraw: 'withdrawn',
  remove: 'removed',
}

/** A draft nobody read leaves with its revisions; the work too when it has no other edition. */
async function discard(db: Writer, edition: EditionView): Promise<void> {
  await db.save(sql`delete from publications.revisions where edition_id = ${edition.id}`)
  await db.save(sql`delete from publications.editions where id = ${edition.id}`)
  await db.save(sql`delete from publications.works work where id = ${edition.workId}
    and not exists (select from publications.editions where work_id = work.id)`)
}

async function schedule(
  db: Writer,
  edition: EditionView,
  { moment, now, isAnnounced }: { moment: Date; now: Date; isAnnounced: boolean },
): Promise<void> {
  if (moment <= now)
    throw invalid('publications.edition.past', 'That moment has passed.', {
      at: 'Choose a moment to come, or publish now',
    })
  await refuseAll(db, edition)
  await db.save(
    sql`update publications.editions set state = 'scheduled', publish_at = ${moment}, is_announced = ${isAnnounced} where id = ${edition.id}`,
  )
  // Nobody reads it yet, but every node must know when they will.
  await announceWork(db, edition.workId)
}

async function refuseAll(db: Writer, edition: EditionView): Promise<void> {
  refuseUnready(edition)
  for (const gate of gates.values()) await gate(db, edition)
}

async function publish(db: Writer, edition: EditionView, at: Date): Promise<void> {
  await refuseAll(db, edition)
  await db.save(sql`update publications.editions set state = 'superseded', ended_at = ${at}
    where work_id = ${edition.workId} and state in ('published', 'withdrawn', 'gone')`)
  await db.save(sql`update publications.editions set state = 'published', published_at = ${at}, publish_at = null
    where id = ${edition.id}`)
  await db.save(
    sql`update publications.works set published_at = coalesce(published_at, ${at}) where id = ${edition.workId}`,
  )
  await tellFollowers(db, edition)
  await keepPage(db, edition.slug, 'published', at)
  await indexWork(db, edition, at)
  await announceWork(db, edition.workId)
}

/** Withdrawn is still read, under its reason; gone leaves a page that says that it was, and why it is not. */
async function end(
  db: Writer,
  edition: EditionView,
  { reason, now, state }: { reason: string; now: Date; state: string },
): Promise<void> {
  if (reason.length < 10)
    throw invalid('publications.edition.reason', 'Say why, for its readers.', {
      reason: 'A sentence that readers will see in its place',
    })
  await db.save(sql`update publications.editions set state = ${state}, ended_at = ${now}, end_reason = ${reason}
    where id = ${edition.id}`)
  if (state === 'withdrawn') await keepPage(db, edition.slug, 'withdrawn', now)
  else await emptyPages(db, edition.workId, reason, now)
  await unindexWork(db, edition)
  await announceWork(db, edition.workId)
}

/**
 * Publishes what was scheduled for a moment that has come. Each is a transaction of its own, so that one that is not ready keeps no
 * other back: it returns to draft, which its writers see. Returns how many were published.
 */
export async function publishDue(
  database: Database,
  now: Date,
  warn: (id: string, error: unknown) => void,
): Promise<number> {
  let published = 0
  for (const { id } of await database.read((db) => listDue(db, now))) {
    try {
      await database.write((db) =>
        turnEdition(db, system, { editionId: id, deed: 'publish', at: '', announce: false, reason: '', now }),
      )
      published++
    } catch (error) {
      warn(id, error)
      await database.write((db) =>
        turnEdition(db, system, { editionId: id, deed: 'return', at: '', announce: false, reason: '', now }),
      )
    }
  }
  return published
}
