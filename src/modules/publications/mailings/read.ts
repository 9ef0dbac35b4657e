import { type Reader, sql, wholeSight } from '#platform/db'
import type { Segment } from '../issues/schema.ts'
import { countsOf } from './rules.ts'
import type { MailingView, Printing, Progress, RecipientState } from './schema.ts'

const view = sql`select issue_id as "issueId", newsletter_id as "newsletterId", state, starts_at as "startsAt",
    prepared_at as "preparedAt", ended_at as "endedAt", mailing.subject, total, trouble
  from publications.mailings mailing join publications.issues issue on issue.id = issue_id`

export const findMailing = (db: Reader, issueId: string): Promise<MailingView | undefined> =>
  db.one(sql<MailingView>`${view} where issue_id = ${issueId}`)

/** Mailings that should be going out: their moment has come, or they have begun. */
export const listDueMailings = (db: Reader, now: Date): Promise<MailingView[]> =>
  db.all(
    sql<MailingView>`${view} where state = 'sending' or (state = 'scheduled' and starts_at <= ${now}) order by starts_at, issue_id`,
  )

export async function findNextMailing(db: Reader, now: Date): Promise<Date | undefined> {
  const { next } = await db.only(sql<{ next: Date | null }>`select min(starts_at) as next from publications.mailings
    where state = 'scheduled' and starts_at > ${now}`)
  return next ?? undefined
}

/** How far it is, in numbers: for whoever may send it, also with rights over the whole network. */
export const getProgress = (db: Reader, issueId: string): Promise<Progress> =>
  db.seeing(wholeSight, () => countLetters(db, issueId))

async function countLetters(db: Reader, issueId: string): Promise<Progress> {
  const rows = await db.all(sql<{ state: RecipientState; count: number }>`select state, count(*)::int as count
    from publications.recipients where issue_id = ${issueId} group by state`)
  const { bounced, complained } = await db.only(sql<{ bounced: number; complained: number }>`select
      count(*) filter (where bounce in ('hard', 'soft'))::int as bounced, count(*) filter (where bounce = 'complaint')::int as complained
    from publications.recipients where issue_id = ${issueId} and bounce is not null`)
  const { repeated } = await db.only(sql<{
    repeated: number
  }>`select count(*)::int as repeated from publications.recipients
    where issue_id = ${issueId} and state = 'waiting' and unsure_since is not null`)
  return { ...countsOf(rows), repeated, bounced, complained }
}

/** Who of a list a segment reaches. Whoever chose no topics hears of all of them. */
export const reachedBy = (newsletterId: string, { languages, topics, regions, beat }: Segment) => sql`
  newsletter_id = ${newsletterId} and subscriber.state = 'confirmed'
    and ${languages.length > 0 ? sql`language = any (${languages}::text[])` : sql`true`}
    and ${topics.length > 0 ? sql`(topics = '{}' or topics && ${topics}::text[])` : sql`true`}
    and ${regions.length > 0 ? sql`region = any (${regions}::text[])` : sql`true`}
    and ${beat ? sql`strpos(lower(beat), ${beat.toLowerCase()}) > 0` : sql`true`}
    and not exists (select from publications.suppressions silent join publications.newsletters list on list.body_id = silent.body_id
      where list.id = newsletter_id and silent.address_key = subscriber.address_key)`

export async function countReached(db: Reader, newsletterId: string, segment: Segment): Promise<number> {
  const counting = sql<{ count: number }>`select count(*)::int as count from publications.subscribers subscriber
    where ${reachedBy(newsletterId, segment)}`
  return (await db.seeing(wholeSight, () => db.only(counting))).count
}

export async function getPrinting(db: Reader, issueId: string): Promise<Printing> {
  return db.only(sql<Printing>`select issue_id as "issueId", newsletter_id as "newsletterId", mailing.subject, html, plain,
      (select work.slug from publications.editions edition join publications.works work on work.id = work_id
        where edition.id = issue.edition_id and edition.state <> 'scheduled') as "embargoSlug",
      json_build_object('name', list.name, 'slug', list.slug, 'replyTo', reply_to, 'secret', list.secret, 'kind', list.kind) as list
    from publications.mailings mailing join publications.issues issue on issue.id = issue_id
    join publications.newsletters list on list.id = newsletter_id where issue_id = ${issueId}`)
}
