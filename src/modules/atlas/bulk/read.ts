import { type Reader, type Sql, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import { leadingOn } from '../merges/read.ts'
import type { BulkRowView, BulkView, SortingView } from './schema.ts'

const count = (state: string): Sql<unknown> =>
  sql`(select count(*)::int from atlas.bulk_rows row where row.action_id = action.id and row.state = ${state})`

const view = sql`select action.id, body_id as "bodyId", body.name as "bodyName", action.kind, value, chosen, state,
    planned_by as "plannedBy", turned_by as "turnedBy", planned_at as "plannedAt", done_at as "doneAt", undone_at as "undoneAt",
    ${count('planned')} as planned, ${count('done')} as done, ${count('skipped')} as skipped, ${count('undone')} as undone,
    ${count('refused')} as refused
  from atlas.bulk_actions action join bodies.bodies body on body.id = body_id`

export async function getBulk(db: Reader, id: string): Promise<BulkView> {
  const found = await db.one(sql<BulkView>`${view} where action.id = ${id}`)
  if (!found) throw notFound('atlas.bulk.unknown', 'There is no such action on organizations.')
  return found
}

/** Actions of the viewer's bodies, newest first; the walls decide which those are. */
export const listBulk = (db: Reader, wanted: { limit: number }): Promise<BulkView[]> =>
  db.all(sql<BulkView>`${view} order by planned_at desc, action.id desc limit ${wanted.limit}`)

/** Organizations of an action with what stands and what becomes of it. */
export const listBulkRows = (
  db: Reader,
  wanted: { actionId: string; states?: BulkRowView['state'][]; limit: number },
): Promise<BulkRowView[]> =>
  db.all(sql<BulkRowView>`select number, row.organization_id as "organizationId", organization.name, ${said('before')} as before,
      ${said('after')} as after, row.state
    from atlas.bulk_rows row join organizations.organizations organization on organization.id = row.organization_id
    where action_id = ${wanted.actionId} and ${wanted.states ? sql`row.state = any (${wanted.states}::text[])` : sql`true`}
    order by number limit ${wanted.limit}`)

/** A row in words: its tag, or from when until when the standing holds. */
const said = (side: 'before' | 'after'): Sql<unknown> => {
  const row = sql.ref(`row.${side}`)
  return sql`case row.place when 'atlas.tags' then ${row}->>'tag'
    else ${row}->>'standing' || ' since ' || (${row}->>'since') || coalesce(' until ' || (${row}->>'until'), '') end`
}

/** Holds where a column names the record `organization` or one that is part of it. */
const isOf = (column: Sql<unknown>): Sql<unknown> =>
  sql`(${column} = organization.id or ${column} in (select gone_id from ${leadingOn} led where led.kept_id = organization.id))`

/** Holds for organizations that one of the viewer's bodies has tagged so; wants `organization`. */
export const isTagged = (tag: string): Sql<unknown> =>
  sql`exists (select from atlas.tags held where held.tag = ${tag} and ${isOf(sql.ref('held.organization_id'))})`

/** Holds for organizations that stand so to one of the viewer's bodies on a day; wants `organization`. */
export const hasStanding = (standing: string): Sql<unknown> =>
  sql`exists (select from atlas.standings held where held.standing = ${standing}
    and (held.until is null or held.until > current_date) and ${isOf(sql.ref('held.organization_id'))})`

/** Every tag that the viewer's bodies use for organizations, for choosing one. */
export const listTagsInUse = async (db: Reader): Promise<string[]> => {
  const rows = await db.all(sql<{ tag: string }>`select tag from atlas.tags group by tag order by lower(tag) limit 500`)
  return rows.map(({ tag }) => tag)
}

/** How the viewer's bodies sort an organization, given as its own id and those of its parts. */
export const listSortings = (db: Reader, ids: string[]): Promise<SortingView[]> =>
  db.all(sql<SortingView>`select body.name as "bodyName",
      coalesce((select jsonb_agg(distinct tag) from atlas.tags where body_id = body.id and organization_id = any(${ids})), '[]') as tags,
      coalesce((select jsonb_agg(jsonb_build_object('standing', standing, 'since', since, 'until', until) order by since, standing)
        from atlas.standings where body_id = body.id and organization_id = any(${ids})), '[]') as standings
    from bodies.bodies body
    where exists (select from atlas.tags where body_id = body.id and organization_id = any(${ids}))
      or exists (select from atlas.standings where body_id = body.id and organization_id = any(${ids}))
    order by body.position, body.id`)
