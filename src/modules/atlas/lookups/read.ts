import { findViewerOf, mayDo, type Viewer } from '#kernel/access'
import { type Reader, sql, wholeSight } from '#platform/db'
import { notFound } from '#platform/problem'
import { findBlock, listSheets } from '../uploads/read.ts'
import { isRecord } from '../uploads/rules.ts'
import type { SheetRow } from './rules.ts'
import type { LookupView } from './schema.ts'

const view = sql`select lookup.code, lookup.upload_id as "uploadId", upload.title, lookup.sheet, lookup.name_column as "nameColumn",
    lookup.opened_by as "openedBy", lookup.opened_at as "openedAt"
  from atlas.lookups lookup join atlas.uploads upload on upload.id = lookup.upload_id`

/** Addresses this person opened over one import. */
export const listLookups = (db: Reader, viewer: Viewer, uploadId: string): Promise<LookupView[]> =>
  db.all(sql<LookupView>`${view} where lookup.upload_id = ${uploadId} and lookup.opened_by = ${viewer.accountId}
    order by lookup.opened_at, lookup.code`)

/** By its address, which is the secret. Whoever opened it must still be allowed to see imports; else there is nothing at the address. */
export async function getLookup(db: Reader, { code, now }: { code: string; now: Date }): Promise<LookupView> {
  const found = await db.one(sql<LookupView>`${view} where lookup.code = ${code}`)
  // Whoever asks is nobody to us: the right is looked up as the site itself sees it.
  const opener = found && (await db.seeing(wholeSight, () => findViewerOf(db, found.openedBy, now)))
  if (!found || !opener || !mayDo(opener, 'atlas.import.read'))
    throw notFound('atlas.lookup.unknown', 'No sheet answers at this address. Open one from the page of its import.')
  return found
}

/** The sheet's records, as they stand in the file, and how its columns are called. */
export async function readSheet(
  db: Reader,
  { uploadId, sheet: number }: { uploadId: string; sheet: number },
): Promise<{ columns: string[]; rows: SheetRow[] }> {
  const sheet = (await listSheets(db, uploadId)).find((each) => each.number === number)
  if (!sheet) throw notFound('atlas.lookup.unknown', 'This import has no such sheet.')
  const rows: SheetRow[] = []
  for (let after = -1; ; ) {
    const block = await findBlock(db, { uploadId, sheet: number, after })
    if (!block) break
    after = block[0]?.number ?? after
    for (const row of block) if (isRecord(sheet.heading, row)) rows.push(row)
  }
  return { columns: sheet.columns.map(({ name }) => name), rows }
}
