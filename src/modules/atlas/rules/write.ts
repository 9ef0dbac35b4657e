import type { Viewer } from '#kernel/access'
import { allow } from '#kernel/access'
import { audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { notFound } from '#platform/problem'
import { listRules, listTieFacts } from './read.ts'
import { findingOf } from './rules.ts'
import type { RuleRow } from './schema.ts'

/** Records rules from a package; a rule whose text changed gets the next version number. */
export async function recordRules(db: Writer, rules: RuleRow[]): Promise<void> {
  for (const rule of rules)
    await db.save(sql`insert into atlas.rules as known (id, jurisdiction_id, citation, title, summary, address,
        effective_on, deadline_on, effect, scope, exceptions, doubts)
      values (${rule.key}, ${rule.jurisdiction}, ${rule.citation}, ${rule.title}, ${rule.summary}, ${rule.address},
        ${rule.effective}, ${rule.deadline}, ${rule.effect}, ${JSON.stringify(rule.scope)},
        ${rule.exceptions}, ${rule.doubts})
      on conflict (id) do update set citation = excluded.citation, title = excluded.title, summary = excluded.summary,
        address = excluded.address, effective_on = excluded.effective_on, deadline_on = excluded.deadline_on,
        effect = excluded.effect, scope = excluded.scope, exceptions = excluded.exceptions, doubts = excluded.doubts,
        version = known.version + 1
      where (known.citation, known.summary, known.scope, known.effective_on, known.deadline_on, known.exceptions, known.doubts)
        is distinct from (excluded.citation, excluded.summary, excluded.scope, excluded.effective_on, excluded.deadline_on,
          excluded.exceptions, excluded.doubts)`)
}

/** Computes every finding anew; a reviewer's determination stays with its pair for as long as the pair is found. */
export async function refreshFindings(db: Writer, { at }: { at: Date }): Promise<number> {
  const facts = await listTieFacts(db)
  const found = (await listRules(db)).flatMap((rule) =>
    facts.flatMap((fact) => {
      const finding = findingOf(rule.scope, fact)
      return finding ? [{ ruleId: rule.id, engagementId: fact.engagementId, ...finding }] : []
    }),
  )
  const rows = sql`jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as row("ruleId" text, "engagementId" text, outcome text, reasons jsonb)`
  await db.save(sql`delete from atlas.findings finding where not exists (select 1 from ${rows}
    where row."ruleId" = finding.rule_id and row."engagementId" = finding.engagement_id)`)
  await db.save(sql`insert into atlas.findings as known (rule_id, engagement_id, outcome, reasons, computed_at)
    select "ruleId", "engagementId", outcome, reasons, ${at} from ${rows}
    on conflict (rule_id, engagement_id) do update set outcome = excluded.outcome, reasons = excluded.reasons,
      computed_at = excluded.computed_at
    where (known.outcome, known.reasons) is distinct from (excluded.outcome, excluded.reasons)`)
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
      determination_reason = ${input.reason}, determined_by = ${actor.auditId}, determined_at = ${input.at}
    where rule_id = ${input.ruleId} and engagement_id = ${input.engagementId}`)
  if (changed === 0) throw notFound('atlas.finding.unknown', 'There is no such finding.')
  await audit(db, actor, 'atlas.finding.determined', `engagement:${input.engagementId}`, {
    ruleId: input.ruleId,
    determination: input.determination,
    reason: input.reason,
  })
}
