import { z } from 'zod'
import { form, page, routes } from '#kernel/access'
import { Page, redirect } from '#platform/http'
import { formatInstant, formatNumber } from '#platform/i18n'
import { Breadcrumbs, Button, DataTable, ErrorSummary, PageHeader, SectionHeading, StatusChip, TextArea } from '#ui'
import { getBatch, listBatches, listRejects } from '../batches/read.ts'
import { undoBatch } from './write.ts'

export const importPages = routes({
  '/desk/imports': page(async ({ db, viewer }) => {
    const batches = await listBatches(db, viewer)
    return (
      <Page title="Imports" robots="noindex">
        <div class="wrap">
          <PageHeader
            title="Imports"
            lede="Every import is one batch. It can be taken back whole; what others said since stays."
          />
          <DataTable
            caption="Imports, newest first"
            isCaptionHidden
            columns={[
              {
                key: 'title',
                label: 'Package',
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
            whenEmpty="Nothing has been imported yet. Run: npm run legation -- import FOLDER"
          />
        </div>
      </Page>
    )
  }),
  '/desk/imports/:id': form(
    z.object({ reason: z.string().trim().min(5, 'Say why, so that others understand it later').max(500) }),
    async ({ db, viewer, params, form: { values, problem } }) => {
      const batch = await getBatch(db, viewer, params.id ?? '')
      const rejects = await listRejects(db, viewer, batch.id)
      return (
        <Page title={batch.title} robots="noindex">
          <div class="wrap">
            <Breadcrumbs items={[{ href: '/desk/imports', label: 'Imports' }, { label: batch.title }]} />
            <PageHeader title={batch.title} lede={`${formatInstant('en', batch.startedAt)} · ${batch.licence}`} />
            {problem && (
              <ErrorSummary errors={[{ field: 'reason', message: problem.fields.reason ?? problem.message }]} />
            )}
            <SectionHeading
              title="Rejected rows"
              note={`${formatNumber('en', rejects.total)} rows of the sources were turned away, each with its reason. The first ${rejects.rows.length} are shown.`}
            />
            <DataTable
              caption="Rejected rows"
              isCaptionHidden
              columns={[
                { key: 'file', label: 'File', cell: (row) => row.file },
                { key: 'row', label: 'Row', isNumber: true, cell: (row) => row.row },
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
    },
    async ({ db, actor, params, input, clock }) => {
      await undoBatch(db, actor, { batchId: params.id ?? '', reason: input.reason, at: clock.now() })
      return redirect('/desk/imports')
    },
  ),
})
