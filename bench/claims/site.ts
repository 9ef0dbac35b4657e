import { Agent, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { registerPermissions, system } from '#kernel/access'
import { systemClock } from '#platform/clock'
import { readConfig } from '#platform/config'
import { Database, migrate, pglitePool, readMigrations, sql, tidyTables } from '#platform/db'
import { openLive } from '#platform/live'
import { makeLogger } from '#platform/log'
import { commit, map, send } from '#test/import-files'
import { createRandom } from '#test/random'
import { openAtlas } from '#wiring/atlas'
import { prepareBrowserParts } from '../../src/app/browser-parts.ts'
import { makeApplication } from '../../src/app/router.ts'
import { root } from '../../src/app/services.ts'
import { readPackage } from '../../src/modules/atlas/imports/read.ts'
import { importPackage, undoBatch } from '../../src/modules/atlas/imports/write.ts'
import { permissions } from '../../src/modules/atlas/permissions.ts'

/** The real application over an embedded database in memory. */
export interface Site {
  database: Database
  /** Milliseconds of each request, one after another, over loopback. */
  ask(paths: string[]): Promise<number[]>
  drawInstant(): Date
  anyInstant(): string
  anyDay(): string
  close(): Promise<void>
}

const first = Date.UTC(2026, 0, 5, 9)
const days = 24 * 3_600_000
const rows = 1_000

export async function openSite(say: (line: string) => void): Promise<Site> {
  const database = new Database(await pglitePool())
  await migrate(database, readMigrations(join(root, 'db/migrations')))
  registerPermissions(permissions)
  await bringHistory(database)
  const { ledger, versions } = await database.read((db) =>
    db.only(sql<{ ledger: number; versions: number }>`select (select count(*) from claims.statements) as ledger,
      (select count(*) from atlas.versions) as versions`),
  )
  say(`${ledger} statements, ${versions} versions of records, five imports and one undone`)
  const random = createRandom(7)
  const drawInstant = () => new Date(first + 5000 + Math.floor(random() * 60 * days))
  let served = await serveOver(database)
  return {
    database,
    drawInstant,
    anyInstant: () => `knownAt=${drawInstant().toISOString()}`,
    anyDay: () => `asOf=${1950 + Math.floor(random() * 75)}-0${1 + Math.floor(random() * 9)}-15`,
    async ask(paths) {
      // What was written meanwhile is read by an index made anew.
      if (served.writes !== writes) {
        await served.close()
        served = await serveOver(database)
      }
      const times: number[] = []
      for (const path of paths) {
        const began = performance.now()
        const status = await ask(served.address + path)
        times.push(performance.now() - began)
        if (status !== 200) throw new Error(`${path} answered ${status}`)
      }
      return times
    },
    async close() {
      await served.close()
      await database.close()
    },
  }
}

const agent = new Agent({ keepAlive: true })

/** The status of a whole answer. The plainest client there is: it shares the process with what it measures. */
function ask(address: string): Promise<number> {
  return new Promise((done, fail) => {
    get(address, { agent, headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      answer.resume()
      answer.on('end', () => done(answer.statusCode ?? 0))
    }).on('error', fail)
  })
}

let writes = 0

async function serveOver(database: Database) {
  const live = await openLive(database)
  const config = readConfig({ NODE_ENV: 'test', PUBLIC_URL: 'http://127.0.0.1' })
  const services = { database, live, config, clock: systemClock, log: makeLogger('silent') }
  const door = await openAtlas(services, () => {})
  const application = makeApplication(services, [door], await prepareBrowserParts(root, () => {}))
  const address = await new Promise<{ port: number; stop: () => void }>((done) => {
    const server = serve({ fetch: application.fetch, port: 0, hostname: '127.0.0.1' }, () => {
      const { port } = server.address() as AddressInfo // a TCP listener has an address of this kind
      done({ port, stop: () => server.close() })
    })
  })
  return {
    writes,
    address: `http://127.0.0.1:${address.port}`,
    async close() {
      address.stop()
      await door.close?.()
      await live.close()
    },
  }
}

/** The starter data as two packages, the second undone and brought again, and a file with cells of its own. */
async function bringHistory(database: Database): Promise<void> {
  const bring = (name: string, day: number) =>
    database.write((db) =>
      importPackage(db, system, {
        package: readPackage(join(root, 'data/starter', name)),
        at: new Date(first + day * days),
      }),
    )
  await bring('core', 0)
  const { batchId } = await bring('wikipedia', 10)
  await database.write((db) =>
    undoBatch(db, system, { batchId, reason: 'a benchmark', at: new Date(first + 20 * days) }),
  )
  // Within ten days the site's own job has come by many times.
  await tidyTables(database)
  await bring('wikipedia', 30)
  const towns = await database.read((db) =>
    db.all(sql<{ name: string; state: string }>`select organization.name, state.name as state
      from organizations.organizations organization join places.places place on place.id = organization.place_id
      join organizations.organizations state on state.id = 'us-' || lower(substr(place.subdivision, 4))
      where organization.kind = 'city' order by organization.id limit ${rows}`),
  )
  // Spread over the world as the ties on record are: a partner city of each, in an order that says nothing.
  const partners = await database.read((db) =>
    db.all(sql<{ name: string; country: string }>`select partner.name, country.name as country
      from atlas.participations tie join organizations.organizations partner on partner.id = tie.organization_id
      join places.places place on place.id = partner.place_id
      join organizations.organizations country on country.id = lower(place.country)
      where tie.side = 'abroad' and partner.kind = 'foreign-city' order by md5(tie.engagement_id) limit ${rows}`),
  )
  const text = towns
    .map(({ name, state }, at) => {
      const { name: city, country } = partners[at % partners.length] ?? { name: 'Osaka', country: 'Japan' }
      return `"${name}","${state}","${city}","${country}",${1950 + (at % 70)}`
    })
    .join('\n')
  const bytes = new TextEncoder().encode(`City,State,Partner,Country,Since\n${text}\n`)
  const at = new Date(first + 40 * days)
  const id = await send(database, [{ name: 'bench.csv', bytes }], at)
  await map(database, id, { fixed: { firstCountry: 'United States' } }, 'A list of a benchmark', at)
  await commit(database, id, at)
}

/** Nine more of every place, organization, engagement, version and statement, under names of their own. */
export async function copyNine({ database }: Site): Promise<void> {
  const connection = await database.pool.connect()
  const copyOf = async (table: string, changed: Record<string, string>) => {
    const { rows: columns } = await connection.query(
      `select attname as name from pg_attribute where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
      [],
    )
    const names = columns.map((column) => String(column.name))
    const values = names.map((name) => changed[name] ?? `"${name}"`)
    return `insert into ${table} (${names.map((name) => `"${name}"`).join(', ')})
      select ${values.join(', ')} from ${table}, generate_series(1, 9) copy`
  }
  const suffixed = (column: string) => `${column} || '-copy-' || copy`
  const all = (column: string) => `array(select each || '-copy-' || copy from unnest(${column}) each)`
  const tables: Record<string, Record<string, string>> = {
    'places.places': { id: suffixed('id'), parent_id: 'null' },
    'organizations.organizations': { id: suffixed('id'), place_id: suffixed('place_id'), parent_id: 'null' },
    'atlas.engagements': { id: suffixed('id') },
    'atlas.versions': {
      engagement_id: suffixed('engagement_id'),
      us_ids: all('us_ids'),
      abroad_ids: all('abroad_ids'),
    },
    'atlas.participations': {
      engagement_id: suffixed('engagement_id'),
      organization_id: suffixed('organization_id'),
    },
    'claims.statements': {
      id: suffixed('id'),
      subject_id: suffixed('subject_id'),
      fingerprint: suffixed('fingerprint'),
    },
  }
  try {
    await connection.exec(`begin; set local legation.bodies = '*'`)
    for (const [table, changed] of Object.entries(tables)) {
      await connection.exec(await copyOf(table, changed))
    }
    await connection.exec('commit; analyze')
  } catch (error) {
    await connection.query('rollback', [])
    throw error
  } finally {
    connection.release()
  }
  writes += 1
}
