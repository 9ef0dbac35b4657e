import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Grant, isCurrent, mayDo, registerPermissions, roles, scopeKinds, type Target } from '#kernel/access'
import { type Audience, audiences, maySee } from '#kernel/profiles'
import { type Sight, sql, wholeSight } from '#platform/db'
import { accountDeeds, type WriteRoute } from '#test/account-deeds'
import { atlasDeeds, tie } from '#test/atlas-deeds'
import { bodyDeeds } from '#test/body-deeds'
import { randomFrom } from '#test/random'
import { asOwner, type Person, useSite, type Who } from '#test/site'

const site = useSite()
const file = join(import.meta.dirname, 'rights/expectations.csv')

/** Each role in the eyes of the membership body: its own people, and those of the other body. */
const who: Record<string, Who> = {
  visitor: 'visitor',
  member: 'sample-ana',
  'local leader (other body)': 'sample-ben',
  'federal liaison': 'sample-gus',
  facilitator: 'sample-hana',
  editor: 'sample-eli',
  reviewer: 'sample-ivo',
  staff: 'sample-dev',
  'body admin': 'sample-kim',
  'body admin (other body)': 'sample-cora',
  'security officer': 'sample-fay',
  'staff of a module': 'sample-mo',
  'network admin': 'sample-lee',
  'staff whose term is over': 'sample-former',
}

/** Records of the membership body and of the other one, for addresses that name a record. */
const records: Record<string, string[]> = {
  '/desk/people/:id': ['sample-ana', 'sample-ben'],
  '/desk/people/:id/erasure': ['sample-ana', 'sample-ben'],
  '/people/:id': ['sample-jo', 'sample-ben'],
  '/desk/setup/:id': ['network', 'center'],
  '/desk/setup/:id/pages/:slug': ['network', 'center'],
  '/desk/organizations/:id': ['us-zz-harbor-city'],
  '/desk/organizations/:id/claims/new': ['us-zz-harbor-city'],
  '/desk/organizations/:id/names/new': ['us-zz-harbor-city'],
  '/desk/organizations/:id/merge': ['qq-port-meridian'],
  '/bodies/:id': ['network', 'center'],
  '/embed/reconcile/:id': ['us-zz-harbor-city'],
  '/desk/statements/:id': ['one-statement', 'none'],
  '/desk/recoveries/:id': ['recovery-of-ana', 'recovery-of-ben'],
  '/desk/rights/permissions/:name': ['people.person.read'],
}

const tables = () => site.application.tables.flatMap((table) => Object.entries(table))

/** Carries a case out and undoes it, so that the next one meets the same world. */
async function undone<T>(work: () => Promise<T>): Promise<T> {
  const { pool } = site.services.database
  const say = async (text: string) => {
    const connection = await pool.connect()
    await connection.exec(text)
    connection.release()
  }
  await say('savepoint a_case')
  try {
    return await work()
  } finally {
    await say('rollback to savepoint a_case; release savepoint a_case')
  }
}

async function readings(people: [string, Person][]): Promise<string[]> {
  const lines: string[] = []
  const recovery = (whose: string) =>
    `('recovery-of-${whose}', 'sample-${whose}', now(), now(), '${whose}', 'sample-fay')`
  await asOwner(
    site.services.database,
    `insert into access.recoveries (id, account_id, asked_at, effective_at, stop_hash, begun_by)
      values ${recovery('ana')}, ${recovery('ben')}`,
    `insert into claims.statements (id, fingerprint, subject_kind, subject_id, property, value, original_value, source_id, part,
      contributor, recorded_at) select 'one-statement', 'one', 'engagement', '${tie}', 'note', 'A', 'A', id, 'a', 'system', now()
      from sources.sources limit 1`,
  )
  for (const [key] of tables().filter(([key]) => !key.startsWith('POST '))) {
    const path = key.split(' ').at(-1) ?? key
    for (const record of records[path] ?? ['none']) {
      const address = path.replace(/:\w+/, record).replaceAll(/:\w+/g, 'new')
      const statuses: number[] = []
      for (const [, person] of people) statuses.push(await undone(async () => (await person.get(address)).status))
      lines.push(['GET', address, ...statuses].join(','))
    }
  }
  return lines
}

async function deeds(people: [string, Person][]): Promise<string[]> {
  const known: Record<string, WriteRoute> = { ...atlasDeeds(site), ...accountDeeds(site), ...bodyDeeds(site) }
  const lines: string[] = []
  for (const [key, route] of tables()) {
    const path = key.split(' ').at(-1) ?? key
    const deed = known[path]
    if (route.kind === 'endpoint' && route.deed) {
      const statuses: number[] = []
      for (const [, person] of people)
        statuses.push(await undone(async () => (await person.send('POST', path, {})).status))
      lines.push(['POST', path, ...statuses].join(','))
    }
    if (route.kind !== 'form') continue
    const statuses: number[] = []
    for (const [, person] of people)
      statuses.push(
        await undone(async () => {
          const address = deed ? await deed.path() : path.replaceAll(/:\w+/g, 'none')
          const usual = deed && (await site.as(deed.as))
          const input = (usual && (await deed.good?.(usual))) ?? deed?.hidden?.fields ?? deed?.bad ?? {}
          return (await person.post(address, input)).status
        }),
      )
    lines.push(['POST', path, ...statuses].join(','))
  }
  return lines
}

test('every route answers every role as the committed table says, for its own body and for the other', {
  timeout: 400_000,
}, async () => {
  await asOwner(
    site.services.database,
    `insert into access.accounts (id, name) values ('sample-former', 'Former staff')`,
    `insert into access.grants (id, account_id, role, scope_kind, scope_id, starts_on, ends_on, granted_by, granted_at)
      select 'former-' || role, 'sample-former', role, 'body', 'network', '2025-01-01', '2026-02-14', 'system', '2025-01-01'
      from unnest(array['staff', 'body-admin', 'security-officer', 'editor', 'reviewer']) as role`,
  )
  const people: [string, Person][] = []
  for (const [name, id] of Object.entries(who)) people.push([name, await site.as(id)])
  const found = [
    ['method', 'address', ...Object.keys(who)].join(','),
    ...(await undone(() => readings(people))),
    ...(await deeds(people)),
  ]
  // Written anew only on purpose; the difference is then read line by line.
  if (process.env.WRITE_EXPECTATIONS) writeFileSync(file, `${found.join('\n')}\n`)
  const expected = readFileSync(file, 'utf8').trimEnd().split('\n')
  expect(found.length).toBeGreaterThan(100)
  expect(found.filter((line) => !expected.includes(line))).toEqual([])
  expect(expected.filter((line) => !found.includes(line))).toEqual([])
})

const random = randomFrom(20_260_215)
const day = () => new Date(Date.UTC(2026, 0, 1 + random.below(120))).toISOString().slice(0, 10)

test('rule and database agree about 100,000 random deeds', { timeout: 300_000 }, async () => {
  const modules = ['atlas', 'people', 'test']
  const permissions = Array.from({ length: 40 }, (_, number) => ({
    name: `${random.one(modules)}.thing${number}.do`,
    roles: random.chance(0.05)
      ? (['visitor'] as const).slice()
      : [random.one(roles), random.one(roles), random.one(roles)],
    meaning: 'A random one',
  }))
  registerPermissions(permissions)
  const scopes = { network: ['*'], body: ['center', 'network'], module: [...modules, 'atla'], record: ['one', 'two'] }
  const given = Array.from({ length: 1200 }, (_, number) => {
    const scopeKind = random.one(scopeKinds)
    const startsOn = day()
    const lastOn = day()
    return {
      ...{ id: `random-${number}`, account: `random-${random.below(300)}`, role: random.one(roles), scopeKind },
      ...{
        scopeId: random.one(scopes[scopeKind]),
        startsOn,
        endsOn: random.chance(0.5) || lastOn < startsOn ? null : lastOn,
      },
      isRevoked: random.chance(0.15),
    }
  })
  const grantsOf = Map.groupBy(given, (grant) => grant.account)
  await asOwner(
    site.services.database,
    `insert into access.accounts (id, name) select 'random-' || n, 'Random' from generate_series(0, 299) as n`,
    ...given.map(
      (
        grant,
      ) => `insert into access.grants (id, account_id, role, scope_kind, scope_id, starts_on, ends_on, granted_by, granted_at, revoked_at)
        values ('${grant.id}', '${grant.account}', '${grant.role}', '${grant.scopeKind}', '${grant.scopeId}', '${grant.startsOn}',
          ${grant.endsOn ? `'${grant.endsOn}'` : 'null'}, 'system', now(), ${grant.isRevoked ? 'now()' : 'null'})`,
    ),
  )
  let agreed = 0
  let allowed = 0
  for (let batch = 0; batch < 10; batch += 1) {
    const cases = Array.from({ length: 10_000 }, (_, number) => {
      const permission = random.one(permissions)
      return {
        ...{
          number,
          account: `random-${random.below(300)}`,
          permission: permission.name,
          roles: permission.roles,
          today: day(),
        },
        body: random.one([null, 'center', 'network', 'other']),
        record: random.one([null, 'one', 'two', 'three']),
        whole: random.chance(0.2),
      }
    })
    const answers = await site.services.database.read(
      (db) =>
        db.all(sql<{
          number: number
          may: boolean
        }>`select number, access.may_do(account, permission, roles, body, record, whole, today) as may
          from jsonb_to_recordset(${JSON.stringify(cases)}::jsonb) as asked(number integer, account text, permission text, roles text[],
            body text, record text, whole boolean, today date) order by number`),
      wholeSight,
    )
    for (const { number, may } of answers) {
      const asked = cases[number]
      if (!asked) throw new Error('an answer to no question')
      const grants: Grant[] = (grantsOf.get(asked.account) ?? []).filter(
        (grant) => !grant.isRevoked && isCurrent(grant, asked.today),
      )
      const target: Target = {
        ...{ bodyId: asked.body ?? undefined, recordId: asked.record ?? undefined, isNetworkWide: asked.whole },
      }
      const rule = mayDo({ ...site.viewerLike('sample-ana'), grants }, asked.permission, target)
      if (rule !== may) expect({ ...asked, grants, may }).toEqual({ ...asked, grants, may: rule })
      agreed += 1
      if (may) allowed += 1
    }
  }
  expect(agreed).toBe(100_000)
  expect(allowed).toBeGreaterThan(5_000)
})

test('rule and database agree about who sees which field, over 100,000 random pairs', {
  timeout: 300_000,
}, async () => {
  const bodies = ['center', 'network']
  const people = Array.from({ length: 260 }, (_, number) => ({
    id: `random-${number}`,
    belongings: bodies
      .filter(() => random.chance(0.5))
      .map((body) => ({ body, standing: random.one(['member', 'contact', 'staff']), hasLeft: random.chance(0.2) })),
    fields: (['headline', 'email', 'phone', 'region'] as const).map((field) => ({
      field,
      audience: random.one(audiences) as Audience,
    })),
  }))
  const text = JSON.stringify(people)
  await site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    const rows = sql`jsonb_to_recordset(${text}::jsonb) as person(id text, belongings jsonb, fields jsonb)`
    await db.save(sql`insert into people.people (id, name, is_public) select id, 'Random', false from ${rows}`)
    await db.save(sql`insert into bodies.belongings (body_id, person_id, standing, since, until)
      select body, id, standing, '2020-01-01', case when "hasLeft" then date '2021-01-01' end
      from ${rows}, jsonb_to_recordset(belongings) as known(body text, standing text, "hasLeft" boolean)`)
    await db.save(sql`insert into people.fields (person_id, field, value, audience, changed_at)
      select id, field, 'Said', audience, now() from ${rows}, jsonb_to_recordset(fields) as told(field text, audience text)`)
  }, wholeSight)
  let agreed = 0
  let seen = 0
  for (let viewer = 0; agreed < 100_000; viewer += 1) {
    const staffOf = bodies.filter(() => random.chance(0.3))
    const memberOf = bodies.filter(() => random.chance(0.4))
    const self = random.chance(0.8) ? `random-${random.below(260)}` : ''
    const sight: Sight = { bodies: staffOf.join(','), memberships: memberOf.join(','), person: self }
    const rows = await site.services.database.read(
      (db) =>
        db.all(
          sql<{
            key: string
          }>`select person_id || ' ' || field as key from people.fields where person_id like 'random-%'`,
        ),
      sight,
    )
    const shown = new Set(rows.map((row) => row.key))
    for (const person of people)
      for (const { field, audience } of person.fields) {
        const rule = maySee(audience, {
          isSelf: person.id === self,
          isStaffOfTheirBody: person.belongings.some(({ body }) => staffOf.includes(body)),
          sharesBody: person.belongings.some(
            ({ body, standing, hasLeft }) => standing === 'member' && !hasLeft && memberOf.includes(body),
          ),
          sharesCohort: false,
        })
        const inDatabase = shown.has(`${person.id} ${field}`)
        if (rule !== inDatabase) expect({ person, field, audience, sight, rule }).toEqual({ rule: inDatabase, viewer })
        agreed += 1
        if (rule) seen += 1
      }
  }
  expect(seen).toBeGreaterThan(20_000)
  expect(agreed).toBeGreaterThanOrEqual(100_000)
})
