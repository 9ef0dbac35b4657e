import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import type { Database } from '#platform/db'
import { asOwner, useSite } from '#test/site'
import { verifyChains } from './read.ts'
import { canonicalJson } from './rules.ts'
import { audit } from './write.ts'

const site = useSite()

/** Three entries of a stream of their own, then what a tamperer does with the triggers out of the way. */
async function tamper(database: Database, change: string | undefined) {
  await database.write(async (db) => {
    for (const city of ['Harbor City', 'Mill Creek', 'Port Meridian'])
      await audit(db, system, 'test.visit.noted', 'visit:1', { city, day: '2026-02-01' })
  })
  // The product's own role may neither switch triggers off nor empty a table: a tamperer has the rights of the owner.
  if (change) await asOwner(database, "set local session_replication_role = 'replica'", change)
  return database.read(verifyChains)
}

test('an untouched chain verifies', async () => {
  const { entries, broken } = await tamper(site.services.database, undefined)
  expect(broken).toEqual([])
  expect(entries).toBeGreaterThan(3)
})

test.each([
  [
    'what it says',
    `update audit.entries set detail = '{"city": "Elsewhere", "day": "2026-02-01"}' where stream = 'test' and number = 2`,
  ],
  ['who did it', `update audit.entries set actor = 'account:another' where stream = 'test' and number = 1`],
  ['when it was', `update audit.entries set at = at - interval '1 day' where stream = 'test' and number = 3`],
  ['its own hash', `update audit.entries set hash = repeat('0', 64) where stream = 'test' and number = 2`],
])('altering an entry (%s) is found', async (_what, change) => {
  const { broken } = await tamper(site.services.database, change)
  expect(broken).toEqual([
    { stream: 'test', number: expect.any(Number), why: expect.stringContaining('has been altered') },
  ])
})

test('removing an entry in the middle is found', async () => {
  const { broken } = await tamper(
    site.services.database,
    `delete from audit.entries where stream = 'test' and number = 2`,
  )
  expect(broken).toEqual([{ stream: 'test', number: 2, why: 'entry 2 is missing' }])
})

test('removing the last entry is found', async () => {
  const { broken } = await tamper(
    site.services.database,
    `delete from audit.entries where stream = 'test' and number = 3`,
  )
  expect(broken).toEqual([{ stream: 'test', number: 3, why: 'the last entries are missing' }])
})

test('removing a whole stream but for its head is found', async () => {
  const { broken } = await tamper(site.services.database, `delete from audit.entries where stream = 'test'`)
  expect(broken).toHaveLength(1)
})

test('putting an entry in is found', async () => {
  const { broken } = await tamper(
    site.services.database,
    `insert into audit.entries select stream, 4, at, event, actor, subject, detail, hash, repeat('f', 64)
      from audit.entries where stream = 'test' and number = 3`,
  )
  expect(broken).toEqual([expect.objectContaining({ stream: 'test' })])
})

test.each([
  ['changed', `update audit.entries set actor = 'x'`],
  ['removed', `delete from audit.entries`],
  ['emptied', `truncate audit.entries`],
])('the database itself refuses to have entries %s', async (_what, change) => {
  await expect(asOwner(site.services.database, change)).rejects.toThrow('audit entries are never changed or removed')
})

test('a deed that fails leaves no entry, and the chain goes on', async () => {
  const { database } = site.services
  const failing = database.write(async (db) => {
    await audit(db, system, 'test.visit.noted', 'visit:1', {})
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  const { broken } = await tamper(database, undefined)
  expect(broken).toEqual([])
})

test('deeds at the same time take their turn in the chain', async () => {
  const { database } = site.services
  await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      database.write((db) => audit(db, system, 'test.visit.noted', `visit:${n}`, { n })),
    ),
  )
  const { broken } = await database.read(verifyChains)
  expect(broken).toEqual([])
})

test('the same content has the same bytes, whatever the order of its keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: undefined }], a: 'é' })).toBe(
    canonicalJson({ a: 'é', b: [1, { d: null }] }),
  )
})
