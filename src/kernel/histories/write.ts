import { type Actor, audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { notFound } from '#platform/problem'
import { refuseBackwards } from './rules.ts'
import type { NewHappening, NewTerm } from './schema.ts'

const unknown = () => notFound('histories.entry.unknown', 'There is no such entry.')

/** Adds somebody's time in an office, or puts one right. */
export async function recordTerm(
  db: Writer,
  actor: Actor,
  input: { bodyId: string; id?: string | undefined; term: NewTerm; at: Date },
): Promise<void> {
  const { bodyId, term } = input
  refuseBackwards(term)
  const id = input.id ?? newId(input.at)
  const changed = input.id
    ? await db.save(sql`update histories.terms set organ = ${term.organ}, office = ${term.office}, name = ${term.name},
        also_held = ${term.alsoHeld}, began = ${term.began}, ended = ${term.ended}, source = ${term.source}
      where id = ${id} and body_id = ${bodyId}`)
    : await db.save(sql`insert into histories.terms (id, body_id, organ, office, name, also_held, began, ended, source)
      values (${id}, ${bodyId}, ${term.organ}, ${term.office}, ${term.name}, ${term.alsoHeld}, ${term.began}, ${term.ended}, ${term.source})`)
  if (changed === 0) throw unknown()
  await audit(db, actor, 'histories.term.recorded', `body:${bodyId}`, { term: id })
}

/** Adds something that happened to a body, or puts it right. */
export async function recordHappening(
  db: Writer,
  actor: Actor,
  input: { bodyId: string; id?: string | undefined; happening: NewHappening; at: Date },
): Promise<void> {
  const { bodyId, happening } = input
  const id = input.id ?? newId(input.at)
  const changed = input.id
    ? await db.save(sql`update histories.happenings set happened = ${happening.happened}, title = ${happening.title},
        content = ${happening.content}, predecessor = ${happening.predecessor}, source = ${happening.source}
      where id = ${id} and body_id = ${bodyId}`)
    : await db.save(sql`insert into histories.happenings (id, body_id, happened, title, content, predecessor, source)
      values (${id}, ${bodyId}, ${happening.happened}, ${happening.title}, ${happening.content}, ${happening.predecessor}, ${happening.source})`)
  if (changed === 0) throw unknown()
  await audit(db, actor, 'histories.happening.recorded', `body:${bodyId}`, { happening: id })
}

/** Takes an entry off the public pages, or puts it back. */
export async function takeOut(
  db: Writer,
  actor: Actor,
  input: { bodyId: string; kind: 'term' | 'happening'; id: string; isOut: boolean; at: Date },
): Promise<void> {
  const { bodyId, kind, id, isOut } = input
  const table = sql.raw(kind === 'term' ? 'histories.terms' : 'histories.happenings')
  const changed = await db.save(sql`update ${table} set taken_out_at = ${isOut ? input.at : null}
    where id = ${id} and body_id = ${bodyId} and (taken_out_at is null) = ${isOut}`)
  if (changed === 0) throw unknown()
  await audit(db, actor, `histories.${kind}.${isOut ? 'removed' : 'restored'}`, `body:${bodyId}`, { [kind]: id })
}

/** Drops everything that is told of a body: what was invented of a sample is not to be put back. */
export async function forgetHistory(db: Writer, actor: Actor, bodyId: string): Promise<void> {
  await db.save(sql`delete from histories.terms where body_id = ${bodyId}`)
  await db.save(sql`delete from histories.happenings where body_id = ${bodyId}`)
  await audit(db, actor, 'histories.body.forgotten', `body:${bodyId}`)
}
