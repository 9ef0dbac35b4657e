import {
  cardFieldNames,
  cardFields,
  draftDays,
  type ImportView,
  type RejectView,
  readRows,
  readSheet,
  suggestMapping,
} from '#kernel/contacts'
import { Page } from '#platform/http'
import { formatInstant, formatNumber, plural } from '#platform/i18n'
import type { Problem } from '#platform/problem'
import {
  Breadcrumbs,
  Button,
  DataTable,
  LinkButton,
  Notice,
  PageHeader,
  ProblemSummary,
  RecordEntry,
  RecordList,
  SectionHeading,
  SelectField,
} from '#ui'

const trail = (title: string) => (
  <Breadcrumbs
    items={[
      { href: '/desk/people', label: 'People' },
      { href: '/desk/people/import', label: 'Import' },
      { label: title },
    ]}
  />
)

const delimiterNames: Record<string, string> = { '\t': 'tabs', ',': 'commas', ';': 'semicolons' }
const options = cardFieldNames.map((field) => ({ value: field, label: cardFields[field].label }))

/** How a list was read, before anything changes: which column is what, its first values, and how many rows fit. */
export function DraftPage({
  draft,
  content,
  values,
  problem,
}: {
  draft: ImportView
  content: string
  values: Record<string, string | string[]>
  problem: Problem | undefined
}) {
  const sheet = readSheet(content, draft.delimiter)
  const mapping = suggestMapping(sheet.columns)
  const { rows, rejects } = readRows(sheet, mapping)
  const isNamed = mapping.some((field) => field === 'name' || field === 'givenName' || field === 'familyName')
  const separated = delimiterNames[draft.delimiter] ?? `“${draft.delimiter}”`
  return (
    <Page title={`Import ${draft.fileName}`} robots="noindex">
      <div class="wrap page-reading deed">
        {trail(draft.fileName)}
        <PageHeader
          title={draft.fileName}
          lede={`${plural('en', sheet.rows.length, 'row', 'rows')} read as ${draft.encoding}, separated by ${separated}, for ${draft.bodyName}. Nothing has changed yet. If nobody brings it in, it is deleted ${draftDays} days after ${formatInstant('en', draft.begunAt)}.`}
        />
        <ProblemSummary problem={problem} />
        <form method="post" class="stack">
          <SectionHeading title="Which column is what" note="Columns left out are not kept." />
          {sheet.columns.map((column, at) => (
            <SelectField
              key={`${at}-${column}`}
              name={`column-${at}`}
              label={column || `Column ${at + 1}`}
              hint={exampleOf(sheet.rows, at)}
              value={String(values[`column-${at}`] ?? mapping[at] ?? '')}
              error={problem?.fields[`column-${at}`]}
              placeholder="Leave it out"
              options={options}
            />
          ))}
          <p>
            {isNamed
              ? `As suggested, ${formatNumber('en', rows.length)} of ${plural('en', sheet.rows.length, 'row fits', 'rows fit')}${rejects.length > 0 ? ` and ${formatNumber('en', rejects.length)} would be turned away, each with its reason.` : '.'}`
              : 'No column is called a name. Say which one it is.'}
          </p>
          <div class="row">
            <Button type="submit" name="deed" value="commit">
              {`Import ${plural('en', sheet.rows.length, 'row', 'rows')}`}
            </Button>
            <Button type="submit" name="deed" value="discard" kind="secondary">
              Throw this list away
            </Button>
          </div>
        </form>
      </div>
    </Page>
  )
}

function exampleOf(rows: { cells: string[] }[], at: number): string {
  const said = rows.map(({ cells }) => cells[at] ?? '').filter((cell) => cell !== '')
  if (said.length === 0) return 'Empty in every row'
  return `For example: ${said
    .slice(0, 3)
    .map((cell) => (cell.length > 40 ? `${cell.slice(0, 40)}…` : cell))
    .join(' · ')}`
}

/** What became of every row: added, updated, unchanged and turned away are all there were. */
export function ImportPage({
  done,
  rejects,
  problem,
}: {
  done: ImportView
  rejects: RejectView[]
  problem: Problem | undefined
}) {
  const { read = 0, added = 0, updated = 0, unchanged = 0, rejected = 0, unsure = 0 } = done.counts
  return (
    <Page title={done.fileName} robots="noindex">
      <div class="wrap page-reading deed">
        {trail(done.fileName)}
        <PageHeader title={done.fileName} lede={`${formatInstant('en', done.begunAt)} · ${done.bodyName}`} />
        {problem && <Notice kind="danger" title={problem.message} isLive />}
        {done.undoneAt ? (
          <Notice kind="info" title={`Taken back on ${formatInstant('en', done.undoneAt)}`}>
            <p>Whoever it added is gone, unless somebody worked with them since.</p>
          </Notice>
        ) : (
          unsure > 0 && (
            <Notice kind="info" title={`${plural('en', unsure, 'pair', 'pairs')} may be one person`}>
              <p>
                <a href="/desk/people/duplicates">Judge them</a>
              </p>
            </Notice>
          )
        )}
        <RecordList label="What became of the rows">
          <RecordEntry term="Read">{formatNumber('en', read)}</RecordEntry>
          <RecordEntry term="People added">{formatNumber('en', added)}</RecordEntry>
          <RecordEntry term="Known people updated">{formatNumber('en', updated)}</RecordEntry>
          <RecordEntry term="Unchanged">{formatNumber('en', unchanged)}</RecordEntry>
          <RecordEntry term="Turned away">{formatNumber('en', rejected)}</RecordEntry>
        </RecordList>
        <SectionHeading
          title="Rows turned away"
          note={rejects.length > 200 ? 'The first 200; the file has them all.' : undefined}
          action={
            rejects.length > 0 ? (
              <LinkButton href={`/desk/people/import/${done.id}/rejects.csv`} kind="secondary">
                Download them
              </LinkButton>
            ) : undefined
          }
        />
        <DataTable
          caption="Rows turned away"
          isCaptionHidden
          columns={[
            { key: 'row', label: 'Row', isNumber: true, cell: (row) => row.rowNumber },
            { key: 'column', label: 'Column', cell: (row) => row.column },
            { key: 'value', label: 'Value', cell: (row) => row.value },
            { key: 'why', label: 'Why', cell: (row) => row.reason },
          ]}
          rows={rejects.slice(0, 200)}
          keyOf={(row) => String(row.number)}
          whenEmpty="No row was turned away."
        />
        {!done.undoneAt && (
          <form method="post" class="stack">
            <SectionHeading
              title="Take this import back"
              note="Cards become what they were. What was changed since stays."
            />
            <Button type="submit" name="deed" value="undo" kind="danger">
              Undo this import
            </Button>
          </form>
        )}
      </div>
    </Page>
  )
}
