import { type Reader, sql } from '#platform/db'

export interface SourceView {
  id: string
  title: string
  publisher: string
  kind: string
  address: string | null
  published: string | null
  retrievedOn: string
  licence: string
  attribution: string
  copyHash: string | null
  note: string
}

const columns = sql`id, title, publisher, kind, address, published, retrieved_on as "retrievedOn", licence, attribution,
  copy_hash as "copyHash", note`

export const listSources = (db: Reader): Promise<SourceView[]> =>
  db.all(sql<SourceView>`select ${columns} from sources.sources order by title`)
