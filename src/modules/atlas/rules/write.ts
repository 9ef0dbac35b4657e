import type { Viewer } from '#kernel/access'
import { allow } from '#kernel/access'
import { audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { notFound } from '#platform/problem'
import { getRule, listRules, listTieFacts } from './read.ts'
import { findingOf } from './rules.ts'
import type { NewRuleVersion, RuleRow } from './schema.ts'

/**
 * Records rules from a package; a rule whose text changed gets the next version number, and the one before stays readable. Returns the
 * ids of rules that are new or read otherwise now: their findings are to be computed anew.
 */
export async function recordRules(db: Writer, rules: RuleRow[], at: Date): Promise<string[]> {
  for (const rule of rules)
    await db.save(sql`insert into atlas.rules as known (id, jurisdiction_id, citation, title, summary, address,
        effective_on, deadline_on, effect, scope, exceptions, doubts)
      values (${rule.key}, ${rule.jurisdiction}, ${rule.citation}, ${rule.title}, ${rule.summary}, ${rule.address},
        ${rule.effective}, ${rule.deadline}, ${rule.effect}, ${JSON.stringify(rule.scope)},
        ${rule.exceptions}, ${rule.doubts})
      on conflict (id) do update set citation = excluded.citation, title = excluded.title, summary = excluded.summary,
        address = excluded.address, effective_on = excluded.effective_on, deadline_on = excluded.deadline_on,
        effect = excluded.effect, scope = excluded.scope, exceptions = excluded.exceptions, doubts = excluded.doubts,
        test = null, version = known.version + 1
      where known.test is null and (known.citation, known.summary, known.scope, known.effective_on, known.deadline_on, known.exceptions,
          known.doubts)
        is distinct from (excluded.citation, excluded.summary, excluded.scope, excluded.effective_on, excluded.deadline_on,
          excluded.exceptions, excluded.doubts)`)
  const changed = await db.saveAll(sql<{
    id: string
  }>`insert into atlas.rule_versions (rule_id, number, summary, in_force_from, in_force_to,
      test, scope, why, recorded_by, recorded_at)
    select id, version, summary, effective_on, in_force_to, test, scope, 'As a package has it.', 'system', ${at} from atlas.rules
    on conflict (rule_id, number) do nothing returning rule_id as id`)
  return changed.map(({ id }) => id)
}

/** Puts a new version of a rule on record; its findings are computed anew, and nobody else's. A reading keeps the version it read. */
export async function recordRuleVersion(
  db: Writer,
  actor: Viewer,
  input: NewRuleVersion & { ruleId: string; at: Date },
): Promise<void> {
  allow(actor, 'atlas.rule.record')
  const { ruleId, at } = input
  const before = await getRule(db, ruleId)
  const number = before.version + 1
  await db.save(sql`update atlas.rules set summary = ${input.summary}, effective_on = ${input.inForceFrom},
      in_force_to = ${input.inForceTo}, test = ${JSON.stringify(input.test)}, version = ${number} where id = ${ruleId}`)
  await db.save(sql`insert into atlas.rule_versions (rule_id, number, summary, in_force_from, in_force_to, test, scope, why, recorded_by,
      recorded_at)
    values (${ruleId}, ${number}, ${input.summary}, ${input.inForceFrom}, ${input.inForceTo}, ${JSON.stringify(input.test)},
      ${JSON.stringify(before.scope)}, ${input.why}, ${actor.auditId}, ${at})`)
  await refreshFindings(db, { at, ruleIds: [ruleId] })
  await audit(db, actor, 'atlas.rule.recorded', `rule:${ruleId}`, { version: number })
}

/**
 * Computes findings anew: all, or those of some rules or engagements whose text or facts changed. A reviewer's determination stays with
 * its pair for as long as the pair is found.
 */
export async function refreshFindings(
  db: Writer,
  { at, ruleIds, engagementIds }: { at: Date; ruleIds?: string[]; engagementIds?: string[] },
): Promise<number> {
  if (ruleIds?.length === 0 || engagementIds?.length === 0) return 0
  const facts = await listTieFacts(db, { engagementIds })
  const rules = (await listRules(db)).filter(({ id }) => ruleIds === undefined || ruleIds.includes(id))
  const found = rules.flatMap((rule) =>
    facts.flatMap((fact) => {
      const finding = findingOf(rule.test, fact)
      return finding
        ? [{ ruleId: rule.id, ruleVersion: rule.version, engagementId: fact.engagementId, ...finding }]
        : []
    }),
  )
  const rows = sql`jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as row("ruleId" text, "ruleVersion" integer, "engagementId" text,
    outcome text, reasons jsonb)`
  await db.save(sql`delete from atlas.findings finding where not exists (select 1 from ${rows}
      where row."ruleId" = finding.rule_id and row."engagementId" = finding.engagement_id)
    and ${ruleIds ? sql`finding.rule_id = any(${ruleIds})` : sql`true`}
    and ${engagementIds ? sql`finding.engagement_id = any(${engagementIds})` : sql`true`}`)
  await db.save(sql`insert into atlas.findings as known (rule_id, engagement_id, outcome, reasons, computed_at, rule_version)
    select "ruleId", "engagementId", outcome, reasons, ${at}, "ruleVersion" from ${rows}
    on conflict (rule_id, engagement_id) do update set outcome = excluded.outcome, reasons = excluded.reasons,
      computed_at = excluded.computed_at, rule_version = excluded.rule_version
    where (known.outcome, known.reasons, known.rule_version)
      is distinct from (excluded.outcome, excluded.reasons, excluded.rule_version)`)
  return found.length
}

/** A reviewer's reading of one finding, with reasons. It is an opinion with a name and a date, and pages say so. */
export async function determineFinding(
  db: Writer,
  actor: Viewer,
  input: {
    ruleId: string
    engagementId: string
    determination: 'applies' | 'does-not-apply' | 'open'
    reason: string
    at: Date
  },
): Promise<void> {
  allow(actor, 'atlas.finding.determine')
  const changed = await db.save(sql`update atlas.findings set determination = ${input.determination},
      determination_reason = ${input.reason}, determined_by = ${actor.auditId}, determined_at = ${input.at},
      determined_version = rule_version
    where rule_id = ${input.ruleId} and engagement_id = ${input.engagementId}`)
  if (changed === 0) throw notFound('atlas.finding.unknown', 'There is no such finding.')
  await audit(db, actor, 'atlas.finding.determined', `engagement:${input.engagementId}`, {
    ruleId: input.ruleId,
    determination: input.determination,
    reason: input.reason,
  })
}
