import fc from 'fast-check'
import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { recordOrganizations } from '#kernel/organizations'
import { sql, type Writer, wholeSight } from '#platform/db'
import { type Person, useSite } from '#test/site'
import { type Explorer, openExplorer } from '../explore/service.ts'
import { recordNetworks } from '../profiles/write.ts'
import { mergeOrganizations, undoMerge } from './write.ts'

const site = useSite()
const kept = 'sample-harbors'
const home = '/desk/organizations'
const reason = 'Both are the network of harbors; the list spelled it in two ways.'
const at = new Date('2026-02-15T09:00:00Z')

/** A second record of the network, with a membership, a name and a claim of its own. */
async function secondRecord(person: Person, name = 'Harbors of the Sample'): Promise<string> {
  const source = { sourceTitle: 'Yearbook', publisher: 'Gazette', sourceKind: 'dataset', address: '', quote: '' }
  const added = await person.post(`${home}/new`, { ...source, name, kind: 'network' })
  const address = added.headers.get('location') ?? ''
  await person.post(`${address}/names/new`, {
    ...source,
    name: 'Häfen',
    kind: 'former',
    language: 'de',
    validTo: '1990',
  })
  return address.slice(`${home}/`.length)
}

/** Lets a membership on record name another network, as an import of another list would have. */
async function memberOf(networkId: string): Promise<string> {
  const { id } = await site.services.database.read((db) =>
    db.only(sql<{ id: string }>`select engagement_id as id from atlas.versions where network_id = ${kept} limit 1`),
  )
  await site.services.database.write(async (db) => {
    await db.save(sql`insert into claims.statements (id, fingerprint, subject_kind, subject_id, property, value, original_value, source_id,
        part, contributor, recorded_at, rank) select ${`member-${networkId}`}, ${`member-${networkId}`}, 'engagement', ${id}, 'network',
        ${networkId}, 'As printed', id, 'p. 1', 'system', ${at}, 'preferred' from sources.sources limit 1`)
    db.unaudited('a test prepares its world')
  }, wholeSight)
  return id
}

/** All that shows: rows of every table that a merge must leave as they were or bring back, without the clocks of versions. */
async function world(): Promise<string[]> {
  const tables: Record<string, string> = {
    'organizations.organizations': 'to_jsonb(each)',
    'organizations.names': 'to_jsonb(each)',
    'places.places': 'to_jsonb(each)',
    'people.tenures': 'to_jsonb(each)',
    'claims.statements': 'to_jsonb(each)',
    'atlas.networks': 'to_jsonb(each)',
    'atlas.participations': 'to_jsonb(each)',
    'atlas.findings': 'to_jsonb(each)',
    'atlas.versions': "case when known_to is null then to_jsonb(each) - 'known_from' end",
    'search.documents': "to_jsonb(each) - 'id'",
    '(select record_id, kind, term, frequency from search.postings join search.documents on id = document_id)':
      'to_jsonb(each)',
  }
  const rows: string[] = []
  for (const [table, row] of Object.entries(tables))
    for (const { text } of await site.services.database.read((db) =>
      db.all(sql<{ text: string | null }>`select ${sql.raw(row)}::text as text from ${sql.raw(table)} each`),
    ))
      if (text !== null) rows.push(`${table} ${text}`)
  return rows.sort()
}

test('two records of one network become one: the old address leads on, and ties, names and claims stand together', async () => {
  const eli = await site.as('sample-eli')
  const gone = await secondRecord(eli)
  const tie = await memberOf(gone)
  expect((await eli.get(`${home}/${kept}/merge?q=harbors`)).text).toContain('Harbors of the Sample')
  const compared = await eli.get(`${home}/${kept}/merge?with=${gone}`)
  expect([compared.status, compared.text.includes('Sample Harbors Network')]).toEqual([200, true])
  const merged = await eli.post(`${home}/${kept}/merge`, { otherId: gone, keep: 'this', reason })
  expect(merged.headers.get('location')).toBe(`${home}/${kept}#merged`)

  const visitor = await site.as('visitor')
  for (const [from, to] of [
    [`/networks/${gone}`, `/networks/${kept}`],
    [`/governments/${gone}`, `/networks/${kept}`],
  ] as const) {
    const answer = await visitor.get(from)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, to])
  }
  expect((await eli.get(`${home}/${gone}`)).headers.get('location')).toBe(`${home}/${kept}`)
  const page = (await visitor.get(`/networks/${kept}`)).text
  for (const word of ['Harbor City', 'Harbors of the Sample', 'Häfen', 'German', 'until 1990', reason])
    expect([word, page.includes(word)]).toEqual([word, true])
  expect((await visitor.get(`/engagements/${tie}`)).text).toContain(`/networks/${kept}`)
  const api = (await visitor.get(`/api/v1/governments/${gone}`)).json<{
    organization: { id: string }
    engagements: unknown[]
  }>()
  expect([api.organization.id, api.engagements.length > 0]).toEqual([kept, true])
  // In no list, and found by search under the name it had, at the one that stays.
  expect((await visitor.get('/networks')).text).not.toContain('Harbors of the Sample')
  expect((await visitor.get('/sitemap.xml')).text).not.toContain(`/networks/${gone}<`)
  const found = (await visitor.get('/search?q=Häfen')).text
  expect([found.includes(`/networks/${kept}`), found.includes(`/networks/${gone}"`)]).toEqual([true, false])
  const desk = (await eli.get(`${home}/${kept}`)).text
  expect(desk).toContain('Name of Harbors of the Sample')
  expect((await eli.get(`${home}?q=Harbors of the Sample`)).text).toContain(`${home}/${kept}"`)
})

test('a question kept from before a merge asks of the record that stays; what was known then is asked as it was', async () => {
  const count = (explorer: Explorer, partner: string, knownAt?: number) =>
    explorer.ask({ facets: { partner: [partner] }, knownAt }).total
  const before = await openExplorer(site.services)
  const [port, vista] = [count(before, 'qq-port-meridian'), count(before, 'qq-alta-vista')]
  await before.close()
  site.services.clock.moveTo('2026-03-01T09:00:00Z')
  const eli = await site.as('sample-eli')
  const merge = { otherId: 'qq-alta-vista', keep: 'this', reason }
  expect((await eli.post(`${home}/qq-port-meridian/merge`, merge)).status).toBe(303)
  const after = await openExplorer(site.services)
  expect([count(after, 'qq-port-meridian'), count(after, 'qq-alta-vista')]).toEqual([port + vista, port + vista])
  const then = at.getTime() / 1000
  expect([count(after, 'qq-port-meridian', then), count(after, 'qq-alta-vista', then)]).toEqual([port, vista])
  await after.close()
  const visitor = await site.as('visitor')
  expect((await visitor.get('/governments/us-zz-harbor-city/with/qq-alta-vista')).headers.get('location')).toBe(
    '/governments/us-zz-harbor-city/with/qq-port-meridian',
  )
})

test('taken apart, everything is as it was, byte for byte', async () => {
  const eli = await site.as('sample-eli')
  const gone = await secondRecord(eli)
  await memberOf(gone)
  await eli.post(`${home}/${kept}/merge`, { otherId: gone, keep: 'this', reason })
  await undoStanding(eli)
  const before = await world()
  await eli.post(`${home}/${kept}/merge`, { otherId: gone, keep: 'other', reason })
  expect(await world()).not.toEqual(before)
  expect((await (await site.as('visitor')).get(`/networks/${kept}`)).headers.get('location')).toBe(`/networks/${gone}`)
  await undoStanding(eli)
  expect(await world()).toEqual(before)
  expect((await (await site.as('visitor')).get(`/networks/${kept}`)).status).toBe(200)
  expect((await eli.get(`${home}/merges`)).text).toContain('Taken apart')
})

async function undoStanding(person: Person): Promise<void> {
  const { id } = await site.services.database.read((db) =>
    db.only(sql<{ id: string }>`select id from atlas.merges where undone_at is null`),
  )
  expect((await person.post(`${home}/merges/undoing`, { id })).status).toBe(303)
  expect((await person.post(`${home}/merges/undoing`, { id })).status).toBe(409)
}

test('whatever is merged and taken apart in whatever order, what shows depends only on the merges that stand', {
  timeout: 120_000,
}, async () => {
  const { database } = site.services
  const networks = ['one', 'two', 'three', 'four'].map((name) => `network-${name}`)
  await database.write(async (db) => {
    await recordOrganizations(
      db,
      networks.map((id) => ({ id, kind: 'network' as const, name: `Network ${id}` })),
    )
    await recordNetworks(db)
    db.unaudited('a test prepares its world')
  }, wholeSight)
  await memberOf(networks[0] ?? '')
  let clock = at.getTime()
  const tick = () => {
    clock += 1000
    return new Date(clock)
  }
  const write = <T>(work: (db: Writer) => Promise<T>) => database.write(work, wholeSight)
  // The first merge and its undoing bring search and versions of these records in line with what is said of them.
  const begin = await write((db) =>
    mergeOrganizations(db, system, { keptId: networks[1] ?? '', goneId: networks[0] ?? '', reason, at: tick() }),
  )
  await write((db) => undoMerge(db, system, { id: begin, at: tick() }))
  for (const id of networks.slice(2)) {
    const each = await write((db) =>
      mergeOrganizations(db, system, { keptId: networks[0] ?? '', goneId: id, reason, at: tick() }),
    )
    await write((db) => undoMerge(db, system, { id: each, at: tick() }))
  }
  const before = await world()
  const step = fc.record({ kept: fc.nat(3), gone: fc.nat(3), undoes: fc.nat(9) })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      let standing: string[] = []
      for (const { kept: keptAt, gone, undoes } of steps) {
        const [undone] = undoes < 4 ? standing.slice(undoes % Math.max(1, standing.length)) : []
        if (undone) {
          await write((db) => undoMerge(db, system, { id: undone, at: tick() }))
          standing = standing.filter((id) => id !== undone)
          continue
        }
        const ids = { keptId: networks[keptAt] ?? '', goneId: networks[gone] ?? '' }
        // Refused where they are one already, or one of them is part of another.
        const made = await write((db) => mergeOrganizations(db, system, { ...ids, reason, at: tick() })).catch(
          () => undefined,
        )
        if (made) standing.push(made)
      }
      for (const id of standing) await write((db) => undoMerge(db, system, { id, at: tick() }))
      expect(await world()).toEqual(before)
    }),
    { numRuns: 15 },
  )
})

test('two that cannot be one are refused, with the reason', async () => {
  const eli = await site.as('sample-eli')
  const merge = (id: string, otherId: string) => eli.post(`${home}/${id}/merge`, { otherId, keep: 'this', reason })
  expect((await eli.get(`${home}/us-zz-harbor-city/merge`)).text).toContain('This record is never merged')
  expect((await merge('us-zz-harbor-city', 'us-zz-mill-creek')).text).toContain('two of them are never one')
  expect((await merge(kept, kept)).text).toContain('Choose another record')
  expect((await merge(kept, 'rr-norholm')).status).toBe(409)
  expect((await merge('qq-port-meridian', 'rr-norholm')).text).toContain('On record, one is in QQ, the other in RR')
  expect((await merge(kept, 'nowhere')).status).toBe(404)
  const gone = await secondRecord(eli)
  const short = await eli.post(`${home}/${kept}/merge`, { otherId: gone, keep: 'this', reason: 'no' })
  expect([short.status, short.text.includes('Say how you know')]).toEqual([400, true])
  expect((await merge(kept, gone)).status).toBe(303)
  const third = await secondRecord(eli, 'Harbors Third')
  expect((await merge(third, gone)).text).toContain('part of another record already')
})

test('only those who may merge do, and the log names the deed and both records', async () => {
  const eli = await site.as('sample-eli')
  const gone = await secondRecord(eli)
  for (const [who, sees, merges] of [
    ['visitor', 401, 401],
    ['sample-ana', 403, 403],
    ['sample-ivo', 403, 403],
    ['sample-dev', 200, 303],
  ] as const) {
    const person = await site.as(who)
    const seen = (await person.get(`${home}/${kept}/merge?with=${gone}`)).status
    const merged = (await person.post(`${home}/${kept}/merge`, { otherId: gone, keep: 'this', reason })).status
    expect([who, seen, merged]).toEqual([who, sees, merges])
  }
  const entries = await site.services.database.read(
    (db) =>
      db.all(sql<{ event: string; gone: string }>`select event, detail->>'gone' as gone from audit.entries
        where subject = ${`organization:${kept}`}`),
    wholeSight,
  )
  expect(entries).toContainEqual({ event: 'atlas.organization.merged', gone })
})
