import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import type { RawRow } from './readers/sheet.ts'
import type { FileView, SheetView, UploadState, UploadView } from './schema.ts'

const view = sql`select id, title, state, sent_by as "sentBy", sent_at as "sentAt", doing, steps_done as "stepsDone",
  steps_all as "stepsAll", problem, source_id as "sourceId", recipe_id as "recipeId", mapping, counts, digest from atlas.uploads`

export const findUpload = (db: Reader, id: string): Promise<UploadView | undefined> =>
  db.one(sql<UploadView>`${view} where id = ${id}`)

export async function getUpload(db: Reader, id: string): Promise<UploadView> {
  const found = await findUpload(db, id)
  if (!found) throw notFound('atlas.import.unknown', 'There is no such import.')
  return found
}

/** Files on their way, newest first; what has become a batch is listed there. */
export const listUnfinished = (db: Reader): Promise<UploadView[]> =>
  db.all(sql<UploadView>`${view} where state <> 'done' order by sent_at desc, id desc limit 100`)

/** Work that somebody must go on with: a process may have stopped in the middle of it. */
export const listInHand = (db: Reader): Promise<{ id: string; state: UploadState }[]> =>
  db.all(sql<{ id: string; state: UploadState }>`select id, state from atlas.uploads
    where state in ('reading', 'comparing', 'committing') order by id`)

export const listFiles = (db: Reader, uploadId: string): Promise<FileView[]> =>
  db.all(sql<FileView>`select number, name, size::float8 as size, sha256, encoding, delimiter from atlas.upload_files
    where upload_id = ${uploadId} order by number`)

export const listSheets = (db: Reader, uploadId: string): Promise<SheetView[]> =>
  db.all(sql<SheetView>`select sheet.number, file_number as "fileNumber", file.name as "fileName", file.sha256, sheet.name, fields,
      is_hidden as "isHidden", notes, heading, columns, row_count as "rowCount"
    from atlas.upload_sheets sheet join atlas.upload_files file on file.upload_id = sheet.upload_id and file.number = file_number
    where sheet.upload_id = ${uploadId} order by sheet.number`)

/** Bytes of a file, piece by piece; undefined after the last. */
export async function findPart(
  db: Reader,
  at: { uploadId: string; file: number; number: number },
): Promise<Uint8Array | undefined> {
  const found = await db.one(sql<{ bytes: Uint8Array }>`select bytes from atlas.upload_parts
    where upload_id = ${at.uploadId} and file_number = ${at.file} and number = ${at.number}`)
  return found && new Uint8Array(found.bytes)
}

/** The next block of raw rows, in order. */
export async function findBlock(
  db: Reader,
  at: { uploadId: string; sheet: number; after: number },
): Promise<RawRow[] | undefined> {
  const found = await db.one(sql<{ rows: string }>`select rows from atlas.upload_blocks
    where upload_id = ${at.uploadId} and sheet_number = ${at.sheet} and first_row > ${at.after} order by first_row limit 1`)
  return found && unpackRows(found.rows)
}

/** One raw row, as it stood in the file. */
export async function findRow(
  db: Reader,
  at: { uploadId: string; sheet: number; row: number },
): Promise<RawRow | undefined> {
  const found = await db.one(sql<{ rows: string }>`select rows from atlas.upload_blocks
    where upload_id = ${at.uploadId} and sheet_number = ${at.sheet} and first_row <= ${at.row} and last_row >= ${at.row}`)
  return found && unpackRows(found.rows).find(({ number }) => number === at.row)
}

// Packed as [number, isHidden, ...cells]: names of properties in every row would weigh more than the cells.
export const packRows = (rows: RawRow[]): string =>
  JSON.stringify(rows.map(({ number, cells, isHidden }) => [number, isHidden ? 1 : 0, ...cells]))

function unpackRows(text: string): RawRow[] {
  const packed = JSON.parse(text) as [number, number, ...string[]][] // written by packRows
  return packed.map(([number, hidden, ...cells]) => (hidden ? { number, cells, isHidden: true } : { number, cells }))
}
