import { join } from 'node:path'
import { Database, migrate, pglitePool, readMigrations, sql, wholeSight } from '#platform/db'
import { compareTexts } from '../../src/modules/publications/editions/rules.ts'
import { textOfMarkdown } from '../../src/modules/publications/texts/rules.ts'
import { listRevisions } from '../../src/modules/publications/works/read.ts'
import { atMost, type Bar, showSpread, spreadOf } from '../support/bars.ts'
import { makeWorks } from './corpus.ts'

const REVISIONS = 1_000_000
const EDITIONS = 1000

/** The latest revision of an edition among a million, beside the same question without the index; and any two compared. */
export async function measureRevisions(say: (line: string) => void): Promise<Bar[]> {
  const database = new Database(await pglitePool())
  await migrate(database, readMigrations(join(import.meta.dirname, '../../db/migrations')))
  await database.write(async (db) => {
    db.unaudited('generated revisions of a benchmark')
    await db.save(sql`insert into bodies.bodies (id, name, kind, mark) values ('bench', 'Bench', 'charity', 'B')`)
    await db.save(sql`insert into publications.works (id, body_id, kind, slug, begun_by, begun_at)
      select 'work-' || n, 'bench', 'report', 'work-' || n, 'system', now() from generate_series(1, ${EDITIONS}::int) n`)
    await db.save(sql`insert into publications.editions (id, work_id, number, state, title, content, content_hash, begun_by, begun_at, saved_by,
        saved_at) select 'edition-' || n, 'work-' || n, 1, 'draft', 'T', '{"type": "doc", "content": []}', 'h', 'system', now(), 'system', now()
      from generate_series(1, ${EDITIONS}::int) n`)
    await db.save(sql`insert into publications.revisions (edition_id, revision, title, teaser, content, content_hash, saved_by, saved_at)
      select 'edition-' || (n % ${EDITIONS}::int + 1), n / ${EDITIONS}::int + 1, 'T', '', '{"type": "doc", "content": []}', 'h', 'system', now()
      from generate_series(0, ${REVISIONS - 1}::int) n`)
  }, wholeSight)
  const times = { latest: [] as number[], page: [] as number[], scan: [] as number[] }
  await database.read(async (db) => {
    const latest = (id: string) =>
      db.only(
        sql`select revision, title, content from publications.revisions where edition_id = ${id} order by revision desc limit 1`,
      )
    for (let at = 0; at < 1100; at += 1) {
      const began = performance.now()
      await latest(`edition-${((at * 7919) % EDITIONS) + 1}`)
      if (at >= 100) times.latest.push(performance.now() - began)
    }
    for (let at = 0; at < 20; at += 1) {
      const began = performance.now()
      await listRevisions(db, `edition-${at + 1}`)
      times.page.push(performance.now() - began)
    }
    await db.all(sql`set local enable_indexscan = off`)
    await db.all(sql`set local enable_bitmapscan = off`)
    for (let at = 0; at < 3; at += 1) {
      const began = performance.now()
      await latest(`edition-${at + 1}`)
      times.scan.push(performance.now() - began)
    }
  }, wholeSight)
  await database.close()
  const [before, after] = [makeWorks(40), makeWorks(45).slice(5)].map((works) =>
    textOfMarkdown(works.map(({ text }) => text).join('\n\n')),
  )
  const compared: number[] = []
  for (let at = 0; at < 20; at += 1) {
    const began = performance.now()
    if (before && after) compareTexts(before, after)
    compared.push(performance.now() - began)
  }
  say(showSpread(`latest revision among ${REVISIONS}`, spreadOf(times.latest)))
  say(showSpread('its history of 500 with their texts', spreadOf(times.page)))
  say(showSpread('the same without an index', spreadOf(times.scan)))
  say(showSpread('two texts of 9,600 words compared', spreadOf(compared)))
  return [atMost('P5', 'latest revision among a million, p95', spreadOf(times.latest).p95, 'ms', 1)]
}
