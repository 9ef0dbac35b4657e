import type { Viewer } from '#kernel/access'
import { type Actor, audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { notFound, unauthenticated } from '#platform/problem'
import { type Audience, type Field, fieldNames, fields } from './schema.ts'

/** Changes one's own fields and who may see each. Empty text takes a field away. */
export async function changeOwnProfile(
  db: Writer,
  actor: Viewer,
  input: { values: Partial<Record<Field, string>>; audiences: Partial<Record<Field, Audience>>; at: Date },
): Promise<void> {
  const personId = actor.personId
  if (!actor.accountId) throw unauthenticated('access.sign-in-first', 'Please sign in first.')
  if (!personId) throw notFound('profiles.person.none', 'This account is no person of a body.')
  const changed: Record<string, string> = {}
  for (const field of fieldNames) {
    const value = input.values[field]
    const chosen = input.audiences[field] ?? fields[field].begins
    // Staff must know whom they serve.
    const audience = field === 'name' && chosen === 'me' ? 'staff' : chosen
    if (value === undefined) continue
    if (value.trim() === '' && field === 'name') continue
    if (value.trim() === '')
      await db.save(sql`delete from people.fields where person_id = ${personId} and field = ${field}`)
    else
      await db.save(sql`insert into people.fields (person_id, field, value, audience, changed_at)
        values (${personId}, ${field}, ${value.trim()}, ${audience}, ${input.at})
        on conflict (person_id, field) do update set value = excluded.value, audience = excluded.audience, changed_at = excluded.changed_at`)
    changed[field] = audience
  }
  const name = input.values.name?.trim()
  if (name) await db.save(sql`update people.people set name = ${name} where id = ${personId}`)
  // Which fields and audiences, never what stands in them: the log cannot forget.
  await audit(db, actor, 'people.profile.changed', `person:${personId}`, { audiences: changed })
}

/** Notes that sensitive fields were read, for the person concerned. */
export async function recordLook(
  db: Writer,
  actor: Viewer,
  input: { personId: string; bodyId: string; fields: string[]; at: Date },
): Promise<void> {
  await db.save(sql`insert into people.looks (person_id, looker_account_id, looker_body_id, fields, looked_at)
    values (${input.personId}, ${actor.accountId}, ${input.bodyId}, ${input.fields}, ${input.at})`)
  const { bodyId: body, fields } = input
  await audit(db, actor, 'people.profile.looked', `person:${input.personId}`, { body, fields })
}

/** Adds a private person whom a body knows; an account may follow when they verify an address of their own. */
export async function recordPerson(
  db: Writer,
  actor: Actor,
  input: { name: string; isSample: boolean; at: Date; id?: string },
): Promise<string> {
  const id = input.id ?? newId(input.at)
  await db.save(sql`insert into people.people (id, name, is_sample, is_public) values (${id}, ${input.name}, ${input.isSample}, false)
    on conflict (id) do nothing`)
  await db.save(sql`insert into people.fields (person_id, field, value, audience, changed_at)
    values (${id}, 'name', ${input.name}, ${fields.name.begins}, ${input.at}) on conflict do nothing`)
  await audit(db, actor, 'people.person.recorded', `person:${id}`)
  return id
}
