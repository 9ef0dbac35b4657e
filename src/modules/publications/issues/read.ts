import type { Viewer } from '#kernel/access'
import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import { getDeskNewsletter } from '../newsletters/read.ts'
import type { NewsletterView } from '../newsletters/schema.ts'
import type { ComingEdition, IssueView } from './schema.ts'

const view = sql`select id, newsletter_id as "newsletterId", number, language, issue.subject, preheader, introduction, closing,
    work_ids as "workIds", edition_id as "editionId", segment, written_at as "writtenAt", hidden_at as "hiddenAt", state,
    starts_at as "startsAt", prepared_at as "preparedAt"
  from publications.issues issue left join publications.mailings mailing on issue_id = id`

const unknown = () => notFound('publications.issue.unknown', 'There is no such letter.')

export const listIssues = (db: Reader, list: NewsletterView): Promise<IssueView[]> =>
  db.all(
    sql<IssueView>`${view} where newsletter_id = ${list.id} order by prepared_at desc nulls first, written_at desc limit 200`,
  )

export const findIssue = (db: Reader, id: string): Promise<IssueView | undefined> =>
  db.one(sql<IssueView>`${view} where id = ${id}`)

/** An issue as those see it who write for its body. */
export async function getIssue(
  db: Reader,
  viewer: Viewer,
  id: string,
): Promise<{ issue: IssueView; list: NewsletterView }> {
  const issue = await findIssue(db, id)
  // Asked also where there is none, so that a visitor is told to sign in.
  const list = await getDeskNewsletter(db, viewer, issue?.newsletterId ?? '')
  if (!issue) throw unknown()
  return { issue, list }
}

/** Sent issues that the public may read, newest first. */
export const listPastIssues = (db: Reader, list: NewsletterView): Promise<IssueView[]> =>
  db.all(sql<IssueView>`${view} where newsletter_id = ${list.id} and prepared_at is not null and hidden_at is null
    order by number desc limit 500`)

export async function getPastIssue(db: Reader, list: NewsletterView, number: string): Promise<IssueView> {
  const found = /^\d{1,6}$/.test(number)
    ? await db.one(sql<IssueView>`${view} where newsletter_id = ${list.id} and number = ${Number(number)}
        and prepared_at is not null and hidden_at is null`)
    : undefined
  if (!found) throw notFound('publications.issue.unknown', 'There is no such issue, or it was taken away.')
  return found
}

/** When the last issue went out, for what is new since. */
export async function findLastSent(db: Reader, newsletterId: string): Promise<Date | undefined> {
  const { last } = await db.only(sql<{ last: Date | null }>`select max(prepared_at) as last from publications.mailings
    join publications.issues on id = issue_id where newsletter_id = ${newsletterId}`)
  return last ?? undefined
}

const coming = sql`select edition.id, work_id as "workId", slug, title, teaser, publish_at as "publishAt",
    state = 'published' as "isPublic"
  from publications.editions edition join publications.works work on work.id = work_id`

/** Editions of a body that have a moment to come: what the press can be told of. */
export const listComingEditions = (db: Reader, bodyId: string): Promise<ComingEdition[]> =>
  db.all(sql<ComingEdition>`${coming} where body_id = ${bodyId} and state = 'scheduled' order by publish_at`)

/** The edition a letter tells of, while it is scheduled or public; of the body that sends it. */
export const findComingEdition = (
  db: Reader,
  { id, bodyId }: { id: string; bodyId: string },
): Promise<ComingEdition | undefined> =>
  db.one(
    sql<ComingEdition>`${coming} where edition.id = ${id} and body_id = ${bodyId} and state in ('scheduled', 'published')`,
  )
