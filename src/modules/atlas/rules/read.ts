import type { Viewer } from '#kernel/access'
import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import { visibleTo } from '../engagements/read.ts'
import type { FindingView, RuleView, TieFacts } from './schema.ts'

const columns = sql`rule.id, rule.jurisdiction_id as "jurisdictionId", jurisdiction.name as "jurisdictionName",
  rule.citation, rule.title, rule.summary, rule.address, rule.effective_on as "effectiveOn",
  rule.deadline_on as "deadlineOn", rule.effect, rule.scope, rule.exceptions, rule.doubts, rule.version
  from atlas.rules rule left join organizations.organizations jurisdiction on jurisdiction.id = rule.jurisdiction_id`

export const listRules = (db: Reader): Promise<RuleView[]> =>
  db.all(sql<RuleView>`select ${columns} order by rule.effective_on, rule.id`)

export async function getRule(db: Reader, id: string): Promise<RuleView> {
  const found = await db.one(sql<RuleView>`select ${columns} where rule.id = ${id}`)
  if (!found) throw notFound('atlas.rule.unknown', 'There is no such rule.')
  return found
}

/** Ties a rule may touch, or rules that may touch a tie; only for engagements the viewer may know of. */
export const listFindings = (
  db: Reader,
  viewer: Viewer,
  about: { ruleId?: string; engagementIds?: string[] },
): Promise<FindingView[]> =>
  db.all(sql<FindingView>`select finding.rule_id as "ruleId", finding.engagement_id as "engagementId",
      version.title as "engagementTitle", finding.outcome, finding.reasons, finding.computed_at as "computedAt",
      finding.determination, finding.determination_reason as "determinationReason", finding.determined_at as "determinedAt"
    from atlas.findings finding
    join atlas.engagements engagement on engagement.id = finding.engagement_id
    join atlas.versions version on version.engagement_id = engagement.id and version.known_to is null
    where ${about.ruleId ? sql`finding.rule_id = ${about.ruleId}` : sql`true`}
      and ${about.engagementIds ? sql`finding.engagement_id = any(${about.engagementIds})` : sql`true`}
      and ${visibleTo(viewer)}
    order by version.title, finding.engagement_id`)

/** The facts of every standing tie that a scope could be tested on. */
export const listTieFacts = (db: Reader): Promise<TieFacts[]> =>
  db.all(sql<TieFacts>`select version.engagement_id as "engagementId", version.kind, version.recognition,
      (select coalesce(jsonb_agg(jsonb_build_object('id', us.id, 'kind', us.kind, 'state',
          place.subdivision)), '[]')
        from organizations.organizations us left join places.places place on place.id = us.place_id
        where us.id = any(version.us_ids)) as us,
      (select coalesce(array_agg(distinct place.country::text), '{}') from places.places place
        where place.id = any(version.abroad_ids) and place.country is not null) as countries
    from atlas.versions version where version.known_to is null and version.form in ('standing-tie', 'instrument')`)
