import type { Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { allowFor } from '#kernel/contacts'
import { changeRow } from '#kernel/journal'
import { dayOf } from '#platform/clock'
import { type Database, type Sql, sql, type Writer, wholeSight } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict, invalid } from '#platform/problem'
import { getBulk } from './read.ts'
import { atOnce, chunk, partOf, refuseLateUndo, refuseState } from './rules.ts'
import type { BulkView, NewBulk } from './schema.ts'

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

/** Says yes to a plan. Few people are done at once, many later and piece by piece. */
export async function beginBulk(db: Writer, actor: Viewer, input: { id: string; at: Date }): Promise<void> {
  const action = await held(db, actor, input.id)
  refuseState(action, 'planned')
  if (action.planned === 0) throw conflict('people.bulk.nothing', 'There is nothing to change.')
  await turn(db, actor, { id: action.id, state: 'doing' })
  await audit(db, actor, 'people.bulk.begun', `bulk:${action.id}`, { body: action.bodyId, rows: action.planned })
  if (action.planned <= atOnce) await goOn(db, { ...input, most: atOnce })
}

/** Takes an action back: every row that still is as it left it. Those changed since stay, and are named. */
export async function undoBulk(db: Writer, actor: Viewer, input: { id: string; at: Date }): Promise<void> {
  const action = await held(db, actor, input.id)
  refuseState(action, 'done')
  refuseLateUndo(action, input.at)
  await turn(db, actor, { id: action.id, state: 'undoing' })
  await audit(db, actor, 'people.bulk.undoing', `bulk:${action.id}`, { body: action.bodyId, rows: action.done })
  if (action.done <= atOnce) await goOn(db, { ...input, most: atOnce })
}

/** Throws a plan away. */
export async function discardBulk(db: Writer, actor: Viewer, input: { id: string }): Promise<void> {
  const action = await held(db, actor, input.id)
  refuseState(action, 'planned')
  await db.save(sql`delete from people.bulk_actions where id = ${action.id}`)
  await audit(db, actor, 'people.bulk.discarded', `bulk:${action.id}`, { body: action.bodyId })
}

/** Two people may press the same button: the second waits here, and then sees how it stands. */
async function held(db: Writer, actor: Viewer, id: string): Promise<BulkView> {
  const { bodyId } = await getBulk(db, id)
  allowFor(actor, permission, bodyId)
  await db.all(sql`select 1 from people.bulk_actions where id = ${id} for update`)
  return getBulk(db, id)
}

const turn = (db: Writer, actor: Viewer, { id, state }: Pick<BulkView, 'id' | 'state'>): Promise<number> =>
  db.save(sql`update people.bulk_actions set state = ${state}, turned_by = ${actor.auditId} where id = ${id}`)

/** Does what is in hand, some rows in each transaction, so that a crash loses nothing and nothing is done twice. */
export async function carryOnBulk(database: Database, now: Date): Promise<void> {
  const inHand = await database.read(
    (db) =>
      db.all(sql<{ id: string }>`select id from people.bulk_actions where state in ('doing', 'undoing') order by id`),
    wholeSight,
  )
  for (const { id } of inHand) {
    let isMore = true
    while (isMore)
      isMore = await database.write(async (db) => {
        const free = await db.one(sql`select 1 from people.bulk_actions where id = ${id} for update skip locked`)
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
  const rows = await db.all(sql<Step>`select number, person_id as "personId", place, before::text, after::text
    from people.bulk_rows where action_id = ${action.id} and state = ${isUndo ? 'done' : 'planned'} order by number limit ${input.most}`)
  for (const row of rows) {
    const isChanged = await changeRow(db, isUndo ? { place: row.place, before: row.after, after: row.before } : row)
    const state = isUndo ? (isChanged ? 'undone' : 'refused') : isChanged ? 'done' : 'skipped'
    await db.save(
      sql`update people.bulk_rows set state = ${state} where action_id = ${action.id} and number = ${row.number}`,
    )
    if (isChanged)
      // Which action, never what stands in the row: the log cannot forget.
      await audit(db, actor, isUndo ? 'people.person.restored' : 'people.person.changed', `person:${row.personId}`, {
        ...{ body: action.bodyId, bulk: action.id, kind: action.kind, field: action.field },
      })
  }
  if (rows.length === input.most && (await isLeft(db, action))) return true
  const column = sql.ref(isUndo ? 'undone_at' : 'done_at')
  await db.save(sql`update people.bulk_actions set state = ${isUndo ? 'undone' : 'done'}, ${column} = ${input.at}
    where id = ${action.id}`)
  const { done, skipped, undone, refused } = await getBulk(db, action.id)
  await audit(db, actor, isUndo ? 'people.bulk.undone' : 'people.bulk.done', `bulk:${action.id}`, {
    ...{ body: action.bodyId, ...(isUndo ? { undone, refused } : { done, skipped }) },
  })
  return false
}

interface Step {
  number: number
  personId: string
  place: string
  before: string | null
  after: string | null
}

async function isLeft(db: Writer, action: BulkView): Promise<boolean> {
  const state = action.state === 'undoing' ? 'done' : 'planned'
  return (
    (await db.one(sql`select 1 from people.bulk_rows where action_id = ${action.id} and state = ${state}`)) !==
    undefined
  )
}

/** Plans that nobody has said yes to hold people for nothing. */
export const forgetPlans = (database: Database, before: Date): Promise<number> =>
  database.write((db) => {
    db.unaudited('nothing was done by it')
    return db.save(sql`delete from people.bulk_actions where state = 'planned' and planned_at < ${before}`)
  }, wholeSight)
