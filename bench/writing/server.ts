/** The real application over an embedded database, or over PostgreSQL where DATABASE_URL names one, with one long draft. Started by `index.ts`. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { beginSession, system } from '#kernel/access'
import { systemClock } from '#platform/clock'
import { pglitePool, postgresPool, wholeSight } from '#platform/db'
import { fillTemplate, servicesOver } from '#test/template'
import { openModules } from '../../src/app/modules.ts'
import { makeApplication } from '../../src/app/router.ts'
import { noOccasion } from '../../src/modules/publications/occasions/schema.ts'
import { beginWork, saveDraft } from '../../src/modules/publications/works/write.ts'
import { makeWorks } from '../publishing/corpus.ts'

const url = process.env.DATABASE_URL
const pool = url ? await postgresPool(url, 10) : await pglitePool()
await fillTemplate(pool)
const services = { ...(await servicesOver(pool)), clock: systemClock }
const doors = await openModules(services, () => {})
const application = makeApplication(services, doors, { stylesheet: '', islands: {}, answer: () => undefined })
const now = new Date()

/** Ten pages: 5,000 words. */
const content = makeWorks(25)
  .map(({ text }) => text)
  .join('\n\n')
const said = {
  ...{ title: 'Written together', teaser: 'By many.', content, language: 'en', series: '', changeNote: '' },
  ...{ isMinor: false, speaksOf: [], topics: ['china'], pillars: [], regions: [], authors: [] },
}
const editionId = await services.database.write(async (db) => {
  const work = { kind: 'report', bodyId: 'center', title: said.title, slug: '', at: now } as const
  const id = await beginWork(db, system, work)
  await saveDraft(db, system, { ...noOccasion, ...said, revision: 1, editionId: id, at: now })
  return id
}, wholeSight)
const cookie = await services.database.write(async (db) => {
  db.unaudited('the benchmark signs in')
  return `session=${await beginSession(db, { accountId: 'sample-cora', how: 'persona', device: 'A benchmark', now })}`
})

const server = serve({ fetch: application.fetch, port: 0, hostname: '127.0.0.1' }, () => {
  const { port } = server.address() as AddressInfo // a TCP listener has an address of this kind
  process.send?.({ port, cookie, editionId, content })
})
process.once('disconnect', () => process.exit())
