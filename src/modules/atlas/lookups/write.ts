import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { newSecret } from '#platform/ids'
import { invalid, notFound, unauthenticated } from '#platform/problem'
import { getUpload, listSheets } from '../uploads/read.ts'
import { mostRows } from './schema.ts'

const ownAccount = (actor: Viewer): string => {
  if (!actor.accountId) throw unauthenticated('access.sign-in-first', 'Please sign in to open a sheet.')
  return actor.accountId
}

/** Lets a sheet answer reconciliation tools at an address of its own. Opening it again keeps its address. */
export async function openLookup(
  db: Writer,
  actor: Viewer,
  input: { uploadId: string; sheet: number; nameColumn: number; at: Date },
): Promise<void> {
  allow(actor, 'atlas.import.read')
  const accountId = ownAccount(actor)
  const { id } = await getUpload(db, input.uploadId)
  const sheet = (await listSheets(db, id)).find(({ number }) => number === input.sheet)
  if (!sheet?.columns[input.nameColumn])
    throw invalid('atlas.lookup.column', 'This import has no such column.', { column: 'Choose one of its columns' })
  if (sheet.rowCount > mostRows)
    throw invalid('atlas.lookup.too-long', `A sheet of more than ${mostRows} rows cannot answer. Send a part of it.`, {
      column: 'Its sheet is too long',
    })
  await db.save(sql`insert into atlas.lookups (code, upload_id, sheet, name_column, opened_by, opened_at)
    values (${newSecret()}, ${id}, ${input.sheet}, ${input.nameColumn}, ${accountId}, ${input.at})
    on conflict (upload_id, sheet, name_column, opened_by) do nothing`)
  await audit(db, actor, 'atlas.lookup.opened', `upload:${id}`, { sheet: input.sheet, column: input.nameColumn })
}

/** Closes an address for good: from then on nothing answers there. */
export async function closeLookup(db: Writer, actor: Viewer, input: { uploadId: string; code: string }): Promise<void> {
  allow(actor, 'atlas.import.read')
  const gone = await db.save(sql`delete from atlas.lookups where code = ${input.code} and upload_id = ${input.uploadId}
    and opened_by = ${ownAccount(actor)}`)
  if (gone === 0) throw notFound('atlas.lookup.unknown', 'There is no such address of yours.')
  await audit(db, actor, 'atlas.lookup.closed', `upload:${input.uploadId}`)
}
