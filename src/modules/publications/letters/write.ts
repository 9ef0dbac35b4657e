import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { newSecret } from '#platform/ids'
import { conflict, invalid } from '#platform/problem'
import type { EditionView } from '../works/schema.ts'
import { announceWork } from '../works/write.ts'
import { findLetter } from './read.ts'
import type { LetterTerms } from './schema.ts'

const shards = 16

/** The last day counts whole, wherever the signer is: it ends when it has ended everywhere. */
const endOf = (day: string): Date | null =>
  day ? new Date(new Date(`${day}T00:00:00Z`).getTime() + 36 * 3_600_000) : null

/** Opens a letter or statement for signing. Its address ends in a code, by which it can be read and signed before it is public. */
export async function openLetter(
  db: Writer,
  actor: Viewer,
  input: { edition: EditionView; terms: LetterTerms; at: Date },
): Promise<void> {
  const { edition, terms, at } = input
  allow(actor, 'publications.letter.open', { bodyId: edition.bodyId })
  if (edition.kind !== 'letter' && edition.kind !== 'statement')
    throw invalid('publications.letter.kind', 'Only letters and statements are signed.', {
      deed: 'Begin a letter instead',
    })
  await db.save(sql`insert into publications.letters (work_id, code, who, federal, sorted_by, closes_at, opened_by, opened_at)
    values (${edition.workId}, ${newSecret()}, ${terms.who}, ${terms.federal}, ${terms.sortedBy}, ${endOf(terms.closesOn)},
      ${actor.auditId}, ${at})
    on conflict (work_id) do update set who = excluded.who, federal = excluded.federal, sorted_by = excluded.sorted_by,
      closes_at = excluded.closes_at`)
  await db.save(sql`insert into publications.letter_counts (work_id, shard)
    select ${edition.workId}, shard from generate_series(0, ${shards - 1}) as shard on conflict do nothing`)
  await audit(db, actor, 'publications.letter.opened', `work:${edition.workId}`, { ...terms })
  await announceWork(db, edition.workId)
}

export async function closeLetter(
  db: Writer,
  actor: Viewer,
  input: { edition: EditionView; isClosed: boolean; at: Date },
): Promise<void> {
  const { edition, isClosed, at } = input
  allow(actor, 'publications.letter.open', { bodyId: edition.bodyId })
  const changed = await db.save(sql`update publications.letters set closed_at = ${isClosed ? at : null}
    where work_id = ${edition.workId} and (closed_at is null) = ${isClosed}`)
  if (changed === 0) throw conflict('publications.letter.state', 'Somebody else has done that in the meantime.')
  await audit(
    db,
    actor,
    isClosed ? 'publications.letter.closed' : 'publications.letter.reopened',
    `work:${edition.workId}`,
  )
  await announceWork(db, edition.workId)
}

/**
 * What a new text means for those who signed the one before. A minor edition says the same and keeps them; any other begins at nothing,
 * and each of them is asked again.
 */
export async function followText(db: Writer, edition: EditionView): Promise<void> {
  const letter = await findLetter(db, edition.workId)
  if (!letter || letter.agreedHashes.length === 0 || letter.agreedHashes.includes(edition.contentHash)) return
  if (edition.isMinor) {
    await db.save(sql`update publications.letters set agreed_hashes = agreed_hashes || ${edition.contentHash}
      where work_id = ${edition.workId}`)
    return
  }
  await db.save(
    sql`update publications.letters set agreed_hashes = array[${edition.contentHash}] where work_id = ${edition.workId}`,
  )
  await recount(db, edition.workId)
}

/** One more confirmed signature, or one less, in a shard of its own choosing. */
export const countSignature = (db: Writer, input: { workId: string; id: string; by: 1 | -1 }): Promise<number> =>
  db.save(sql`update publications.letter_counts set signed = signed + ${input.by}
    where work_id = ${input.workId} and shard = ${shardOf(input.id)}`)

const shardOf = (id: string): number => (id.charCodeAt(id.length - 1) * 31 + id.charCodeAt(id.length - 2)) % shards

/** Counts anew from the rows, for deeds on many at once. Confirmations wait meanwhile. */
export async function recount(db: Writer, workId: string): Promise<void> {
  await db.save(sql`update publications.letter_counts set signed = 0 where work_id = ${workId}`)
  await db.save(sql`update publications.letter_counts set signed = (select count(*) from publications.signatures signature
      join publications.letters letter on letter.work_id = signature.work_id
      where signature.work_id = ${workId} and state = 'confirmed' and content_hash = any (letter.agreed_hashes))
    where work_id = ${workId} and shard = 0`)
}
