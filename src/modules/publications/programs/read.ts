import { type Reader, sql } from '#platform/db'
import type { IntroductionView } from './schema.ts'

/** What each body says it is doing, on one page or on all. */
export const listIntroductions = (db: Reader, list?: string): Promise<IntroductionView[]> =>
  db.all(sql<IntroductionView>`select body_id as "bodyId", name as "bodyName", list, content
    from publications.introductions join bodies.bodies body on body.id = body_id
    where ${list === undefined ? sql`true` : sql`list = ${list}`} order by list, position, name`)
