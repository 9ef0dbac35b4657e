import type { Viewer } from '#kernel/access'
import { type Reader, type Sql, sql } from '#platform/db'
import { rivalShare } from '../matches/matching/decision.ts'
import type { Answer } from '../mentions/schema.ts'
import type { OpenName, Progress, QueueQuery, StandingJudgement } from './schema.ts'

/** Of a judgement called `judged`. */
export const isStanding = sql`judged.verdict <> 'taken-back'
  and not exists (select 1 from atlas.judgements later where later.takes_back = judged.id)`

const listStanding = (db: Reader, which: Sql<unknown>, limit: number): Promise<StandingJudgement[]> =>
  db.all(sql<StandingJudgement>`select judged.id, judged.source_id as "sourceId", judged.key, judged.name, judged.verdict,
      judged.organization_id as "organizationId", organization.name as "organizationName", judged.shown, judged.note,
      judged.judged_by as "judgedBy", judged.judged_at as "judgedAt"
    from atlas.judgements judged left join organizations.organizations organization on organization.id = judged.organization_id
    where ${isStanding} and ${which} order by judged.judged_at desc, judged.id desc limit ${limit}`)

/** What stands of one name in one source, the latest first. */
export const listJudgementsOf = (
  db: Reader,
  { sourceId, key }: { sourceId: string; key: string },
): Promise<StandingJudgement[]> => listStanding(db, sql`judged.source_id = ${sourceId} and judged.key = ${key}`, 100)

export const listLatestJudgements = (db: Reader, limit: number): Promise<StandingJudgement[]> =>
  listStanding(db, sql`true`, limit)

export const findJudgement = async (db: Reader, id: string): Promise<StandingJudgement | undefined> =>
  (await listStanding(db, sql`judged.id = ${id}`, 1))[0]

/** The last thing this person said that nobody took back. */
export const findOwnLatest = async (db: Reader, viewer: Viewer): Promise<StandingJudgement | undefined> =>
  (await listStanding(db, sql`judged.judged_by = ${viewer.auditId}`, 1))[0]

/** What people said that names of this source mean, in whatever file; one for each name. */
export const listAnswers = (db: Reader, sourceId: string): Promise<Answer[]> =>
  db.all(sql<Answer>`select distinct on (key) key, case verdict when 'same' then 'chosen' else 'none' end as answer,
      organization_id as "organizationId"
    from atlas.judgements judged
    where source_id = ${sourceId} and verdict in ('same', 'none') and ${isStanding} order by key, judged_at desc, id desc`)

// A name that nothing here resembles has nothing to choose from.
const isOpen = sql`mention.answer is null and mention.decision <> 'automatic' and mention.source_id is not null
  and jsonb_array_length(mention.candidates) > 0`

const unsureOf = (
  who: Sql<unknown>,
) => sql`exists (select 1 from atlas.judgements judged where judged.source_id = mention.source_id
  and judged.key = mention.key and judged.verdict = 'unsure' and ${who} and ${isStanding})`

const why = sql`case when ${unsureOf(sql`true`)} then 'unsure' when mention.decision = 'none' then 'unlikely'
  when jsonb_array_length(mention.candidates) > 1
    and (mention.candidates->1->>'probability')::float >= ${rivalShare} * (mention.candidates->0->>'probability')::float then 'homonym'
  else 'weak' end`

const within = ({ upload, country }: QueueQuery) => sql`(${upload} = '' or mention.upload_id = ${upload})
  and (${country} = '' or mention.country = ${country})`

/**
 * The next open name for this person: not one that somebody else looks at now, nor one that they were unsure of themselves. A name they
 * were promised comes first.
 */
export const findNextOpen = (
  db: Reader,
  viewer: Viewer,
  { asked, at }: { asked: QueueQuery; at: Date },
): Promise<OpenName | undefined> =>
  db.one(sql<OpenName>`select mention.upload_id as "uploadId", upload.title as "fileTitle", mention.source_id as "sourceId",
      source.title as "sourceTitle", mention.key, mention.name, mention.country, mention.region, mention.latitude, mention.longitude,
      mention.first_row as "firstRow", mention.row_count as "rowCount", mention.words, mention.candidates, ${why} as why
    from atlas.mentions mention join atlas.uploads upload on upload.id = mention.upload_id
      join sources.sources source on source.id = mention.source_id
    where ${isOpen} and ${within(asked)} and (${asked.why} = '' or ${why} = ${asked.why})
      and (mention.claimed_until is null or mention.claimed_until <= ${at} or mention.claimed_by = ${viewer.auditId})
      and not ${unsureOf(sql`judged.judged_by = ${viewer.auditId}`)}
    order by coalesce(mention.claimed_by = ${viewer.auditId} and mention.claimed_until > ${at}, false) desc,
      mention.row_count desc, mention.upload_id, mention.key
    offset ${asked.skip} limit 1`)

/** How far the queue is: names that a person answered, and those that nobody did. */
export const countProgress = (db: Reader, asked: QueueQuery): Promise<Progress> =>
  db.only(sql<Progress>`select count(*) filter (where mention.answer is not null)::int as judged,
      count(*) filter (where ${isOpen})::int as open
    from atlas.mentions mention where ${within(asked)} and (${asked.why} = '' or mention.answer is not null or ${why} = ${asked.why})`)

/** What the queue can be narrowed to. */
export const listChoices = (
  db: Reader,
): Promise<{ uploadId: string; title: string; country: string; open: number }[]> =>
  db.all(sql`select mention.upload_id as "uploadId", upload.title, mention.country, count(*)::int as open
    from atlas.mentions mention join atlas.uploads upload on upload.id = mention.upload_id where ${isOpen}
    group by 1, 2, 3 order by open desc, title, country limit 500`)

/** Records that stand as one: what a chain of judgements may lead over. */
export const listJoined = (db: Reader): Promise<{ id: string; keptId: string; goneId: string }[]> =>
  db.all(sql`select id, kept_id as "keptId", gone_id as "goneId" from atlas.merges where undone_at is null`)

export const listNamesOf = (db: Reader, ids: string[]): Promise<{ id: string; name: string }[]> =>
  db.all(sql`select id, name from organizations.organizations where id = any(${ids})`)
