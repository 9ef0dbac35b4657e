import type { BodyView } from '#kernel/bodies'
import type { BulkWords } from '#kernel/bulk'
import { formatPartialDate } from '#platform/i18n'
import type { Problem } from '#platform/problem'
import { SectionHeading, SelectField, TextField } from '#ui'
import { type BulkRowView, bulkKindNames, bulkKinds, type SortingView, standingNames, standings } from '../schema.ts'

export const standingOptions = standingNames.map((name) => ({ value: name, label: standings[name] }))

/** What to do, and the one part that it needs; the others may stay empty. */
export function BulkFields(props: {
  bodies: BodyView[]
  tags: string[]
  values: Record<string, string | string[]>
  problem: Problem | undefined
}) {
  const { bodies, tags, values } = props
  const [only] = bodies
  const field = (name: string) => ({ name, value: String(values[name] ?? ''), error: props.problem?.fields[name] })
  return (
    <div class="bulk-fields">
      {bodies.length === 1 && only ? (
        <input type="hidden" name="bodyId" value={only.id} />
      ) : (
        <SelectField
          {...field('bodyId')}
          label="Body"
          placeholder="Choose one"
          options={bodies.map((body) => ({ value: body.id, label: body.name }))}
        />
      )}
      <SelectField
        {...field('kind')}
        id="bulk-kind"
        label="What to do"
        placeholder="Choose one"
        options={bulkKindNames.map((kind) => ({ value: kind, label: bulkKinds[kind] }))}
      />
      <TextField
        {...field('tag')}
        id="bulk-tag"
        label="Tag"
        hint={tags.length > 0 ? `In use: ${tags.slice(0, 12).join(', ')}` : 'A word of your own, such as “ports 2026”.'}
        size="medium"
        maxLength={60}
        isRequired={false}
      />
      <SelectField
        {...field('standing')}
        id="bulk-standing"
        label="Standing"
        placeholder="None"
        options={standingOptions}
        isRequired={false}
      />
    </div>
  )
}

export const bulkWords: BulkWords<BulkRowView> = {
  ...{ one: 'organization', many: 'organizations', all: 'All of them' },
  none: 'None: with all that were chosen it is so already.',
  leaving: 'You can leave.',
  list: { href: '/desk/organizations', label: 'Organizations' },
  home: '/desk/organizations/bulk',
  hrefOf: ({ organizationId }) => `/desk/organizations/${organizationId}`,
}

/** On the page of an organization: how one's own bodies sort it. */
export function Sortings({ sortings }: { sortings: SortingView[] }) {
  if (sortings.length === 0) return null
  return (
    <section aria-labelledby="sorting">
      <SectionHeading
        title="To your body"
        id="sorting"
        note="Only staff of the same body see this. It is changed from the list of organizations."
      />
      <ul>
        {sortings.map(({ bodyName, tags, standings: held }) => (
          <li key={bodyName}>
            {bodyName}: {[...held.map(standingInWords), ...tags.map((tag) => `tagged ${tag}`)].join('; ')}
          </li>
        ))}
      </ul>
    </section>
  )
}

const standingInWords = ({ standing, since, until }: SortingView['standings'][number]): string =>
  `${standings[standing].toLowerCase()} since ${formatPartialDate('en', since)}${until ? ` until ${formatPartialDate('en', until)}` : ''}`
