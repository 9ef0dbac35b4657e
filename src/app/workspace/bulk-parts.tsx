import type { BodyView } from '#kernel/bodies'
import {
  atOnce,
  type BulkRowView,
  type BulkView,
  bulkFields,
  bulkKindNames,
  bulkKinds,
  bulkStandings,
  undoDays,
} from '#kernel/bulk'
import { cardFields } from '#kernel/contacts'
import { Page } from '#platform/http'
import { formatInstant, formatNumber, plural } from '#platform/i18n'
import type { Problem } from '#platform/problem'
import { Breadcrumbs, Button, DataTable, Notice, PageHeader, SectionHeading, SelectField, TextField } from '#ui'
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

/** One action: what it will change, how far it is, or what became of it. */
export function BulkPage({
  action,
  rows,
  left,
  problem,
}: {
  action: BulkView
  rows: BulkRowView[]
  left: BulkRowView[]
  problem: Problem | undefined
}) {
  const { state, chosen, planned } = action
  const isWorking = state === 'doing' || state === 'undoing'
  const total = planned + action.done + action.undone + action.skipped + action.refused
  return (
    <Page title={inWords(action)} robots="noindex">
      <div class="wrap page-reading deed">
        <Breadcrumbs
          items={[
            { href: '/desk/people', label: 'People' },
            { href: '/desk/people/bulk', label: 'Changes to many' },
            { label: inWords(action) },
          ]}
        />
        <PageHeader
          eyebrow={action.bodyName}
          title={inWords(action)}
          lede={
            state === 'planned'
              ? `${plural('en', planned, 'person changes', 'people change')}, of ${formatNumber('en', chosen)} chosen.${planned < chosen ? ' With the others it is so already.' : ''} Nothing has been done yet.`
              : `${doingIn(action)}. ${plural('en', total, 'person', 'people')} in all.`
          }
        />
        {problem && <Notice kind="danger" title={problem.message} isLive />}
        {isWorking && (
          <Notice kind="info" title="This goes on by itself">
            <p>
              <progress
                value={total - (state === 'doing' ? planned : action.done)}
                max={total}
                aria-label="How far it is"
              />{' '}
              You can leave; you are told when it is finished. <a href={`/desk/people/bulk/${action.id}`}>Look again</a>
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
                  <a href={`/desk/people/${row.personId}`}>{row.name}</a>
                </li>
              ))}
            </ul>
          </>
        )}
        <DataTable
          caption={rows.length < total ? `The first ${rows.length} of ${formatNumber('en', total)}` : 'Everybody'}
          columns={[
            { key: 'name', label: 'Name', cell: (row) => <a href={`/desk/people/${row.personId}`}>{row.name}</a> },
            { key: 'before', label: 'Before', cell: (row) => row.before ?? <span class="quiet">nothing</span> },
            { key: 'after', label: 'After', cell: (row) => row.after ?? <span class="quiet">nothing</span> },
          ]}
          rows={rows}
          keyOf={(row) => String(row.number)}
          whenEmpty="Nobody: with everybody chosen it is so already."
        />
      </div>
    </Page>
  )
}

function Deeds({ action }: { action: BulkView }) {
  if (action.state === 'planned')
    return (
      <form method="post" class="row">
        {action.planned > 0 && (
          <Button type="submit" name="deed" value="begin">
            {`Change ${plural('en', action.planned, 'person', 'people')}`}
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
