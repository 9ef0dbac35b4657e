/** The real application over an embedded database with generated works. Started by `index.ts`: node … server.ts WORKS */
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { system } from '#kernel/access'
import { systemClock } from '#platform/clock'
import { readConfig } from '#platform/config'
import { citeBy, type Reference, shippedStyles } from '#platform/csl'
import { Database, migrate, pglitePool, readMigrations, sql, wholeSight } from '#platform/db'
import { openLive } from '#platform/live'
import { makeLogger } from '#platform/log'
import { openPublications } from '#wiring/publications'
import { prepareBrowserParts } from '../../src/app/browser-parts.ts'
import { makeApplication } from '../../src/app/router.ts'
import { root } from '../../src/app/services.ts'
import { noOccasion } from '../../src/modules/publications/occasions/schema.ts'
import { clustersOf } from '../../src/modules/publications/references/rules.ts'
import { hashOf, textOfMarkdown } from '../../src/modules/publications/texts/rules.ts'
import { turnEdition } from '../../src/modules/publications/turns/write.ts'
import { beginWork, saveDraft } from '../../src/modules/publications/works/write.ts'
import { makeWorks } from './corpus.ts'

const database = new Database(await pglitePool())
await migrate(database, readMigrations(join(import.meta.dirname, '../../db/migrations')))
await fill(Number(process.argv[2] ?? 25_000))
await cite('bench-0', 500)
const services = {
  ...{ database, clock: systemClock },
  live: await openLive(database),
  config: readConfig({ NODE_ENV: 'test', PUBLIC_URL: 'http://127.0.0.1' }),
  log: makeLogger('silent'),
}
const door = await openPublications(services)
const application = makeApplication(services, [door], await prepareBrowserParts(root, () => {}))
const server = serve({ fetch: application.fetch, port: 0, hostname: '127.0.0.1' }, () => {
  const { port } = server.address() as AddressInfo // a TCP listener has an address of this kind
  process.send?.({ port })
})
process.once('disconnect', () => process.exit())
process.on('message', (title: string) => void publish(title).then((took) => process.send?.({ took })))

/** Publishes a work that stands on every list of its topic; says how long the deed took, in milliseconds. */
async function publish(title: string): Promise<number> {
  const now = new Date()
  const editionId = await database.write(async (db) => {
    const id = await beginWork(db, system, { kind: 'report', bodyId: 'bench', title, slug: '', at: now })
    const said = {
      title,
      teaser: 'New.',
      content: 'New.',
      language: 'en',
      series: '',
      changeNote: '',
      isMinor: false,
      speaksOf: [],
    }
    const about = {
      topics: ['china'],
      pillars: ['security'],
      regions: ['asia'],
      authors: [{ name: 'Author 1', office: '' }],
    }
    await saveDraft(db, system, { ...noOccasion, ...said, ...about, revision: 1, editionId: id, at: now })
    return id
  }, wholeSight)
  const began = performance.now()
  await database.write(
    async (db) =>
      void (await turnEdition(db, system, { editionId, deed: 'publish', at: '', announce: false, reason: '', now })),
    wholeSight,
  )
  return performance.now() - began
}

/** Gives a work so many citations, each of a source of its own, written out as they are when it is saved. */
async function cite(slug: string, count: number): Promise<void> {
  const references: Reference[] = Array.from({ length: count }, (_, at) => ({
    ...{ id: `source${at}`, type: 'book', title: `Title ${at}`, author: [{ family: `Author${at}`, given: 'A.' }] },
    ...{ issued: { 'date-parts': [[1900 + (at % 120)]] }, publisher: 'Press', 'publisher-place': 'City' },
  }))
  const sentences = makeWorks(count).map(({ teaser }) => teaser)
  const content = textOfMarkdown(
    references
      .map(({ id }, at) => `${sentences[at]}[citation key="${id}" locator="${at + 1}"]${at % 5 === 4 ? '\n\n' : ' '}`)
      .join(''),
  )
  const cited = await citeBy(shippedStyles['chicago-notes']?.csl ?? '', {
    ...{ language: 'en', references, clusters: clustersOf(content) },
  })
  await database.write(async (db) => {
    db.unaudited('generated citations of a benchmark')
    await db.save(sql`update publications.editions set content = ${JSON.stringify(content)},
      bibliography = ${JSON.stringify(references)}, cited = ${JSON.stringify(cited)} where id = ${slug}`)
  }, wholeSight)
}

async function fill(count: number): Promise<void> {
  await database.write(async (db) => {
    db.unaudited('generated works of a benchmark')
    await db.save(sql`insert into bodies.bodies (id, name, kind, mark) values ('bench', 'Bench', 'charity', 'B')`)
    const works = makeWorks(count).map((work) => {
      const content = textOfMarkdown(work.text)
      return { ...work, content, hash: hashOf({ title: work.title, teaser: work.teaser, content }) }
    })
    for (let start = 0; start < works.length; start += 1000) {
      const rows = JSON.stringify(works.slice(start, start + 1000))
      await db.save(sql`insert into publications.works (id, body_id, kind, slug, published_at, begun_by, begun_at)
        select slug, 'bench', kind, slug, "publishedAt"::timestamptz, 'system', "publishedAt"::timestamptz
        from jsonb_to_recordset(${rows}::text::jsonb) as given(slug text, kind text, "publishedAt" text)`)
      await db.save(sql`insert into publications.editions (id, work_id, number, state, language, title, teaser, content, content_hash,
          topics, pillars, regions, authors, begun_by, begun_at, saved_by, saved_at, published_at)
        select slug, slug, 1, 'published', language, title, teaser, content, hash,
          array(select jsonb_array_elements_text(topics)), array(select jsonb_array_elements_text(pillars)),
          array(select jsonb_array_elements_text(regions)), jsonb_build_array(jsonb_build_object('name', author, 'office', '')),
          'system', "publishedAt"::timestamptz, 'system', "publishedAt"::timestamptz, "publishedAt"::timestamptz
        from jsonb_to_recordset(${rows}::text::jsonb) as given(slug text, language text, title text, teaser text, content jsonb,
          hash text, topics jsonb, pillars jsonb, regions jsonb, author text, "publishedAt" text)`)
    }
  }, wholeSight)
}
