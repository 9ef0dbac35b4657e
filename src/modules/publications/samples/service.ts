import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { system } from '#kernel/access'
import { listBodies } from '#kernel/bodies'
import { type Database, sql, type Writer } from '#platform/db'
import { featureWork } from '../features/write.ts'
import { turnEdition } from '../turns/write.ts'
import { author, draftInput, kindNames } from '../works/schema.ts'
import { beginWork, saveDraft } from '../works/write.ts'

const folder = join(import.meta.dirname, '../../../../fixtures/works')

const sampleWork = z.object({
  slug: z.string().startsWith('sample-'),
  kind: z.enum(kindNames),
  bodyId: z.string(),
  ...draftInput.pick({ title: true, teaser: true, topics: true, pillars: true, regions: true, series: true }).shape,
  authors: z.array(author),
  publishedAt: z.coerce.date(),
  /** Lists on which it stands first. */
  featured: z.array(z.string()),
})

/** The first start of an installation that nobody has been given yet shows works marked as samples, published as any others are. */
export async function bringSampleWorks(database: Database): Promise<void> {
  await database.write(async (db) => {
    const samples = new Set((await listBodies(db)).filter(({ isSample }) => isSample).map(({ id }) => id))
    if (samples.size === 0 || (await db.one(sql`select 1 from publications.works limit 1`))) {
      db.unaudited('nothing to bring')
      return
    }
    for (const work of z.array(sampleWork).parse(JSON.parse(readFileSync(join(folder, 'works.json'), 'utf8'))))
      if (samples.has(work.bodyId)) await bringWork(db, work)
  })
}

async function bringWork(db: Writer, work: z.output<typeof sampleWork>): Promise<void> {
  const at = work.publishedAt
  const editionId = await beginWork(db, system, { ...work, at })
  const content = readFileSync(join(folder, `${work.slug}.md`), 'utf8')
  const said = { ...work, content, language: 'en', changeNote: '', isMinor: false, speaksOf: [] }
  await saveDraft(db, system, { ...said, revision: 1, editionId, at })
  await turnEdition(db, system, { editionId, deed: 'publish', at: '', announce: false, reason: '', now: at })
  for (const list of work.featured)
    await featureWork(db, system, { list, slug: work.slug, position: 0, startsOn: '', endsOn: '', at })
}
