import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verifyChains } from '#kernel/audit'
import { recordBelonging, recordConsent } from '#kernel/bodies'
import { recordPerson } from '#kernel/profiles'
import { Database, type Pool, pglitePool, postgresPool, sql, wholeSight } from '#platform/db'
import { draftOf } from '#test/body-deeds'
import { filesWith, fingerprintOf, tablesWith } from '#test/canary'
import { copyDatabase, findPostgres, startPostgres } from '#test/databases'
import { startProgram } from '#test/programs'
import { openFolder, siteOver } from '#test/site'
import { fillTemplate, servicesOver } from '#test/template'
import { readRegister, registerFile } from '../src/app/erasures.ts'

const program = join(import.meta.dirname, 'support/programs/erase-until-killed.ts')
const canary = 'Quillfeather'
const id = 'person-to-be-erased'
const name = `Zephyrine ${canary}`
/** From one death to the next, in questions to the database: an odd step falls into the middle of questions and between them. */
const stride = 31

/** Somebody whose name stands in many tables, and whose wish to be erased is due. */
async function bringCanary(pool: Pool): Promise<void> {
  const { site, doors } = await siteOver(await servicesOver(pool))
  const { database, clock } = site.services
  const now = clock.now()
  const actor = { auditId: `account:${id}` }
  await database.write(async (db) => {
    await recordPerson(db, actor, { id, name, isSample: true, at: now })
    await recordBelonging(db, actor, { bodyId: 'network', personId: id, standing: 'member', since: '2026-01-01' })
    await recordConsent(db, actor, { bodyId: 'network', personId: id, purpose: 'events', isGiven: true, at: now })
    await db.save(sql`insert into access.accounts (id, name, person_id) values (${id}, '', ${id})`)
    const address = `zephyrine@${canary}.example`
    await db.save(sql`insert into access.addresses (address_hash, account_id, address, verified_at)
      values (encode(sha256(lower(${address})::bytea), 'hex'), ${id}, ${address}, ${now})`)
    await db.save(
      sql`insert into people.cards values ('network', ${id}, 'city', ${canary}, 'account:sample-dev', ${now})`,
    )
  }, wholeSight)
  const [person, dev] = [await site.personBy(id), await site.as('sample-dev')]
  const words = ['headline', 'region', 'biography', 'phone', 'employer']
  await person.post('/me/profile', Object.fromEntries(words.map((word) => [word, `${canary} ${word}`])))
  await draftOf(site, 'sample-dev', 'network', `Name,City\n${name},${canary}\nIda Quist,Harbor`)
  const tagging = { bodyId: 'network', kind: 'add-tag', tag: name, personIds: id }
  const planned = (await dev.post('/desk/people/bulk', tagging)).headers.get('location') ?? ''
  await dev.post(planned, { deed: 'begin' })
  expect((await person.post('/me/erasure', { body: '' })).status).toBe(200)
  await database.write(async (db) => {
    // The program has a clock of its own.
    await db.save(sql`update people.erasures set asked_at = '2020-01-01', effective_at = '2020-01-08'`)
    db.unaudited('the test lets the days pass')
  }, wholeSight)
  for (const door of doors) await door.close()
  await site.services.live.close()
}

interface Found {
  isDone: boolean
  tables: string[]
  world: Record<string, string>
  broken: unknown[]
}

async function look(open: () => Promise<Pool>): Promise<Found> {
  const pool = await open()
  const database = new Database(pool)
  const { isDone } = await database.read(
    (db) => db.only(sql<{ isDone: boolean }>`select done_at is not null as "isDone" from people.erasures`),
    wholeSight,
  )
  const found = {
    ...{ isDone, tables: await tablesWith(database, canary), world: await fingerprintOf(database) },
    broken: (await database.read(verifyChains)).broken,
  }
  await pool.close()
  return found
}

/** Kills the erasure later and later, until it gets to its end: after each death it is wholly undone and still due, or whole. */
async function killAgainAndAgain(open: () => Promise<Pool>, environment: Record<string, string>): Promise<void> {
  const before = await look(open)
  expect([before.isDone, before.tables.length > 5]).toEqual([false, true])
  const deaths = { inside: 0, afterwards: 0 }
  let killAt = 1
  for (; ; killAt += stride) {
    const eraser = startProgram(program, [], { NODE_ENV: 'test', ...environment, KILL_AT: String(killAt) })
    await eraser.ended
    if (eraser.lines.some((line) => line.startsWith('finished '))) break
    expect(eraser.lines.at(-1)).toMatch(/^killed at /)
    const found = await look(open)
    expect(found.broken).toEqual([])
    if (found.isDone) {
      // What is left to do is counted from the start.
      if (deaths.afterwards === 0) killAt = 0
      deaths.afterwards += 1
      expect(found.tables).toEqual([])
    } else {
      deaths.inside += 1
      // Not a row differs: neither of theirs nor of anybody’s.
      expect([eraser.lines.at(-1), found.world]).toEqual([eraser.lines.at(-1), before.world])
    }
  }
  const after = await look(open)
  expect([after.isDone, after.tables, after.broken]).toEqual([true, [], []])
  expect(readRegister(registerFile(environment.LEGATION_DATA ?? '')).map((line) => line.personId)).toEqual([id])
  expect(deaths.inside).toBeGreaterThan(2)
  expect(deaths.afterwards).toBeGreaterThan(1)
}

test('an erasure that is killed in the middle is undone and still due, or whole; afterwards the embedded database holds nothing of it', {
  timeout: 400_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'legation-erasure-kill-'))
  const open = () => pglitePool(join(folder, 'db'))
  const pool = await openFolder(join(folder, 'db'))
  await bringCanary(pool)
  await pool.close()
  await killAgainAndAgain(open, { LEGATION_DATA: folder, DATABASE_URL: '' })
  expect(filesWith(folder, canary)).toEqual([])
  rmSync(folder, { recursive: true, force: true })
})

test.skipIf(!findPostgres())('and so it is on PostgreSQL', { timeout: 400_000 }, async () => {
  const server = await startPostgres()
  const folder = mkdtempSync(join(tmpdir(), 'legation-erasure-kill-'))
  const url = await copyDatabase(server.url, 'template0', 'erased')
  const open = () => postgresPool(url, 3)
  const pool = await open()
  await fillTemplate(pool)
  await bringCanary(pool)
  await pool.close()
  await killAgainAndAgain(open, { LEGATION_DATA: folder, DATABASE_URL: url })
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})
