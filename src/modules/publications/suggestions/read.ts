import { type Reader, sql } from '#platform/db'
import { nameActors } from '../comments/read.ts'
import type { ChangeView, SuggestionView } from './schema.ts'

type Row = Omit<SuggestionView, 'author'>

/** What has been proposed for an edition, the earliest first, with what became of it. */
export async function listSuggestions(db: Reader, editionId: string): Promise<SuggestionView[]> {
  const rows = await db.all(sql<Row>`select id, edition_id as "editionId", suggestion.revision, note,
      suggested_by as "suggestedBy", suggested_at as "suggestedAt",
      (select jsonb_agg(jsonb_build_object('position', position, 'anchor', anchor, 'replacement', replacement,
          'decision', decision, 'decidedBy', decided_by, 'decidedAt', decided_at) order by position)
        from publications.suggestion_changes change where change.suggestion_id = suggestion.id) as changes
    from publications.suggestions suggestion where edition_id = ${editionId} order by suggested_at, id`)
  const deciders = rows.flatMap(({ changes }) => changes.flatMap(({ decidedBy }) => decidedBy ?? []))
  const names = await nameActors(db, [...rows.map(({ suggestedBy }) => suggestedBy), ...deciders])
  return rows.map((row) => ({
    ...row,
    author: names.get(row.suggestedBy) ?? '',
    changes: row.changes.map((change) => named(change, names)),
  }))
}

const named = (change: ChangeView, names: Map<string, string>): ChangeView => ({
  ...change,
  decidedBy: change.decidedBy && (names.get(change.decidedBy) ?? null),
  // JSON carries an instant as text.
  decidedAt: change.decidedAt && new Date(change.decidedAt),
})
