import type { Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { atOnce } from '#kernel/bulk'
import { allowFor } from '#kernel/contacts'
import { changeRow } from '#kernel/journal'
import { dayOf } from '#platform/clock'
import { type Database, type Sql, sql, type Writer, wholeSight } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict, invalid } from '#platform/problem'
import { standsAlone } from '../merges/read.ts'
import { getBulk } from './read.ts'
import { refuseLateUndo, refuseState } from './rules.ts'
import type { BulkView, NewBulk } from './schema.ts'

const permission = 'atlas.organization.sort'
/** One transaction of later work. */
const chunk = 200

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

/** Says yes to a plan. Few organizations are done at once, many later and piece by piece. */
export async function beginBulk(db: Writer, actor: Viewer, input: { id: string; at: Date }): Promise<void> {
  const action = await held(db, actor, input.id)
  refuseState(action, 'planned')
  if (action.planned === 0) throw conflict('atlas.bulk.nothing', 'There is nothing to change.')
  await turn(db, actor, { id: action.id, state: 'doing' })
  await audit(db, actor, 'atlas.bulk.begun', `bulk:${action.id}`, { body: action.bodyId, rows: action.planned })
  if (action.planned <= atOnce) await goOn(db, { ...input, most: atOnce })
}

/** Takes an action back: every row that still is as it left it. Those changed since stay, and are named. */
export async function undoBulk(db: Writer, actor: Viewer, input: { id: string; at: Date }): Promise<void> {
  const action = await held(db, actor, input.id)
  refuseState(action, 'done')
  refuseLateUndo(action, input.at)
  await turn(db, actor, { id: action.id, state: 'undoing' })
  await audit(db, actor, 'atlas.bulk.undoing', `bulk:${action.id}`, { body: action.bodyId, rows: action.done })
  if (action.done <= atOnce) await goOn(db, { ...input, most: atOnce })
}

/** Throws a plan away. */
export async function discardBulk(db: Writer, actor: Viewer, input: { id: string }): Promise<void> {
  const action = await held(db, actor, input.id)
  refuseState(action, 'planned')
  await db.save(sql`delete from atlas.bulk_actions where id = ${action.id}`)
  await audit(db, actor, 'atlas.bulk.discarded', `bulk:${action.id}`, { body: action.bodyId })
}

/** Two people may press the same button: the second waits here, and then sees how it stands. */
async function held(db: Writer, actor: Viewer, id: string): Promise<BulkView> {
  const { bodyId } = await getBulk(db, id)
  allowFor(actor, permission, bodyId)
  await db.all(sql`select 1 from atlas.bulk_actions where id = ${id} for update`)
  return getBulk(db, id)
}

const turn = (db: Writer, actor: Viewer, { id, state }: Pick<BulkView, 'id' | 'state'>): Promise<number> =>
  db.save(sql`update atlas.bulk_actions set state = ${state}, turned_by = ${actor.auditId} where id = ${id}`)

/** Does what is in hand, some rows in each transaction, so that a crash loses nothing and nothing is done twice. */
export async function carryOnBulk(database: Database, now: Date): Promise<void> {
  const inHand = await database.read(
    (db) =>
      db.all(sql<{ id: string }>`select id from atlas.bulk_actions where state in ('doing', 'undoing') order by id`),
    wholeSight,
  )
  for (const { id } of inHand) {
    let isMore = true
    while (isMore)
      isMore = await database.write(async (db) => {
        const free = await db.one(sql`select 1 from atlas.bulk_actions where id = ${id} for update skip locked`)
        if (free) return goOn(db, { id, at: now, most: chunk })
        db.unaudited('another node has it in hand')
        return false
      }, wholeSight)
  }
}

/** The next rows of an action, and its end when none is left. Returns whether there are more. */
async function goOn(db: Writer, input: { id: string; at: Date; most: number }): Promise<boolean> {
  const action = await getBulk(db, input.id)
  const isUndo = action.state === 'undoing'
  if (!isUndo && action.state !== 'doing') {
    db.unaudited('it is finished')
    return false
  }
  const actor = { auditId: action.turnedBy ?? action.plannedBy }
  const from = isUndo ? 'done' : 'planned'
  const rows =
    await db.all(sql<Step>`select number, organization_id as "organizationId", place, before::text, after::text
    from atlas.bulk_rows where action_id = ${action.id} and state = ${from} order by number limit ${input.most}`)
  for (const row of rows) {
    const isChanged = await changeRow(db, isUndo ? { place: row.place, before: row.after, after: row.before } : row)
    const state = isUndo ? (isChanged ? 'undone' : 'refused') : isChanged ? 'done' : 'skipped'
    await db.save(
      sql`update atlas.bulk_rows set state = ${state} where action_id = ${action.id} and number = ${row.number}`,
    )
    if (isChanged)
      await audit(
        db,
        actor,
        isUndo ? 'atlas.organization.unsorted' : 'atlas.organization.sorted',
        `organization:${row.organizationId}`,
        { body: action.bodyId, bulk: action.id, kind: action.kind },
      )
  }
  const left = await getBulk(db, action.id)
  if (left[from] > 0) return true
  const column = sql.ref(isUndo ? 'undone_at' : 'done_at')
  await db.save(sql`update atlas.bulk_actions set state = ${isUndo ? 'undone' : 'done'}, ${column} = ${input.at}
    where id = ${action.id}`)
  const { done, skipped, undone, refused } = left
  await audit(db, actor, isUndo ? 'atlas.bulk.undone' : 'atlas.bulk.done', `bulk:${action.id}`, {
    ...{ body: action.bodyId, ...(isUndo ? { undone, refused } : { done, skipped }) },
  })
  return false
}

interface Step {
  number: number
  organizationId: string
  place: string
  before: string | null
  after: string | null
}

/** Plans that nobody has said yes to wait for nothing. */
export const forgetPlans = (database: Database, before: Date): Promise<number> =>
  database.write((db) => {
    db.unaudited('nothing was done by it')
    return db.save(sql`delete from atlas.bulk_actions where state = 'planned' and planned_at < ${before}`)
  }, wholeSight)
