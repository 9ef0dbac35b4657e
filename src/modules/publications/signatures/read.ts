import { allow, type Viewer } from '#kernel/access'
import { containing, type Reader, type Sql, sql } from '#platform/db'
import { secretHash } from '#platform/ids'
import { notFound } from '#platform/problem'
import type { LetterView } from '../letters/schema.ts'
import type { Conditions, InvalidationView, ModeratedView, SignatureView } from './schema.ts'

const columns = sql`signature.id, signature.work_id as "workId", name, title, capacity, state, content_hash as "contentHash",
  confirmed_at as "confirmedAt"`

/** Who has signed the text as it stands, in the order of the letter. */
export const listSignatures = (
  db: Reader,
  letter: LetterView,
  { page, size }: { page: number; size: number },
): Promise<SignatureView[]> =>
  db.all(sql<SignatureView>`select ${columns} from publications.signatures signature
    where work_id = ${letter.workId} and state = 'confirmed' and content_hash = any (${letter.agreedHashes}::text[])
    order by ${letter.sortedBy === 'name' ? sql`name_key, id` : sql`confirmed_at, id`} limit ${size} offset ${(page - 1) * size}`)

/** One's own signature, by the link in the letter about it. */
export async function getSignatureByCode(db: Reader, code: string): Promise<SignatureView> {
  const found = await db.one(
    sql<SignatureView>`select ${columns} from publications.signatures signature where secret_hash = ${secretHash(code)}`,
  )
  if (!found)
    throw notFound(
      'publications.signature.unknown',
      'This link is not known. Open the one in the latest letter you were sent.',
    )
  return found
}

const meeting = ({ name, domain, from, to }: Conditions): Sql<unknown> => sql`
  ${name ? sql`lower(name) like ${containing(name.toLowerCase())}` : sql`true`}
  and ${domain ? sql`lower(address) like ${`%@${domain.replace(/[%_\\]/g, '\\$&')}`}` : sql`true`}
  and ${from ? sql`asked_at >= ${`${from}T00:00:00Z`}::timestamptz` : sql`true`}
  and ${to ? sql`asked_at < ${`${to}T00:00:00Z`}::timestamptz + interval '1 day'` : sql`true`}`

/** For moderation: everybody who asked to sign, latest first. */
export async function listModerated(
  db: Reader,
  viewer: Viewer,
  { letter, wanted, most }: { letter: LetterView; wanted: Conditions; most: number },
): Promise<ModeratedView[]> {
  allow(viewer, 'publications.letter.moderate', { bodyId: letter.bodyId })
  return db.all(sql<ModeratedView>`select ${columns}, address,
      (select count(*)::int from publications.signatures other where other.work_id = signature.work_id
        and other.name_key = signature.name_key and other.id <> signature.id and other.state = 'confirmed') as alike
    from publications.signatures signature where work_id = ${letter.workId} and ${meeting(wanted)}
    order by asked_at desc, id desc limit ${most}`)
}

/** Confirmed signatures that meet conditions: what an invalidation would reach. */
export const reachedBy = (letter: LetterView, wanted: Conditions): Sql<unknown> =>
  sql`work_id = ${letter.workId} and state = 'confirmed' and ${meeting(wanted)}`

export async function countReached(db: Reader, letter: LetterView, wanted: Conditions): Promise<number> {
  const { count } = await db.only(
    sql<{
      count: number
    }>`select count(*)::int as count from publications.signatures where ${reachedBy(letter, wanted)}`,
  )
  return count
}

export const listInvalidations = (db: Reader, letter: LetterView): Promise<InvalidationView[]> =>
  db.all(sql<InvalidationView>`select id, conditions, reason, count, done_at as "doneAt", undone_at as "undoneAt"
    from publications.invalidations where work_id = ${letter.workId} order by done_at desc, id`)

/** Signers of an earlier text who have not been asked about this one yet. */
export const listUnasked = (db: Reader, most: number): Promise<{ id: string }[]> =>
  db.all(sql<{ id: string }>`select signature.id from publications.signatures signature
    join publications.letters letter on letter.work_id = signature.work_id
    where state = 'confirmed' and not content_hash = any (agreed_hashes) and asked_hash <> agreed_hashes[1]
    order by signature.id limit ${most}`)
