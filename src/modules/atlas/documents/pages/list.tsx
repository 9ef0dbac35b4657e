import { Page } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import { DataTable, PageHeader } from '#ui'
import { type DocumentView, documentKinds } from '../schema.ts'

export function ListPage({ documents }: { documents: DocumentView[] }) {
  return (
    <Page title="Documents" robots="noindex">
      <div class="wrap">
        <PageHeader
          title="Documents"
          lede="Papers that stand beside records, newest first. A document is added from the page of its record."
        />
        <DataTable
          caption="Documents, newest first"
          isCaptionHidden
          columns={[
            {
              key: 'title',
              label: 'Title',
              cell: (row: DocumentView) => <a href={`/documents/${row.id}`}>{row.title}</a>,
            },
            { key: 'kind', label: 'Kind', cell: (row: DocumentView) => documentKinds[row.kind] },
            {
              key: 'who',
              label: 'Who may see it',
              cell: (row: DocumentView) => (row.visibility === 'public' ? 'Everyone' : 'Staff'),
            },
            { key: 'text', label: 'Text', cell: (row: DocumentView) => textOf(row) },
            { key: 'when', label: 'Added', cell: (row: DocumentView) => formatInstant('en', row.sentAt) },
          ]}
          rows={documents}
          keyOf={(row) => row.id}
          whenEmpty="No document has been added. Open the page of a record to add one."
        />
      </div>
    </Page>
  )
}

const textOf = ({ state, hasText, pageCount }: DocumentView): string =>
  state === 'reading' ? 'Being read' : state === 'failed' ? 'Not readable' : hasText ? `${pageCount} pages` : 'None'
