import { findAccount, listAccountsWho, type Viewer } from '#kernel/access'
import { type Reader, sql, wholeSight } from '#platform/db'
import type { EditionView } from '../works/schema.ts'
import type { Colleague, CommentView } from './schema.ts'

/** How those who work on a draft are called, by their actors of the log. Asked for whoever may read the draft. */
export async function nameActors(db: Reader, actors: string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  await db.seeing(wholeSight, async () => {
    for (const actor of new Set(actors)) {
      const account = actor.startsWith('account:') ? await findAccount(db, actor.slice('account:'.length)) : undefined
      names.set(actor, account?.name ?? (actor === 'system' ? 'The site' : 'Somebody who has left'))
    }
  })
  return names
}

/** Who may read the drafts of a body, and so be spoken to in them. */
export const listColleagues = (db: Reader, bodyId: string, today: string): Promise<Colleague[]> =>
  db.seeing(wholeSight, async () => {
    const ids = await listAccountsWho(db, { permission: 'publications.work.read', target: { bodyId }, today })
    const found: Colleague[] = []
    for (const id of ids) found.push(...((await findAccount(db, id).then((account) => account && [account])) ?? []))
    return found.sort((a, b) => (a.name < b.name ? -1 : 1))
  })

interface Row extends Omit<CommentView, 'author' | 'isOutside' | 'isOwn'> {
  writtenBy: string
  outside: string | null
}

/** Every comment on an edition, the earliest first; of one that was taken back, that it was. */
export async function listComments(db: Reader, viewer: Viewer, edition: EditionView): Promise<CommentView[]> {
  const rows =
    await db.all(sql<Row>`select comment.id, answers, anchor, case when taken_back_at is null then words else '' end as words, written_by as "writtenBy", reading.name as outside,
      written_at as "writtenAt", changed_at as "changedAt", taken_back_at as "takenBackAt",
      (select coalesce(json_agg(json_build_object('words', before.words, 'writtenAt', before.written_at) order by number desc), '[]')
        from publications.comment_wordings before where before.comment_id = comment.id and taken_back_at is null) as earlier,
      resolved_at as "resolvedAt", resolved_by as "resolvedBy"
    from publications.comments comment left join publications.readings reading on reading.id = reading_id
    where comment.edition_id = ${edition.id} order by written_at, comment.id`)
  const names = await nameActors(
    db,
    rows.flatMap(({ writtenBy, resolvedBy }) => [writtenBy, ...(resolvedBy ? [resolvedBy] : [])]),
  )
  return rows.map(({ writtenBy, outside, resolvedBy, ...row }) => ({
    ...row,
    author: outside ?? (writtenBy === 'visitor' ? 'A reader outside' : (names.get(writtenBy) ?? '')),
    isOutside: writtenBy === 'visitor',
    isOwn: viewer.accountId !== undefined && writtenBy === viewer.auditId,
    resolvedBy: resolvedBy && (names.get(resolvedBy) ?? null),
  }))
}

export interface Spoken {
  id: string
  editionId: string
  title: string
  bodyId: string
  words: string
  writtenBy: string
  thread: string
}

/** Comments by their ids on editions of these bodies, for telling people of them. */
export const listSpoken = (db: Reader, ids: string[], bodies: string[]): Promise<Spoken[]> =>
  db.all(sql<Spoken>`select comment.id, edition_id as "editionId", title, body_id as "bodyId",
      case when taken_back_at is null then words else '' end as words, written_by as "writtenBy",
      coalesce(answers, comment.id) as thread
    from publications.comments comment join publications.editions edition on edition.id = edition_id
    join publications.works work on work.id = work_id
    where comment.id = any (${ids}::text[]) and body_id = any (${bodies}::text[])`)

/** Whom a comment speaks to by name, and who has written in its thread before. */
export async function listAddressed(
  db: Reader,
  commentId: string,
): Promise<{ mentioned: string[]; answered: string[] }> {
  const mentioned = await db.all(
    sql<{ id: string }>`select account_id as id from publications.comment_mentions where comment_id = ${commentId}`,
  )
  const answered = await db.all(sql<{ id: string }>`select distinct substr(earlier.written_by, 9) as id
    from publications.comments comment join publications.comments earlier
      on earlier.id = comment.answers or earlier.answers = comment.answers
    where comment.id = ${commentId} and earlier.id <> comment.id and starts_with(earlier.written_by, 'account:')
      and earlier.written_by <> comment.written_by`)
  return { mentioned: mentioned.map(({ id }) => id), answered: answered.map(({ id }) => id) }
}

interface Own {
  words: string
  writtenBy: string
  isTakenBack: boolean
  isResolved: boolean
}

/** One comment with what becoming another depends on; undefined when the draft has none such. */
export const findOwn = (db: Reader, editionId: string, id: string): Promise<Own | undefined> =>
  db.one(sql<Own>`select comment.words, comment.written_by as "writtenBy", comment.taken_back_at is not null as "isTakenBack",
      thread.resolved_at is not null as "isResolved"
    from publications.comments comment join publications.comments thread on thread.id = coalesce(comment.answers, comment.id)
    where comment.id = ${id} and comment.edition_id = ${editionId} for update`)

/** In whose draft a comment stands. */
export async function bodyOf(db: Reader, commentId: string): Promise<string> {
  const { bodyId } = await db.only(sql<{ bodyId: string }>`select body_id as "bodyId" from publications.comments comment
    join publications.editions edition on edition.id = edition_id join publications.works work on work.id = work_id
    where comment.id = ${commentId}`)
  return bodyId
}
