import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { dayOf } from '#platform/clock'
import { sql, type Writer } from '#platform/db'
import { invalid } from '#platform/problem'
import { addGate } from '../turns/write.ts'
import { holdDraft } from '../works/read.ts'
import { listClearances } from './read.ts'
import { refuseUncleared } from './rules.ts'
import type { NewClearance } from './schema.ts'

/** Notes how an author's clearance stands, for exactly the words that the edition has now. */
export async function noteClearance(
  db: Writer,
  actor: Viewer,
  input: NewClearance & { editionId: string; at: Date },
): Promise<void> {
  const edition = await holdDraft(db, actor, input.editionId)
  allow(actor, 'publications.work.write', { bodyId: edition.bodyId })
  if (!edition.authors.some(({ name }) => name === input.author))
    throw invalid('publications.clearance.author', 'That is no author of this edition.', { author: 'Choose an author' })
  await db.save(sql`insert into publications.clearances (edition_id, author, state, reference, content_hash, noted_on, noted_by, noted_at)
    values (${edition.id}, ${input.author}, ${input.state}, ${input.reference}, ${edition.contentHash}, ${dayOf(input.at)},
      ${actor.auditId}, ${input.at})
    on conflict (edition_id, author) do update set state = excluded.state, reference = excluded.reference,
      content_hash = excluded.content_hash, noted_on = excluded.noted_on, noted_by = excluded.noted_by, noted_at = excluded.noted_at`)
  // Who had to clear what stays out of the log: it says where somebody serves.
  await audit(db, actor, 'publications.clearance.noted', `edition:${edition.id}`, { state: input.state })
}

/** Called once at start: nothing is published before it is cleared. */
export const holdUncleared = (): void =>
  addGate('clearances', async (db, edition) => refuseUncleared(edition, await listClearances(db, edition.id)))
