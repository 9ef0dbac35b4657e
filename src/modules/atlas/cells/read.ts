import { mayDo, type Viewer } from '#kernel/access'
import { findStatement } from '#kernel/claims'
import type { Reader } from '#platform/db'
import { notFound } from '#platform/problem'
import { withTitles } from '../statements/read.ts'
import type { JudgedStatement } from '../statements/schema.ts'
import { findRow, listSheets } from '../uploads/read.ts'
import { placeOf } from './rules.ts'
import type { CellView, SourcedStatement } from './schema.ts'

/** One statement with the cell it stands in, for whoever may know of its record. */
export async function getSourced(db: Reader, viewer: Viewer, id: string): Promise<SourcedStatement> {
  const found = await findStatement(db, id)
  const [said] = found ? await withTitles(db, viewer, [found]) : []
  if (!said) throw notFound('atlas.statement.unknown', 'There is no such statement.')
  return { ...said, cell: await findCell(db, viewer, said) }
}

/** Everybody may see what is cited; the rest of the row is for those who may see imports: it may hold what nobody put on record. */
async function findCell(db: Reader, viewer: Viewer, said: JudgedStatement): Promise<CellView | undefined> {
  if (said.batchId === null) return undefined
  const uploadId = said.batchId
  const place = placeOf(await listSheets(db, uploadId), said.part)
  const row = place && (await findRow(db, { uploadId, sheet: place.sheet.number, row: place.row }))
  if (!place || !row) return undefined
  const { sheet, at } = place
  const nameOf = (index: number) => sheet.columns[index]?.name ?? ''
  return {
    fileName: sheet.fileName,
    sheetName: sheet.name === sheet.fileName ? '' : sheet.name,
    row: place.row,
    column: at === undefined ? '' : nameOf(at),
    value: at === undefined ? null : (row.cells[at] ?? ''),
    sha256: sheet.sha256,
    whole: mayDo(viewer, 'atlas.import.read')
      ? {
          cells: row.cells.map((value, index) => ({ column: nameOf(index), value, isCited: index === at })),
          href: `/desk/imports/${uploadId}/rows/${place.row}?sheet=${sheet.number}`,
        }
      : undefined,
  }
}
