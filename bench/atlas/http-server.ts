/**
 * The real application over an embedded database in memory that holds generated engagements in its own tables. Started by
 * `http.ts` as a process of its own: node … http-server.ts ROWS
 */
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { systemClock } from '#platform/clock'
import { readConfig } from '#platform/config'
import { Database, migrate, pglitePool, readMigrations, sql } from '#platform/db'
import { openLive } from '#platform/live'
import { makeLogger } from '#platform/log'
import { openAtlas } from '#wiring/atlas'
import { prepareBrowserParts } from '../../src/app/browser-parts.ts'
import { makeApplication } from '../../src/app/router.ts'
import { root } from '../../src/app/services.ts'
import type { EngagementRow } from '../../src/modules/atlas/explore/engine/engagement-row.ts'
import { createWorld } from './world.ts'

async function start(): Promise<void> {
  const rows = Number(process.argv[2] ?? 100_000)
  const database = new Database(await pglitePool())
  await migrate(database, readMigrations(join(import.meta.dirname, '../../db/migrations')))
  await fill(database, rows)
  const services = {
    ...{ database, clock: systemClock },
    live: await openLive(database),
    config: readConfig({ NODE_ENV: 'test', PUBLIC_URL: 'http://127.0.0.1' }),
    log: makeLogger('silent'),
  }
  const door = await openAtlas(services, () => {})
  const application = makeApplication(services, [door], await prepareBrowserParts(root, () => {}))
  const server = serve({ fetch: application.fetch, port: 0, hostname: '127.0.0.1' }, () => {
    const { port } = server.address() as AddressInfo // a TCP listener has an address of this kind
    process.send?.(port)
  })
  process.once('disconnect', () => process.exit())
}

async function fill(into: Database, count: number): Promise<void> {
  const places = new Map<string, object>()
  const networks = new Map<string, object>()
  const versions: object[] = []
  for (const row of createWorld(count).rows()) {
    if (row.knownTo !== undefined) continue
    for (const side of ['place', 'partner'] as const) {
      const id = row.facets[side]?.[0] ?? ''
      const point = side === 'place' ? row.usPoint : row.abroadPoint
      if (point && !places.has(id)) places.set(id, placeOf(row, side, id, point))
    }
    const network = row.facets.network?.[0] ?? 'unknown'
    if (network !== 'unknown') networks.set(network, { id: network, kind: 'network', name: network, place_id: null })
    versions.push(versionOf(row))
  }
  await into.write(async (db) => {
    db.unaudited('generated records of a benchmark')
    const batches = (list: Iterable<object>) => {
      const all = [...list]
      return Array.from({ length: Math.ceil(all.length / 2000) }, (_, at) => all.slice(at * 2000, at * 2000 + 2000))
    }
    for (const batch of batches(places.values())) {
      const text = JSON.stringify(batch)
      await db.save(sql`insert into places.places (id, kind, name, country, subdivision, longitude, latitude)
        select id, kind, name, country, subdivision, longitude, latitude
        from jsonb_populate_recordset(null::places.places, ${text}::text::jsonb)`)
      await db.save(sql`insert into organizations.organizations (id, kind, name, place_id)
        select id, kind, name, id from jsonb_populate_recordset(null::places.places, ${text}::text::jsonb)`)
    }
    const text = JSON.stringify([...networks.values()])
    await db.save(sql`insert into organizations.organizations (id, kind, name)
      select id, kind, name from jsonb_populate_recordset(null::organizations.organizations, ${text}::text::jsonb)`)
    await db.save(sql`insert into atlas.networks (id)
      select id from jsonb_populate_recordset(null::organizations.organizations, ${text}::text::jsonb)`)
    for (const batch of batches(versions)) {
      const made = JSON.stringify(batch)
      await db.save(sql`insert into atlas.engagements (id, created_at) select engagement_id, known_from
        from jsonb_populate_recordset(null::atlas.versions, ${made}::text::jsonb)`)
      await db.save(
        sql`insert into atlas.versions select * from jsonb_populate_recordset(null::atlas.versions, ${made}::text::jsonb)`,
      )
    }
  })
}

function placeOf(
  row: EngagementRow,
  side: 'place' | 'partner',
  id: string,
  { lon, lat }: { lon: number; lat: number },
) {
  const isHere = side === 'place'
  return {
    ...{ id, name: `${isHere ? 'City' : 'Town'} ${id}`, longitude: lon, latitude: lat },
    kind: isHere ? 'city' : 'foreign-city',
    country: isHere ? 'US' : (row.facets.country?.[0] ?? null),
    subdivision: isHere ? `US-${row.facets.state?.[0] ?? ''}` : null,
  }
}

const day = (number: number | undefined) =>
  number === undefined ? null : new Date(number * 86_400_000).toISOString().slice(0, 10)
const legal = ['in-force', 'expired', 'terminated', 'not-binding', 'unknown']
const recognition = ['recognized', 'not-recognized', 'unknown', 'unknown']
const activity = ['active', 'dormant', 'unknown', 'unknown', 'unknown']
const verification = ['reported', 'sourced', 'confirmed-by-one', 'confirmed-by-both']
/** The product knows fewer words for these than the generated world; each of its words stands for one of ours. */
const oneOf = (words: readonly string[], text: string | undefined) =>
  words[[...(text ?? '')].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % words.length]

function versionOf({ facets, ...row }: EngagementRow): object {
  const network = facets.network?.[0] ?? 'unknown'
  return {
    engagement_id: row.id,
    known_from: new Date(row.knownFrom * 1000).toISOString(),
    title: row.title,
    form: facets.form?.[0]?.replaceAll(' ', '-'),
    kind: facets.kind?.[0]?.replaceAll(' ', '-'),
    us_ids: facets.place,
    abroad_ids: facets.partner,
    network_id: network === 'unknown' ? null : network,
    started: day(row.startDay) ?? '',
    ended: day(row.endDay) ?? '',
    starts_on: day(row.startDay),
    ends_on: day(row.endDay),
    legal: oneOf(legal, facets.legal?.[0]),
    recognition: oneOf(recognition, facets.recognition?.[0]),
    activity: oneOf(activity, facets.activity?.[0]),
    verification: oneOf(verification, facets.verification?.[0]),
    themes: facets.theme ?? [],
    source_kinds: facets.source ?? [],
    is_documented: facets.documented?.[0] === 'yes',
    note: '',
  }
}

await start()
