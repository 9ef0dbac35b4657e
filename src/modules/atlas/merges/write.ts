import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { getOrganization } from '#kernel/organizations'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict, notFound } from '#platform/problem'
import { refreshBearers } from '../governments/write.ts'
import { indexRecords } from '../profiles/write.ts'
import { refreshFindings } from '../rules/write.ts'
import { findMerge, findSurvivors } from './read.ts'
import { refuseTwo } from './rules.ts'
import type { MergeView } from './schema.ts'

/**
 * Says that two records are one organization. Nothing of either is changed: what rests on them is made anew with that judgement, and the
 * address of the one that goes leads on to the one that stays. Returns the id of the merge.
 */
export async function mergeOrganizations(
  db: Writer,
  actor: Viewer,
  input: { keptId: string; goneId: string; reason: string; at: Date },
): Promise<string> {
  const { keptId, goneId, reason, at } = input
  allow(actor, 'atlas.organization.merge')
  // Two people may merge at once: the second waits here, and then sees what stands.
  await db.all(
    sql`select 1 from organizations.organizations where id = any(${[keptId, goneId]}) order by id for update`,
  )
  refuseTwo(await getOrganization(db, keptId), await getOrganization(db, goneId))
  if ((await findSurvivors(db, [keptId, goneId])).size > 0)
    throw conflict('atlas.merge.gone', 'One of them is part of another record already. Merge with that one.')
  const id = newId(at)
  await db.save(sql`insert into atlas.merges (id, kept_id, gone_id, reason, merged_by, merged_at)
    values (${id}, ${keptId}, ${goneId}, ${reason}, ${actor.auditId}, ${at})`)
  await followMerge(db, { ids: [keptId, goneId], at })
  await audit(db, actor, 'atlas.organization.merged', `organization:${keptId}`, { gone: goneId, merge: id })
  return id
}

/** Takes a merge apart, in whatever order others were made: what shows is made from the judgements that still stand. */
export async function undoMerge(db: Writer, actor: Viewer, input: { id: string; at: Date }): Promise<MergeView> {
  allow(actor, 'atlas.organization.merge')
  await db.all(sql`select 1 from atlas.merges where id = ${input.id} for update`)
  const merge = await findMerge(db, input.id)
  if (!merge) throw notFound('atlas.merge.unknown', 'There is no such merge.')
  if (merge.undoneAt) throw conflict('atlas.merge.undone', 'This merge has been taken apart already.')
  // What rests on it now, and what will rest on either record then.
  const around = await findSurvivors(db, [merge.goneId])
  await db.save(
    sql`update atlas.merges set undone_by = ${actor.auditId}, undone_at = ${input.at} where id = ${merge.id}`,
  )
  await followMerge(db, { ids: [merge.keptId, merge.goneId, ...around.values()], at: input.at })
  await audit(db, actor, 'atlas.organization.parted', `organization:${merge.keptId}`, {
    ...{ gone: merge.goneId, merge: merge.id },
  })
  return merge
}

/** After a judgement: versions that bear either record, what laws say of them, search, and every node's map. */
async function followMerge(db: Writer, input: { ids: string[]; at: Date }): Promise<void> {
  const ids = [...new Set(input.ids)]
  const changed = await refreshBearers(db, { ids, at: input.at })
  await refreshFindings(db, { at: input.at, engagementIds: changed })
  await indexRecords(db, { engagementIds: changed, organizationIds: ids })
}
