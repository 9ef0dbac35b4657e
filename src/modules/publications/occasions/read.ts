import { type Reader, sql } from '#platform/db'

/** Moments at which the clock turns what is told of a published event. */
const moments = sql`publications.editions edition join publications.works work on work.id = work_id
  cross join lateral (values ((occasion->>'startsAt')::timestamptz), ((occasion->>'endsAt')::timestamptz)) as turn (at)
  where state = 'published' and occasion->>'kind' = 'event'`

/** Published events that search still tells of as they were before the clock turned them. */
export const listTurned = (db: Reader, now: Date): Promise<{ id: string }[]> =>
  db.all(sql<{ id: string }>`select distinct edition.id from ${moments}
    and at <= ${now} and (indexed_at is null or indexed_at < at)`)

/** The next moment at which an event begins or ends. */
export async function findNextTurn(db: Reader, now: Date): Promise<Date | undefined> {
  const { next } = await db.only(sql<{ next: Date | null }>`select min(at) as next from ${moments} and at > ${now}`)
  return next ?? undefined
}
