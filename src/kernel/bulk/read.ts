import { type Reader, type Sql, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import type { BulkRowView, BulkView } from './schema.ts'

const count = (state: string): Sql<unknown> =>
  sql`(select count(*)::int from people.bulk_rows row where row.action_id = action.id and row.state = ${state})`

const view = sql`select action.id, body_id as "bodyId", body.name as "bodyName", action.kind, field, value, chosen, state,
    planned_by as "plannedBy", turned_by as "turnedBy", planned_at as "plannedAt", done_at as "doneAt", undone_at as "undoneAt",
    ${count('planned')} as planned, ${count('done')} as done, ${count('skipped')} as skipped, ${count('undone')} as undone,
    ${count('refused')} as refused
  from people.bulk_actions action join bodies.bodies body on body.id = body_id`

export async function getBulk(db: Reader, id: string): Promise<BulkView> {
  const found = await db.one(sql<BulkView>`${view} where action.id = ${id}`)
  if (!found) throw notFound('people.bulk.unknown', 'There is no such action on people.')
  return found
}

/** Actions of the viewer's bodies, newest first; the walls decide which those are. */
export const listBulk = (db: Reader, wanted: { ids?: string[]; limit: number }): Promise<BulkView[]> =>
  db.all(sql<BulkView>`${view} where ${wanted.ids ? sql`action.id = any (${wanted.ids}::text[])` : sql`true`}
    order by planned_at desc, action.id desc limit ${wanted.limit}`)

/** People of an action with what stands and what becomes of it. */
export const listBulkRows = (
  db: Reader,
  wanted: { actionId: string; states?: BulkRowView['state'][]; limit: number },
): Promise<BulkRowView[]> =>
  db.all(sql<BulkRowView>`select number, row.person_id as "personId",
      coalesce((select value from people.cards where body_id = row.body_id and person_id = row.person_id and field = 'name'), person.name) as name,
      ${said('before')} as before, ${said('after')} as after, row.state
    from people.bulk_rows row join people.people person on person.id = row.person_id
    where action_id = ${wanted.actionId} and ${wanted.states ? sql`row.state = any (${wanted.states}::text[])` : sql`true`}
    order by number limit ${wanted.limit}`)

/** A row in words: its tag, its value, or until when the standing holds. */
const said = (side: 'before' | 'after'): Sql<unknown> => {
  const row = sql.ref(`row.${side}`)
  return sql`case row.place when 'people.tags' then ${row}->>'tag' when 'people.cards' then ${row}->>'value'
    else ${row}->>'standing' || coalesce(' until ' || (${row}->>'until'), '') end`
}

/** What was done to one person in this way, newest first, with what stood before and after: for their page. */
export const listBulkOf = (
  db: Reader,
  personId: string,
): Promise<
  (Omit<BulkRowView, 'name' | 'personId' | 'number'> & {
    actionId: string
    at: Date
    place: string
    field: string | null
  })[]
> =>
  db.all(sql`select action.id as "actionId", action.done_at as at, action.field, row.place, ${said('before')} as before, ${said('after')} as after,
      row.state from people.bulk_rows row join people.bulk_actions action on action.id = row.action_id
    where row.person_id = ${personId} and row.state in ('done', 'undone') and action.done_at is not null
    order by action.done_at desc, action.id limit 50`)

/** Tags of a person, as the viewer's bodies sort them. */
export const listTags = (db: Reader, personId: string): Promise<{ bodyId: string; tag: string }[]> =>
  db.all(sql<{ bodyId: string; tag: string }>`select body_id as "bodyId", tag from people.tags
    where person_id = ${personId} and bodies.is_open(body_id) order by tag`)

/** Every tag that the viewer's bodies use, for choosing one. */
export const listTagsInUse = async (db: Reader): Promise<string[]> => {
  const rows = await db.all(sql<{ tag: string }>`select tag from people.tags where bodies.is_open(body_id)
    group by tag order by lower(tag) limit 500`)
  return rows.map(({ tag }) => tag)
}
