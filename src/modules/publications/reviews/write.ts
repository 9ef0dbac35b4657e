import { allow, anonymous, system, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict, invalid } from '#platform/problem'
import { checkFigures } from '../evidence/read.ts'
import { getReview, listCiting } from './read.ts'
import type { ReviewDecision } from './schema.ts'

/**
 * Asks every figure of what the public reads again, as a visitor would, and raises a review for each that says something else: now, or of
 * the very day as of which it was cited. Raised once for each thing it says. Returns how many are new.
 */
export async function reviewFigures(db: Writer, now: Date): Promise<number> {
  let raised = 0
  for (const { id: editionId, workId, content } of await listCiting(db))
    for (const figure of await checkFigures(db, anonymous, content)) {
      const [saysNow, asCited] = [figure.now?.says ?? '', figure.asCited?.says ?? '']
      if (saysNow === figure.says && asCited === figure.says) continue
      const id = newId(now)
      const isNew =
        await db.save(sql`insert into publications.figure_reviews (id, work_id, edition_id, kind, reference, as_of, said,
          says_now, says_as_cited, found_at)
        values (${id}, ${workId}, ${editionId}, ${figure.kind}, ${figure.reference}, ${figure.asOf}, ${figure.says}, ${saysNow},
          ${asCited}, ${now}) on conflict do nothing`)
      if (isNew === 0) continue
      raised += 1
      // What was found before of the same figure, and waits, has been overtaken.
      await db.save(sql`delete from publications.figure_reviews where edition_id = ${editionId} and kind = ${figure.kind}
        and reference = ${figure.reference} and as_of = ${figure.asOf} and said = ${figure.says} and settled_at is null and id <> ${id}`)
      await audit(db, system, 'publications.figure.changed', `work:${workId}`, { review: id })
    }
  if (raised === 0) db.unaudited('every figure says what it said, or is known to differ')
  return raised
}

/** Says what becomes of a figure that changed. */
export async function settleReview(
  db: Writer,
  actor: Viewer,
  input: ReviewDecision & { id: string; at: Date },
): Promise<void> {
  const review = await getReview(db, actor, input.id)
  allow(actor, 'publications.work.write', { bodyId: review.bodyId })
  if (input.decision === 'kept' && input.note.length < 5)
    throw invalid('publications.review.note', 'Say why the text stays as it is.', {
      note: 'A sentence for whoever asks later',
    })
  const settled =
    await db.save(sql`update publications.figure_reviews set settled_at = ${input.at}, settled_by = ${actor.auditId},
      decision = ${input.decision}, note = ${input.note} where id = ${input.id} and settled_at is null`)
  if (settled === 0) throw conflict('publications.review.settled', 'Somebody has decided this already.')
  await audit(db, actor, 'publications.figure.settled', `work:${review.workId}`, {
    review: input.id,
    decision: input.decision,
  })
}
