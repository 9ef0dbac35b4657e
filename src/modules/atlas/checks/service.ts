import type { NoticeKind } from '#kernel/notifications'
import { sql } from '#platform/db'
import { visibleTo } from '../engagements/read.ts'
import { checkDue } from './write.ts'

/** Told by the job that looks which days have come. */
export const checkNotice: NoticeKind = {
  name: checkDue,
  label: 'A record of the atlas is due to be checked again',
  needs: 'atlas.engagement.check',
  hears: {},
  async describe(db, viewer, ids) {
    const titles = await db.all(sql<{
      id: string
      title: string
    }>`select engagement.id, version.title from atlas.engagements engagement
      join atlas.versions version on version.engagement_id = engagement.id and version.known_to is null
      where engagement.id = any(${ids}) and ${visibleTo(viewer)}`)
    return new Map(
      titles.map(({ id, title }) => [
        id,
        { says: `“${title}” is due to be checked again`, href: `/desk/checks/${id}` },
      ]),
    )
  },
}
