import { type Reader, sql } from '#platform/db'
import type { CorrectionView } from './schema.ts'

/** What was corrected in a work since it was first read, latest first. Who did it stands in the log, not on the page. */
export const listCorrections = (db: Reader, workId: string): Promise<CorrectionView[]> =>
  db.all(sql<CorrectionView>`select said, says, reason, corrected_on::text as "correctedOn", number
    from publications.corrections correction join publications.editions edition on edition.id = edition_id
    where work_id = ${workId} order by corrected_at desc, correction.id`)
