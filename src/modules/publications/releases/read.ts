import { type Reader, sql } from '#platform/db'
import type { WorkKind } from '../works/schema.ts'

export interface ComingView {
  id: string
  kind: WorkKind
  title: string
  bodyName: string
  isSample: boolean
  publishAt: Date
}

/** What is scheduled and may be told of: its title, kind and moment, and nothing of its text. */
export const listComing = (db: Reader): Promise<ComingView[]> =>
  db.all(sql<ComingView>`select edition.id, work.kind, title, body.name as "bodyName", work.is_sample as "isSample", publish_at as "publishAt"
    from publications.editions edition join publications.works work on work.id = work_id
    join bodies.bodies body on body.id = body_id
    where state = 'scheduled' and is_announced order by publish_at, edition.id limit 200`)
