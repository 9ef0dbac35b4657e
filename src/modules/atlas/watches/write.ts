import type { Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { tell } from '#kernel/notifications'
import { type Database, sql, type Writer, wholeSight } from '#platform/db'
import { newId, newSecret } from '#platform/ids'
import { conflict, unauthenticated } from '#platform/problem'
import { getWatch, listWaking } from './read.ts'
import { questionIn } from './rules.ts'
import type { NewWatch, WatchDeed, WatchView } from './schema.ts'

/** Each is asked anew every day. */
const most = 40
export const watchChanged = 'atlas.watch.changed'

const ownAccount = (actor: Viewer): string => {
  if (!actor.accountId) throw unauthenticated('access.sign-in-first', 'Please sign in to watch a question.')
  return actor.accountId
}

/** Watches a question from now on. Watching it again gives it the new name. */
export async function watchQuestion(db: Writer, actor: Viewer, input: NewWatch & { at: Date }): Promise<void> {
  const accountId = ownAccount(actor)
  const question = questionIn(input.question)
  const { count } = await db.only(sql<{ count: number }>`select count(*)::int as count from atlas.watches
    where account_id = ${accountId} and question <> ${question}`)
  if (count >= most)
    throw conflict('atlas.watch.too-many', `You watch ${most} questions already. Remove one first.`, {
      name: 'There is no room for another',
    })
  const id = newId(input.at)
  await db.save(sql`insert into atlas.watches (id, account_id, name, question, feed_code, watched_at, told_until)
    values (${id}, ${accountId}, ${input.name}, ${question}, ${newSecret()}, ${input.at}, ${input.at})
    on conflict (account_id, question) do update set name = excluded.name, paused_at = null`)
  await audit(db, actor, 'atlas.watch.begun', `account:${accountId}`)
}

/** Pauses a watch, lets it go on, gives its feed another address, or removes it. What changed during a pause is not told afterwards. */
export async function changeWatch(db: Writer, actor: Viewer, input: WatchDeed & { at: Date }): Promise<void> {
  const accountId = ownAccount(actor)
  const { id } = await getWatch(db, actor, input.id)
  const deeds = {
    pause: () => db.save(sql`update atlas.watches set paused_at = coalesce(paused_at, ${input.at}) where id = ${id}`),
    resume: () =>
      db.save(
        sql`update atlas.watches set paused_at = null, told_until = ${input.at} where id = ${id} and paused_at is not null`,
      ),
    renew: () => db.save(sql`update atlas.watches set feed_code = ${newSecret()} where id = ${id}`),
    remove: () => db.save(sql`delete from atlas.watches where id = ${id}`),
  }
  await deeds[input.deed]()
  await audit(db, actor, 'atlas.watch.changed', `account:${accountId}`, { deed: input.deed })
}

/**
 * Tells the owners of those questions whose answer has changed since they were told last. `changesOf` says how many changes there are.
 * Each is a transaction of its own, so that a crash neither loses nor repeats any. Returns how many were told.
 */
export async function tellWatchers(
  database: Database,
  input: { now: Date; changesOf: (watch: WatchView) => Promise<number> },
): Promise<number> {
  let told = 0
  for (const watch of await database.read(listWaking, wholeSight)) {
    if ((await input.changesOf(watch)) === 0) continue
    await database.write(async (db) => {
      db.unaudited('that somebody is told what they watch is nobody else’s business')
      const moved = await db.save(sql`update atlas.watches set told_until = ${input.now}
        where id = ${watch.id} and told_until = ${watch.toldUntil} and paused_at is null`)
      if (moved === 0) return
      const about = `watch:${watch.id}@${watch.toldUntil.toISOString()}`
      await tell(db, {
        ...{ kind: watchChanged, tellings: [{ accountId: watch.accountId, about, bodyId: null }] },
        ...{ occasion: about, at: input.now },
      })
      told += 1
    }, wholeSight)
  }
  return told
}
