import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { system } from '#kernel/access'
import { listBodies } from '#kernel/bodies'
import { localTime } from '#platform/clock'
import { type Database, sql, type Writer } from '#platform/db'
import { leaseMailing, letGo, prepareMailing } from '../deliveries/write.ts'
import { featureWork } from '../features/write.ts'
import { beginIssue, saveIssue } from '../issues/write.ts'
import { scheduleMailing } from '../mailings/write.ts'
import { getNewsletterOf } from '../newsletters/read.ts'
import { openNewsletter } from '../newsletters/write.ts'
import { noOccasion, type OccasionInput, occasionFields } from '../occasions/schema.ts'
import { turnEdition } from '../turns/write.ts'
import { listListings } from '../works/read.ts'
import { author, draftInput, kindNames } from '../works/schema.ts'
import { beginWork, saveDraft } from '../works/write.ts'

const folder = join(import.meta.dirname, '../../../../fixtures/works')

const sampleWork = z.object({
  slug: z.string().startsWith('sample-'),
  kind: z.enum(kindNames),
  bodyId: z.string(),
  ...draftInput.pick({ title: true, teaser: true, topics: true, pillars: true, regions: true, series: true }).shape,
  authors: z.array(author),
  /** An event is never far from the first start, whenever that is. */
  publishedAt: z.union([z.object({ daysAgo: z.number() }), z.coerce.date()]),
  occasion: z
    .object({ ...occasionFields, daysAfter: z.number(), from: z.string(), until: z.string(), isOnline: z.boolean() })
    .optional(),
  /** Lists on which it stands first. */
  featured: z.array(z.string()),
})

type SampleWork = z.output<typeof sampleWork>

/** The first start of an installation that nobody has been given yet shows works marked as samples, published as any others are. */
export async function bringSampleWorks(database: Database, now: Date): Promise<void> {
  await database.write(async (db) => {
    const samples = new Set((await listBodies(db)).filter(({ isSample }) => isSample).map(({ id }) => id))
    if (samples.size === 0 || (await db.one(sql`select 1 from publications.works limit 1`))) {
      db.unaudited('nothing to bring')
      return
    }
    for (const work of z.array(sampleWork).parse(JSON.parse(readFileSync(join(folder, 'works.json'), 'utf8'))))
      if (samples.has(work.bodyId)) await bringWork(db, work, now)
    if (samples.has('center')) await bringNewsletter(db)
  })
}

async function bringWork(db: Writer, { occasion, publishedAt, ...work }: SampleWork, now: Date): Promise<void> {
  const at = publishedAt instanceof Date ? publishedAt : daysFrom(now, -publishedAt.daysAgo)
  const editionId = await beginWork(db, system, { ...work, at })
  const content = readFileSync(join(folder, `${work.slug}.md`), 'utf8')
  const said = {
    ...work,
    content,
    language: 'en',
    changeNote: '',
    isMinor: false,
    speaksOf: [],
    ...occasionAt(occasion, now),
  }
  await saveDraft(db, system, { ...said, revision: 1, editionId, at })
  await turnEdition(db, system, { editionId, deed: 'publish', at: '', announce: false, reason: '', now: at })
  for (const list of work.featured)
    await featureWork(db, system, { list, slug: work.slug, position: 0, startsOn: '', endsOn: '', at })
}

const daysFrom = (now: Date, days: number): Date => new Date(now.getTime() + days * 86_400_000)

/** What would be typed for an event so many days from now. */
function occasionAt(occasion: SampleWork['occasion'], now: Date): OccasionInput {
  if (!occasion) return noOccasion
  const { daysAfter, from, until, ...said } = occasion
  const day = localTime(daysFrom(now, daysAfter), said.zone).slice(0, 10)
  return { ...said, startsAt: `${day}T${from}`, endsAt: `${day}T${until}` }
}

/** A newsletter with one past issue, which went to nobody. */
async function bringNewsletter(db: Writer): Promise<void> {
  const at = new Date('2026-10-08T13:00:00Z')
  const id = await openNewsletter(db, system, {
    ...{ bodyId: 'center', kind: 'newsletter', slug: 'sample-letter', name: 'The Sample Letter', replyTo: '', at },
    ...{ about: 'What cities and states do abroad, and what we wrote about it.', masthead: 'A sample of a newsletter' },
    ...{ accent: '#14325c', postalAddress: '1 Sample Street, Harbor City, ZZ 00001' },
  })
  const list = await getNewsletterOf(db, id)
  const issueId = await beginIssue(db, system, { list, subject: 'What harbor cities sign abroad', at })
  const all = (await listListings(db)).filter(({ firstPublishedAt }) => firstPublishedAt <= at)
  const said = {
    preheader: 'Six kinds of agreement, and which of them still stand.',
    closing: '',
    language: 'en' as const,
  }
  const everybody = {
    toLanguages: [],
    toTopics: [],
    toRegions: [],
    toBeat: '',
    editionId: '',
    add: '',
    work: [],
    place: [],
  }
  const introduction = 'This month we asked ports **what they sign**, and with whom.'
  await saveIssue(db, system, {
    ...{ ...said, ...everybody, introduction, id: issueId, subject: 'What harbor cities sign abroad', at, all },
    deed: 'latest',
  })
  await scheduleMailing(db, system, { issueId, now: at, at: '' })
  await prepareMailing(db, { issueId, now: at, publicUrl: 'http://localhost', all })
  const hand = { issueId, worker: 'samples' }
  await leaseMailing(db, { ...hand, seconds: 1 })
  await letGo(db, { ...hand, trouble: '', now: at })
}
