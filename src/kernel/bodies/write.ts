import { type Actor, audit } from '#kernel/audit'
import { dayOf } from '#platform/clock'
import { sql, type Writer } from '#platform/db'
import { newId, slug } from '#platform/ids'
import { invalid, notFound } from '#platform/problem'
import { getBody } from './read.ts'
import { refuseFaint } from './rules.ts'
import { type NewBody, type NewTransfer, newBody, type Purpose, purposes } from './schema.ts'

/** Adds a body or changes its name, mission, mark and color. */
export async function recordBody(db: Writer, actor: Actor, input: NewBody & { position: number }): Promise<void> {
  const body = newBody.parse(input)
  refuseFaint(body.accent)
  await db.save(sql`insert into bodies.bodies (id, name, kind, mission, mark, accent, is_sample, position)
    values (${body.id}, ${body.name}, ${body.kind}, ${body.mission}, ${body.mark}, ${body.accent}, ${body.isSample}, ${input.position})
    on conflict (id) do update set name = excluded.name, kind = excluded.kind, mission = excluded.mission, mark = excluded.mark,
      accent = excluded.accent, is_sample = excluded.is_sample, position = excluded.position`)
  await audit(db, actor, 'bodies.body.recorded', `body:${body.id}`, { kind: body.kind, isSample: body.isSample })
}

/** Addresses below a body that are not a page it writes. */
const ownAddresses = ['leadership', 'history']

/** Writes a page of a body; its address comes from its first title and stays. */
export async function recordBodyPage(
  db: Writer,
  actor: Actor,
  input: { bodyId: string; slug?: string | undefined; title: string; content: string },
): Promise<string> {
  const wanted = slug(input.title).slice(0, 60) || 'page'
  const address = input.slug ?? (ownAddresses.includes(wanted) ? `${wanted}-page` : wanted)
  await db.save(sql`insert into bodies.pages (body_id, slug, title, content, position)
    values (${input.bodyId}, ${address}, ${input.title}, ${input.content},
      (select coalesce(max(position), 0) + 1 from bodies.pages where body_id = ${input.bodyId}))
    on conflict (body_id, slug) do update set title = excluded.title, content = excluded.content`)
  await audit(db, actor, 'bodies.page.recorded', `body:${input.bodyId}`, { slug: address })
  return address
}

/** Takes a page of a body away. */
export async function removeBodyPage(db: Writer, actor: Actor, input: { bodyId: string; slug: string }): Promise<void> {
  const gone = await db.save(sql`delete from bodies.pages where body_id = ${input.bodyId} and slug = ${input.slug}`)
  if (gone === 0) throw notFound('bodies.page.unknown', 'There is no such page.')
  await audit(db, actor, 'bodies.page.removed', `body:${input.bodyId}`, { slug: input.slug })
}

/**
 * Records what one body gives to the other, and only then lets it cross: the people named become known to the receiving body as contacts.
 * The database refuses them without this row. Money and lists are recorded the same way, with no person named.
 */
export async function recordTransfer(db: Writer, actor: Actor, input: NewTransfer & { at: Date }): Promise<string> {
  if (input.fromBodyId === input.toBodyId)
    throw invalid('bodies.transfer.same', 'A transfer goes from one body to another.', {
      toBodyId: 'Choose the other body',
    })
  const known = await db.all(sql<{ id: string }>`select distinct person_id as id from bodies.belongings
    where body_id = ${input.fromBodyId} and person_id = any (${input.personIds}::text[])`)
  if (known.length < new Set(input.personIds).size)
    throw notFound('bodies.transfer.person', 'One of these people is not known to the body that gives.')
  const id = newId(input.at)
  await db.save(sql`insert into bodies.transfers (id, from_body_id, to_body_id, purpose, scope, valuation, person_ids, recorded_by, recorded_at)
    values (${id}, ${input.fromBodyId}, ${input.toBodyId}, ${input.purpose}, ${input.scope}, ${input.valuation},
      ${known.map((person) => person.id)}, ${actor.auditId}, ${input.at})`)
  await db.save(sql`insert into bodies.belongings (body_id, person_id, standing, since)
    select ${input.toBodyId}, unnest(${known.map((person) => person.id)}::text[]), 'contact', ${dayOf(input.at)}::date
    on conflict do nothing`)
  // One entry for each body: each may read its own.
  for (const body of [input.fromBodyId, input.toBodyId])
    await audit(db, actor, 'bodies.transfer.recorded', `transfer:${id}`, { body, people: known.length })
  for (const person of known)
    await audit(db, actor, 'bodies.person.transferred', `person:${person.id}`, { transfer: id })
  return id
}

/** Records that a person said yes or no to one purpose of one body; the words they saw are kept with it. */
export async function recordConsent(
  db: Writer,
  actor: Actor,
  input: { bodyId: string; personId: string; purpose: Purpose; isGiven: boolean; at: Date },
): Promise<void> {
  await getBody(db, input.bodyId)
  await db.save(sql`insert into bodies.consents (id, body_id, person_id, purpose, is_given, wording, recorded_by, recorded_at)
    values (${newId(input.at)}, ${input.bodyId}, ${input.personId}, ${input.purpose}, ${input.isGiven},
      ${purposes[input.purpose]}, ${actor.auditId}, ${input.at})`)
  await audit(db, actor, 'bodies.consent.recorded', `person:${input.personId}`, {
    body: input.bodyId,
    purpose: input.purpose,
    isGiven: input.isGiven,
  })
}

export async function recordBelonging(
  db: Writer,
  actor: Actor,
  input: { bodyId: string; personId: string; standing: 'member' | 'contact' | 'staff'; since: string },
): Promise<void> {
  await db.save(sql`insert into bodies.belongings (body_id, person_id, standing, since)
    values (${input.bodyId}, ${input.personId}, ${input.standing}, ${input.since}) on conflict do nothing`)
  await audit(db, actor, 'bodies.belonging.recorded', `person:${input.personId}`, {
    body: input.bodyId,
    standing: input.standing,
  })
}
