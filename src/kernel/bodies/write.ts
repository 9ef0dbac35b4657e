import { type Actor, audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { type NewBody, newBody, type Purpose, purposes } from './schema.ts'

/** Adds a body or changes its name, mission and color. */
export async function recordBody(db: Writer, actor: Actor, input: NewBody & { position: number }): Promise<void> {
  const body = newBody.parse(input)
  await db.save(sql`insert into bodies.bodies (id, name, kind, mission, accent, is_sample, position)
    values (${body.id}, ${body.name}, ${body.kind}, ${body.mission}, ${body.accent}, ${body.isSample}, ${input.position})
    on conflict (id) do update set name = excluded.name, kind = excluded.kind, mission = excluded.mission,
      accent = excluded.accent, is_sample = excluded.is_sample, position = excluded.position`)
  await audit(db, actor, 'bodies.body.recorded', `body:${body.id}`, { kind: body.kind, isSample: body.isSample })
}

/** Records that a person said yes or no to one purpose of one body; the words they saw are kept with it. */
export async function recordConsent(
  db: Writer,
  actor: Actor,
  input: { bodyId: string; personId: string; purpose: Purpose; isGiven: boolean; at: Date },
): Promise<void> {
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
