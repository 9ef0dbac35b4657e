import type { Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { bulkDeeds } from '#kernel/bulk'
import { allowFor } from '#kernel/contacts'
import { dayOf } from '#platform/clock'
import { type Sql, sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { invalid } from '#platform/problem'
import { standsAlone } from '../merges/read.ts'
import type { NewBulk } from './schema.ts'

const permission = 'atlas.organization.sort'

/** Writes down what an action would change, row by row, and changes nothing yet. Where everything is as wanted already, nothing is planned. */
export async function planBulk(
  db: Writer,
  actor: Viewer,
  input: NewBulk & { organizationIds: string[]; at: Date },
): Promise<string> {
  allowFor(actor, permission, input.bodyId)
  const { bodyId, kind, at } = input
  const known = await db.all(sql<{ id: string }>`select organization.id from organizations.organizations organization
    where organization.id = any (${input.organizationIds}::text[]) and ${standsAlone}`)
  if (known.length === 0)
    throw invalid('atlas.bulk.nothing-chosen', 'No organization is chosen.', {
      organizationIds: 'Choose at least one organization of the list',
    })
  const id = newId(at)
  await db.save(sql`insert into atlas.bulk_actions (id, body_id, kind, value, chosen, planned_by, planned_at)
    values (${id}, ${bodyId}, ${kind}, ${kind.endsWith('-tag') ? input.tag : input.standing}, ${known.length}, ${actor.auditId}, ${at})`)
  const ids = known.map((organization) => organization.id)
  await db.save(sql`insert into atlas.bulk_rows (action_id, body_id, number, organization_id, place, before, after)
    select ${id}, ${bodyId}, row_number() over (order by "organizationId"), "organizationId", place, before, after
    from (${changesOf(input, { ids, by: actor.auditId })}) change`)
  await audit(db, actor, 'atlas.bulk.planned', `bulk:${id}`, { body: bodyId, kind, organizations: ids.length })
  return id
}

/** The row of each organization as it stands and as it would become. */
function changesOf(input: NewBulk & { at: Date }, { ids, by }: { ids: string[]; by: string }): Sql<unknown> {
  const { bodyId, at, tag, standing } = input
  const chosen = sql`unnest(${ids}::text[]) as organization(id)`
  const [instant, today] = [at.toISOString(), dayOf(at)]
  switch (input.kind) {
    case 'add-tag':
      return sql`select organization.id as "organizationId", 'atlas.tags' as place, null::jsonb as before,
          jsonb_build_object('body_id', ${bodyId}::text, 'organization_id', organization.id, 'tag', ${tag}::text,
            'tagged_by', ${by}::text, 'tagged_at', ${instant}::timestamptz) as after
        from ${chosen} where not exists (select from atlas.tags held
          where held.body_id = ${bodyId} and held.organization_id = organization.id and held.tag = ${tag})`
    case 'remove-tag':
      return sql`select held.organization_id as "organizationId", 'atlas.tags' as place, to_jsonb(held) as before, null::jsonb as after
        from atlas.tags held where held.body_id = ${bodyId} and held.organization_id = any (${ids}::text[]) and held.tag = ${tag}`
    // One that ended is gone on with: it holds since the day it first did.
    case 'begin-standing':
      return sql`select organization.id as "organizationId", 'atlas.standings' as place, to_jsonb(held) as before,
          coalesce(to_jsonb(held), jsonb_build_object('body_id', ${bodyId}::text, 'organization_id', organization.id,
              'standing', ${standing}::text, 'since', ${today}::date))
            || jsonb_build_object('until', null::date, 'set_by', ${by}::text, 'set_at', ${instant}::timestamptz) as after
        from ${chosen} left join atlas.standings held
          on held.body_id = ${bodyId} and held.organization_id = organization.id and held.standing = ${standing}
        where held.standing is null or held.until is not null`
    case 'end-standing':
      return sql`select held.organization_id as "organizationId", 'atlas.standings' as place, to_jsonb(held) as before,
          to_jsonb(held) || jsonb_build_object('until', greatest(held.since, ${today}::date), 'set_by', ${by}::text,
            'set_at', ${instant}::timestamptz) as after
        from atlas.standings held where held.body_id = ${bodyId} and held.organization_id = any (${ids}::text[])
          and held.standing = ${standing} and (held.until is null or held.until > ${today}::date)`
  }
}

export const { beginBulk, undoBulk, discardBulk, carryOnBulk, forgetPlans } = bulkDeeds({
  ...{ schema: 'atlas', permission, subject: 'organization' },
  ...{ changed: 'atlas.organization.sorted', restored: 'atlas.organization.unsorted' },
})
