import { expect, test } from 'vitest'
import { anonymous, system } from '#kernel/access'
import { sql } from '#platform/db'
import { commit, exported, known, map, send, uploadOf } from '#test/import-files'
import { useSite } from '#test/site'
import { undoBatch } from '../imports/write.ts'
import { sendFiles } from './write.ts'

const site = useSite()
const at = (day: number) => new Date(Date.UTC(2026, 1, day, 9))
const file = (text: string) => [{ name: 'ties.csv', bytes: new TextEncoder().encode(text) }]
const us = { fixed: { firstCountry: 'United States' } }
const heading = 'City,State,Partner,Country,Since\n'
const two = `${heading}Mill Creek,Columbia,Alta Vista,Meridia,2001\nMill Creek,Columbia,Norholm,Borealia,2002\n`

/** A file in the atlas, as batch. */
async function bring(text: string, day: number, told: Parameters<typeof map>[2] = us): Promise<string> {
  const { database } = site.services
  const id = await send(database, file(text), at(day))
  await map(database, id, told, 'A list', at(day))
  await commit(database, id, at(day))
  return id
}

const undo = (batchId: string, day: number) =>
  site.services.database.write((db) => undoBatch(db, system, { batchId, reason: 'a test', at: at(day) }))

const citedOf = async (batchId: string): Promise<string[]> => {
  const said = await site.services.database.read((db) =>
    db.all(sql<{ id: string }>`select id from claims.statements where batch_id = ${batchId} order by id`),
  )
  return said.map(({ id }) => id)
}

const started = (title: string): Promise<string[]> =>
  site.services.database.read(async (db) => {
    const rows = await db.all(
      sql<{ started: string }>`select started from atlas.versions where known_to is null and title = ${title}`,
    )
    return rows.map((row) => row.started)
  })

test('from the page to sourced records: sent, mapped, compared, committed and read in the report', async () => {
  const staff = await site.as('staff')
  const id = await send(site.services.database, file(`${two}Mill Creek,Columbia,Nowhere,Borealia,\n`), at(16))
  const address = `/desk/imports/${id}`
  const look = await staff.get(address)
  expect(look.text).toContain('read as UTF-8, separated by commas')
  expect(look.page.querySelector('[name=column-0] [selected]')?.getAttribute('value')).toBe('firstPlace')
  const unsourced = await staff.post(address, {
    deed: 'map',
    record: 'tie',
    'column-0': 'firstPlace',
    'column-2': 'secondPlace',
  })
  expect(unsourced.status).toBe(400)
  expect(unsourced.text).toContain('Give the source a title')
  const about = { sourceTitle: 'A list', publisher: 'A city', licence: 'CC0 1.0', recipeName: 'Lists of a city' }
  const columns = {
    'column-0': 'firstPlace',
    'column-1': 'firstRegion',
    'column-2': 'secondPlace',
    'column-3': 'secondCountry',
  }
  const told = { deed: 'map', record: 'tie', 'fixed-firstCountry': 'United States', ...columns, 'column-4': 'started' }
  expect((await staff.post(address, { ...told, ...about })).status).toBe(303)
  const differences = await staff.get(address)
  expect(differences.text).toContain('Bringing it in adds 2 records')
  expect(differences.text).toContain('No known place fits.')
  expect((await staff.post(address, { deed: 'commit' })).status).toBe(303)
  const report = await staff.get(address)
  expect(report.text).toContain('3 of 3')
  const said = await site.services.database.read((db) =>
    db.all(
      sql`select value, part from claims.statements where batch_id = ${id} and property = 'started' order by value`,
    ),
  )
  expect(said).toEqual([
    { value: '2001', part: 'ties.csv#cell=2,Since' },
    { value: '2002', part: 'ties.csv#cell=3,Since' },
  ])
  expect((await staff.get(`${address}/rows/3`)).text).toContain('ties.csv#cell=3,Since')
  const rejects = await staff.get(`${address}/rejects.csv`)
  expect(rejects.text).toContain('ties.csv,4,Partner,Nowhere,unknown-place,No known place fits.')

  // The next file with the same headings finds the recipe.
  const next = await send(site.services.database, file(two), at(17))
  expect((await staff.get(`/desk/imports/${next}`)).text).toContain('Lists of a city')
})

test('a newer file of the same source changes what it said before, and undoing it gives that back', async () => {
  const { database } = site.services
  const title = 'Mill Creek, Columbia – Norholm, Borealia'
  const first = await bring(two, 16)
  const before = await known(database)
  const downloads = await exported(site)
  const cited = await citedOf(first)
  const newer = `${heading}A note on top,,,,\nMill Creek,Columbia,Norholm,Borealia,2003\n`
  const second = await bring(newer, 17, { ...us, gone: 'withdraw' })
  expect(await uploadOf(database, second)).toMatchObject({ counts: { read: 2, changed: 1, rejected: 1, gone: 1 } })
  expect(await started(title)).toEqual(['2003'])
  expect(await started('Mill Creek, Columbia – Alta Vista, Meridia')).toEqual([])
  expect(await exported(site)).not.toEqual(downloads)
  await undo(second, 18)
  expect(await started(title)).toEqual(['2002'])
  expect(await known(database)).toEqual(before)
  expect(await exported(site)).toEqual(downloads)

  // Whoever cited a statement before finds it standing under the same address.
  expect(cited.length).toBeGreaterThan(0)
  const visitor = await site.as('visitor')
  for (const id of cited)
    expect((await visitor.get(`/api/v1/statements/${id}`)).json()).toMatchObject({ id, retractedAt: null })
})

test('what undoing gives back stands where it stood among sources that differ', async () => {
  const title = 'Mill Creek, Columbia – Norholm, Borealia'
  await bring(two, 16)
  const other = await send(site.services.database, file(two.replace('2002', '1999')), at(17))
  await map(site.services.database, other, us, 'Another list', at(17))
  await commit(site.services.database, other, at(17))
  expect(await started(title)).toEqual(['1999'])
  const downloads = await exported(site)
  const third = await bring(two.replace('2002', '2003'), 18)
  expect(await started(title)).toEqual(['2003'])
  await undo(third, 19)
  // The first list said it before the other one did: saying it again makes it no newer.
  expect(await started(title)).toEqual(['1999'])
  expect(await exported(site)).toEqual(downloads)
})

test('undoing the first of two imports leaves what the second said', async () => {
  const first = await bring(two, 16)
  await bring(two.replace('2002', '2003'), 17)
  await undo(first, 18)
  expect(await started('Mill Creek, Columbia – Norholm, Borealia')).toEqual([])
  const standing = await site.services.database.read((db) =>
    db.all(sql`select value from claims.statements where source_id = 'file-a-list' and retracted_at is null`),
  )
  expect(standing).toEqual([{ value: '2003' }])
})

test('what a person took back or ranked stays so, whatever the next file says', async () => {
  const { database } = site.services
  await bring(two, 16)
  const [said] = await database.read((db) =>
    db.all(sql<{ id: string }>`select id from claims.statements where source_id = 'file-a-list' and value = '2002'`),
  )
  const staff = await site.as('staff')
  await staff.post(`/desk/statements/${said?.id}`, { verdict: 'retracted', reason: 'The list mixed two towns up.' })
  const after = await known(database)
  const again = await bring(two, 18)
  expect(await uploadOf(database, again)).toMatchObject({ counts: { new: 0, changed: 0, conflicting: 0, same: 2 } })
  expect(await known(database)).toEqual(after)
})

test('an answer to a name serves every row of it, and the next file of the source', async () => {
  const { database } = site.services
  const staff = await site.as('staff')
  const text = 'City,Partner,Country\nHarbur City,Norholm,Borealia\nHarbur City,Alta Vista,Meridia\n'
  const id = await send(database, file(text), at(16))
  await map(database, id, us, 'A list', at(16))
  expect(await uploadOf(database, id)).toMatchObject({ counts: { read: 2, waiting: 2, rejected: 2 } })
  const page = (await staff.get(`/desk/imports/${id}`)).page
  const name = page.querySelector('select[name^=answer-]')?.getAttribute('name') ?? ''
  expect((await staff.post(`/desk/imports/${id}`, { deed: 'answer', [name]: 'us-zz-harbor-city' })).status).toBe(303)
  expect(await uploadOf(database, id)).toMatchObject({ counts: { waiting: 0, changed: 2 } })
  await commit(database, id, at(17))
  const next = await send(database, file(`${text}Harbur City,Old March,Borealia\n`), at(18))
  await map(database, next, us, 'A list', at(18))
  expect(await uploadOf(database, next)).toMatchObject({ counts: { read: 3, same: 2, new: 1, waiting: 0 } })
})

test('what has changed since it was shown is shown again before anything is done', async () => {
  const { database } = site.services
  const waiting = await send(database, file(two), at(16))
  await map(database, waiting, us, 'A list', at(16))
  await bring(two, 17)
  await commit(database, waiting, at(18))
  const { state, problem, counts } = await uploadOf(database, waiting)
  expect([state, counts.same]).toEqual(['ready', 2])
  expect(problem).toContain('has changed since you looked')
})

test('a large file comes in pieces; one sent twice is kept once, and one that is missing is asked for', async () => {
  const staff = await site.as('staff')
  const begun = await staff.post('/desk/imports/new', { names: 'ties.csv', sizes: String(two.length) })
  const address = begun.headers.get('location') ?? ''
  const early = await staff.post(address, { deed: 'sent' })
  expect([early.status, early.text.includes('did not arrive')]).toEqual([409, true])
  expect((await staff.get(address)).text).toContain('The file has not arrived whole.')
  expect((await staff.post(address, { deed: 'discard' })).status).toBe(303)
  expect((await staff.get(address)).status).toBe(404)
})

test('visitors may neither send nor see files', async () => {
  await expect(
    site.services.database.write((db) => sendFiles(db, anonymous, { files: file(two), at: at(16) })),
  ).rejects.toMatchObject({ kind: 'unauthenticated' })
  const id = await send(site.services.database, file(two), at(16))
  for (const path of ['', '/rows/2', '/rejects.csv'])
    expect((await (await site.as('visitor')).get(`/desk/imports/${id}${path}`)).status).toBe(401)
  expect((await (await site.as('sample-ana')).get(`/desk/imports/${id}`)).status).toBe(403)
})
