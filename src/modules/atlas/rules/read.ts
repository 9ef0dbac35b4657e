import type { Viewer } from '#kernel/access'
import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import { visibleTo } from '../engagements/read.ts'
import { compareFindings, findingOf, inWords, testOf } from './rules.ts'
import type { FindingView, RulePreview, RuleScope, RuleVersionView, RuleView, ScopeTest, TieFacts } from './schema.ts'

const columns = sql`rule.id, rule.jurisdiction_id as "jurisdictionId", jurisdiction.name as "jurisdictionName",
  rule.citation, rule.title, rule.summary, rule.address, rule.effective_on as "effectiveOn",
  rule.deadline_on as "deadlineOn", rule.effect, rule.scope, rule.test, rule.in_force_to as "inForceTo", rule.exceptions, rule.doubts, rule.version
  from atlas.rules rule left join organizations.organizations jurisdiction on jurisdiction.id = rule.jurisdiction_id`

/** As a row has it: a rule of a package has no test of its own. */
type RuleRecord = Omit<RuleView, 'test'> & { test: ScopeTest | null }
const withTest = (row: RuleRecord): RuleView => ({ ...row, test: row.test ?? testOf(row.scope) })

export const listRules = async (db: Reader): Promise<RuleView[]> =>
  (await db.all(sql<RuleRecord>`select ${columns} order by rule.effective_on, rule.id`)).map(withTest)

export async function getRule(db: Reader, id: string): Promise<RuleView> {
  const found = await db.one(sql<RuleRecord>`select ${columns} where rule.id = ${id}`)
  if (!found) throw notFound('atlas.rule.unknown', 'There is no such rule.')
  return withTest(found)
}

/** Every version of a rule, newest first. */
export async function listRuleVersions(db: Reader, ruleId: string): Promise<RuleVersionView[]> {
  const rows = await db.all(sql<Omit<RuleVersionView, 'test'> & { test: ScopeTest | null; scope: RuleScope }>`
    select number, summary, in_force_from as "inForceFrom", in_force_to as "inForceTo", test, scope, why, recorded_at as "recordedAt"
    from atlas.rule_versions where rule_id = ${ruleId} order by number desc`)
  return rows.map(({ scope, ...row }) => ({ ...row, test: row.test ?? testOf(scope) }))
}

/** Ties a rule may touch, or rules that may touch a tie; only for engagements the viewer may know of. */
export const listFindings = (
  db: Reader,
  viewer: Viewer,
  about: { ruleId?: string; engagementIds?: string[] },
): Promise<FindingView[]> =>
  db.all(sql<FindingView>`select finding.rule_id as "ruleId", finding.engagement_id as "engagementId",
      version.title as "engagementTitle", finding.outcome, finding.reasons, finding.computed_at as "computedAt",
      finding.rule_version as "ruleVersion", finding.determined_version as "determinedVersion",
      finding.determination, finding.determination_reason as "determinationReason", finding.determined_at as "determinedAt"
    from atlas.findings finding
    join atlas.engagements engagement on engagement.id = finding.engagement_id
    join atlas.versions version on version.engagement_id = engagement.id and version.known_to is null
    where ${about.ruleId ? sql`finding.rule_id = ${about.ruleId}` : sql`true`}
      and ${about.engagementIds ? sql`finding.engagement_id = any(${about.engagementIds})` : sql`true`}
      and ${visibleTo(viewer)}
    order by version.title, finding.engagement_id`)

/** Ties whose facts rest on what is known of some organizations. */
export async function listTiesResting(db: Reader, organizationIds: string[]): Promise<string[]> {
  const rows = await db.all(sql<{ id: string }>`select distinct engagement_id as id from atlas.participations
    where organization_id = any(${organizationIds})`)
  return rows.map(({ id }) => id)
}

/** The facts of every standing tie, or of some, that a scope could be tested on. */
export const listTieFacts = (db: Reader, engagementIds?: string[]): Promise<TieFacts[]> =>
  db.all(sql<TieFacts>`select version.engagement_id as "engagementId", version.form, version.kind, version.recognition,
      version.legal, version.activity, version.starts_on::text as "startsOn", version.ends_on::text as "endsOn",
      (select coalesce(jsonb_agg(jsonb_build_object('id', us.id, 'kind', us.kind, 'state',
          place.subdivision)), '[]')
        from organizations.organizations us left join places.places place on place.id = us.place_id
        where us.id = any(version.us_ids)) as us,
      (select coalesce(array_agg(distinct place.country::text), '{}') from places.places place
        where place.id = any(version.abroad_ids) and place.country is not null) as countries
    from atlas.versions version where version.known_to is null and version.form in ('standing-tie', 'instrument')
      and ${engagementIds ? sql`version.engagement_id = any(${engagementIds})` : sql`true`}`)

/** What a test would find, beside what the rule finds now; of records that the viewer may know of. */
export async function previewOf(
  db: Reader,
  viewer: Viewer,
  { ruleId, test }: { ruleId: string; test: ScopeTest },
): Promise<RulePreview> {
  const now = new Map((await listFindings(db, viewer, { ruleId })).map((each) => [each.engagementId, each]))
  const facts = await listTieFacts(db)
  const after = new Map(
    facts.flatMap((fact) => {
      const finding = findingOf(test, fact)
      return finding ? [[fact.engagementId, finding] as const] : []
    }),
  )
  const { came, went, changed, same } = compareFindings(now, after)
  const rows = await db.all(sql<{
    id: string
    title: string
  }>`select engagement.id, version.title from atlas.engagements engagement
    join atlas.versions version on version.engagement_id = engagement.id and version.known_to is null
    where engagement.id = any(${[...came, ...went, ...changed]}) and ${visibleTo(viewer)} order by version.title`)
  const among = (ids: string[]) => rows.filter(({ id }) => ids.includes(id))
  return { words: inWords(test), came: among(came), went: among(went), changed: among(changed), same }
}
