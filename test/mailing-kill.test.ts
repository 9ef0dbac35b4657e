import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Database, type Pool, pglitePool, postgresPool, sql, wholeSight } from '#platform/db'
import { copyDatabase, findPostgres, type RunningPostgres, startPostgres } from '#test/databases'
import { type MailServer, startMailServer } from '#test/mail-server'
import { issueOf, opened } from '#test/newsletters'
import { startProgram } from '#test/programs'
import { randomFrom } from '#test/random'
import { openFolder, siteOver } from '#test/site'
import { fillTemplate, servicesOver } from '#test/template'

const program = join(import.meta.dirname, 'support/programs/send-until-killed.ts')

/** So many letters may be in hand when a process dies: lanes of the program, and letters that each has between two commits. */
const mostInHand = 4 * 5

/** A newsletter to many, which is due. */
async function bringMailing(pool: Pool, readers: number): Promise<void> {
  const { site, doors } = await siteOver(await servicesOver(pool))
  const { database } = site.services
  const list = await opened(site)
  await database.write(async (db) => {
    await db.save(sql`insert into publications.subscribers (id, newsletter_id, address, address_key, state, basis, asked_at, confirmed_at)
      select lpad(n::text, 25, '0'), ${list.split('/').at(-1)}, 'reader-' || n || '@example.org', n::text, 'confirmed', 'A test', now(), now()
      from generate_series(1, ${readers}) as n`)
    db.unaudited('a test')
  }, wholeSight)
  const cora = await site.as('sample-cora')
  await cora.post(`${await issueOf(cora, list)}/sending`, { deed: 'now' })
  for (const door of doors) await door.close()
  await site.services.live.close()
}

interface Row {
  address: string
  state: string
}

async function rows(open: () => Promise<Pool>): Promise<Row[]> {
  const pool = await open()
  const found = await new Database(pool).read(
    (db) => db.all(sql<Row>`select address, state from publications.recipients`),
    wholeSight,
  )
  await pool.close()
  return found
}

/** Kills the sending again and again, lets the last process get to its end, and counts what lies in each mailbox. */
async function killAgainAndAgain(
  open: () => Promise<Pool>,
  { server, kills, readers }: Asked,
  environment: Record<string, string>,
) {
  const random = randomFrom(20_261_129)
  const start = () => startProgram(program, [], { NODE_ENV: 'test', MAIL_AT: server.url, ...environment })
  for (let round = 0; round < kills; round += 1) {
    const sender = start()
    await sender.said((line) => line === 'ready')
    sender.tell('go')
    await sender.said((line) => line === (round === 0 ? 'preparing' : 'sending'))
    // Somewhere in the next hundred letters; the first dies about while they are prepared.
    if (round === 0) await wait(random.below(30))
    else {
      const until = server.letters.length + 1 + random.below(90)
      while (server.letters.length < until && sender.lines.every((line) => !line.startsWith('finished'))) await wait(1)
    }
    await sender.kill()
  }
  const last = start()
  await last.said((line) => line === 'ready')
  last.tell('go')
  await last.said((line) => line.startsWith('finished'))
  await last.ended

  const boxes = new Map<string, number>()
  for (const { to } of server.letters) boxes.set(to, (boxes.get(to) ?? 0) + 1)
  const found = await rows(open)
  expect(found).toHaveLength(readers)
  // In no mailbox lie two, whatever happened; and in each one of which the site says that it was sent lies one.
  expect([...boxes].filter(([, count]) => count !== 1)).toEqual([])
  for (const { address, state } of found)
    if (state === 'sent') expect([address, boxes.get(address)]).toEqual([address, 1])
  if (environment.SMTP_DROPS_REPEATS_BY) {
    // Each of them exactly once, and no question is left to anybody.
    expect(boxes.size).toBe(readers)
    expect(found.filter(({ state }) => state !== 'sent')).toEqual([])
    console.log(`${kills} kills, ${readers} readers: one letter each; ${server.dropped.length} repeats were dropped`)
    return
  }
  // Nobody is forgotten: who got none is told to a person as undecided.
  const missing = found.filter(({ address }) => !boxes.has(address))
  expect(missing.filter(({ state }) => state !== 'undecided')).toEqual([])
  const undecided = found.filter(({ state }) => state === 'undecided').length
  expect(found.filter(({ state }) => state === 'sent').length + undecided).toBe(readers)
  expect(undecided).toBeLessThanOrEqual(kills * mostInHand)
  console.log(
    `${kills} kills, ${readers} readers: ${boxes.size} letters, ${undecided} undecided, ${missing.length} of them not taken`,
  )
}

interface Asked {
  server: MailServer
  kills: number
  readers: number
}

/** One PostgreSQL with one finished template for both; undefined where the platform has none. */
let postgres: RunningPostgres | undefined
beforeAll(async () => {
  if (!findPostgres()) return
  postgres = await startPostgres()
  const pool = await postgresPool(await copyDatabase(postgres.url, 'template0', 'filled'), 2)
  await fillTemplate(pool)
  await pool.close()
})
afterAll(() => postgres?.stop())

const kills = Number(process.env.NEWSLETTER_KILLS ?? 3)

test.each([
  ['puts no second letter into any mailbox, and forgets nobody', {}, {}],
  [
    'at a mail server that drops repeats puts exactly one letter into each mailbox',
    { dropsBy: 'Message-ID' },
    { SMTP_DROPS_REPEATS_BY: 'Message-ID' },
  ],
])(`a mailing killed ${kills} times %s`, { timeout: 60_000 + kills * 10_000 }, async (what, manners, settings) => {
  const folder = mkdtempSync(join(tmpdir(), 'legation-mailing-kill-'))
  const server = await startMailServer(manners)
  const readers = 120 * kills
  const url = postgres && (await copyDatabase(postgres.url, 'filled', `mailed_${what.length}`))
  const open = () => (url ? postgresPool(url, 8) : pglitePool(join(folder, 'db')))
  const pool = url ? await open() : await openFolder(join(folder, 'db'))
  await bringMailing(pool, readers)
  await pool.close()
  const environment = { LEGATION_DATA: folder, DATABASE_URL: url ?? '', ...settings }
  await killAgainAndAgain(open, { server, kills, readers }, environment)
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})
