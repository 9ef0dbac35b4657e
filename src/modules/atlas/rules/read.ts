import type { Viewer } from '#kernel/access'
import type { Clocks } from '#kernel/claims'
import { type Reader, type Sql, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import { standingAt, visibleTo } from '../engagements/read.ts'
import { compareFindings, findingOf, inForceOn, inWords, testOf } from './rules.ts'
import type { FindingView, RulePreview, RuleScope, RuleVersionView, RuleView, ScopeTest, TieFacts } from './schema.ts'

const columns = sql`rule.id, rule.jurisdiction_id as "jurisdictionId", jurisdiction.name as "jurisdictionName",
  rule.citation, rule.title, rule.summary, rule.address, rule.effective_on as "effectiveOn",
  rule.deadline_on as "deadlineOn", rule.effect, rule.scope, rule.test, rule.in_force_to as "inForceTo", rule.exceptions, rule.doubts, rule.version
  from atlas.rules rule left join organizations.organizations jurisdiction on jurisdiction.id = rule.jurisdiction_id`

/** As a row has it: a rule of a package has no test of its own. */
type RuleRecord = Omit<RuleView, 'test'> & { test: ScopeTest | null }
const withTest = (row: RuleRecord): RuleView => ({ ...row, test: row.test ?? testOf(row.scope) })

/** Rules as they were known at an instant, or those in force on a day; as they read now unless told. */
export async function listRules(db: Reader, clocks: Clocks = {}): Promise<RuleView[]> {
  const rules = await db.all(sql<RuleRecord>`select ${columns} order by rule.effective_on, rule.id`)
  const found: RuleView[] = []
  for (const rule of rules) found.push(...(await ruleAt(db, withTest(rule), clocks)))
  return found
}

export async function getRule(db: Reader, id: string, clocks: Clocks = {}): Promise<RuleView> {
  const found = await db.one(sql<RuleRecord>`select ${columns} where rule.id = ${id}`)
  if (!found) throw notFound('atlas.rule.unknown', 'There is no such rule.')
  const [rule] = await ruleAt(db, withTest(found), clocks)
  if (!rule) throw notFound('atlas.rule.then', 'This rule was not known at that time, or not in force on that day.')
  return rule
}

/** What versions say, as the one said that stood then; the other columns are kept only as they are now. Nothing before the first. */
async function ruleAt(db: Reader, rule: RuleView, clocks: Clocks): Promise<RuleView[]> {
  if (isNow(clocks)) return [rule]
  const version = inForceOn(await listRuleVersions(db, rule.id, clocks.knownAt), clocks.onDay)
  if (!version) return []
  const { summary, test, inForceFrom, inForceTo, number } = version
  return [{ ...rule, summary, test, effectiveOn: inForceFrom, inForceTo, version: number }]
}

const isNow = ({ knownAt, onDay }: Clocks) => knownAt === undefined && onDay === undefined

/** Every version of a rule, newest first; those on record at an instant. */
export async function listRuleVersions(db: Reader, ruleId: string, knownAt?: Date): Promise<RuleVersionView[]> {
  const rows = await db.all(sql<Omit<RuleVersionView, 'test'> & { test: ScopeTest | null; scope: RuleScope }>`
    select number, summary, in_force_from as "inForceFrom", in_force_to as "inForceTo", test, scope, why, recorded_at as "recordedAt"
    from atlas.rule_versions where rule_id = ${ruleId} and ${knownAt ? sql`recorded_at <= ${knownAt}` : sql`true`}
    order by number desc`)
  return rows.map(({ scope, ...row }) => ({ ...row, test: row.test ?? testOf(scope) }))
}

interface FindingsWanted {
  ruleId?: string
  engagementIds?: string[]
  /** At another time the facts of that time are compared anew with the rules of that time. */
  clocks?: Clocks
}

/** Ties a rule may touch, or rules that may touch a tie; only for engagements the viewer may know of. */
export const listFindings = (db: Reader, viewer: Viewer, about: FindingsWanted): Promise<FindingView[]> =>
  isNow(about.clocks ?? {}) ? listCurrentFindings(db, viewer, about) : compareAt(db, viewer, about)

const listCurrentFindings = (db: Reader, viewer: Viewer, about: FindingsWanted): Promise<FindingView[]> =>
  db.all(sql<FindingView>`select finding.rule_id as "ruleId", finding.engagement_id as "engagementId",
      version.title as "engagementTitle", finding.outcome, finding.reasons,
      finding.rule_version as "ruleVersion", finding.determined_version as "determinedVersion",
      finding.determination, finding.determination_reason as "determinationReason", finding.determined_at as "determinedAt"
    from atlas.findings finding
    join atlas.engagements engagement on engagement.id = finding.engagement_id
    join atlas.versions version on version.engagement_id = engagement.id and version.known_to is null
    where ${about.ruleId ? sql`finding.rule_id = ${about.ruleId}` : sql`true`}
      and ${about.engagementIds ? sql`finding.engagement_id = any(${about.engagementIds})` : sql`true`}
      and ${visibleTo(viewer)}
    order by version.title, finding.engagement_id`)

/** A comparison of the past, made again: it rests on nothing but the words and the facts of that time. */
async function compareAt(
  db: Reader,
  viewer: Viewer,
  { ruleId, engagementIds, clocks = {} }: FindingsWanted,
): Promise<FindingView[]> {
  const rules = (await listRules(db, clocks)).filter(({ id }) => ruleId === undefined || id === ruleId)
  if (rules.length === 0 || engagementIds?.length === 0) return []
  const facts = await listTieFacts(db, { engagementIds, clocks, visible: visibleTo(viewer) })
  const known = clocks.knownAt
  const read = (
    await listCurrentFindings(db, viewer, { engagementIds: facts.map((each) => each.engagementId) })
  ).filter(({ determinedAt }) => determinedAt !== null && (known === undefined || determinedAt <= known))
  return rules.flatMap((rule) =>
    facts.flatMap((fact) => {
      const finding = findingOf(rule.test, fact)
      const reading = read.find((each) => each.ruleId === rule.id && each.engagementId === fact.engagementId)
      return finding
        ? {
            ...unread,
            ...reading,
            ...finding,
            ...{
              ruleId: rule.id,
              ruleVersion: rule.version,
              engagementId: fact.engagementId,
              engagementTitle: fact.title,
            },
          }
        : []
    }),
  )
}

const unread = { determinedVersion: null, determination: null, determinationReason: null, determinedAt: null }

/** The facts of every standing tie, or of some, that a scope could be tested on; by title. */
export const listTieFacts = (
  db: Reader,
  {
    engagementIds,
    clocks = {},
    visible = sql<boolean>`true`,
  }: { engagementIds?: string[] | undefined; clocks?: Clocks; visible?: Sql<boolean> } = {},
): Promise<TieFacts[]> =>
  db.all(sql<TieFacts>`select version.engagement_id as "engagementId", version.title, version.form, version.kind, version.recognition,
      version.legal, version.activity, version.starts_on::text as "startsOn", version.ends_on::text as "endsOn",
      (select coalesce(jsonb_agg(jsonb_build_object('id', us.id, 'kind', us.kind, 'state',
          place.subdivision)), '[]')
        from organizations.organizations us left join places.places place on place.id = us.place_id
        where us.id = any(version.us_ids)) as us,
      (select coalesce(array_agg(distinct place.country::text), '{}') from places.places place
        where place.id = any(version.abroad_ids) and place.country is not null) as countries
    from atlas.versions version join atlas.engagements engagement on engagement.id = version.engagement_id
    where ${standingAt(clocks)} and version.form in ('standing-tie', 'instrument') and ${visible}
      and ${engagementIds ? sql`version.engagement_id = any(${engagementIds})` : sql`true`}
    order by version.title, version.engagement_id`)

/** What rules read of organizations, each in one word: two answers that differ mean that ties of that organization are to be read anew. */
export async function listPartyFacts(db: Reader, ids: string[]): Promise<Map<string, string>> {
  const rows = await db.all(sql<{ id: string; facts: string }>`select organization.id,
      concat_ws(' ', organization.kind, coalesce(home.subdivision, '-'), coalesce(place.country, '-')) as facts
    from organizations.organizations organization left join places.places home on home.id = organization.place_id
    left join places.places place on place.id = organization.id where organization.id = any(${ids})`)
  return new Map(rows.map(({ id, facts }) => [id, facts]))
}

/** Engagements in which one of these organizations takes part. */
export async function listTiesOf(db: Reader, ids: string[]): Promise<string[]> {
  const rows = await db.all(sql<{ id: string }>`select distinct engagement_id as id from atlas.participations
    where organization_id = any(${ids})`)
  return rows.map(({ id }) => id)
}

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
