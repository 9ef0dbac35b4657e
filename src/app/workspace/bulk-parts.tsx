import type { BodyView } from '#kernel/bodies'
import {
  type BulkRowView,
  type BulkView,
  type BulkWords,
  bulkFields,
  bulkKindNames,
  bulkKinds,
  bulkStandings,
} from '#kernel/bulk'
import { cardFields } from '#kernel/contacts'
import type { Problem } from '#platform/problem'
import { SelectField, TextField } from '#ui'
import { typed } from '../account/parts.tsx'
import { BodyField } from './parts.tsx'

const standingNames = { contact: 'Contact', member: 'Member' } as const

/** What to do, and the one part that it needs; the others may stay empty. */
export function BulkFields(props: {
  bodies: BodyView[]
  tags: string[]
  values: Record<string, string | string[]>
  problem: Problem | undefined
}) {
  const { bodies, tags, values } = props
  const error = (name: string) => props.problem?.fields[name]
  return (
    <div class="bulk-fields">
      <BodyField bodies={bodies} value={typed(values, 'bodyId')} error={error('bodyId')} />
      <SelectField
        name="kind"
        label="What to do"
        value={typed(values, 'kind')}
        error={error('kind')}
        placeholder="Choose one"
        options={bulkKindNames.map((kind) => ({ value: kind, label: bulkKinds[kind].label }))}
      />
      <TextField
        name="tag"
        label="Tag"
        hint={tags.length > 0 ? `In use: ${tags.slice(0, 12).join(', ')}` : 'A word of your own, such as “ports 2026”.'}
        value={typed(values, 'tag')}
        error={error('tag')}
        size="medium"
        maxLength={60}
      />
      <SelectField
        name="field"
        label="Field"
        value={typed(values, 'field')}
        error={error('field')}
        placeholder="None"
        options={bulkFields.map((field) => ({ value: field, label: cardFields[field].label }))}
      />
      <TextField
        name="value"
        label="Its value"
        value={typed(values, 'value')}
        error={error('value')}
        size="medium"
        maxLength={200}
      />
      <SelectField
        name="standing"
        id="bulk-standing"
        label="Standing"
        value={typed(values, 'standing')}
        error={error('standing')}
        placeholder="None"
        options={bulkStandings.map((standing) => ({ value: standing, label: standingNames[standing] }))}
      />
    </div>
  )
}

/** `Add a tag: ports 2026`. */
export function inWords({ kind, field, value }: Pick<BulkView, 'kind' | 'field' | 'value'>): string {
  const label = bulkKinds[kind].label
  const card = bulkFields.find((each) => each === field)
  return card ? `${cardFields[card].label}: ${value}` : `${label}: ${value}`
}

export const bulkWords: BulkWords<BulkRowView> = {
  ...{ one: 'person', many: 'people', all: 'Everybody' },
  none: 'Nobody: with everybody chosen it is so already.',
  leaving: 'You can leave; you are told when it is finished.',
  list: { href: '/desk/people', label: 'People' },
  home: '/desk/people/bulk',
  hrefOf: ({ personId }) => `/desk/people/${personId}`,
}
