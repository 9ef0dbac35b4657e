import { sql, type Writer } from '#platform/db'
import { secretHash } from '#platform/ids'
import { tooMany } from '#platform/problem'
import { type Limit, limits } from './rules.ts'

/** Counts one attempt in the bucket of `whom` and refuses it when the window is full. Buckets hold hashes, never addresses. */
export async function countAttempt(db: Writer, limit: Limit, input: { whom: string; now: Date }): Promise<void> {
  const { most, minutes } = limits[limit]
  const bucket = bucketOf(limit, input.whom)
  const since = new Date(input.now.getTime() - minutes * 60_000)
  db.unaudited('counting attempts is not a deed; what the attempt does is audited by itself')
  await db.save(sql`delete from access.attempts where bucket = ${bucket} and at < ${since}`)
  const { count } = await db.only(
    sql<{ count: number }>`select count(*) as count from access.attempts where bucket = ${bucket}`,
  )
  if (count >= most)
    throw tooMany(
      'access.too-many',
      `That was tried ${most} times within ${minutes} minutes. Please wait, then try again.`,
    )
  await db.save(sql`insert into access.attempts (bucket, at) values (${bucket}, ${input.now})`)
}

/** Takes back the attempt just counted, because it succeeded: only failures use up a window. */
export async function forgetAttempt(db: Writer, limit: Limit, input: { whom: string; now: Date }): Promise<void> {
  await db.save(sql`delete from access.attempts where bucket = ${bucketOf(limit, input.whom)} and at = ${input.now}`)
}

const bucketOf = (limit: Limit, whom: string): string => `${limit} ${secretHash(whom.trim().toLowerCase())}`
