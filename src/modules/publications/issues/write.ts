import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict, invalid } from '#platform/problem'
import type { NewsletterView } from '../newsletters/schema.ts'
import { textOfMarkdown } from '../texts/rules.ts'
import { emptyText } from '../texts/schema.ts'
import type { Listing } from '../works/schema.ts'
import { findComingEdition, findLastSent, getIssue } from './read.ts'
import { latestSince, placedWorks, refuseSent } from './rules.ts'
import type { IssueInput } from './schema.ts'

/** Begins an issue, or a letter to the press. Returns its id. */
export async function beginIssue(
  db: Writer,
  actor: Viewer,
  input: { list: NewsletterView; subject: string; at: Date },
): Promise<string> {
  const { list, subject, at } = input
  allow(actor, 'publications.issue.write', { bodyId: list.bodyId })
  if (list.closedAt)
    throw conflict('publications.newsletter.closed', 'This newsletter is closed: nothing more is sent.')
  const id = newId(at)
  const nothing = JSON.stringify(emptyText)
  await db.save(sql`insert into publications.issues (id, newsletter_id, subject, introduction, closing, segment, written_by, written_at)
    values (${id}, ${list.id}, ${subject}, ${nothing}, ${nothing}, '{"languages": [], "topics": [], "regions": [], "beat": ""}',
      ${actor.auditId}, ${at})`)
  await audit(db, actor, 'publications.issue.begun', `issue:${id}`)
  return id
}

/** Saves what an issue says and to whom it goes. `all` are the published works, of which it may tell. */
export async function saveIssue(
  db: Writer,
  actor: Viewer,
  input: IssueInput & { id: string; at: Date; all: readonly Listing[] },
): Promise<void> {
  await db.all(sql`select 1 from publications.issues where id = ${input.id} for update`)
  const { issue, list } = await getIssue(db, actor, input.id)
  allow(actor, 'publications.issue.write', { bodyId: list.bodyId })
  refuseSent(issue)
  const placed = placedWorks(input)
  const latest =
    input.deed === 'latest'
      ? latestSince(input.all, list.bodyId, { since: await findLastSent(db, list.id), now: input.at })
      : []
  const known = new Set(input.all.map(({ workId }) => workId))
  const works = [...new Set([...placed, ...addedWork(input.add, input.all), ...latest])].filter((id) => known.has(id))
  const edition = list.kind === 'press' && input.editionId ? input.editionId : null
  if (edition && !(await findComingEdition(db, { id: edition, bodyId: list.bodyId })))
    throw invalid('publications.issue.edition', 'That edition is not scheduled.', { editionId: 'Choose another' })
  const segment = {
    languages: input.toLanguages,
    topics: input.toTopics,
    regions: input.toRegions,
    beat: input.toBeat,
  }
  await db.save(sql`update publications.issues set subject = ${input.subject}, preheader = ${input.preheader},
    language = ${input.language}, introduction = ${JSON.stringify(textOfMarkdown(input.introduction))}::jsonb,
    closing = ${JSON.stringify(textOfMarkdown(input.closing))}::jsonb, work_ids = ${works}::text[], edition_id = ${edition},
    segment = ${JSON.stringify(segment)}::jsonb, written_by = ${actor.auditId}, written_at = ${input.at}
    where id = ${input.id}`)
  await audit(db, actor, 'publications.issue.saved', `issue:${input.id}`)
}

function addedWork(address: string, all: readonly Listing[]): string[] {
  if (address === '') return []
  const slug = address.split('?')[0]?.split('/').filter(Boolean).at(-1)
  const work = all.find((each) => each.slug === slug)
  if (!work)
    throw invalid('publications.issue.work', 'No published work has that address.', {
      add: 'Copy the address of its page',
    })
  return [work.workId]
}

/** Takes a sent issue off the public list, or puts it back. Whoever got it by mail has it. */
export async function hideIssue(
  db: Writer,
  actor: Viewer,
  input: { id: string; isHidden: boolean; at: Date },
): Promise<void> {
  const { list } = await getIssue(db, actor, input.id)
  allow(actor, 'publications.mailing.send', { bodyId: list.bodyId })
  const changed = await db.save(sql`update publications.issues set hidden_at = ${input.isHidden ? input.at : null}
    where id = ${input.id} and (hidden_at is null) = ${input.isHidden}`)
  if (changed === 0) throw conflict('publications.issue.state', 'Somebody else has done that in the meantime.')
  await audit(db, actor, input.isHidden ? 'publications.issue.hidden' : 'publications.issue.shown', `issue:${input.id}`)
}

/** A draft that is not to be sent goes. */
export async function discardIssue(db: Writer, actor: Viewer, id: string): Promise<void> {
  const { list } = await getIssue(db, actor, id)
  allow(actor, 'publications.issue.write', { bodyId: list.bodyId })
  const gone = await db.save(sql`delete from publications.issues where id = ${id}
    and not exists (select from publications.mailings where issue_id = id)`)
  if (gone === 0) throw conflict('publications.issue.sent', 'This letter is scheduled or sent. Cancel it first.')
  await audit(db, actor, 'publications.issue.discarded', `issue:${id}`)
}
