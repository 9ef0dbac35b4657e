import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { getBody } from '#kernel/bodies'
import { isUniqueViolation, sql, type Writer } from '#platform/db'
import { newId, newSecret } from '#platform/ids'
import { conflict } from '#platform/problem'
import { refusePale } from './rules.ts'
import type { NewNewsletter, NewsletterSettings, NewsletterView } from './schema.ts'

/** Opens a newsletter or a press list of a body. Returns its id. */
export async function openNewsletter(db: Writer, actor: Viewer, input: NewNewsletter & { at: Date }): Promise<string> {
  allow(actor, 'publications.newsletter.manage', { bodyId: input.bodyId })
  const body = await getBody(db, input.bodyId)
  refusePale(input.accent)
  const id = newId(input.at)
  try {
    await db.save(sql`insert into publications.newsletters (id, body_id, kind, slug, name, about, masthead, accent, postal_address,
        reply_to, secret, opened_by, opened_at)
      values (${id}, ${body.id}, ${input.kind}, ${input.slug}, ${input.name}, ${input.about}, ${input.masthead}, ${input.accent},
        ${input.postalAddress}, ${input.replyTo}, ${newSecret()}, ${actor.auditId}, ${input.at})`)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw conflict('publications.newsletter.address-taken', 'Another newsletter has that address.', {
      slug: 'Choose another address',
    })
  }
  await audit(db, actor, 'publications.newsletter.opened', `newsletter:${id}`, { kind: input.kind })
  return id
}

export async function changeNewsletter(
  db: Writer,
  actor: Viewer,
  input: NewsletterSettings & { list: NewsletterView },
): Promise<void> {
  const { list, ...said } = input
  allow(actor, 'publications.newsletter.manage', { bodyId: list.bodyId })
  refusePale(said.accent)
  await db.save(sql`update publications.newsletters set name = ${said.name}, about = ${said.about}, masthead = ${said.masthead},
    accent = ${said.accent}, postal_address = ${said.postalAddress}, reply_to = ${said.replyTo} where id = ${list.id}`)
  await audit(db, actor, 'publications.newsletter.changed', `newsletter:${list.id}`)
}

/** A closed newsletter takes no more subscribers, and nothing more is sent. What was sent stays to be read. */
export async function closeNewsletter(
  db: Writer,
  actor: Viewer,
  input: { list: NewsletterView; isClosed: boolean; at: Date },
): Promise<void> {
  const { list, isClosed, at } = input
  allow(actor, 'publications.newsletter.manage', { bodyId: list.bodyId })
  const changed = await db.save(sql`update publications.newsletters set closed_at = ${isClosed ? at : null}
    where id = ${list.id} and (closed_at is null) = ${isClosed}`)
  if (changed === 0) throw conflict('publications.newsletter.state', 'Somebody else has done that in the meantime.')
  await audit(
    db,
    actor,
    isClosed ? 'publications.newsletter.closed' : 'publications.newsletter.reopened',
    `newsletter:${list.id}`,
  )
}
