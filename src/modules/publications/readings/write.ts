import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { formatInstant } from '#platform/i18n'
import { newId, newSecret, secretHash } from '#platform/ids'
import { post } from '#platform/mail'
import { conflict, notFound } from '#platform/problem'
import { holdDraft } from '../works/read.ts'
import { openReading } from './read.ts'
import { type NewReading, type ReadingAnswer, readingDays } from './schema.ts'

/** Sends somebody outside a link of their own to one edition. Each has another, so that a leak can be told and one be closed alone. */
export async function askReading(
  db: Writer,
  actor: Viewer,
  input: NewReading & { editionId: string; at: Date; publicUrl: string },
): Promise<void> {
  const edition = await holdDraft(db, actor, input.editionId)
  allow(actor, 'publications.work.review', { bodyId: edition.bodyId })
  if (!['draft', 'review', 'scheduled'].includes(edition.state))
    throw conflict('publications.edition.state', `This edition is ${edition.state} by now: everybody may read it.`)
  if (input.purpose === 'press' && !edition.publishAt)
    throw conflict(
      'publications.reading.unscheduled',
      'Schedule the edition first: an embargo needs the moment at which it ends.',
      {
        purpose: 'Schedule the edition first',
      },
    )
  const code = newSecret()
  const id = newId(input.at)
  const expires = new Date(input.at.getTime() + readingDays * 86_400_000)
  await db.save(sql`insert into publications.readings (id, edition_id, purpose, name, address, secret_hash, content_hash, asked_by,
      asked_at, expires_at)
    values (${id}, ${edition.id}, ${input.purpose}, ${input.name}, ${input.address}, ${secretHash(code)}, ${edition.contentHash},
      ${actor.auditId}, ${input.at}, ${expires})`)
  const link = `${input.publicUrl}/readings/${code}`
  const why =
    input.purpose === 'press'
      ? `It is under embargo until ${edition.publishAt ? formatInstant('en', edition.publishAt) : ''}. By opening the link you agree to that.`
      : 'Please check its facts, and answer on the page.'
  await post(db, {
    to: input.address,
    subject: `Before publication: “${edition.title}”`,
    text: `${input.name},\n\nhere is a link of your own: ${link}\n\n${why} It opens the text for ${readingDays} days. Please do not pass it on.\n`,
  })
  await audit(db, actor, 'publications.reading.asked', `edition:${edition.id}`, { reading: id, purpose: input.purpose })
}

export async function revokeReading(
  db: Writer,
  actor: Viewer,
  input: { editionId: string; id: string; at: Date },
): Promise<void> {
  const edition = await holdDraft(db, actor, input.editionId)
  allow(actor, 'publications.work.review', { bodyId: edition.bodyId })
  const changed = await db.save(sql`update publications.readings set revoked_at = ${input.at}
    where id = ${input.id} and edition_id = ${edition.id} and revoked_at is null`)
  if (changed === 0) throw notFound('publications.reading.unknown', 'There is no such open link.')
  await audit(db, actor, 'publications.reading.revoked', `edition:${edition.id}`, { reading: input.id })
}

/** The answer of whoever was asked to check the facts: once, and for the words they were shown. */
export async function answerReading(
  db: Writer,
  actor: Viewer,
  input: ReadingAnswer & { code: string; at: Date },
): Promise<void> {
  const { reading, edition } = await openReading(db, input.code, input.at)
  allow(actor, 'publications.reading.answer')
  const changed =
    await db.save(sql`update publications.readings set answered_at = ${input.at}, verdict = ${input.verdict},
      answer = ${input.answer}, content_hash = ${edition.contentHash}
    where id = ${reading.id} and purpose = 'fact-check' and answered_at is null`)
  if (changed === 0)
    throw conflict(
      'publications.reading.answered',
      'An answer has been given by this link already. It cannot be changed.',
    )
  await audit(db, actor, 'publications.reading.answered', `edition:${edition.id}`, {
    reading: reading.id,
    verdict: input.verdict,
  })
}
