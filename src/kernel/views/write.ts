import { allow, bodiesOf, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { type Database, sql, type Writer, wholeSight } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict, forbidden, notFound } from '#platform/problem'
import { getView } from './read.ts'
import { allowKeeping, placeOf, questionOf } from './rules.ts'
import type { NewView } from './schema.ts'

/** For how long a view that was taken away can be brought back. */
export const keptDays = 30
/** Each count on the desk is a question to the database. */
const most = 40

/** Keeps a question under a name, for oneself or for the staff of a body one works for. */
export async function saveView(db: Writer, actor: Viewer, input: NewView & { at: Date }): Promise<string> {
  allowKeeping(actor)
  const place = placeOf(actor, input.place)
  if (!place) throw notFound('views.place.unknown', 'There is no such list.')
  const bodyId = shareable(actor, input.bodyId)
  const question = questionOf(place, input.question)
  const { count } = await db.only(sql<{ count: number }>`select count(*)::int as count from views.views
    where account_id = ${actor.accountId ?? ''} and removed_at is null`)
  if (count >= most)
    throw conflict('views.view.too-many', `You keep ${most} views already. Take one away first.`, {
      name: 'There is no room for another',
    })
  const id = newId(input.at)
  await db.save(sql`insert into views.views (id, account_id, body_id, name, place, question, saved_at)
    values (${id}, ${actor.accountId ?? ''}, ${bodyId}, ${input.name}, ${place.name}, ${question}, ${input.at})`)
  await note(db, actor, 'views.view.saved', { id, bodyId })
  return id
}

/** Gives one's own view another name, or shares it with others than before. */
export async function changeView(
  db: Writer,
  actor: Viewer,
  input: { id: string; name: string; bodyId: string },
): Promise<void> {
  const view = await ownView(db, actor, input.id)
  const bodyId = shareable(actor, input.bodyId)
  await db.save(sql`update views.views set name = ${input.name}, body_id = ${bodyId} where id = ${view.id}`)
  await note(db, actor, 'views.view.changed', { id: view.id, bodyId })
}

/** Takes one's own view away; it can be brought back for a month. */
export async function removeView(db: Writer, actor: Viewer, input: { id: string; at: Date }): Promise<void> {
  const { id, bodyId } = await ownView(db, actor, input.id)
  await db.save(sql`update views.views set removed_at = ${input.at} where id = ${id} and removed_at is null`)
  await note(db, actor, 'views.view.removed', { id, bodyId })
}

export async function bringViewBack(db: Writer, actor: Viewer, input: { id: string }): Promise<void> {
  const { id, bodyId } = await ownView(db, actor, input.id)
  await db.save(sql`update views.views set removed_at = null where id = ${id}`)
  await note(db, actor, 'views.view.returned', { id, bodyId })
}

/** Views that were taken away long enough ago are forgotten: a question may hold a name. */
export async function forgetViews(database: Database, now: Date): Promise<number> {
  const since = new Date(now.getTime() - keptDays * 86_400_000)
  return database.write((db) => {
    db.unaudited('that it was taken away is in the log')
    return db.save(sql`delete from views.views where removed_at < ${since}`)
  }, wholeSight)
}

async function ownView(db: Writer, actor: Viewer, id: string) {
  allowKeeping(actor)
  const view = await getView(db, actor, id)
  if (!view.isOwn)
    throw forbidden('views.view.not-own', 'Only whoever keeps a view may change it. Keep one of your own instead.')
  return view
}

function shareable(actor: Viewer, bodyId: string): string | null {
  if (bodyId === '') return null
  if (!bodiesOf(actor).includes(bodyId)) throw notFound('people.body.unknown', 'You work for no such body.')
  allow(actor, 'views.view.share', { bodyId })
  return bodyId
}

// What is shared is a record of the body; what is not is between the log and whoever knows the account.
const note = (db: Writer, actor: Viewer, event: string, { id, bodyId }: { id: string; bodyId: string | null }) =>
  bodyId === null
    ? audit(db, actor, event, `account:${actor.accountId}`, { view: id })
    : audit(db, actor, event, `view:${id}`, { body: bodyId })
