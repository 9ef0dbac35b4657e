import type { Viewer } from '#kernel/access'
import { type Reader, sql } from '#platform/db'
import { visibleTo } from '../engagements/read.ts'

export interface ChangeView {
  engagementId: string
  title: string
  kind: string
  /** What became of what we know: a first version, a different one, or none any more. */
  change: 'added' | 'changed' | 'withdrawn'
  at: Date
}

/** The latest changes of what is known, newest first, of all or of some. A version that ended without a successor was withdrawn. */
export const listChanges = (
  db: Reader,
  viewer: Viewer,
  wanted: { limit: number; ids?: string[] },
): Promise<ChangeView[]> =>
  db.all(sql<ChangeView>`select * from (
      select version.engagement_id as "engagementId", version.title, version.kind, version.known_from as at,
        case when exists (select 1 from atlas.versions before where before.engagement_id = version.engagement_id
          and before.known_from < version.known_from) then 'changed' else 'added' end as change
      from atlas.versions version join atlas.engagements engagement on engagement.id = version.engagement_id
      where ${visibleTo(viewer)} and ${among(wanted.ids)}
      union all
      select version.engagement_id, version.title, version.kind, version.known_to, 'withdrawn'
      from atlas.versions version join atlas.engagements engagement on engagement.id = version.engagement_id
      where version.known_to is not null and ${visibleTo(viewer)} and ${among(wanted.ids)}
        and not exists (select 1 from atlas.versions next where next.engagement_id = version.engagement_id and next.known_from = version.known_to)
    ) as change order by at desc, "engagementId" limit ${wanted.limit}`)

const among = (ids: string[] | undefined) =>
  ids ? sql<boolean>`version.engagement_id = any(${ids})` : sql<boolean>`true`

export interface MonthOfChanges {
  added: number
  changed: number
  corrections: number
}

/** What happened since an instant, counted. */
export const countChanges = (db: Reader, viewer: Viewer, since: Date): Promise<MonthOfChanges> =>
  db.only(sql<MonthOfChanges>`select
      (select count(*) from atlas.engagements engagement where created_at >= ${since} and ${visibleTo(viewer)}) as added,
      (select count(*) from atlas.versions version join atlas.engagements engagement on engagement.id = version.engagement_id
        where version.known_from >= ${since} and engagement.created_at < ${since} and ${visibleTo(viewer)}) as changed,
      (select count(*) from atlas.corrections where decided_at >= ${since}) as corrections`)
