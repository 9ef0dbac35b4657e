import type { Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { allowFor } from '#kernel/contacts'
import { changeRow } from '#kernel/journal'
import { dayOf } from '#platform/clock'
import { type Database, type Sql, sql, type Writer, wholeSight } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict, invalid, notFound } from '#platform/problem'
import { atOnce, chunk, partOf, refuseLateUndo, refuseState } from './rules.ts'
import type { BulkState, NewBulk } from './schema.ts'

const permission = 'people.person.change'

/**
 * Writes down what an action would change, row by row, and changes nothing yet. People whom the body does not know are neither counted nor
 * planned, whoever named them; nor are those with whom everything is as wanted already.
 */
export async function planBulk(
  db: Writer,
  actor: Viewer,
  input: NewBulk & { personIds: string[]; at: Date },
): Promise<string> {
  allowFor(actor, permission, input.bodyId)
  const { bodyId, at } = input
  const { field, value } = partOf(input)
  const known = await db.all(sql<{ id: string }>`select distinct person.id from people.people person
    join bodies.belongings belonging on belonging.person_id = person.id and belonging.body_id = ${bodyId}
    where not is_public and person.id = any (${input.personIds}::text[])`)
  if (known.length === 0)
    throw invalid('people.bulk.nobody', 'Nobody is chosen.', { personIds: 'Choose at least one person of the list' })
  const id = newId(at)
  await db.save(sql`insert into people.bulk_actions (id, body_id, kind, field, value, chosen, planned_by, planned_at)
    values (${id}, ${bodyId}, ${input.kind}, ${field}, ${value}, ${known.length}, ${actor.auditId}, ${at})`)
  const ids = known.map((person) => person.id)
  await db.save(sql`insert into people.bulk_rows (action_id, body_id, number, person_id, place, before, after)
    select ${id}, ${bodyId}, row_number() over (order by "personId"), "personId", place, before, after
    from (${changesOf(input, { ids, by: actor.auditId })}) change`)
  await audit(db, actor, 'people.bulk.planned', `bulk:${id}`, { body: bodyId, kind: input.kind, people: ids.length })
  return id
}

/** The row of each person as it stands and as it would become. */
function changesOf(input: NewBulk, { ids, by }: { ids: string[]; by: string }): Sql<unknown> {
  const { bodyId, at, tag, field, value, standing } = input as NewBulk & { at: Date } // the caller's own input
  const people = sql`unnest(${ids}::text[]) as person(id)`
  const instant = at.toISOString()
  switch (input.kind) {
    case 'add-tag':
      return sql`select person.id as "personId", 'people.tags' as place, null::jsonb as before,
          jsonb_build_object('body_id', ${bodyId}::text, 'person_id', person.id, 'tag', ${tag}::text, 'tagged_by', ${by}::text,
            'tagged_at', ${instant}::timestamptz) as after
        from ${people} where not exists (select from people.tags held
          where held.body_id = ${bodyId} and held.person_id = person.id and held.tag = ${tag})`
    case 'remove-tag':
      return sql`select held.person_id as "personId", 'people.tags' as place, to_jsonb(held) as before, null::jsonb as after
        from people.tags held where held.body_id = ${bodyId} and held.person_id = any (${ids}::text[]) and held.tag = ${tag}`
    case 'set-field':
      return sql`select person.id as "personId", 'people.cards' as place, to_jsonb(card) as before,
          jsonb_build_object('body_id', ${bodyId}::text, 'person_id', person.id, 'field', ${field}::text, 'value', ${value}::text,
            'changed_by', ${by}::text, 'changed_at', ${instant}::timestamptz) as after
        from ${people} left join people.cards card
          on card.body_id = ${bodyId} and card.person_id = person.id and card.field = ${field}
        where card.value is distinct from ${value}`
    case 'end-standing':
    case 'resume-standing': {
      const until = input.kind === 'end-standing' ? dayOf(at) : null
      const isDue =
        until === null ? sql`held.until is not null` : sql`(held.until is null or held.until > ${until}::date)`
      return sql`select held.person_id as "personId", 'bodies.belongings' as place, to_jsonb(held) as before,
          to_jsonb(held) || jsonb_build_object('until', ${until}::date) as after
        from bodies.belongings held where held.body_id = ${bodyId} and held.person_id = any (${ids}::text[])
          and held.standing = ${standing} and ${isDue}`
    }
  }
}

/** What many records of one kind are changed by: where its plans stand, who may, and what the log calls it. */
export interface BulkOf {
  /** Its tables are `bulk_actions` and `bulk_rows` of this schema, and its events and problems begin so. */
  schema: 'people' | 'atlas'
  permission: string
  /** The kind of record in the log, and the column of a row that names one. */
  subject: 'person' | 'organization'
  /** Events of a record that an action changed, and that its undoing changed back. */
  changed: string
  restored: string
}

interface Action {
  id: string
  bodyId: string
  kind: string
  field: string | null
  state: BulkState
  by: string
  doneAt: Date | null
  planned: number
  done: number
  skipped: number
  undone: number
  refused: number
}

interface Step {
  number: number
  recordId: string
  place: string
  before: string | null
  after: string | null
}

/** The deeds that turn a plan: each once, whoever presses twice, and exactly undone for a month. */
export function bulkDeeds({ schema, permission, subject, changed, restored }: BulkOf) {
  const actions = sql.table(`${schema}.bulk_actions`)
  const rows = sql.table(`${schema}.bulk_rows`)
  const record = sql.ref(`${subject}_id`)
  const count = (state: string) =>
    sql`(select count(*)::int from ${rows} row where row.action_id = action.id and row.state = ${state})`

  /** Under a lock: two people may press the same button, and the second then sees how it stands. */
  async function find(db: Writer, id: string): Promise<Action> {
    await db.all(sql`select 1 from ${actions} where id = ${id} for update`)
    const found =
      await db.one(sql<Action>`select action.id, body_id as "bodyId", kind, to_jsonb(action)->>'field' as field, state,
        coalesce(turned_by, planned_by) as by, done_at as "doneAt", ${count('planned')} as planned, ${count('done')} as done,
        ${count('skipped')} as skipped, ${count('undone')} as undone, ${count('refused')} as refused
      from ${actions} action where id = ${id}`)
    if (!found) throw notFound(`${schema}.bulk.unknown`, 'There is no such action.')
    return found
  }

  async function held(db: Writer, actor: Viewer, id: string): Promise<Action> {
    const action = await find(db, id)
    allowFor(actor, permission, action.bodyId)
    return action
  }

  const turn = (db: Writer, actor: Viewer, { id, state }: { id: string; state: BulkState }): Promise<number> =>
    db.save(sql`update ${actions} set state = ${state}, turned_by = ${actor.auditId} where id = ${id}`)

  const tell = (db: Writer, actor: { auditId: string }, event: string, { id, bodyId }: Action, more: object = {}) =>
    audit(db, actor, `${schema}.bulk.${event}`, `bulk:${id}`, { body: bodyId, ...more })

  /** Says yes to a plan. Few records are done at once, many later and piece by piece. */
  async function beginBulk(db: Writer, actor: Viewer, input: { id: string; at: Date }): Promise<void> {
    const action = await held(db, actor, input.id)
    refuseState(schema, action, 'planned')
    if (action.planned === 0) throw conflict(`${schema}.bulk.nothing`, 'There is nothing to change.')
    await turn(db, actor, { id: action.id, state: 'doing' })
    await tell(db, actor, 'begun', action, { rows: action.planned })
    if (action.planned <= atOnce) await goOn(db, { ...input, most: atOnce })
  }

  /** Takes an action back: every row that still is as it left it. Those changed since stay, and are named. */
  async function undoBulk(db: Writer, actor: Viewer, input: { id: string; at: Date }): Promise<void> {
    const action = await held(db, actor, input.id)
    refuseState(schema, action, 'done')
    refuseLateUndo(schema, action, input.at)
    await turn(db, actor, { id: action.id, state: 'undoing' })
    await tell(db, actor, 'undoing', action, { rows: action.done })
    if (action.done <= atOnce) await goOn(db, { ...input, most: atOnce })
  }

  /** Throws a plan away. */
  async function discardBulk(db: Writer, actor: Viewer, input: { id: string }): Promise<void> {
    const action = await held(db, actor, input.id)
    refuseState(schema, action, 'planned')
    await db.save(sql`delete from ${actions} where id = ${action.id}`)
    await tell(db, actor, 'discarded', action)
  }

  /** Does what is in hand, some rows in each transaction, so that a crash loses nothing and nothing is done twice. */
  async function carryOnBulk(database: Database, now: Date): Promise<void> {
    const inHand = await database.read(
      (db) => db.all(sql<{ id: string }>`select id from ${actions} where state in ('doing', 'undoing') order by id`),
      wholeSight,
    )
    for (const { id } of inHand) {
      let isMore = true
      while (isMore)
        isMore = await database.write(async (db) => {
          const free = await db.one(sql`select 1 from ${actions} where id = ${id} for update skip locked`)
          if (free) return goOn(db, { id, at: now, most: chunk })
          db.unaudited('another node has it in hand')
          return false
        }, wholeSight)
    }
  }

  /** The next rows of an action, and its end when none is left. Returns whether there are more. */
  async function goOn(db: Writer, input: { id: string; at: Date; most: number }): Promise<boolean> {
    const action = await find(db, input.id)
    const isUndo = action.state === 'undoing'
    if (!isUndo && action.state !== 'doing') {
      db.unaudited('it is finished')
      return false
    }
    const actor = { auditId: action.by }
    const from = isUndo ? 'done' : 'planned'
    const steps = await db.all(sql<Step>`select number, ${record} as "recordId", place, before::text, after::text
      from ${rows} where action_id = ${action.id} and state = ${from} order by number limit ${input.most}`)
    for (const row of steps) {
      const isChanged = await changeRow(db, isUndo ? { place: row.place, before: row.after, after: row.before } : row)
      const state = isUndo ? (isChanged ? 'undone' : 'refused') : isChanged ? 'done' : 'skipped'
      await db.save(sql`update ${rows} set state = ${state} where action_id = ${action.id} and number = ${row.number}`)
      if (isChanged)
        // Which action, never what stands in the row: the log cannot forget.
        await audit(db, actor, isUndo ? restored : changed, `${subject}:${row.recordId}`, {
          ...{
            body: action.bodyId,
            bulk: action.id,
            kind: action.kind,
            ...(action.field ? { field: action.field } : {}),
          },
        })
    }
    const left = await find(db, action.id)
    if (left[from] > 0) return true
    const column = sql.ref(isUndo ? 'undone_at' : 'done_at')
    await db.save(sql`update ${actions} set state = ${isUndo ? 'undone' : 'done'}, ${column} = ${input.at}
      where id = ${action.id}`)
    const { done, skipped, undone, refused } = left
    await tell(db, actor, isUndo ? 'undone' : 'done', action, isUndo ? { undone, refused } : { done, skipped })
    return false
  }

  /** Plans that nobody has said yes to wait for nothing. */
  const forgetPlans = (database: Database, before: Date): Promise<number> =>
    database.write((db) => {
      db.unaudited('nothing was done by it')
      return db.save(sql`delete from ${actions} where state = 'planned' and planned_at < ${before}`)
    }, wholeSight)

  return { beginBulk, undoBulk, discardBulk, carryOnBulk, forgetPlans }
}

export const { beginBulk, undoBulk, discardBulk, carryOnBulk, forgetPlans } = bulkDeeds({
  ...{ schema: 'people', permission, subject: 'person' },
  ...{ changed: 'people.person.changed', restored: 'people.person.restored' },
})
