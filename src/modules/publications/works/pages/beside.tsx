import type { VNode } from 'preact'
import { mayDo, type Viewer } from '#kernel/access'
import type { Reader } from '#platform/db'
import { CommentsPanel } from '../../comments/panels.tsx'
import { listColleagues, listComments } from '../../comments/read.ts'
import { threadsOf } from '../../comments/rules.ts'
import { SuggestionsPanel } from '../../suggestions/panels.tsx'
import { listSuggestions } from '../../suggestions/read.ts'
import { openChanges } from '../../suggestions/rules.ts'
import type { EditionView } from '../schema.ts'

/** What others say of a draft and would have otherwise, for whoever may read it. */
export async function besideOf(
  db: Reader,
  viewer: Viewer,
  { edition, today }: { edition: EditionView; today: string },
): Promise<VNode> {
  const { id: editionId, bodyId, state, content } = edition
  const isOpen = state === 'draft' || state === 'review'
  const may = (permission: string) => mayDo(viewer, permission, { bodyId })
  const mayComment = (isOpen || state === 'scheduled') && may('publications.comment.write')
  const suggestions = await listSuggestions(db, editionId)
  return (
    <>
      <CommentsPanel
        editionId={editionId}
        threads={threadsOf(content, await listComments(db, viewer, edition))}
        colleagues={mayComment ? await listColleagues(db, bodyId, today) : []}
        mayComment={mayComment}
      />
      <SuggestionsPanel
        editionId={editionId}
        suggestions={suggestions}
        changesOf={openChanges(content, suggestions)}
        maySuggest={isOpen && may('publications.suggestion.make')}
        mayDecide={isOpen && may('publications.work.write')}
      />
    </>
  )
}
