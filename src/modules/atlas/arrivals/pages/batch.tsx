import { Page } from '#platform/http'
import { formatInstant, formatNumber } from '#platform/i18n'
import type { Problem } from '#platform/problem'
import {
  Button,
  DataTable,
  ErrorSummary,
  LinkButton,
  Notice,
  PageHeader,
  RecordEntry,
  RecordList,
  SectionHeading,
  TextArea,
} from '#ui'
import type { BatchView, RejectView } from '../../batches/read.ts'
import { Trail } from './parts.tsx'

interface BatchProps {
  batch: BatchView
  rejects: { total: number; rows: RejectView[] }
  /** It came as a file whose rows are kept. */
  hasRows: boolean
  values: Record<string, string | string[]>
  problem: Problem | undefined
}

/** The report of an import: what became of every row, and how to take it back. */
export function BatchPage({ batch, rejects, hasRows, values, problem }: BatchProps) {
  return (
    <Page title={batch.title} robots="noindex">
      <div class="wrap">
        <Trail title={batch.title} />
        <PageHeader title={batch.title} lede={`${formatInstant('en', batch.startedAt)} · ${batch.licence}`} />
        {problem && <ErrorSummary errors={[{ field: 'reason', message: problem.fields.reason ?? problem.message }]} />}
        {batch.undoneAt && (
          <Notice kind="info" title={`Taken back on ${formatInstant('en', batch.undoneAt)}`}>
            <p>What it said is retracted. What others said since stays.</p>
          </Notice>
        )}
        {hasRows && <Tally counts={batch.counts} />}
        <SectionHeading
          title="Rejected rows"
          note={`${formatNumber('en', rejects.total)} rows of the sources were turned away, each with its reason. The first ${rejects.rows.length} are shown.`}
          action={
            rejects.total > 0 ? (
              <LinkButton href={`/desk/imports/${batch.id}/rejects.csv`} kind="secondary">
                Download them
              </LinkButton>
            ) : undefined
          }
        />
        <DataTable
          caption="Rejected rows"
          isCaptionHidden
          columns={[
            { key: 'file', label: 'File', cell: (row) => row.file },
            {
              key: 'row',
              label: 'Row',
              isNumber: true,
              cell: (row) => (hasRows ? <a href={`/desk/imports/${batch.id}/rows/${row.row}`}>{row.row}</a> : row.row),
            },
            { key: 'column', label: 'Column', cell: (row) => row.column },
            { key: 'value', label: 'Value', cell: (row) => row.value },
            { key: 'why', label: 'Why', cell: (row) => row.explanation || row.reason },
          ]}
          rows={rejects.rows}
          keyOf={(row) => String(row.number)}
          whenEmpty="No row was rejected."
        />
        {batch.undoneAt === null && (
          <form method="post" class="stack">
            <input type="hidden" name="deed" value="undo" />
            <SectionHeading
              title="Take this import back"
              note="Retracts everything it said. Records keep their history."
            />
            <TextArea
              name="reason"
              label="Why"
              rows={2}
              value={String(values.reason ?? '')}
              error={problem?.fields.reason}
            />
            <Button type="submit" kind="danger">
              Undo this import
            </Button>
          </form>
        )}
      </div>
    </Page>
  )
}

/** Created, updated, unchanged and rejected are all that were read; the sum stands on the page. */
function Tally({ counts }: { counts: BatchView['counts'] }) {
  const number = (name: string) => Number(counts[name] ?? 0)
  const updated = number('changed') + number('conflicting')
  const sum = number('new') + updated + number('same') + number('rejected')
  const shown = (value: number) => formatNumber('en', value)
  return (
    <RecordList label="What became of the rows">
      <RecordEntry term="Read">{shown(number('read'))}</RecordEntry>
      <RecordEntry term="Created">{shown(number('new'))}</RecordEntry>
      <RecordEntry
        term="Updated"
        note={
          number('conflicting') > 0
            ? `${shown(number('conflicting'))} stand beside sources that say otherwise`
            : undefined
        }
      >
        {shown(updated)}
      </RecordEntry>
      <RecordEntry term="Unchanged">{shown(number('same'))}</RecordEntry>
      <RecordEntry term="Rejected">{shown(number('rejected'))}</RecordEntry>
      <RecordEntry term="Together">{`${shown(sum)} of ${shown(number('read'))}`}</RecordEntry>
      <RecordEntry term="Statements added">{shown(number('statements'))}</RecordEntry>
      <RecordEntry term="Statements taken back">{shown(number('withdrawn'))}</RecordEntry>
    </RecordList>
  )
}
