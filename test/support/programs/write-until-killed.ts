// Writes entries into the audit log one after another and says each one when it is committed, until it is killed.
// First it says what it found: how many entries, the last of them, and whether the chain holds.
import { system } from '#kernel/access'
import { audit, verifyChains } from '#kernel/audit'
import { readConfig } from '#platform/config'
import { sql } from '#platform/db'
import { post } from '#platform/mail'
import { openServices } from '../../../src/app/services.ts'

const { database } = await openServices(readConfig(process.env), 'a writer', () => {})
const say = (line: string) => process.stdout.write(`${line}\n`)

const found = await database.read(async (db) => {
  const entries = await db.only(sql<{ count: number; last: number }>`select count(*) as count,
    coalesce(max((detail->>'n')::integer), 0) as last from audit.entries where stream = 'test'`)
  const letters = await db.only(sql<{ count: number }>`select count(*) as count from platform.outbox`)
  const { broken } = await verifyChains(db)
  return { ...entries, letters: letters.count, broken: broken.length }
})
say(`found ${JSON.stringify(found)}`)

for (let n = found.last + 1; ; n += 1) {
  // Two tables in one deed: a half of it must never be found.
  await database.write(async (db) => {
    await post(db, { to: 'ada@example.org', subject: `Letter ${n}`, text: 'x'.repeat(500) })
    await audit(db, system, 'test.write.done', `write:${n}`, { n })
  })
  say(`committed ${n}`)
}
