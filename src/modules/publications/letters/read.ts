import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import { findEdition } from '../works/read.ts'
import type { EditionView } from '../works/schema.ts'
import type { LetterView } from './schema.ts'

const view = sql`select letter.work_id as "workId", slug, body_id as "bodyId", code, who, federal, sorted_by as "sortedBy",
    closes_at as "closesAt", closed_at as "closedAt", agreed_hashes as "agreedHashes",
    (select coalesce(sum(signed), 0)::int from publications.letter_counts count where count.work_id = letter.work_id) as signed
  from publications.letters letter join publications.works work on work.id = letter.work_id`

export const findLetter = (db: Reader, workId: string): Promise<LetterView | undefined> =>
  db.one(sql<LetterView>`${view} where letter.work_id = ${workId}`)

/** By the end of its address: whoever was sent it may read the letter before the public does. */
export async function getLetterByCode(db: Reader, code: string): Promise<LetterView> {
  const found = await db.one(sql<LetterView>`${view} where code = ${code}`)
  if (!found) throw notFound('publications.letter.unknown', 'There is no letter at this address.')
  return found
}

/** The text that is signed: what the public reads, else what is about to be published. */
export async function getTextToSign(db: Reader, letter: LetterView): Promise<EditionView> {
  const found = await db.one(sql<{ id: string }>`select id from publications.editions where work_id = ${letter.workId}
    and state in ('published', 'scheduled', 'review', 'draft') order by state = 'published' desc, number desc limit 1`)
  const edition = found && (await findEdition(db, found.id))
  if (!edition) throw notFound('publications.letter.withdrawn', 'This letter is no longer published.')
  return edition
}
