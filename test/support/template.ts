import { join } from 'node:path'
import { system } from '#kernel/access'
import type { Services } from '#kernel/doors'
import { stoppedClock } from '#platform/clock'
import { readConfig } from '#platform/config'
import { Database, migrate, type Pool, readMigrations } from '#platform/db'
import { openLive } from '#platform/live'
import { makeLogger } from '#platform/log'
import { openAtlas } from '#wiring/atlas'
import { bringBodies, bringPersonas } from '../../src/app/account/samples.ts'
import { readPackage } from '../../src/modules/atlas/imports/read.ts'
import { importPackage } from '../../src/modules/atlas/imports/write.ts'

export const root = join(import.meta.dirname, '../..')

/** The day on which the sample world was made known; tests begin a month later. */
export const worldMadeAt = new Date('2026-01-15T09:00:00.000Z')
export const testNow = '2026-02-15T09:00:00.000Z'

export async function servicesOver(pool: Pool): Promise<Services & { clock: ReturnType<typeof stoppedClock> }> {
  const database = new Database(pool)
  return {
    database,
    live: await openLive(database),
    clock: stoppedClock(testNow),
    config: readConfig({ NODE_ENV: 'test', PUBLIC_URL: 'http://legation.test' }),
    log: makeLogger('silent'),
  }
}

/** Brings an empty database to the state every test begins from: the schema, the vocabularies, the sample world. */
export async function fillTemplate(pool: Pool): Promise<void> {
  const services = await servicesOver(pool)
  await migrate(services.database, readMigrations(join(root, 'db/migrations')))
  const door = await openAtlas(services, () => {})
  const world = readPackage(join(root, 'fixtures/world'))
  await services.database.write((db) => importPackage(db, system, { package: world, at: worldMadeAt }))
  await bringBodies(services)
  await bringPersonas(services)
  await door.close()
  await services.live.close()
}
