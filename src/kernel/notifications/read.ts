import { bodiesOf, type Viewer } from '#kernel/access'
import { type Reader, sql } from '#platform/db'
import { choiceKey, isFor, kindOf, listKinds } from './rules.ts'
import type { Described, NoticeView, Rhythm } from './schema.ts'

interface Kept extends Omit<NoticeView, 'says' | 'href'> {
  about: string
}

export interface NoticesWanted {
  /** Only those that nobody has read yet. */
  isUnread?: boolean
  /** Only those that no letter has held yet. */
  isUnmailed?: boolean
  /** The last notice of the page before. */
  before?: string | undefined
  limit: number
}

/**
 * One's own notices, newest first. Rights are asked now and not when somebody was told: what one may no longer know of is left out, and so is
 * what no longer waits.
 */
export async function listNotices(db: Reader, viewer: Viewer, wanted: NoticesWanted): Promise<NoticeView[]> {
  const { isUnread, isUnmailed, before, limit } = wanted
  const order = sql`told_at, id`
  const kept =
    await db.all(sql<Kept>`select notice.id, notice.kind, about, body_id as "bodyId", body.name as "bodyName",
      told_at as "toldAt", read_at as "readAt"
    from notifications.notices notice left join bodies.bodies body on body.id = body_id
    where account_id = ${viewer.accountId ?? ''} and notice.kind = any (${listKinds().map(({ name }) => name)}::text[])
      and ${isUnread ? sql`read_at is null` : sql`true`} and ${isUnmailed ? sql`mailed_in is null` : sql`true`}
      and ${before ? sql`(told_at, notice.id) < (select ${order} from notifications.notices where id = ${before})` : sql`true`}
      and not exists (select from notifications.silences silence where silence.account_id = notice.account_id
        and silence.kind = notice.kind and silence.body_id = coalesce(notice.body_id, ''))
    order by told_at desc, notice.id desc limit ${limit}`)
  const said = new Map<string, Map<string, Described>>()
  for (const [name, notices] of Map.groupBy(kept, (notice) => notice.kind)) {
    const kind = kindOf(name)
    const theirs = kind ? notices.filter((notice) => isFor(viewer, kind, notice.bodyId)) : []
    if (!kind || theirs.length === 0) continue
    const described = await kind.describe(db, viewer, [...new Set(theirs.map(idOf))])
    said.set(name, described)
    for (const notice of notices) if (!theirs.includes(notice)) described.delete(idOf(notice))
  }
  return kept.flatMap(({ about, ...notice }) => {
    const words = said.get(notice.kind)?.get(idOf({ about }))
    return words ? [{ ...notice, ...words }] : []
  })
}

const idOf = ({ about }: { about: string }): string => about.slice(about.indexOf(':') + 1)

/** More than so many are shown as so many and more. */
export const mostCounted = 99

/** How many notices wait to be read: those that would be shown, and no others. */
export async function countUnread(db: Reader, viewer: Viewer): Promise<number> {
  const { waiting } = await db.only(sql<{ waiting: boolean }>`select exists (select from notifications.notices
    where account_id = ${viewer.accountId ?? ''} and read_at is null) as waiting`)
  return waiting ? (await listNotices(db, viewer, { isUnread: true, limit: mostCounted + 1 })).length : 0
}

/** How often somebody gets a letter; nobody who has not asked. */
export async function findRhythm(db: Reader, viewer: Viewer): Promise<Rhythm> {
  const found = await db.one(
    sql<{ often: Rhythm }>`select often from notifications.subscriptions where account_id = ${viewer.accountId ?? ''}`,
  )
  return found?.often ?? 'never'
}

/** Every kind that this viewer could be told of, in each body's work and outside of any, and whether they want to be. */
export async function listChoices(
  db: Reader,
  viewer: Viewer,
): Promise<{ bodyId: string | null; kind: string; label: string; isTold: boolean }[]> {
  const silences = await db.all(sql<{ bodyId: string; kind: string }>`select body_id as "bodyId", kind
    from notifications.silences where account_id = ${viewer.accountId ?? ''}`)
  const silent = new Set(silences.map(({ bodyId, kind }) => choiceKey(bodyId === '' ? null : bodyId, kind)))
  const bodies = await db.all(sql<{
    id: string
  }>`select id from bodies.bodies where id = any (${bodiesOf(viewer)}::text[])
    or exists (select from bodies.belongings where body_id = bodies.id and bodies.is_me(person_id)) order by position, id`)
  return [null, ...bodies.map(({ id }) => id)].flatMap((bodyId) =>
    listKinds()
      .filter((kind) => (kind.isOfBody ?? false) === (bodyId !== null) && isFor(viewer, kind, bodyId))
      .map(({ name, label }) => ({ bodyId, kind: name, label, isTold: !silent.has(choiceKey(bodyId, name)) })),
  )
}
