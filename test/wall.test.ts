import { expect, inject, test } from 'vitest'
import { beginSession } from '#kernel/access'
import { recordBelonging, recordConsent, recordTransfer } from '#kernel/bodies'
import { changeOwnProfile, recordLook, recordPerson } from '#kernel/profiles'
import { sql, wholeSight } from '#platform/db'
import { newAuthenticator, registration } from '#test/authenticator'
import { draftOf } from '#test/body-deeds'
import { withoutTask } from '#test/canary'
import { findPostgres } from '#test/databases'
import { asOwner, type Person, useSite, type Who } from '#test/site'

const site = useSite()
const canary = 'Quillfeather'
const hidden = { id: 'person-of-the-charity', name: `Zephyrine ${canary}`, address: `zephyrine@${canary}.example` }

/** Everything that a body can know of a person: fields, consents, looks, an account with passkey, session, rights, recovery, invitations. */
async function bringHidden(): Promise<void> {
  const { database, clock } = site.services
  const now = clock.now()
  const actor = { auditId: `account:${hidden.id}` }
  await database.write(async (db) => {
    await recordPerson(db, actor, { id: hidden.id, name: hidden.name, isSample: true, at: now })
    await recordBelonging(db, actor, { bodyId: 'center', personId: hidden.id, standing: 'member', since: '2026-01-01' })
    await db.save(sql`insert into access.accounts (id, name, person_id) values (${hidden.id}, '', ${hidden.id})`)
    await db.save(sql`insert into access.addresses (address_hash, account_id, address, verified_at)
      values (encode(sha256(lower(${hidden.address})::bytea), 'hex'), ${hidden.id}, ${hidden.address}, ${now})`)
    await db.save(sql`insert into access.grants (id, account_id, role, scope_kind, scope_id, starts_on, granted_by, granted_at)
      values ('hidden-body', ${hidden.id}, 'member', 'body', 'center', '2026-01-01', 'system', ${now}),
        ('hidden-record', ${hidden.id}, 'local-leader', 'record', 'us-zz-harbor-city', '2026-01-01', 'system', ${now}),
        ('hidden-module', ${hidden.id}, 'editor', 'module', 'atlas', '2026-01-01', 'system', ${now})`)
    await recordConsent(db, actor, { bodyId: 'center', personId: hidden.id, purpose: 'events', isGiven: true, at: now })
    await beginSession(db, { accountId: hidden.id, how: 'link', device: canary, now })
  }, wholeSight)
  const person = await site.personBy(hidden.id)
  await person.post(
    '/me/profile',
    Object.fromEntries(['headline', 'region', 'email', 'phone'].map((field) => [field, canary])),
  )
  await person.post('/me/passkeys', await registration(person, newAuthenticator(), canary))
  const cora = await site.as('sample-cora')
  expect((await cora.post(`/desk/people/${hidden.id}`, { look: 'yes' })).text).toContain(canary)
  await cora.post('/desk/invitations/new', {
    ...{ name: hidden.name, address: `next@${canary}.example`, bodyId: 'center', role: 'member' },
  })
  const rows = `Name,City,Phone\n${hidden.name},${canary},555 0142\n${hidden.name},Harbor,555 0199\n,${canary},`
  const draft = await draftOf(site, 'sample-cora', 'center', rows)
  await cora.post(draft, { 'column-0': 'name', 'column-1': 'city', 'column-2': 'phone', deed: 'commit' })
  await draftOf(site, 'sample-cora', 'center', rows)
  const tagging = { bodyId: 'center', kind: 'add-tag', tag: canary, personIds: hidden.id }
  const planned = (await cora.post('/desk/people/bulk', tagging)).headers.get('location') ?? ''
  await cora.post(planned, { deed: 'begin' })
  const sorting = { bodyId: 'center', kind: 'add-tag', tag: canary, organizationIds: 'us-zz-harbor-city' }
  const sorted = (await cora.post('/desk/organizations/bulk', sorting)).headers.get('location') ?? ''
  expect((await cora.post(sorted, { deed: 'begin' })).status).toBe(303)
  await cora.post('/desk/views/new', { place: 'people', question: `q=${canary}`, name: canary, bodyId: 'center' })
  expect((await person.post('/me/erasure', { body: 'center' })).status).toBe(200)
  // She holds a right over a module: only who keeps the rights of the network may begin it.
  const asked = await (await site.as('sample-fay')).post('/desk/recoveries/new', {
    ...{
      accountId: hidden.id,
      reason: `${canary} lost everything.`,
      established: `${canary} came to the office herself.`,
    },
  })
  expect(asked.headers.get('location')).toContain('/desk/recoveries/')
}

/** Every address that answers GET, with the ids a curious person would try, as a page; of the hidden person and of nobody also as data. */
function addresses(): { address: string; accepts: string[] }[] {
  const paths = site.application.tables.flatMap((table) =>
    Object.keys(table)
      .filter((key) => !key.startsWith('POST '))
      .map((key) => key.split(' ').at(-1) ?? key),
  )
  return [...new Set(paths)].flatMap((path) => {
    const [first = path, ...others] = path.includes(':')
      ? [hidden.id, 'center', 'network', 'sample-ana'].map((id) => path.replaceAll(/:\w+/g, id))
      : [path]
    // A question is asked of the record itself; what it is asked of makes no other difference.
    const pages = [...others, `${first}?q=${canary}`, `${first}?body=center`]
    const both = { address: first, accepts: ['text/html', 'application/json'] }
    return [both, ...pages.map((address) => ({ address, accepts: ['text/html'] }))]
  })
}

interface Seen {
  address: string
  status: number
  headers: string
  text: string
}

async function lookEverywhere(person: Person): Promise<Seen[]> {
  const seen: Seen[] = []
  for (const { address, accepts } of addresses())
    for (const accept of accepts) {
      const answer = await person.get(address, { accept })
      const requestId = answer.headers.get('x-request-id') ?? ''
      const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
      const plain = (text: string) =>
        text.replaceAll(requestId, '…').replaceAll(canary, (word, at, whole) => echo(word, at, whole, address))
      seen.push({
        address: `${address} as ${accept}`,
        status: answer.status,
        headers: plain(headers).replace(/etag: .*/, ''),
        text: plain(withoutTask(answer.text)),
      })
    }
  return seen
}

/** What a person typed into an address may be said back to them; everything else is a leak. */
const echo = (word: string, at: number, whole: string, address: string): string =>
  address.includes(`q=${canary}`) && !whole.slice(Math.max(0, at - 12), at).includes('Zephyrine') ? '(typed)' : word

// The same policies hold on both databases: where there is a PostgreSQL, which answers faster, it is asked by most.
const many: Who[] = ['sample-dev', 'sample-ana', 'sample-eli', 'staff', 'sample-kim']
const lookers: Who[] = inject('postgres') ? many : findPostgres() ? ['visitor'] : [...many, 'visitor']
for (const who of lookers)
  test(`${who} finds, counts and infers nobody of the other body, on any address`, { timeout: 120_000 }, async () => {
    const person = await site.as(who)
    const before = await lookEverywhere(person)
    expect(before.length).toBeGreaterThan(300)
    await bringHidden()
    const after = await lookEverywhere(person)
    expect(
      after.filter(({ text, headers }) => (text + headers).includes(canary)).map(({ address }) => address),
    ).toEqual([])
    // Not even a number differs: the same question has the same answer as if the person did not exist. Who keeps the rights of the
    // whole network sees accounts by number, and nothing else of them.
    const differs = after.filter((each, at) => each.status !== before[at]?.status || each.text !== before[at]?.text)
    const known = who === 'staff' ? /^\/desk(?:[ ?]|\/(?:rights|log|recoveries|outbox))/ : /^$/
    expect(differs.map(({ address }) => address).filter((address) => !known.test(address))).toEqual([])
  })

test('the same addresses show the person to staff of their own body: the test can see', async () => {
  await bringHidden()
  const cora = await site.as('sample-cora')
  for (const path of [
    '/desk/people',
    '/desk/people/duplicates',
    `/desk/people/${hidden.id}`,
    '/desk/views',
    '/desk/people/bulk',
    '/desk/organizations',
    '/desk/organizations/bulk',
    '/desk/organizations/us-zz-harbor-city',
    '/desk/rights',
    '/desk/recoveries',
    '/desk/invitations',
  ])
    expect([path, (await cora.get(path)).text.includes(canary)]).toEqual([path, true])
})

test('nobody the product works as may step around the walls', async () => {
  const { kind } = site.services.database.pool
  const roles = await site.services.database.read((db) =>
    db.all(sql<{
      name: string
      mayStepAround: boolean
    }>`select rolname as name, rolsuper or rolbypassrls as "mayStepAround"
      from pg_roles where rolname in (current_user, session_user) order by (rolname = current_user) desc`),
  )
  expect(roles[0]).toEqual({ name: 'legation_walled', mayStepAround: false })
  // The embedded database has one user, a superuser, whom nobody else can reach; on PostgreSQL the owner is bound as well.
  expect(roles[1]?.mayStepAround).toBe(kind === 'pglite')
  const open = await site.services.database.read((db) =>
    db.all(sql`select relname from pg_class join pg_policy on polrelid = pg_class.oid
      where not (relrowsecurity and relforcerowsecurity)`),
  )
  expect(open).toEqual([])
})

test('a query that forgets every rule sees nothing behind the wall', async () => {
  await bringHidden()
  const { database } = site.services
  const tables = await database.read((db) =>
    db.all(sql<{ name: string }>`select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
      from information_schema.tables where table_type = 'BASE TABLE' and table_schema in ('people', 'bodies', 'access', 'audit', 'notifications', 'views')`),
  )
  const leaksTo = async (sight: object): Promise<string[]> =>
    database.read(async (db) => {
      const leaks: string[] = []
      for (const { name } of tables) {
        const { count } = await db.only(sql<{ count: number }>`select count(*) as count from ${sql.raw(name)} record
          where to_jsonb(record)::text ~ ${`${canary}|${hidden.id}`}`)
        if (count > 0) leaks.push(name)
      }
      return leaks
    }, sight)
  expect(await leaksTo({})).toEqual([])
  expect(await leaksTo({ bodies: 'network', account: 'sample-kim', person: 'sample-kim' })).toEqual([])
  expect(await leaksTo({ memberships: 'network', account: 'sample-ana', person: 'sample-ana' })).toEqual([])
  expect(await leaksTo(wholeSight)).toEqual(expect.arrayContaining(['views.views', 'people.tags', 'people.erasures']))
})

test('a member knows another only as far as both belong to one body and the audience allows', async () => {
  const { database, clock } = site.services
  const jo = await site.as('sample-jo')
  await jo.post('/me/profile', { headline: 'Knows ports', phone: '555 0100', 'audience-phone': 'me' })
  const seen = await (await site.as('sample-ana')).get('/people/sample-jo')
  expect([seen.status, seen.text.includes('Knows ports'), seen.text.includes('555 0100')]).toEqual([200, true, false])
  expect((await (await site.as('sample-ben')).get('/people/sample-jo')).status).toBe(404)
  expect((await (await site.as('visitor')).get('/people/sample-jo')).status).toBe(404)
  await database.write(
    (db) =>
      changeOwnProfile(db, site.viewerLike('sample-jo'), {
        ...{ values: { name: 'Jo Sample' }, audiences: { name: 'public' }, at: clock.now() },
      }),
    { person: 'sample-jo', account: 'sample-jo' },
  )
  const open = await (await site.as('visitor')).get('/people/sample-jo')
  expect([open.status, open.text.includes('Knows ports')]).toEqual([200, false])
})

test('looking at oneself with the eyes of others shows what they are shown: for anybody, for members and for staff', async () => {
  const values = { headline: 'Knows ports', biography: 'Born on a boat', email: 'jo@people.example', phone: '555 0100' }
  const audiences = { headline: 'public', biography: 'members', email: 'staff', phone: 'me', name: 'public' }
  const jo = await site.as('sample-jo')
  await jo.post('/me/profile', {
    ...values,
    ...Object.fromEntries(Object.entries(audiences).map(([field, audience]) => [`audience-${field}`, audience])),
  })
  const told = (text: string) => Object.values(values).filter((value) => text.includes(value))
  const main = async (who: 'visitor' | 'sample-jo' | 'sample-ana' | 'sample-dev', path: string) =>
    (await (await site.as(who)).get(path)).page.querySelector('main')?.textContent ?? ''
  const asSeen = async (who: string) => told(await main('sample-jo', `/me/view-as?who=${who}`))
  expect(await asSeen('visitor')).toEqual(told(await main('visitor', '/people/sample-jo')))
  expect(await asSeen('member')).toEqual(told(await main('sample-ana', '/people/sample-jo')))
  expect(await asSeen('staff')).toEqual(['Knows ports', 'Born on a boat', 'jo@people.example'])
  // Staff see what is sensitive only where their look is recorded.
  expect(told(await main('sample-dev', '/people/sample-jo'))).toEqual(['Knows ports', 'Born on a boat'])
  expect(told(await main('sample-dev', '/desk/people/sample-jo'))).toEqual(['Knows ports', 'Born on a boat'])
  const opened = await (await site.as('sample-dev')).post('/desk/people/sample-jo', { look: 'yes' })
  expect(told(opened.text)).toEqual(await asSeen('staff'))
  // Whoever is a member of no body is seen by no fellow member.
  const ben = await (await site.as('sample-ben')).get('/me/view-as?who=member')
  expect(ben.text).toContain('There are no such eyes')
})

test('what one body’s staff looked at, agreed or was told stays with that body, even for a person both know', async () => {
  const { database, clock } = site.services
  const looker = site.viewerLike('sample-cora')
  await database.write(async (db) => {
    await recordLook(db, looker, { personId: 'sample-jo', bodyId: 'center', fields: ['phone'], at: clock.now() })
    await recordConsent(db, looker, {
      ...{ bodyId: 'center', personId: 'sample-jo', purpose: 'events', isGiven: true, at: clock.now() },
    })
  }, wholeSight)
  const seenBy = (bodies: string) =>
    database.read(
      (db) =>
        db.only(sql<{ looks: number; consents: number; belongings: number; entries: number }>`select
          (select count(*) from people.looks) as looks, (select count(*) from bodies.consents) as consents,
          (select count(*) from bodies.belongings where person_id = 'sample-jo') as belongings,
          (select count(*) from audit.entries where subject = 'person:sample-jo' and detail->>'body' = 'center') as entries`),
      { bodies },
    )
  expect(await seenBy('network')).toEqual({ looks: 0, consents: 0, belongings: 1, entries: 0 })
  expect(await seenBy('center')).toMatchObject({ looks: 1, consents: 1, belongings: 1 })
  expect((await (await site.as('sample-jo')).get('/me')).text).toContain('Cora Sample')
})

test('only a recorded transfer lets somebody cross, and both bodies can read it', async () => {
  const { database, clock } = site.services
  const cross = (personId: string) =>
    database.write(
      (db) =>
        recordBelonging(
          db,
          { auditId: 'account:sample-kim' },
          {
            ...{ bodyId: 'center', personId, standing: 'contact' as const, since: '2026-02-15' },
          },
        ),
      { bodies: 'network', account: 'sample-kim' },
    )
  await expect(cross('sample-ana')).rejects.toThrow(/row-level security/)
  await database.write(
    (db) =>
      recordTransfer(
        db,
        { auditId: 'account:sample-kim' },
        {
          ...{ fromBodyId: 'network', toBodyId: 'center', purpose: 'One invitation.', scope: 'Name.', valuation: '$0' },
          ...{ personIds: ['sample-ana'], at: clock.now() },
        },
      ),
    { bodies: 'network', account: 'sample-kim' },
  )
  const cora = await site.as('sample-cora')
  expect((await cora.get('/desk/transfers')).text).toContain('One invitation.')
  expect((await cora.get('/desk/people')).text).toContain('Ana Sample')
  expect((await cora.get('/desk/log')).text).toContain('bodies.transfer.recorded')
  expect((await cora.get('/desk/people')).text).not.toContain('Dev Sample')
  await expect(
    asOwner(database, "insert into bodies.transfers values ('x', 'center', 'center', 'a', 'b', 'c', '{}', 'd', now())"),
  ).rejects.toThrow()
})
