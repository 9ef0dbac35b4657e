import { type Reader, sql } from '#platform/db'
import { firstDay } from './rules.ts'
import type { HappeningView, TermView } from './schema.ts'

/** Everybody who held an office of a body, what was taken out included. */
export const listTerms = (db: Reader, bodyId: string): Promise<TermView[]> =>
  db.all(sql<TermView>`select id, organ, office, name, also_held as "alsoHeld", began, ended, source,
      taken_out_at is not null as "isTakenOut"
    from histories.terms where body_id = ${bodyId} order by began, name, id`)

/** What happened to a body, earliest first, what was taken out included. */
export async function listHappenings(db: Reader, bodyId: string): Promise<HappeningView[]> {
  const found = await db.all(sql<HappeningView>`select id, happened, title, content, predecessor, source,
      taken_out_at is not null as "isTakenOut"
    from histories.happenings where body_id = ${bodyId} order by id`)
  return found.sort((a, b) => (firstDay(a.happened) < firstDay(b.happened) ? -1 : 1))
}
