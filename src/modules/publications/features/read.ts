import type { Viewer } from '#kernel/access'
import { type Reader, sql } from '#platform/db'
import { bodiesRead } from '../works/read.ts'
import type { FeatureView } from './schema.ts'

const view = sql`select feature.id, list, feature.work_id as "workId", edition.title, work.slug, feature.position,
    starts_at as "startsAt", ends_at as "endsAt"
  from publications.features feature join publications.works work on work.id = feature.work_id
  join publications.editions edition on edition.work_id = work.id and edition.state = 'published'`

/** Works that stand first on a list now, in their order. */
export async function listFeatured(db: Reader, list: string, now: Date): Promise<string[]> {
  const rows = await db.all(sql<{ workId: string }>`select "workId" from (${view}) featured
    where list = ${list} and "startsAt" <= ${now} and ("endsAt" is null or "endsAt" > ${now}) order by position, "startsAt" desc, id`)
  return [...new Set(rows.map(({ workId }) => workId))]
}

/** For those who set them: what stands first now or will, list by list. */
export async function listFeatures(db: Reader, viewer: Viewer, now: Date): Promise<FeatureView[]> {
  return db.all(sql<FeatureView>`${view} where feature.body_id = any (${await bodiesRead(db, viewer)}::text[])
    and (ends_at is null or ends_at > ${now}) order by list, feature.position, starts_at desc`)
}
