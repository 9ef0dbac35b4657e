import { type Reader, type Sql, sql } from '#platform/db'
import type { MentionView } from './schema.ts'

const listed = (db: Reader, which: Sql<unknown>, limit: number): Promise<MentionView[]> =>
  db.all(sql<MentionView>`select upload_id as "uploadId", key, name, country, region, latitude, longitude, first_row as "firstRow",
      row_count as "rowCount", decision, words, candidates, organization_id as "organizationId", answer
    from atlas.mentions where ${which} order by row_count desc, key limit ${limit}`)

/** Names of an upload that nobody has answered: neither clear by themselves nor judged. */
export const listOpenMentions = (db: Reader, uploadId: string, limit: number): Promise<MentionView[]> =>
  listed(db, sql`upload_id = ${uploadId} and decision = 'review' and answer is null`, limit)

export interface MentionCounts {
  automatic: number
  open: number
  none: number
  answered: number
}

export const countMentions = (db: Reader, uploadId: string): Promise<MentionCounts> =>
  db.only(sql<MentionCounts>`select count(*) filter (where decision = 'automatic' and answer is null)::int as automatic,
      count(*) filter (where decision = 'review' and answer is null)::int as open,
      count(*) filter (where decision = 'none' and answer is null)::int as none,
      count(*) filter (where answer is not null)::int as answered
    from atlas.mentions where upload_id = ${uploadId}`)
