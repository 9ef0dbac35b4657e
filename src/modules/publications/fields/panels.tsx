import { Diff, type DiffPart } from '#ui'
import type { Fields } from '../works/schema.ts'
import { changesOf } from './rules.ts'

/** What a save changed beside the text. */
export function FieldChanges({ before, after }: { before: Fields | null; after: Fields | null }) {
  const changes = before && after ? changesOf(before, after) : []
  if (changes.length === 0) return null
  const rows = changes.map(({ label, before: was, after: is }) => {
    const parts: DiffPart[] = [
      { kind: 'removed', text: was },
      { kind: 'same', text: ' ' },
      { kind: 'added', text: is },
    ]
    return <Diff key={label} label={label} parts={parts.filter(({ text }) => text !== '')} />
  })
  return <div class="stack">{rows}</div>
}
