import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { announce } from '#platform/live'
import { invalid, notFound } from '#platform/problem'
import { getLive } from '../works/read.ts'
import type { NewFeature } from './schema.ts'

export const featuresChanged = 'publications.features.changed'

/** Puts a published work first on a list, from one day to another. It leaves by itself. */
export async function featureWork(db: Writer, actor: Viewer, input: NewFeature & { at: Date }): Promise<void> {
  allow(actor, 'publications.feature.set')
  const live = await getLive(db, input.slug)
  allow(actor, 'publications.feature.set', { bodyId: live.bodyId })
  if (live.state !== 'published')
    throw invalid('publications.feature.ended', 'That work is no longer published.', { slug: 'Choose another work' })
  const starts = input.startsOn ? new Date(`${input.startsOn}T00:00:00Z`) : input.at
  // The last day counts whole.
  const ends = input.endsOn ? new Date(new Date(`${input.endsOn}T00:00:00Z`).getTime() + 86_400_000) : null
  const id = newId(input.at)
  await db.save(sql`insert into publications.features (id, body_id, list, work_id, position, starts_at, ends_at, set_by, set_at)
    values (${id}, ${live.bodyId}, ${input.list}, ${live.workId}, ${input.position}, ${starts}, ${ends}, ${actor.auditId}, ${input.at})`)
  await audit(db, actor, 'publications.feature.set', `work:${live.workId}`, { list: input.list })
  await announce(db, featuresChanged, {})
}

export async function removeFeature(db: Writer, actor: Viewer, id: string): Promise<void> {
  allow(actor, 'publications.feature.set')
  const found = await db.one(
    sql<{
      bodyId: string
      workId: string
    }>`select body_id as "bodyId", work_id as "workId" from publications.features where id = ${id}`,
  )
  if (!found) throw notFound('publications.feature.unknown', 'There is no such feature.')
  allow(actor, 'publications.feature.set', { bodyId: found.bodyId })
  await db.save(sql`delete from publications.features where id = ${id}`)
  await audit(db, actor, 'publications.feature.removed', `work:${found.workId}`)
  await announce(db, featuresChanged, {})
}
