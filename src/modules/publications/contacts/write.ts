import type { Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict, notFound } from '#platform/problem'
import { addressKey } from '../letters/rules.ts'
import type { NewsletterView } from '../newsletters/schema.ts'
import { allowAddresses, isSilenced } from '../subscriptions/read.ts'
import type { NewContact } from './schema.ts'

/** Puts somebody of the press on a list, with where their address is from. Each letter tells them that, and how to leave. */
export async function addContact(
  db: Writer,
  actor: Viewer,
  input: NewContact & { list: NewsletterView; now: Date },
): Promise<void> {
  const { list, now } = input
  allowAddresses(actor, list)
  const key = addressKey(input.address)
  if (await isSilenced(db, list.bodyId, key))
    throw conflict('publications.contact.silent', 'This mailbox is not to be written to.', {
      address: 'Its owner complained or was erased, or it is gone',
    })
  // Whoever left by themselves stays away; whom staff took off, staff may add again.
  const added =
    await db.save(sql`insert into publications.subscribers (id, newsletter_id, address, address_key, region, name, outlet,
      beat, state, basis, brought_by, asked_at, confirmed_at)
    values (${newId(now)}, ${list.id}, ${input.address}, ${key}, ${input.region}, ${input.name}, ${input.outlet}, ${input.beat},
      'confirmed', ${input.basis}, ${actor.auditId}, ${now}, ${now})
    on conflict (newsletter_id, address_key) do update set address = excluded.address, region = excluded.region, name = excluded.name,
      outlet = excluded.outlet, beat = excluded.beat, state = 'confirmed', basis = excluded.basis, brought_by = excluded.brought_by,
      asked_at = excluded.asked_at, confirmed_at = excluded.confirmed_at, ended_at = null
    where subscribers.state = 'removed'`)
  if (added === 0)
    throw conflict('publications.contact.known', 'This mailbox is on the list, or has left it.', {
      address: 'Known already',
    })
  await audit(db, actor, 'publications.contact.added', `newsletter:${list.id}`)
}

/** Takes a contact off the list and forgets them; only the key of the mailbox stays. */
export async function removeContact(
  db: Writer,
  actor: Viewer,
  input: { list: NewsletterView; id: string; now: Date },
): Promise<void> {
  const { list, id, now } = input
  allowAddresses(actor, list)
  const changed =
    await db.save(sql`update publications.subscribers set state = 'removed', ended_at = ${now}, address = '', name = '',
    outlet = '', beat = '' where id = ${id} and newsletter_id = ${list.id} and state = 'confirmed'`)
  if (changed === 0) throw notFound('publications.contact.unknown', 'There is no such contact.')
  await audit(db, actor, 'publications.contact.removed', `newsletter:${list.id}`, { id })
}
