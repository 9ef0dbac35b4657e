import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { addressHash } from '#kernel/access'
import { verifyChains } from '#kernel/audit'

import { listHoldings } from '#kernel/holdings'
import { type Database, sql, wholeSight } from '#platform/db'
import { addressOf, lettersTo as findLetters } from '#test/account-deeds'
import { newAuthenticator, registration } from '#test/authenticator'
import { contactOf } from '#test/body-deeds'
import { asOwner, useSite, type Who } from '#test/site'
import { dueAgain, eraseNext, listRegistered, tidyUp } from './index.ts'

const site = useSite()
const later = '2026-02-22T09:00:01Z'

const all = <Row>(query: ReturnType<typeof sql<Row>>) => site.services.database.read((db) => db.all(query), wholeSight)
const countOf = async (table: string, text: string): Promise<number> =>
  (await all(sql`select 1 from ${sql.raw(table)} record where to_jsonb(record)::text like ${`%${text}%`}`)).length
const lettersTo = (address: string) => findLetters(site, address)
const carryOut = () => site.services.database.write((db) => eraseNext(db, site.services.clock.now()), wholeSight)
const stopCode = async (address: string): Promise<string> =>
  /stop\?code=([0-9a-z]{32})/.exec((await lettersTo(address))[0]?.text ?? '')?.[1] ?? ''

/** Columns that point at a person or an account, by a foreign key or by what they are called, and that no holding names. */
async function unlisted(database: Database): Promise<string[]> {
  const columns = await database.read((db) =>
    db.all(sql<{ place: string; column: string }>`
      select nspname || '.' || relname as place, attname as column from pg_attribute attribute
      join pg_class class on class.oid = attrelid and relkind = 'r' join pg_namespace space on space.oid = relnamespace
      where nspname !~ '^pg_' and nspname not in ('information_schema', 'jobs') and attnum > 0 and not attisdropped and (
        attname ~ '(person|account)_ids?$|_by$|^(actor|contributor|recipient|contact|subject|looker)$|^address(_hash)?$'
        or exists (select from pg_constraint where contype = 'f' and conrelid = attrelid and attnum = any (conkey)
          and confrelid in ('people.people'::regclass, 'access.accounts'::regclass)))`),
  )
  return columns
    .filter(({ place, column }) => {
      const holdings = listHoldings().filter((holding) => holding.table === place)
      return !holdings.some(({ about, by }) => column in { ...about, ...by })
    })
    .map(({ place, column }) => `${place}.${column}`)
}

/** Not about anybody here: addresses of pages and sources, reasons of disputes in public records, and a name that nobody bears any more. */
const aboutNobody = [
  // Where a document was found; how the names of a letter are ordered; where a page is kept; what a letter says it is about.
  ...['atlas.documents.address', 'publications.letters.sorted_by', 'publications.archived.address'],
  ...['publications.issues.subject', 'publications.mailings.subject'],
  'publications.captures.address',
  'search.documents.address',
  'atlas.rules.address',
  'sources.sources.address',
  'claims.statements.disputed_by',
  'people.looks.looker',
]
const whollyListed = ['access.addresses.address', 'access.addresses.address_hash', 'access.identities.subject']

test('every table that points at people says what becomes of its rows, and one that does not is found', async () => {
  const { database } = site.services
  const known = [...aboutNobody, ...whollyListed]
  expect((await unlisted(database)).filter((place) => !known.includes(place))).toEqual([])
  await asOwner(database, 'create table atlas.planted (id text, whom text references people.people (id), seen_by text)')
  const found = (await unlisted(database)).filter((place) => !known.includes(place))
  expect(found.sort()).toEqual(['atlas.planted.seen_by', 'atlas.planted.whom'])
})

test('whoever asks gets every row about themselves, in one document and as tables, and nothing of others', async () => {
  const ana = await site.as('sample-ana')
  await ana.post('/me/profile', { headline: 'Knows harbors', phone: '555 010 4422' })
  await ana.post('/me/consents', { bodyId: 'network', purpose: 'events', answer: 'yes' })
  await (await site.as('sample-dev')).post('/desk/people/sample-ana', { look: 'yes' })
  await ana.post('/sign-in', { address: addressOf('sample-ana') })
  expect((await ana.post('/me/data', {})).headers.get('location')).toBe('/me/data/files')
  const files = await ana.get('/me/data/files')
  const answer = await ana.get('/me/data/everything.json')
  const { tables } = answer.json<{ tables: { table: string; rows: Record<string, unknown>[] }[] }>()
  const rows = (name: string) => tables.find((each) => each.table === name)?.rows ?? []
  expect(tables.map(({ table }) => table)).toEqual(
    expect.arrayContaining([
      'people.fields',
      'people.looks',
      'bodies.consents',
      'access.sessions',
      'audit.entries',
      'access.grants',
    ]),
  )
  expect(rows('people.looks')).toMatchObject([{ looker: 'Dev Sample' }])
  expect(rows('bodies.consents')).toMatchObject([{ purpose: 'events', is_given: true, wording: expect.any(String) }])
  expect(rows('audit.entries').map((row) => row.event)).toContain('people.data.taken')
  expect(answer.text).toContain('Knows harbors')
  expect(answer.text).not.toMatch(/secret_hash|body_text|"key"|sample-ben|Ben Sample/)
  for (const { table } of tables) {
    expect([table, files.text.includes(`/me/data/tables/${table}`)]).toEqual([table, true])
    expect([table, (await ana.get(`/me/data/tables/${table}`)).headers.get('content-type')]).toEqual([
      table,
      'text/csv; charset=utf-8',
    ])
  }
  expect((await ana.get('/me/data/tables/people.keys')).status).toBe(404)
  // The same once more in one archive: the document, and each table that the page names.
  const asked = new Request('http://legation.test/me/data/everything.zip', { headers: { cookie: ana.cookie } })
  const archive = await site.application.fetch(asked)
  expect([archive.headers.get('content-type'), archive.headers.get('content-disposition')]).toEqual([
    ...['application/zip', 'attachment; filename="about-me-2026-02-15.zip"'],
  ])
  const unpacked = unzipSync(new Uint8Array(await archive.arrayBuffer()))
  expect(Object.keys(unpacked).sort()).toEqual(
    ['everything.json', ...tables.map(({ table }) => `tables/${table}.csv`)].sort(),
  )
  expect(strFromU8(unpacked['everything.json'] ?? new Uint8Array())).toBe(answer.text)
  for (const { table } of tables)
    expect(strFromU8(unpacked[`tables/${table}.csv`] ?? new Uint8Array())).toBe(
      (await ana.get(`/me/data/tables/${table}`)).text,
    )
})

test('an open session is not enough to carry everything away, to erase, or to change addresses', async () => {
  const ana = await site.as('sample-ana')
  await ana.post('/me/passkeys', await registration(ana, newAuthenticator()))
  await asOwner(
    site.services.database,
    "update access.sessions set stepped_up_at = null where account_id = 'sample-ana'",
  )
  const id = addressHash(addressOf('sample-ana'))
  for (const path of [
    '/me/data/files',
    '/me/data/everything.json',
    '/me/data/everything.zip',
    '/me/data/tables/people.fields',
  ])
    expect([path, (await ana.get(path)).status]).toEqual([path, 403])
  for (const [path, fields] of [
    ['/me/data', {}],
    ['/me/erasure', { body: '' }],
    ['/me/addresses', { address: 'ana@second.example' }],
    ['/me/addresses/removal', { id }],
  ] as const)
    expect([path, (await ana.post(path, fields)).text.includes('Confirm that it is you')]).toEqual([path, true])
  expect(await countOf('people.erasures', 'sample-ana')).toBe(0)
})

test('an erasure waits, every address can stop it, and so can the page; asked twice it is refused', async () => {
  const ana = await site.as('sample-ana')
  expect((await ana.post('/me/erasure', { body: '' })).status).toBe(200)
  expect((await ana.post('/me/erasure', { body: '' })).status).toBe(409)
  expect((await ana.get('/me')).text).toContain('You are going to be erased')
  const code = await stopCode(addressOf('sample-ana'))
  const visitor = await site.as('visitor')
  expect((await visitor.post('/erasure/stop', { code })).text).toContain('The erasure was stopped')
  expect((await visitor.post('/erasure/stop', { code })).status).toBe(404)
  await ana.post('/me/erasure', { body: '' })
  const [waiting] = await all(sql<{ id: string }>`select id from people.erasures where stopped_at is null`)
  const id = waiting?.id ?? ''
  expect((await (await site.as('sample-kim')).post('/me/erasure/stop', { id })).status).toBe(404)
  expect((await (await site.as('sample-kim')).post('/desk/people/erasures/stop', { id, person: 'x' })).status).toBe(404)
  expect((await ana.post('/me/erasure/stop', { id })).status).toBe(303)
  site.services.clock.moveTo(later)
  expect(await carryOut()).toBeUndefined()
  expect((await (await site.as('sample-ana')).get('/me')).status).toBe(200)
})

test('an erasure that is cut off leaves everything, and the next run does it once', async () => {
  const { database, clock } = site.services
  await (await site.as('sample-ana')).post('/me/erasure', { body: '' })
  clock.moveTo(later)
  const cut = database.write(async (db) => {
    await eraseNext(db, clock.now())
    throw new Error('the power went out')
  }, wholeSight)
  await expect(cut).rejects.toThrow('the power went out')
  expect(await countOf('people.fields', 'sample-ana')).toBeGreaterThan(0)
  const done = [await carryOut(), await carryOut()]
  expect([done[0]?.tables.includes('people.fields'), done[1]]).toEqual([true, undefined])
  expect(await countOf('people.fields', 'sample-ana')).toBe(0)
  expect(await all(sql`select event from audit.entries where event = 'people.person.erased'`)).toHaveLength(1)
  expect((await database.read(verifyChains)).broken).toEqual([])
})

test('whoever leaves one body stays with the other, and with what they told the network themselves', async () => {
  const jo = await site.as('sample-jo')
  for (const bodyId of ['network', 'center'])
    await jo.post('/me/consents', { bodyId, purpose: 'events', answer: 'yes' })
  expect((await jo.get('/me/erasure?body=center')).text).toContain('Bodies you belong to')
  expect((await jo.post('/me/erasure', { body: 'center' })).text).toContain('One body will forget you')
  site.services.clock.moveTo(later)
  await carryOut()
  expect(await all(sql`select body_id from bodies.consents where person_id = 'sample-jo'`)).toEqual([
    { body_id: 'network' },
  ])
  expect(await all(sql`select body_id from bodies.belongings where person_id = 'sample-jo'`)).toEqual([
    { body_id: 'network' },
  ])
  expect((await (await site.as('sample-jo')).get('/me')).text).toContain('Jo Sample')
  expect((await (await site.as('sample-cora')).get('/desk/people/sample-jo')).status).toBe(404)
  expect((await (await site.as('sample-kim')).get('/desk/people/sample-jo')).status).toBe(200)
  // The body that forgot reads that it did; the other learns nothing.
  expect((await (await site.as('sample-cora')).get('/desk/log')).text).toContain('people.person.forgotten')
  expect((await (await site.as('sample-kim')).get('/desk/log')).text).not.toContain('people.person.forgotten')
})

test('staff begin it only for people of their body without an account, with a reason, and the person can stop it', async () => {
  const person = await contactOf(site, 'sample-kim', 'network')
  const path = `/desk/people/${person}/erasure`
  const wish = { bodyId: 'network', reason: 'She asked by mail on February 1.' }
  const asked = async (who: Who, fields: Record<string, string> = wish) =>
    (await (await site.as(who)).post(path, fields)).status
  expect([await asked('sample-dev'), await asked('sample-cora'), await asked('sample-lee')]).toEqual([403, 404, 404])
  expect(await asked('sample-kim', { ...wish, bodyId: 'center' })).toBe(404)
  const kim = await site.as('sample-kim')
  expect((await kim.post('/desk/people/sample-ana/erasure', wish)).text).toContain('This person signs in here')
  expect((await kim.get(`/desk/people/${person}`)).text).toContain('Erase this person')
  expect(await asked('sample-kim')).toBe(303)
  const code = await stopCode('ida@harbor.example')
  expect((await (await site.as('visitor')).post('/erasure/stop', { code })).status).toBe(200)
  expect([await asked('sample-kim'), await asked('sample-kim')]).toEqual([303, 409])
  site.services.clock.moveTo(later)
  await carryOut()
  for (const table of ['people.people', 'people.cards', 'people.fields', 'people.erasures'])
    expect([table, await countOf(table, 'Quist'), await countOf(table, 'asked by mail')]).toEqual([table, 0, 0])
  // The same list does not bring her back.
  await contactOf(site, 'sample-kim', 'network').catch(() => undefined)
  expect(await countOf('people.people', 'Quist')).toBe(0)
})

test('an account that is no person of a body, and public offices: the name goes, the number and the public fact stay', async () => {
  const staff = await site.as('staff')
  expect((await staff.post('/me/erasure', { body: '' })).status).toBe(200)
  const { database } = site.services
  await asOwner(
    database,
    "insert into people.posts values ('post', (select id from organizations.organizations limit 1), 'Mayor')",
    "update people.people set is_public = true where id = 'sample-ana'",
    "insert into people.tenures (id, person_id, post_id, valid_from) values ('tenure', 'sample-ana', 'post', '2024')",
  )
  const ana = await site.as('sample-ana')
  expect((await ana.get('/me/erasure')).text).toContain('Who held a public office is a public fact')
  await ana.post('/me/erasure', { body: '' })
  site.services.clock.moveTo(later)
  expect([await carryOut(), await carryOut(), await carryOut()].filter(Boolean)).toHaveLength(2)
  expect(await countOf('access.accounts', 'Sample Editor')).toBe(0)
  expect(await countOf('people.tenures', 'sample-ana')).toBe(1)
  expect(await countOf('people.people', 'Ana Sample')).toBe(1)
  for (const table of ['people.fields', 'access.addresses', 'bodies.belongings', 'access.sessions'])
    expect([table, await countOf(table, 'sample-ana')]).toEqual([table, 0])
})

test('letters end after a month; younger ones stay', async () => {
  const { database, clock } = site.services
  const count = async () => (await lettersTo('nia@people.example')).length
  const nia = { name: 'Nia Sample', address: 'nia@people.example', bodyId: 'network', role: 'member' }
  await (await site.as('sample-kim')).post('/desk/invitations/new', nia)
  await asOwner(database, `update platform.outbox set written_at = '${clock.now().toISOString()}'`)
  const tidy = () => database.write((db) => tidyUp(db, clock.now()), wholeSight)
  clock.moveTo('2026-03-16T09:00:00Z')
  await tidy()
  expect(await count()).toBe(1)
  clock.moveTo('2026-03-18T09:00:00Z')
  await tidy()
  expect(await count()).toBe(0)
})

test('after a restore the register is due at once, and what only waited waits anew', async () => {
  const { database, clock } = site.services
  for (const who of ['sample-ana', 'sample-jo'] as const) await (await site.as(who)).post('/me/erasure', { body: '' })
  const line = {
    ...{
      id: 'erased-since',
      personId: 'sample-hana',
      personIds: ['sample-hana'],
      accountId: 'sample-hana',
      bodyId: null,
    },
    ...{ receiptHash: 'a-hash', askedAt: '2026-02-10T09:00:00Z', doneAt: '2026-02-17T09:00:00Z' },
  }
  clock.moveTo(later)
  await database.write((db) => dueAgain(db, { register: [line], now: clock.now() }), wholeSight)
  expect((await carryOut())?.id).toBe('erased-since')
  expect(await carryOut()).toBeUndefined()
  expect(await countOf('people.fields', 'sample-hana')).toBe(0)
  expect(await countOf('people.fields', 'sample-ana')).toBeGreaterThan(0)
  const register = await database.read(listRegistered, wholeSight)
  expect(register).toMatchObject([{ id: 'erased-since', receiptHash: 'a-hash' }])
})
