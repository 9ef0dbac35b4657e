import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Database, postgresPool, sql, wholeSight } from '#platform/db'
import { post, sendOutbox } from '#platform/mail'
import { copyDatabase, startPostgres } from '#test/databases'
import { issueOf, opened } from '#test/newsletters'
import { asOwner, type Person, siteOver } from '#test/site'
import { fillTemplate, servicesOver } from '#test/template'
import { deliver } from '../../src/modules/publications/deliveries/service.ts'
import { prepareMailing } from '../../src/modules/publications/deliveries/write.ts'
import { atLeast, atMost, type Bar, barLine, isMet, saveResults } from '../support/bars.ts'

const READERS = 100_000
/** Letters of the slow way of before, of which the rate is told. */
const SINGLE = 2000
const LANES = [1, 6, 12]
/** Letters that are sent to tell a rate. */
const SENT = 10_000

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** `npm run bench -- newsletters [--save]`: preparing and sending a newsletter, beside doing it row by row and letter by letter. */
export async function run(options: string[]): Promise<boolean> {
  const lines: string[] = []
  const say = (line: string) => {
    lines.push(line)
    console.log(line)
  }
  const postgres = await startPostgres()
  const url = await copyDatabase(postgres.url, 'template0', 'newsletters')
  const pool = await postgresPool(url, 20)
  await fillTemplate(pool)
  const { site, doors } = await siteOver(await servicesOver(pool))
  const { database, clock, config } = site.services
  const listPath = await opened(site)
  const newsletterId = listPath.split('/').at(-1) ?? ''
  await bringReaders(database, newsletterId)
  const cora = await site.as('sample-cora')

  const begin = async (): Promise<string> => {
    const issue = await issueOf(cora, listPath)
    await cora.post(`${issue}/sending`, { deed: 'now' })
    return issue.split('/').at(-1) ?? ''
  }
  const prepare = (issueId: string) =>
    database.write(
      (db) => prepareMailing(db, { issueId, now: clock.now(), publicUrl: config.publicUrl, all: [] }),
      wholeSight,
    )

  const first = await begin()
  let total: number | undefined
  const prepared = await seconds(async () => {
    total = await prepare(first)
  })
  const rowByRow = await seconds(() => prepareRowByRow(database, { newsletterId, issueId: first }))
  say(`${'way of preparing'.padEnd(40)} ${'readers'.padStart(9)} ${'seconds'.padStart(9)}`)
  say(`${'one statement (ours)'.padEnd(40)} ${String(total).padStart(9)} ${prepared.toFixed(2).padStart(9)}`)
  say(
    `${'row by row (baseline, same run)'.padEnd(40)} ${String(READERS).padStart(9)} ${rowByRow.toFixed(2).padStart(9)}`,
  )

  const walled = await pageTime(cora, `${listPath}/subscribers`)
  await asOwner(database, ...walledTables.map((table) => `alter table ${table} disable row level security`))
  const open = await pageTime(cora, `${listPath}/subscribers`)
  await asOwner(database, ...walledTables.map((table) => `alter table ${table} enable row level security`))
  say('')
  say(`${`page of ${READERS} subscribers`.padEnd(50)} ${'ms'.padStart(9)}`)
  say(`${'behind row-level policies (ours)'.padEnd(50)} ${(walled * 1000).toFixed(0).padStart(9)}`)
  say(`${'policies off (baseline, same run)'.padEnd(50)} ${(open * 1000).toFixed(0).padStart(9)}`)

  const server = fork(join(import.meta.dirname, 'server.ts'), [], { execArgv: ['--import', 'tsx'] })
  const [{ url: smtpUrl }] = (await once(server, 'message')) as [{ url: string }]
  const outbox = await outboxRate(database, smtpUrl)
  say('')
  say(`${'way of sending'.padEnd(40)} ${'letters'.padStart(9)} ${'a second'.padStart(9)}`)
  say(
    `${'outbox, letter by letter (baseline)'.padEnd(40)} ${String(SINGLE).padStart(9)} ${outbox.toFixed(0).padStart(9)}`,
  )
  const rates: Record<string, number> = {}
  const given = { ...config, database, smtpUrl, worker: 'bench', now: () => clock.now(), isClosing: () => false }
  for (const [lanes, inHand] of [...LANES.map((each) => [each, 5] as const), [6, 1] as const]) {
    const issueId = await begin()
    await prepare(issueId)
    await database.write(async (db) => {
      db.unaudited('a benchmark')
      await db.save(sql`delete from publications.recipients where issue_id = ${issueId} and number > ${SENT}`)
    }, wholeSight)
    const took = await seconds(() => deliver({ ...given, lanes, inHand }, issueId))
    rates[`${lanes}/${inHand}`] = SENT / took
    say(
      `${`${lanes} lanes, ${inHand} in hand`.padEnd(40)} ${String(SENT).padStart(9)} ${(SENT / took).toFixed(0).padStart(9)}`,
    )
  }
  server.send('count')
  const [{ letters, mailboxes }] = (await once(server, 'message')) as [{ letters: number; mailboxes: number }]
  say(`the mail server counted ${letters} letters in ${mailboxes} mailboxes`)
  server.kill()

  const bars: Bar[] = [
    atMost('P7', `a newsletter to ${READERS} prepared`, prepared, 's', 10),
    atLeast('P7b', 'times faster than row by row', rowByRow / prepared, '×', 2),
    atMost('P7d', 'a page of subscribers behind policies, beside one without', walled / open, '×', 1.5),
    atLeast('P7c', 'letters a second over 6 lanes, beside the outbox', (rates['6/5'] ?? 0) / outbox, '×', 2),
  ]
  for (const bar of bars) say(barLine(bar))
  if (options.includes('--save')) saveResults('newsletters', { prepared, rowByRow, outbox, rates }, bars, lines)
  for (const door of doors) await door.close()
  await site.services.live.close()
  await pool.close()
  await postgres.stop()
  return bars.every(isMet)
}

const walledTables = ['subscribers', 'recipients', 'suppressions'].map((table) => `publications.${table}`)

/** The middle of some times that a page took. */
async function pageTime(person: Person, path: string): Promise<number> {
  const times: number[] = []
  for (let at = 0; at < 15; at += 1)
    times.push(
      await seconds(async () => {
        const { status } = await person.get(path)
        if (status !== 200) throw new Error(`${path} answered ${status}`)
      }),
    )
  return times.toSorted((a, b) => a - b)[7] ?? 0
}

/** Readers of all languages, states and topics, half of whom chose none. */
async function bringReaders(database: Database, newsletterId: string): Promise<void> {
  await database.write(async (db) => {
    await db.save(sql`insert into publications.subscribers (id, newsletter_id, address, address_key, language, topics, region, state,
        basis, asked_at, confirmed_at)
      select lpad(n::text, 25, '0'), ${newsletterId}, 'reader-' || n || '@example.org', md5(n::text), 'en',
        case n % 2 when 0 then '{}'::text[] else array['china'] end, 'TX', 'confirmed', 'A benchmark', now(), now()
      from generate_series(1, ${READERS}) as n`)
    await db.save(
      sql`insert into publications.suppressions select 'center', md5('gone ' || n), 'bounce', now() from generate_series(1, 5000) as n`,
    )
    db.unaudited('a benchmark')
  }, wholeSight)
}

/** The plain way: a question for the readers, then one insert for each. The rows are taken back. */
async function prepareRowByRow(database: Database, given: { newsletterId: string; issueId: string }): Promise<void> {
  const undo = new Error('enough')
  await database
    .write(async (db) => {
      db.unaudited('a benchmark')
      const readers = await db.all(sql<{ id: string; address: string }>`select id, address from publications.subscribers
        where newsletter_id = ${given.newsletterId} and state = 'confirmed' order by id`)
      for (const [at, { id, address }] of readers.entries())
        await db.save(sql`insert into publications.recipients (issue_id, number, member_id, address)
          values (${given.issueId}, ${READERS + 1 + at}, ${id}, ${address})`)
      throw undo
    }, wholeSight)
    .catch((error: unknown) => {
      if (error !== undo) throw error
    })
}

async function outboxRate(database: Database, smtpUrl: string): Promise<number> {
  await database.write(async (db) => {
    db.unaudited('a benchmark')
    for (let at = 0; at < SINGLE; at += 1)
      await post(db, {
        to: `single-${at}@example.org`,
        subject: 'Ports',
        text: 'Words '.repeat(200),
        html: '<p>Words</p>'.repeat(200),
      })
  })
  return SINGLE / (await seconds(() => sendOutbox(database, smtpUrl, 'Legation <site@example.org>')))
}
