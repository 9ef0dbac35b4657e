import type { Holding } from '#kernel/holdings'
import { type BulkView, bulkKinds, standingNames, standings } from './schema.ts'

/** Tags are words of the staff: they may name somebody, though they sort organizations. */
export const bulkHoldings: Holding[] = [
  {
    table: 'atlas.tags',
    title: 'Tags of organizations that name you',
    about: { tag: 'text' },
    by: { tagged_by: 'actor' },
    fate: { is: 'erased' },
    body: 'body_id',
    isToOthers: true,
  },
  {
    table: 'atlas.standings',
    title: 'What you said organizations are to a body',
    by: { set_by: 'actor' },
    fate: { is: 'kept', why: 'Which account did it, by number alone.', until: 'the standing is forgotten' },
    body: 'body_id',
  },
  {
    table: 'atlas.bulk_rows',
    title: 'Tags that name you, given or taken among many',
    within: { table: 'atlas.bulk_actions', on: 'action_id = parent.id' },
    fate: { is: 'erased' },
    body: 'body_id',
    isToOthers: true,
  },
  {
    table: 'atlas.bulk_actions',
    title: 'Changes to many organizations that name you',
    about: { value: 'text' },
    by: { planned_by: 'actor', turned_by: 'actor' },
    fate: { is: 'erased' },
    body: 'body_id',
    isToOthers: true,
  },
]

/** `Add a tag: ports 2026`. */
export function inWords({ kind, value }: Pick<BulkView, 'kind' | 'value'>): string {
  const standing = kind.endsWith('-standing') ? standingNames.find((name) => name === value) : undefined
  return `${bulkKinds[kind]}: ${standing ? standings[standing] : value}`
}
