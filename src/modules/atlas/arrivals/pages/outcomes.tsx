import { Page } from '#platform/http'
import { formatNumber, plural } from '#platform/i18n'
import type { Problem } from '#platform/problem'
import {
  Button,
  DataTable,
  LinkButton,
  Notice,
  PageHeader,
  RecordEntry,
  RecordList,
  SectionHeading,
  SelectField,
} from '#ui'
import { reasonWords } from '../../drafts/schema.ts'
import { automaticProbability } from '../../matches/matching/decision.ts'
import { percent } from '../../matches/matching/probability.ts'
import { ReasonsWaterfall } from '../../mentions/panels.tsx'
import type { MentionCounts } from '../../mentions/read.ts'
import type { MentionView } from '../../mentions/schema.ts'
import type { Outcome, OutcomeRow } from '../../outcomes/schema.ts'
import type { UploadView } from '../../uploads/schema.ts'
import { Trail } from './parts.tsx'

interface DifferencesProps {
  upload: UploadView
  samples: { outcome: Outcome; rows: OutcomeRow[] }[]
  reasons: { reason: string; count: number; row: number; value: string; explanation: string }[]
  open: MentionView[]
  names: MentionCounts
  problem: Problem | undefined
}

const headings: Record<Exclude<Outcome, 'rejected'>, [title: string, note: string]> = {
  new: ['New', 'Not on record before.'],
  changed: ['Changed', 'On record; the file adds to it, or says otherwise than it did before.'],
  conflicting: ['Conflicting', 'Other sources say otherwise. Both will stand side by side, each with its source.'],
  same: ['Unchanged', 'The file says nothing that this source has not said already.'],
}

/** What an import would do, before it is done. */
export function DifferencesPage({ upload, samples, reasons, open, names, problem }: DifferencesProps) {
  const { counts, title, id } = upload
  const count = (name: string) => formatNumber('en', Number(counts[name] ?? 0))
  return (
    <Page title={`Differences of ${title}`} robots="noindex">
      <div class="wrap deed">
        <Trail title={title} />
        <PageHeader title={title} lede={consequences(counts)} />
        {problem && <Notice kind="danger" title={problem.message} isLive />}
        {upload.problem && <Notice kind="warning" title={upload.problem} isLive />}
        <RecordList label="What the rows would do">
          <RecordEntry term="Read">{count('read')}</RecordEntry>
          <RecordEntry term="New">{count('new')}</RecordEntry>
          <RecordEntry term="Changed">{count('changed')}</RecordEntry>
          <RecordEntry term="Conflicting">{count('conflicting')}</RecordEntry>
          <RecordEntry term="Unchanged">{count('same')}</RecordEntry>
          <RecordEntry
            term="Turned away"
            note={Number(counts.waiting) > 0 ? `${count('waiting')} of them wait for the names below` : undefined}
          >
            {count('rejected')}
          </RecordEntry>
          <RecordEntry term="Gone" note="records that this source named before">
            {count('gone')}
          </RecordEntry>
        </RecordList>
        <form method="post" class="row">
          <Button type="submit" name="deed" value="commit">
            Bring it in
          </Button>
          <Button type="submit" name="deed" value="reconsider" kind="secondary">
            Back to the columns
          </Button>
          <Button type="submit" name="deed" value="discard" kind="secondary">
            Throw it away
          </Button>
        </form>
        {open.length > 0 && <OpenNames open={open} names={names} error={problem?.fields.names} />}
        {samples.map(
          ({ outcome, rows }) =>
            outcome !== 'rejected' && rows.length > 0 && <Sample key={outcome} {...{ id, outcome, rows }} />,
        )}
        {reasons.length > 0 && (
          <>
            <SectionHeading
              title="Turned away"
              note="Each row with its cell and reason; none vanishes."
              action={
                <LinkButton href={`/desk/imports/${id}/rejects.csv`} kind="secondary">
                  Download them
                </LinkButton>
              }
            />
            <DataTable
              caption="Why rows are turned away"
              isCaptionHidden
              columns={[
                { key: 'count', label: 'Rows', isNumber: true, cell: (each) => formatNumber('en', each.count) },
                { key: 'why', label: 'Why', cell: (each) => reasonWords[each.reason] ?? each.reason },
                {
                  key: 'value',
                  label: 'For example',
                  cell: (each) => [each.value.slice(0, 80), each.explanation].filter(Boolean).join(': '),
                },
                { key: 'row', label: 'First row', isNumber: true, cell: (each) => <RowLink id={id} row={each.row} /> },
              ]}
              rows={reasons}
              keyOf={(each) => each.reason}
            />
          </>
        )}
      </div>
    </Page>
  )
}

function consequences(counts: Record<string, number>): string {
  const { new: added = 0, changed = 0, conflicting = 0, rejected = 0 } = counts
  if (added + changed + conflicting === 0) return 'Bringing it in changes nothing that is known.'
  return [
    `Bringing it in adds ${plural('en', added, 'record', 'records')}`,
    `, adds to ${formatNumber('en', changed)} more`,
    conflicting > 0 ? `, and puts ${plural('en', conflicting, 'row', 'rows')} beside sources that say otherwise` : '',
    rejected > 0 ? `. ${plural('en', rejected, 'row is', 'rows are')} left out` : '',
    '. It can be taken back whole.',
  ].join('')
}

const RowLink = ({ id, row }: { id: string; row: number }) => (
  <a href={`/desk/imports/${id}/rows/${row}`}>{formatNumber('en', row)}</a>
)

function Sample({ id, outcome, rows }: { id: string; outcome: Exclude<Outcome, 'rejected'>; rows: OutcomeRow[] }) {
  const [title, note] = headings[outcome]
  return (
    <>
      <SectionHeading title={title} note={`${note} The first ${rows.length}.`} />
      <DataTable
        caption={`${title}: the first rows`}
        isCaptionHidden
        columns={[
          { key: 'row', label: 'Row', isNumber: true, cell: (each) => <RowLink id={id} row={each.row} /> },
          {
            key: 'title',
            label: 'Record',
            cell: (each) =>
              outcome === 'new' ? each.title : <a href={`/engagements/${each.engagementId}`}>{each.title}</a>,
          },
          ...(outcome === 'new' || outcome === 'same'
            ? []
            : [{ key: 'what', label: 'What changes', cell: (each: OutcomeRow) => each.explanation }]),
        ]}
        rows={rows}
        keyOf={(each) => String(each.row)}
      />
    </>
  )
}

/** Names that could be several places, or that only look like one: one answer serves all rows, and the next file of the source. */
function OpenNames({ open, names, error }: { open: MentionView[]; names: MentionCounts; error: string | undefined }) {
  return (
    <section>
      <SectionHeading
        title="Names that nobody can tell yet"
        note={`${formatNumber('en', names.automatic + names.answered)} names are clear, ${formatNumber('en', names.open)} are open, ${formatNumber('en', names.none)} are no government here. A name is clear from a probability of ${percent(automaticProbability)} on, unless it is only similar and no point confirms it. Your answer holds for every row, and for the next file of this source. The ${open.length} commonest:`}
      />
      <form method="post" class="stack">
        <input type="hidden" name="deed" value="answer" />
        {error && <p class="field-error">{error}</p>}
        {open.map((mention) => (
          <OpenName key={mention.key} mention={mention} />
        ))}
        <Button type="submit" kind="secondary">
          Keep these answers and compare again
        </Button>
      </form>
    </section>
  )
}

function OpenName({ mention }: { mention: MentionView }) {
  const { key, candidates } = mention
  return (
    <div class="stack">
      <SelectField
        name={`answer-${key}`}
        id={`answer-${mention.firstRow}-${key.replaceAll(/[^a-z0-9]+/gi, '-')}`}
        label={[mention.name, mention.region, mention.country].filter(Boolean).join(', ')}
        hint={`${plural('en', mention.rowCount, 'row', 'rows')}, first in row ${formatNumber('en', mention.firstRow)}. ${mention.words}`}
        placeholder="Leave it open"
        options={[
          ...candidates.map(({ id, name, probability }) => ({ value: id, label: `${name} (${percent(probability)})` })),
          { value: 'none', label: 'None of these' },
        ]}
      />
      {candidates.length > 0 && (
        <details>
          <summary>How probable each is, and why</summary>
          {candidates.map((candidate) => (
            <div key={candidate.id}>
              <p>
                <strong>{candidate.name}</strong>
              </p>
              <ReasonsWaterfall candidate={candidate} />
            </div>
          ))}
        </details>
      )}
    </div>
  )
}
