import { allow, listAddresses, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { announce } from '#platform/live'
import { post } from '#platform/mail'
import { conflict } from '#platform/problem'
import { getIssue } from '../issues/read.ts'
import { refuseEmpty } from '../issues/rules.ts'
import { findMailing } from './read.ts'
import { momentOf } from './rules.ts'
import { mailingMoved } from './schema.ts'

interface Asked {
  issueId: string
  now: Date
}

/** Lets an issue go out at a moment, or at once. Until it begins, that can be taken back. */
export async function scheduleMailing(db: Writer, actor: Viewer, input: Asked & { at: string }): Promise<void> {
  const { issue, list } = await held(db, actor, input.issueId)
  refuseEmpty(issue)
  if (list.closedAt)
    throw conflict('publications.newsletter.closed', 'This newsletter is closed: nothing more is sent.')
  const startsAt = input.at === '' ? input.now : momentOf(input.at, input.now)
  const changed = await db.save(sql`insert into publications.mailings (issue_id, state, starts_at, scheduled_by)
    values (${issue.id}, 'scheduled', ${startsAt}, ${actor.auditId})
    on conflict (issue_id) do update set state = 'scheduled', trouble = '', starts_at = excluded.starts_at,
      scheduled_by = excluded.scheduled_by
    where mailings.prepared_at is null`)
  if (changed === 0) throw begun()
  await audit(db, actor, 'publications.mailing.scheduled', `issue:${issue.id}`, { startsAt: startsAt.toISOString() })
  await announce(db, mailingMoved, { id: issue.id })
}

const begun = () => conflict('publications.mailing.begun', 'It has begun to go out. Pause it instead.')

/** Takes the schedule back: the issue is a draft again. */
export async function cancelMailing(db: Writer, actor: Viewer, input: Asked): Promise<void> {
  const { issue } = await held(db, actor, input.issueId)
  const changed = await db.save(
    sql`delete from publications.mailings where issue_id = ${issue.id} and prepared_at is null`,
  )
  if (changed === 0) throw begun()
  await audit(db, actor, 'publications.mailing.cancelled', `issue:${issue.id}`)
  await announce(db, mailingMoved, { id: issue.id })
}

/** Stops it between two letters, or lets it go on. What is in hand is finished. */
export async function holdMailing(db: Writer, actor: Viewer, input: Asked & { isHeld: boolean }): Promise<void> {
  const { issue } = await held(db, actor, input.issueId)
  const changed = input.isHeld
    ? await db.save(
        sql`update publications.mailings set state = 'paused' where issue_id = ${issue.id} and state = 'sending'`,
      )
    : await db.save(sql`update publications.mailings set state = 'sending', trouble = ''
        where issue_id = ${issue.id} and state = 'paused' and prepared_at is not null`)
  if (changed === 0) throw conflict('publications.mailing.state', 'Somebody else has done that in the meantime.')
  await audit(db, actor, `publications.mailing.${input.isHeld ? 'paused' : 'resumed'}`, `issue:${issue.id}`)
  await announce(db, mailingMoved, { id: issue.id })
}

/**
 * Hands over once more what nobody knows the fate of. A person decides that: whoever got the letter before may get it twice, under the same
 * Message-ID.
 */
export async function sendUndecided(db: Writer, actor: Viewer, input: Asked): Promise<void> {
  const { issue, list } = await held(db, actor, input.issueId)
  const again = sql`update publications.recipients set state = 'waiting', worker = null, tries = 0, try_after = null,
      unsure_since = null
    where issue_id = ${issue.id} and state = 'undecided'`
  const count = await db.seeing({ bodies: list.bodyId }, () => db.save(again))
  if (count === 0) throw conflict('publications.mailing.decided', 'There is no letter of which that is not known.')
  await db.save(sql`update publications.mailings set state = 'sending', ended_at = null
    where issue_id = ${issue.id} and state in ('done', 'sending')`)
  await audit(db, actor, 'publications.mailing.repeated', `issue:${issue.id}`, { count })
  await announce(db, mailingMoved, { id: issue.id })
}

/** Sends the letter to whoever asks, as one reader would get it; its links to leave lead to the newsletter instead. */
export async function sendTest(
  db: Writer,
  actor: Viewer,
  input: Asked & { html: string; text: string; subject: string },
): Promise<void> {
  const { list } = await held(db, actor, input.issueId, 'publications.issue.write')
  const [to] = actor.accountId ? await listAddresses(db, actor.accountId) : []
  if (!to)
    throw conflict(
      'publications.mailing.nowhere',
      'Your account has no verified address to send a test to. Add one first.',
    )
  await post(db, { to, subject: `[Test] ${input.subject}`, text: input.text, html: input.html })
  await audit(db, actor, 'publications.mailing.tested', `newsletter:${list.id}`)
}

async function held(db: Writer, actor: Viewer, issueId: string, permission = 'publications.mailing.send') {
  await db.all(sql`select 1 from publications.issues where id = ${issueId} for update`)
  const found = await getIssue(db, actor, issueId)
  allow(actor, permission, { bodyId: found.list.bodyId })
  return { ...found, mailing: await findMailing(db, issueId) }
}
