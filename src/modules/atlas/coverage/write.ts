import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { findOrganization } from '#kernel/organizations'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { announce } from '#platform/live'
import { invalid } from '#platform/problem'
import { versionsChanged } from '../engagements/write.ts'
import type { NewCoverage } from './schema.ts'

/** Puts on record how far a government was asked and answered; the line before it stays for figures of the past. */
export async function recordCoverage(db: Writer, actor: Viewer, input: NewCoverage & { at: Date }): Promise<void> {
  allow(actor, 'atlas.coverage.record')
  const { organizationId, form, at } = input
  if (!(await findOrganization(db, organizationId)))
    throw invalid('atlas.coverage.organization', 'There is no such government.', {
      organizationId: 'Use the id at the end of the address of its page, such as us-tx',
    })
  await db.save(sql`update atlas.coverage set replaced_at = ${at}
    where organization_id = ${organizationId} and form = ${form} and replaced_at is null`)
  const id = newId(at)
  await db.save(sql`insert into atlas.coverage (id, organization_id, form, asked_on, answered_on, complete_as_of, state, source_title,
      source_address, note, said_by, said_at)
    values (${id}, ${organizationId}, ${form}, ${input.askedOn || null}, ${input.answeredOn || null}, ${input.completeAsOf || null},
      ${input.state}, ${input.sourceTitle}, ${input.sourceAddress}, ${input.note}, ${actor.auditId}, ${at})`)
  // Pages of the map that are kept name the denominator.
  await announce(db, versionsChanged, { since: at.toISOString() })
  await audit(db, actor, 'atlas.coverage.recorded', `organization:${organizationId}`, { coverage: id, form })
}
