import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict, invalid, notFound } from '#platform/problem'
import { anchorOf } from '../comments/rules.ts'
import { textOfMarkdown } from '../texts/rules.ts'
import { holdDraft } from '../works/read.ts'
import type { EditionView } from '../works/schema.ts'
import { closed, holdOpen, saveText } from '../works/write.ts'
import { getText } from '../writing/read.ts'
import { restWriting, settleWriting } from '../writing/write.ts'
import { listSuggestions } from './read.ts'
import { carryOut, changesBetween, refuseMoved, refuseUnfit } from './rules.ts'
import type { Decision, NewSuggestion, NewVersion, Proposed } from './schema.ts'

/** Proposes other words for one stretch of a draft. Returns the id of the suggestion. */
export async function suggest(
  db: Writer,
  actor: Viewer,
  input: NewSuggestion & { editionId: string; at: Date },
): Promise<string> {
  const edition = await holdSuggested(db, actor, input)
  const anchor = anchorOf(edition.content, input)
  refuseUnfit(edition.content, { from: anchor.at, to: anchor.at + anchor.quote.length, says: input.says })
  return insert(db, actor, { ...input, edition, changes: [{ anchor, replacement: input.says }] })
}

/** Proposes the whole text as somebody would have it: every stretch that differs from the revision they began with is one change. */
export async function suggestVersion(
  db: Writer,
  actor: Viewer,
  input: NewVersion & { editionId: string; at: Date },
): Promise<string> {
  const edition = await holdSuggested(db, actor, input)
  if (input.revision > edition.revision)
    throw conflict('publications.revision.unknown', 'There is no such revision of this draft.')
  const changes = changesBetween(await getText(db, edition.id, input.revision), textOfMarkdown(input.content))
  if (changes.length === 0)
    throw invalid('publications.suggestion.same', 'These are the words of the draft.', {
      content: 'Change the words that you would have otherwise. Looks such as bold are not proposed.',
    })
  return insert(db, actor, { ...input, edition, changes })
}

async function holdSuggested(db: Writer, actor: Viewer, input: { editionId: string; at: Date }): Promise<EditionView> {
  const { bodyId, state } = await holdDraft(db, actor, input.editionId)
  allow(actor, 'publications.suggestion.make', { bodyId })
  if (!['draft', 'review'].includes(state)) throw closed(state)
  await settleWriting(db, actor, input)
  return holdDraft(db, actor, input.editionId)
}

async function insert(
  db: Writer,
  actor: Viewer,
  input: { edition: EditionView; changes: Proposed[]; note: string; at: Date },
): Promise<string> {
  const { edition, changes, note, at } = input
  const id = newId(at)
  await db.save(sql`insert into publications.suggestions (id, edition_id, revision, note, suggested_by, suggested_at)
    values (${id}, ${edition.id}, ${edition.revision}, ${note}, ${actor.auditId}, ${at})`)
  const rows = JSON.stringify(changes.map((change, position) => ({ ...change, position })))
  await db.save(sql`insert into publications.suggestion_changes (suggestion_id, position, anchor, replacement)
    select ${id}, position, anchor, replacement
    from jsonb_to_recordset(${rows}::jsonb) as change(position integer, anchor jsonb, replacement text)`)
  await audit(db, actor, 'publications.suggestion.made', `edition:${edition.id}`, { suggestion: id })
  return id
}

/**
 * Accepts or rejects one change of a suggestion, or all that are open. What is accepted is a revision that names whose words they are.
 * A change whose words are no longer there is refused; among all, it stays open. Returns how many were decided.
 */
export async function decide(
  db: Writer,
  actor: Viewer,
  input: Decision & { editionId: string; suggestion: string; at: Date },
): Promise<number> {
  await restWriting(db, actor, input)
  const edition = await holdOpen(db, actor, input.editionId)
  const found = (await listSuggestions(db, edition.id)).find(({ id }) => id === input.suggestion)
  if (!found) throw notFound('publications.suggestion.unknown', 'There is no such suggestion for this draft.')
  const { deed, position, at } = input
  const meant = found.changes.filter(
    (change) => change.decision === null && (position === undefined || change.position === position),
  )
  if (meant.length === 0)
    throw conflict('publications.suggestion.decided', 'That has been decided already. Reload to see what became of it.')
  if (deed === 'reject')
    return settleChanges(db, actor, {
      id: found.id,
      edition,
      positions: meant.map((change) => change.position),
      deed,
      at,
    })
  const { text, done } = carryOut(edition.content, meant)
  if (done.length === 0) throw refuseMoved()
  const revision = await saveText(db, actor, { edition, content: text, at, suggestedBy: found.suggestedBy })
  return settleChanges(db, actor, { id: found.id, edition, positions: done, deed, at, revision })
}

async function settleChanges(
  db: Writer,
  actor: Viewer,
  input: { id: string; edition: EditionView; positions: number[]; deed: Decision['deed']; at: Date; revision?: number },
): Promise<number> {
  const { id, edition, positions, deed, at, revision = null } = input
  const outcome = deed === 'accept' ? 'accepted' : 'rejected'
  await db.save(sql`update publications.suggestion_changes set decision = ${outcome}, decided_by = ${actor.auditId},
      decided_at = ${at}, revision = ${revision} where suggestion_id = ${id} and position = any (${positions}::integer[])`)
  await audit(db, actor, `publications.suggestion.${outcome}`, `edition:${edition.id}`, {
    suggestion: id,
    changes: positions,
  })
  return positions.length
}
