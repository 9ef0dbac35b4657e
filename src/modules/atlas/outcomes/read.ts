import { type Reader, sql } from '#platform/db'
import type { KnownEngagement, KnownStatement, Outcome, OutcomeRow } from './schema.ts'

/** Records of one form as they are known now. */
export const listKnownEngagements = (db: Reader, form: string): Promise<KnownEngagement[]> =>
  db.all(sql<KnownEngagement>`select engagement_id as id, title, us_ids as "usIds", abroad_ids as "abroadIds",
      network_id as "networkId", started
    from atlas.versions where known_to is null and form = ${form} order by engagement_id`)

const chunk = 2000

/** What stands about some records, and what somebody took back for good. */
export async function listKnownStatements(db: Reader, ids: string[]): Promise<KnownStatement[]> {
  const found: KnownStatement[] = []
  for (let start = 0; start < ids.length; start += chunk)
    found.push(
      ...(await db.all(sql<KnownStatement>`select id, subject_id as "subjectId", property, value, source_id as "sourceId", rank,
          (judged_by is not null or rank_reason is not null) as "isJudged", retracted_at is null as "isStanding"
        from claims.statements where subject_kind = 'engagement' and subject_id = any (${ids.slice(start, start + chunk)}::text[])
          and (retracted_at is null or judged_by is not null) order by id`)),
    )
  return found
}

/** Records of one form that a source speaks of, with what it says of them that nobody judged. */
export const listNamedBy = (
  db: Reader,
  { sourceId, form }: { sourceId: string; form: string },
): Promise<{ id: string; title: string; statements: string[] }[]> =>
  db.all(sql<{ id: string; title: string; statements: string[] }>`select version.engagement_id as id, version.title,
      array_agg(statement.id order by statement.id) as statements
    from claims.statements statement
    join atlas.versions version on version.engagement_id = subject_id and version.known_to is null and version.form = ${form}
    where subject_kind = 'engagement' and source_id = ${sourceId} and retracted_at is null and rank = 'normal' and rank_reason is null
    group by 1, 2 order by 1`)

const view = sql`select row_number as "row", outcome, engagement_id as "engagementId", title, column_name as "column", value, reason,
  explanation from atlas.upload_outcomes`

/** Rows of an import by what they do; the first of them, or all. */
export const listOutcomes = (
  db: Reader,
  wanted: { uploadId: string; outcome: Outcome; limit?: number },
): Promise<OutcomeRow[]> =>
  db.all(sql<OutcomeRow>`${view} where upload_id = ${wanted.uploadId} and outcome = ${wanted.outcome}
    order by row_number ${wanted.limit ? sql`limit ${wanted.limit}` : sql``}`)

/** Why rows were turned away, the commonest reason first, each with an example. */
export const listReasons = (
  db: Reader,
  uploadId: string,
): Promise<{ reason: string; count: number; row: number; value: string; explanation: string }[]> =>
  db.all(sql`select reason, count, "row", value, explanation from (
      select distinct on (reason) reason, count(*) over (partition by reason)::int as count, row_number as "row", value, explanation
      from atlas.upload_outcomes where upload_id = ${uploadId} and outcome = 'rejected' order by reason, row_number) each
    order by count desc, reason`)
