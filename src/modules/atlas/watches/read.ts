import type { Viewer } from '#kernel/access'
import { type Reader, sql, wholeSight } from '#platform/db'
import { notFound } from '#platform/problem'
import type { WatchView } from './schema.ts'

const view = sql`select watch.id, watch.name, question, feed_code as "feedCode", watched_at as "watchedAt", paused_at as "pausedAt",
    told_until as "toldUntil" from atlas.watches watch`

/** One's own watches, by name. */
export const listWatches = (db: Reader, viewer: Viewer): Promise<WatchView[]> =>
  db.all(sql<WatchView>`${view} where account_id = ${viewer.accountId ?? ''} order by lower(name), id`)

export async function getWatch(db: Reader, viewer: Viewer, id: string): Promise<WatchView> {
  const found = await db.one(sql<WatchView>`${view} where id = ${id} and account_id = ${viewer.accountId ?? ''}`)
  if (!found) throw notFound('atlas.watch.unknown', 'There is no such watch among yours.')
  return found
}

/** By the end of its feed's address: whoever holds it may read, as feed readers cannot sign in. */
export async function getWatchByCode(db: Reader, code: string): Promise<WatchView> {
  const found = await db.seeing(wholeSight, () => db.one(sql<WatchView>`${view} where feed_code = ${code}`))
  if (!found) throw notFound('atlas.watch.unknown', 'There is no feed at this address.')
  return found
}

/** Every watch that is not paused, whoever's. Asked with the whole sight. */
export const listWaking = (db: Reader): Promise<(WatchView & { accountId: string })[]> =>
  db.all(sql<WatchView & { accountId: string }>`select waking.*, account_id as "accountId" from (${view}) waking
    join atlas.watches using (id) where waking."pausedAt" is null order by id`)
