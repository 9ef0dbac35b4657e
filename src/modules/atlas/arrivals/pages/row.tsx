import { Page } from '#platform/http'
import { formatNumber } from '#platform/i18n'
import { PageHeader, RecordEntry, RecordList } from '#ui'
import type { RawRow } from '../../uploads/readers/sheet.ts'
import { columnLetters } from '../../uploads/readers/sheet.ts'
import { citeCell } from '../../uploads/rules.ts'
import type { SheetView, UploadView } from '../../uploads/schema.ts'
import { Trail } from './parts.tsx'

/** One raw row, as it stood in the file: what a statement cites. */
export function RowPage({
  upload,
  sheet,
  row,
  sha256,
}: {
  upload: UploadView
  sheet: SheetView
  row: RawRow
  sha256: string
}) {
  const width = Math.max(sheet.columns.length, row.cells.length)
  return (
    <Page title={`Row ${row.number} of ${upload.title}`} robots="noindex">
      <div class="wrap page-reading deed">
        <Trail title={upload.title} href={`/desk/imports/${upload.id}`} />
        <PageHeader
          title={`Row ${formatNumber('en', row.number)}`}
          lede={`As it stands in ${sheet.fileName}${sheet.name === sheet.fileName ? '' : `, ${sheet.name}`}${row.isHidden ? ', where it is hidden' : ''}. Nothing was changed in it.`}
          meta={`SHA-256 of the file: ${sha256}`}
        />
        <RecordList label="Cells">
          {Array.from({ length: width }, (_, at) => {
            const column = sheet.columns[at]?.name ?? ''
            const cell = row.cells[at] ?? ''
            const letters = columnLetters(at)
            return (
              <RecordEntry
                key={letters}
                term={column || `Column ${letters}`}
                note={citeCell(sheet, { row: row.number, column, letters })}
              >
                {cell === ''
                  ? 'empty'
                  : cell.length > 5000
                    ? `${cell.slice(0, 5000)}… (${formatNumber('en', cell.length)} characters)`
                    : cell}
              </RecordEntry>
            )
          })}
        </RecordList>
      </div>
    </Page>
  )
}
