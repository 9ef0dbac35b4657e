import { type Reader, sql } from '#platform/db'
import type { ClearanceView } from './schema.ts'

/** How the clearances of one edition stand. Asked only with an edition that the viewer may read. */
export const listClearances = (db: Reader, editionId: string): Promise<ClearanceView[]> =>
  db.all(sql<ClearanceView>`select author, state, reference, content_hash as "contentHash", noted_on::text as "notedOn"
    from publications.clearances where edition_id = ${editionId} order by author`)
