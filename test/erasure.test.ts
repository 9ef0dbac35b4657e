import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveRole, system } from '#kernel/access'
import { verifyChains } from '#kernel/audit'
import type { ModuleDoor } from '#kernel/doors'
import { recordLook } from '#kernel/profiles'
import { Database, migrate, pglitePool, readMigrations, sql, wholeSight } from '#platform/db'
import { browserOf, lastSecret, latestIn } from '#test/account-deeds'
import { newAuthenticator, registration } from '#test/authenticator'
import { draftOf } from '#test/body-deeds'
import { filesWith, tablesWith } from '#test/canary'
import { openFolder, type Person, siteOver, type TestSite } from '#test/site'
import { root, servicesOver } from '#test/template'
import { backup } from '../src/app/backup.ts'
import { restoreCommand } from '../src/app/backup-commands.ts'
import { carryOutErasures, readRegister, registerFile } from '../src/app/erasures.ts'

/** One person whose every word holds this; nobody and nothing else in the sample world does. */
const canary = 'Quillfeather'
const name = `Zephyrine ${canary}`
const address = `zephyrine@${canary.toLowerCase()}.example`
const second = `zeph@second.${canary.toLowerCase()}.example`
const found = (text: string) => text.toLowerCase().includes(canary.toLowerCase())

const folder = mkdtempSync(join(tmpdir(), 'legation-erasure-'))
const file = join(folder, 'before.gz')
let site: TestSite
let doors: ModuleDoor[] = []
let log = ''
const open: Database[] = []

/** A site that writes real files and a log at its most talkative. */
async function siteIn(database: Database, dataFolder: string) {
  const stream = new Writable({
    write(chunk, _encoding, done) {
      log += String(chunk)
      done()
    },
  })
  const services = await servicesOver(database.pool)
  return { ...services, database, config: { ...services.config, dataFolder }, log: pino({ level: 'trace' }, stream) }
}

beforeAll(async () => {
  const database = new Database(await openFolder(join(folder, 'one', 'db')))
  open.push(database)
  const opened = await siteOver(await siteIn(database, join(folder, 'one')))
  site = opened.site
  doors = opened.doors
})
afterAll(async () => {
  for (const door of doors) await door.close()
  for (const database of open) await database.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A browser that keeps the cookie by which a link that was asked for is opened. */
const inBrowser = (person: Person, asked: { headers: Headers }): Record<string, string> => ({
  cookie: [person.cookie, browserOf(asked).cookie].filter(Boolean).join('; '),
})

/** Joins by an invitation, as everybody does; then fills every place that can hold something about a person. */
async function bringCanary(): Promise<{ accountId: string; personId: string; person: Person }> {
  const { database, clock } = site.services
  const [kim, dev, cora] = [await site.as('sample-kim'), await site.as('sample-dev'), await site.as('sample-cora')]
  const visitor = await site.as('visitor')
  await kim.post('/desk/invitations/new', { name, address, bodyId: 'network', role: 'member' })
  const code = await lastSecret(site, address, 'code')
  const answered = await visitor.post('/invitation', { code })
  const link = await lastSecret(site, address, 'link')
  const device = { 'user-agent': `Firefox ${canary}` }
  expect((await visitor.post('/invitation/confirmation', { link }, { ...browserOf(answered), ...device })).status).toBe(
    303,
  )
  const { accountId, personId } = await database.read(
    (db) =>
      db.only(sql<{ accountId: string; personId: string }>`select account.id as "accountId", person_id as "personId"
        from access.accounts account join people.people person on person.id = person_id where person.name = ${name}`),
    wholeSight,
  )
  const person = await site.personBy(accountId)
  const asked = await person.post('/me/addresses', { address: second })
  expect(asked.status).toBe(303)
  const confirmed = { link: await lastSecret(site, second, 'link') }
  expect((await person.post('/me/addresses/confirmation', confirmed, inBrowser(person, asked))).status).toBe(303)
  const words = ['headline', 'region', 'expertise', 'languages', 'biography', 'phone', 'employer']
  await person.post('/me/profile', {
    ...Object.fromEntries(words.map((word) => [word, `${canary} ${word}`])),
    email: address,
  })
  await person.post('/me/sessions/name', {
    id: await latestIn(site, 'access.sessions', `%${accountId}%`),
    name: canary,
  })
  await person.post('/me/consents', { bodyId: 'network', purpose: 'events', answer: 'yes' })
  await dev.post(`/desk/people/${personId}`, { look: 'yes' })
  await bringLists(dev, personId)
  // A tag of her name, given by a deed on many, and a view kept by somebody else that looks for her.
  const tagging = { bodyId: 'network', kind: 'add-tag', tag: name, personIds: personId }
  const planned = (await dev.post('/desk/people/bulk', tagging)).headers.get('location') ?? ''
  expect((await dev.post(planned, { deed: 'begin' })).status).toBe(303)
  // Words of staff around organizations that name her.
  const sorting = { bodyId: 'network', kind: 'add-tag', tag: name, organizationIds: 'us-zz-harbor-city' }
  const sorted = (await dev.post('/desk/organizations/bulk', sorting)).headers.get('location') ?? ''
  expect((await dev.post(sorted, { deed: 'begin' })).status).toBe(303)
  const merge = { otherId: 'qq-alta-vista', keep: 'this', reason: `${name} told us that they are one.` }
  expect((await dev.post('/desk/organizations/qq-port-meridian/merge', merge)).status).toBe(303)
  const keeping = { place: 'people', question: `q=${encodeURIComponent(name)}`, name: `Where is ${name}?`, bodyId: '' }
  expect((await dev.post('/desk/views/new', keeping)).status).toBe(303)
  // A second record that nobody merged, known to the other body; a transfer in whose words she stands.
  await kim.post('/desk/transfers/new', {
    ...{
      deed: 'record',
      fromBodyId: 'network',
      toBodyId: 'center',
      purpose: `One letter to ${name}.`,
      scope: `Name of ${name}.`,
    },
    ...{ valuation: '$0: she agreed.', personIds: personId },
  })
  await draftOf(site, 'sample-cora', 'center', `Name,E-mail\n${name},x@${canary}.example\nIda Quist,ida@harbor.example`)
  await cora.post('/desk/invitations/new', { name, address, bodyId: 'center', role: 'member' })
  await bringCorrection(person)
  await database.write(async (db) => {
    await db.save(
      sql`insert into access.identities values ('https://issuer.example', ${canary}, ${accountId}, ${clock.now()})`,
    )
    await giveRole(db, system, {
      ...{ accountId, role: 'staff', scopeKind: 'body', scopeId: 'network', startsOn: '2026-02-15', endsOn: null },
      at: clock.now(),
    })
    const looker = { ...site.viewerLike('sample-ana'), accountId, personId, name, auditId: `account:${accountId}` }
    await recordLook(db, looker, { personId: 'sample-ana', bodyId: 'network', fields: ['phone'], at: clock.now() })
  }, wholeSight)
  await kim.post('/desk/people/export', { bodyId: 'network', q: canary })
  const recovering = await visitor.post('/sign-in/recovery', { address })
  const begin = { link: await lastSecret(site, address, 'link') }
  await visitor.post('/sign-in/recovery/beginning', begin, browserOf(recovering))
  await person.post('/me/passkeys', await registration(person, newAuthenticator(), canary))
  return { accountId, personId, person }
}

/** Lists with two records of hers, one of which is merged into the one that signs in, a cell that is turned away, and a draft. */
async function bringLists(dev: Person, personId: string): Promise<void> {
  const rows = `Name,City,Phone,E-mail\n${name},${canary} City,555 010 1422,${address}\n${name},Harbor,555 010 1999,z@${canary}.example\n${name},X,,zephyrine ${canary} at home`
  const draft = await draftOf(site, 'sample-dev', 'network', rows)
  const mapping = { 'column-0': 'name', 'column-1': 'city', 'column-2': 'phone', 'column-3': 'email' }
  expect((await dev.post(draft, { ...mapping, deed: 'commit' })).status).toBeLessThan(400)
  await dev.post('/desk/people/duplicates', { bodyId: 'network' })
  const pairs = await site.services.database.read(
    (db) =>
      db.all(sql<{ id: string; isOne: boolean }>`select id, one_id = ${personId} as "isOne" from people.pairs
        where ${personId} in (one_id, other_id) order by id`),
    wholeSight,
  )
  expect(pairs.length).toBeGreaterThan(0)
  for (const pair of pairs.slice(0, 1))
    await dev.post(`/desk/people/duplicates/${pair.id}`, { verdict: 'same', keep: pair.isOne ? 'one' : 'other' })
  await draftOf(site, 'sample-dev', 'network', `${rows}\nIda Quist,Harbor,,ida@harbor.example`)
}

/** What she told the editors, which became part of the public record. */
async function bringCorrection(person: Person): Promise<void> {
  const { id } = (await person.get('/api/v1/engagements?limit=1')).json<{ data: { id: string }[] }>().data[0] ?? {
    id: '',
  }
  await person.post('/corrections/new', {
    ...{ kind: 'engagement', id, property: 'note', proposedValue: `${canary} says so`, contact: address },
    ...{ evidence: `I am ${name} and I was there.`, evidenceAddress: `https://${canary.toLowerCase()}.example/` },
  })
  const correction = await latestIn(site, 'atlas.corrections')
  const staff = await site.as('staff')
  const decision = { verdict: 'accepted', value: 'It was renewed.', reason: `${name} was there.` }
  expect((await staff.post(`/desk/corrections/${correction}`, decision)).status).toBe(303)
}

test('a person who is erased is gone from tables, files, logs and a backup that is restored afterwards', {
  timeout: 120_000,
}, async () => {
  const { database, clock } = site.services
  const { accountId, personId, person } = await bringCanary()
  const before = await tablesWith(database, canary)
  expect(before).toEqual([
    ...['access.addresses', 'access.identities', 'access.invitations', 'access.passkeys', 'access.sessions'],
    ...[
      'atlas.bulk_actions',
      'atlas.bulk_rows',
      'atlas.corrections',
      'atlas.merges',
      'atlas.tags',
      'bodies.transfers',
      'claims.statements',
      'people.bulk_actions',
      'people.bulk_rows',
    ],
    ...['people.cards', 'people.fields', 'people.import_changes', 'people.import_rejects', 'people.imports'],
    ...['people.people', 'people.tags', 'platform.outbox', 'sources.sources', 'views.views'],
  ])
  const connection = await database.pool.connect()
  await connection.exec('analyze; checkpoint')
  connection.release()
  expect(filesWith(join(folder, 'one', 'db'), canary).length).toBeGreaterThan(5)
  await backup(database, { file }, clock.now())

  const page = await person.get('/me/erasure')
  expect(page.text).toContain('Transfers between bodies that name you')
  const asked = await person.post('/me/erasure', { body: '' })
  expect(asked.text).toContain('You will be erased')
  const code = /[0-9a-z]{32}/.exec(asked.page.querySelector('.secret')?.textContent ?? '')?.[0] ?? ''
  expect(await carryOutErasures(site.services)).toBe(0)
  clock.moveTo('2026-02-22T09:00:01Z')
  expect(await carryOutErasures(site.services)).toBe(1)
  expect(await carryOutErasures(site.services)).toBe(0)

  expect(await tablesWith(database, canary)).toEqual([])
  expect(filesWith(join(folder, 'one'), canary)).toEqual([])
  expect(found(log)).toBe(false)
  expect((await database.read(verifyChains)).broken).toEqual([])
  expect((await person.get('/me')).status).toBe(401)
  const proof = await (await site.as('visitor')).get(`/erasure/receipt.json?code=${code}`)
  expect(proof.json()).toMatchObject({ scope: 'everything', rows: { 'people.fields': expect.any(Number) } })
  expect(found(proof.text)).toBe(false)
  expect(readRegister(registerFile(join(folder, 'one')))).toMatchObject([{ personId, accountId, bodyId: null }])

  // Cut off between the database and the file: the next run writes the line.
  rmSync(registerFile(join(folder, 'one')))
  expect(await carryOutErasures(site.services)).toBe(0)
  const other = new Database(await pglitePool(join(folder, 'two', 'db')))
  open.push(other)
  await migrate(other, readMigrations(join(root, 'db/migrations')))
  expect(found(gunzipSync(readFileSync(file)).toString())).toBe(true)
  const services = await siteIn(other, join(folder, 'two'))
  services.clock.moveTo('2026-02-22T10:00:00Z')
  const said: string[] = []
  const input = { arguments: [file], options: { erasures: registerFile(join(folder, 'one')) } }
  const exit = await restoreCommand.run(services, { ...input, say: (line) => said.push(line), progress: () => {} })
  expect([exit, said.join(' ')]).toEqual([0, expect.stringContaining('Carried out 1 erasure again')])
  expect(await tablesWith(other, canary)).toEqual([])
  expect(filesWith(join(folder, 'two'), canary)).toEqual([])
  expect((await other.read(verifyChains)).broken).toEqual([])
  await services.live.close()
})
