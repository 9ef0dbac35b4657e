import type { Viewer } from '#kernel/access'
import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import { bodiesRead } from '../works/read.ts'
import type { EditionView } from '../works/schema.ts'
import type { ReviewView } from './schema.ts'

const view = sql`select review.id, review.work_id as "workId", slug, body_id as "bodyId", title, number, reference,
    as_of as "asOf", said, says_now as "saysNow", says_as_cited as "saysAsCited", found_at as "foundAt",
    settled_at as "settledAt", decision, note
  from publications.figure_reviews review join publications.editions edition on edition.id = edition_id
  join publications.works work on work.id = review.work_id`

/** What waits for a decision, oldest first, then what was decided last; of the bodies whose drafts the viewer may read. */
export async function listReviews(db: Reader, viewer: Viewer, ids?: string[]): Promise<ReviewView[]> {
  return db.all(sql<ReviewView>`${view} where body_id = any (${await bodiesRead(db, viewer)}::text[])
      and ${ids ? sql`review.id = any (${ids}::text[])` : sql`true`}
    order by settled_at desc nulls first, found_at, review.id limit 200`)
}

export async function getReview(db: Reader, viewer: Viewer, id: string): Promise<ReviewView> {
  const [found] = await listReviews(db, viewer, [id])
  if (!found) throw notFound('publications.review.unknown', 'There is no such figure to look at.')
  return found
}

/** What the public reads that cites figures. */
export const listCiting = (db: Reader): Promise<Pick<EditionView, 'id' | 'workId' | 'content'>[]> =>
  db.all(sql<
    Pick<EditionView, 'id' | 'workId' | 'content'>
  >`select id, work_id as "workId", content from publications.editions
    where state = 'published' and jsonb_path_exists(content, '$.**.type ? (@ == "evidence")') order by id`)
