/** The real application over a PostgreSQL with a letter that people have asked to sign. Started by `index.ts`: node … server.ts PENDING */
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { system } from '#kernel/access'
import { systemClock } from '#platform/clock'
import { readConfig } from '#platform/config'
import { Database, migrate, postgresPool, readMigrations, sql, wholeSight } from '#platform/db'
import { newId, secretHash } from '#platform/ids'
import { openLive } from '#platform/live'
import { makeLogger } from '#platform/log'
import { startPostgres } from '#test/databases'
import { openPublications } from '#wiring/publications'
import { prepareBrowserParts } from '../../src/app/browser-parts.ts'
import { makeApplication } from '../../src/app/router.ts'
import { root } from '../../src/app/services.ts'
import { openLetter } from '../../src/modules/publications/letters/write.ts'
import { noOccasion } from '../../src/modules/publications/occasions/schema.ts'
import { turnEdition } from '../../src/modules/publications/turns/write.ts'
import { getEdition } from '../../src/modules/publications/works/read.ts'
import { beginWork, saveDraft } from '../../src/modules/publications/works/write.ts'

const postgres = await startPostgres()
const database = new Database(await postgresPool(postgres.url))
await migrate(database, readMigrations(join(root, 'db/migrations')))
const services = {
  ...{ database, clock: systemClock },
  live: await openLive(database),
  config: readConfig({ NODE_ENV: 'test', PUBLIC_URL: 'http://127.0.0.1' }),
  log: makeLogger('silent'),
}
const door = await openPublications(services)
const workId = await openOne()
await ask(Number(process.argv[2] ?? 1000))
await makePlain()
const application = makeApplication(services, [door], await prepareBrowserParts(root, () => {}))
const server = serve({ fetch: application.fetch, port: 0, hostname: '127.0.0.1' }, () => {
  const { port } = server.address() as AddressInfo // a TCP listener has an address of this kind
  process.send?.({ port })
})
process.once('disconnect', () => void postgres.stop().finally(() => process.exit()))
process.on('message', (asked: { plainly: number; atOnce: number } | 'count') => {
  const answer = asked === 'count' ? count() : plainly(asked.plainly, asked.atOnce)
  void answer.then((said) => process.send?.(said))
})

/** A statement that is public and open for signing. */
async function openOne(): Promise<string> {
  const now = new Date()
  return database.write(async (db) => {
    await db.save(sql`insert into bodies.bodies (id, name, kind, mark) values ('bench', 'Bench', 'charity', 'B')`)
    const begun = { kind: 'statement' as const, bodyId: 'bench', title: 'Open ties', slug: 'open-ties', at: now }
    const editionId = await beginWork(db, system, begun)
    const said = { title: 'Open ties', teaser: 'What we ask.', content: 'Ties belong in the open.', language: 'en' }
    const about = {
      series: '',
      changeNote: '',
      isMinor: false,
      speaksOf: [],
      topics: ['china'],
      pillars: [],
      regions: [],
    }
    await saveDraft(db, system, { ...noOccasion, ...said, ...about, authors: [], revision: 1, editionId, at: now })
    await turnEdition(db, system, { editionId, deed: 'publish', at: '', announce: false, reason: '', now })
    const edition = await getEdition(db, 'open-ties', 1)
    const terms = { who: 'anybody', federal: 'anybody', sortedBy: 'time', closesOn: '' } as const
    await openLetter(db, system, { edition, terms, at: now })
    return edition.workId
  }, wholeSight)
}

/** Signatures that wait for their mailbox, as asking leaves them; the code of the link is the number. */
async function ask(pending: number): Promise<void> {
  await database.write(async (db) => {
    db.unaudited('generated signatures of a benchmark')
    for (let from = 0; from < pending; from += 5000) {
      const rows = Array.from({ length: Math.min(5000, pending - from) }, (_, at) => ({
        id: newId(),
        number: from + at,
        hash: secretHash(codeOf(from + at)),
      }))
      await db.save(sql`insert into publications.signatures (id, work_id, name, capacity, address, address_key, name_key, secret_hash, asked_at)
        select id, ${workId}, 'Signer ' || number, 'personal', number || '@example.org', number || '@example.org', 'signer' || number,
          hash, now() from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(id text, number integer, hash text)`)
    }
  }, wholeSight)
}

function codeOf(number: number): string {
  return `bench${String(number).padStart(9, '0')}`
}

/** What stands under the letter: the shown number, and the rows. */
const count = () =>
  database.read((db) =>
    db.only(sql<{ shown: number; rows: number }>`select
      (select sum(signed)::int from publications.letter_counts where work_id = ${workId}) as shown,
      (select count(*)::int from publications.signatures where work_id = ${workId} and state = 'confirmed') as rows`),
  )

/** The baseline: one table of signatures, and a number beside the letter that each of them raises. */
async function makePlain(): Promise<void> {
  const connection = await database.pool.connect()
  await connection.exec(`create table public.plain_letter (id integer primary key, signed integer not null);
    insert into public.plain_letter values (1, 0);
    create table public.plain_signature (id text primary key, name text not null, address text not null unique, confirmed_at timestamptz)`)
  connection.release()
}

async function plainly(seconds: number, atOnce: number): Promise<{ rate: number }> {
  const until = performance.now() + seconds * 1000
  let done = 0
  const sign = async () => {
    while (performance.now() < until) {
      const number = done++
      const connection = await database.pool.connect()
      await connection.exec('begin')
      await connection.query('insert into public.plain_signature values ($1, $2, $3, now())', [
        newId(),
        'Signer',
        `${number}@example.org`,
      ])
      await connection.query('update public.plain_letter set signed = signed + 1 where id = 1')
      await connection.exec('commit')
      connection.release()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, sign))
  return { rate: done / seconds }
}
