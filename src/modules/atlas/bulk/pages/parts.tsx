import type { BodyView } from '#kernel/bodies'
import { atOnce, undoDays } from '#kernel/bulk'
import { Page } from '#platform/http'
import { formatInstant, formatNumber, formatPartialDate, plural } from '#platform/i18n'
import type { Problem } from '#platform/problem'
import { Breadcrumbs, Button, DataTable, Notice, PageHeader, SectionHeading, SelectField, TextField } from '#ui'
import { inWords } from '../rules.ts'
import {
  type BulkRowView,
  type BulkView,
  bulkKindNames,
  bulkKinds,
  type SortingView,
  standingNames,
  standings,
} from '../schema.ts'

const home = '/desk/organizations/bulk'
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

export function doingIn({ state, planned, done, undone, skipped, refused }: BulkView): string {
  const total = planned + done + undone + skipped + refused
  switch (state) {
    case 'planned':
      return 'Waits for your word'
    case 'doing':
      return `${formatNumber('en', done + skipped)} of ${formatNumber('en', total)} done`
    case 'done':
      return 'Done'
    case 'undoing':
      return `${formatNumber('en', undone + refused)} of ${formatNumber('en', total - skipped)} taken back`
    case 'undone':
      return 'Undone'
  }
}

interface Shown {
  action: BulkView
  rows: BulkRowView[]
  left: BulkRowView[]
  problem: Problem | undefined
}

/** One action: what it will change, how far it is, or what became of it. */
export function BulkPage({ action, rows, left, problem }: Shown) {
  const { state, chosen, planned } = action
  const total = planned + action.done + action.undone + action.skipped + action.refused
  const lede =
    state === 'planned'
      ? `${plural('en', planned, 'organization changes', 'organizations change')}, of ${formatNumber('en', chosen)} chosen.${planned < chosen ? ' With the others it is so already.' : ''} Nothing has been done yet.`
      : `${doingIn(action)}. ${plural('en', total, 'organization', 'organizations')} in all.`
  return (
    <Page title={inWords(action)} robots="noindex">
      <div class="wrap page-reading deed">
        <Breadcrumbs
          items={[
            { href: '/desk/organizations', label: 'Organizations' },
            { href: home, label: 'Changes to many' },
            { label: inWords(action) },
          ]}
        />
        <PageHeader eyebrow={action.bodyName} title={inWords(action)} lede={lede} />
        {problem && <Notice kind="danger" title={problem.message} isLive />}
        {(state === 'doing' || state === 'undoing') && (
          <Notice kind="info" title="This goes on by itself">
            <p>
              <progress
                value={total - (state === 'doing' ? planned : action.done)}
                max={total}
                aria-label="How far it is"
              />{' '}
              You can leave. <a href={`${home}/${action.id}`}>Look again</a>
            </p>
          </Notice>
        )}
        <Deeds action={action} />
        {left.length > 0 && (
          <>
            <SectionHeading
              title="Left as they are"
              note="Somebody changed these in the meantime, so nothing was done with them."
            />
            <ul>
              {left.map((row) => (
                <li key={row.number}>
                  <Named row={row} />
                </li>
              ))}
            </ul>
          </>
        )}
        <DataTable
          caption={rows.length < total ? `The first ${rows.length} of ${formatNumber('en', total)}` : 'All of them'}
          columns={[
            { key: 'name', label: 'Name', cell: (row) => <Named row={row} /> },
            { key: 'before', label: 'Before', cell: (row) => row.before ?? <span class="quiet">nothing</span> },
            { key: 'after', label: 'After', cell: (row) => row.after ?? <span class="quiet">nothing</span> },
          ]}
          rows={rows}
          keyOf={(row) => String(row.number)}
          whenEmpty="None: with all that were chosen it is so already."
        />
      </div>
    </Page>
  )
}

const Named = ({ row }: { row: BulkRowView }) => <a href={`/desk/organizations/${row.organizationId}`}>{row.name}</a>

function Deeds({ action }: { action: BulkView }) {
  if (action.state === 'planned')
    return (
      <form method="post" class="row">
        {action.planned > 0 && (
          <Button type="submit" name="deed" value="begin">
            {`Change ${plural('en', action.planned, 'organization', 'organizations')}`}
          </Button>
        )}
        <Button type="submit" name="deed" value="discard" kind="quiet">
          Leave everything as it is
        </Button>
        {action.planned > atOnce && <span class="quiet">It is done in the background.</span>}
      </form>
    )
  if (action.state !== 'done') return null
  return (
    <form method="post" class="row">
      <Button type="submit" name="deed" value="undo" kind="secondary">
        Undo
      </Button>
      <span class="quiet">
        {`Until ${undoDays} days after ${formatInstant('en', action.doneAt ?? action.plannedAt)}. What was changed since stays.`}
      </span>
    </form>
  )
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
