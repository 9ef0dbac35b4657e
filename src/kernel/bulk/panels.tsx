import { Page } from '#platform/http'
import { formatInstant, formatNumber, plural } from '#platform/i18n'
import type { Problem } from '#platform/problem'
import { Breadcrumbs, Button, DataTable, Notice, PageHeader, SectionHeading } from '#ui'
import { atOnce, undoDays } from './rules.ts'
import type { BulkRow, BulkTurn } from './schema.ts'

/** What the page of an action says of the records it is about. */
export interface BulkWords<Row extends BulkRow> {
  one: string
  many: string
  /** Caption of the table that holds all of them, and what stands there when it is empty. */
  all: string
  none: string
  /** Whoever waits may leave: whether they are told. */
  leaving: string
  /** Addresses: the list of the records, and of the actions, without a slash at the end. */
  list: { href: string; label: string }
  home: string
  hrefOf(row: Row): string
}

export function doingIn({ state, planned, done, undone, skipped, refused }: BulkTurn): string {
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
export function BulkPage<Row extends BulkRow>(props: {
  title: string
  words: BulkWords<Row>
  action: BulkTurn
  rows: Row[]
  left: Row[]
  problem: Problem | undefined
}) {
  const { title, words, action, rows, left, problem } = props
  const { state, chosen, planned } = action
  const total = planned + action.done + action.undone + action.skipped + action.refused
  const named = (row: Row) => <a href={words.hrefOf(row)}>{row.name}</a>
  const lede =
    state === 'planned'
      ? `${plural('en', planned, `${words.one} changes`, `${words.many} change`)}, of ${formatNumber('en', chosen)} chosen.${planned < chosen ? ' With the others it is so already.' : ''} Nothing has been done yet.`
      : `${doingIn(action)}. ${plural('en', total, words.one, words.many)} in all.`
  return (
    <Page title={title} robots="noindex">
      <div class="wrap page-reading deed">
        <Breadcrumbs items={[words.list, { href: words.home, label: 'Changes to many' }, { label: title }]} />
        <PageHeader eyebrow={action.bodyName} title={title} lede={lede} />
        {problem && <Notice kind="danger" title={problem.message} isLive />}
        {(state === 'doing' || state === 'undoing') && (
          <Notice kind="info" title="This goes on by itself">
            <p>
              <progress
                value={total - (state === 'doing' ? planned : action.done)}
                max={total}
                aria-label="How far it is"
              />{' '}
              {words.leaving} <a href={`${words.home}/${action.id}`}>Look again</a>
            </p>
          </Notice>
        )}
        <Deeds action={action} words={words} />
        {left.length > 0 && (
          <>
            <SectionHeading
              title="Left as they are"
              note="Somebody changed these in the meantime, so nothing was done with them."
            />
            <ul>
              {left.map((row) => (
                <li key={row.number}>{named(row)}</li>
              ))}
            </ul>
          </>
        )}
        <DataTable
          caption={rows.length < total ? `The first ${rows.length} of ${formatNumber('en', total)}` : words.all}
          columns={[
            { key: 'name', label: 'Name', cell: named },
            { key: 'before', label: 'Before', cell: (row) => row.before ?? <span class="quiet">nothing</span> },
            { key: 'after', label: 'After', cell: (row) => row.after ?? <span class="quiet">nothing</span> },
          ]}
          rows={rows}
          keyOf={(row) => String(row.number)}
          whenEmpty={words.none}
        />
      </div>
    </Page>
  )
}

function Deeds({ action, words }: { action: BulkTurn; words: { one: string; many: string } }) {
  if (action.state === 'planned')
    return (
      <form method="post" class="row">
        {action.planned > 0 && (
          <Button type="submit" name="deed" value="begin">
            {`Change ${plural('en', action.planned, words.one, words.many)}`}
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
