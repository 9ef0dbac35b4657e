import { Page } from '#platform/http'
import { formatInstant, formatNumber } from '#platform/i18n'
import type { Problem } from '#platform/problem'
import {
  Breadcrumbs,
  Button,
  DataTable,
  FileField,
  LinkButton,
  PageHeader,
  ProblemSummary,
  SectionHeading,
  StatusChip,
} from '#ui'
import type { BatchView } from '../../batches/read.ts'
import type { UploadState, UploadView } from '../../uploads/schema.ts'

const standing: Record<UploadState, string> = {
  receiving: 'Files are coming',
  reading: 'Being read',
  mapping: 'Say what its columns are',
  comparing: 'Being compared',
  ready: 'Look at the differences',
  committing: 'Being brought in',
  done: 'In the atlas',
  failed: 'Cannot be read',
}

export function ListPage({ batches, unfinished }: { batches: BatchView[]; unfinished: UploadView[] }) {
  return (
    <Page title="Imports" robots="noindex">
      <div class="wrap">
        <PageHeader
          title="Imports"
          lede="Every import is one batch. It can be taken back whole; what others said since stays."
          actions={<LinkButton href="/desk/imports/new">Import a file</LinkButton>}
        />
        {unfinished.length > 0 && (
          <>
            <SectionHeading title="On their way" note="Nothing of these is in the atlas yet." />
            <DataTable
              caption="Files on their way, newest first"
              isCaptionHidden
              columns={[
                { key: 'file', label: 'File', cell: (each) => <a href={`/desk/imports/${each.id}`}>{each.title}</a> },
                { key: 'when', label: 'Sent', cell: (each) => formatInstant('en', each.sentAt) },
                {
                  key: 'state',
                  label: 'Waits for',
                  cell: (each) => (
                    <StatusChip tone={each.state === 'failed' ? 'ended' : 'pending'}>{standing[each.state]}</StatusChip>
                  ),
                },
              ]}
              rows={unfinished}
              keyOf={(each) => each.id}
            />
            <SectionHeading title="Brought in" />
          </>
        )}
        <DataTable
          caption="Imports, newest first"
          isCaptionHidden
          columns={[
            {
              key: 'title',
              label: 'File or package',
              cell: (batch) => <a href={`/desk/imports/${batch.id}`}>{batch.title}</a>,
            },
            { key: 'when', label: 'When', cell: (batch) => formatInstant('en', batch.startedAt) },
            { key: 'licence', label: 'License', cell: (batch) => batch.licence },
            {
              key: 'engagements',
              label: 'Engagements',
              isNumber: true,
              cell: (batch) => formatNumber('en', Number(batch.counts.engagements ?? 0)),
            },
            {
              key: 'rejected',
              label: 'Rejected rows',
              isNumber: true,
              cell: (batch) => formatNumber('en', Number(batch.counts.rejected ?? 0)),
            },
            {
              key: 'state',
              label: 'State',
              cell: (batch) =>
                batch.undoneAt ? (
                  <StatusChip tone="ended">Undone</StatusChip>
                ) : (
                  <StatusChip tone="positive">In the atlas</StatusChip>
                ),
            },
          ]}
          rows={batches}
          keyOf={(batch) => batch.id}
          whenEmpty="Nothing has been imported yet."
        />
      </div>
    </Page>
  )
}

export function NewPage({ problem }: { problem: Problem | undefined }) {
  return (
    <Page title="Import a file" robots="noindex" islands={['modules/atlas/arrivals/send']}>
      <div class="wrap page-reading deed">
        <Breadcrumbs items={[{ href: '/desk/imports', label: 'Imports' }, { label: 'Import a file' }]} />
        <PageHeader
          title="Import a file"
          lede="You see how it was read, what its columns mean and what it would change, before anything does. What nobody brings in is deleted after 30 days."
        />
        <ProblemSummary problem={problem} />
        <form method="post" enctype="multipart/form-data" class="stack" data-send>
          <FileField
            name="files"
            label="The file, or a data package with all its files"
            accept=".csv,.tsv,.txt,.tab,.xlsx,.xlsm,.json,.geojson,text/csv,application/json"
            isMultiple
            hint="CSV or TSV in any encoding, Excel (.xlsx), JSON, GeoJSON, or datapackage.json with its tables. Up to 200 MB where scripts run, else 4 MB."
            error={problem?.fields.files}
          />
          <p class="drop-place" data-drop hidden>
            Or drop it here.
          </p>
          <p role="status" data-says hidden />
          <progress data-progress aria-label="Sent" max={1} value={0} hidden />
          <Button type="submit">Read the file</Button>
        </form>
      </div>
    </Page>
  )
}
