import { expect, test } from 'vitest'
import { anonymous, system, type Viewer } from '#kernel/access'
import { useSite } from '#test/site'
import { searchDocuments } from './read.ts'
import type { NewDocument } from './schema.ts'
import { indexDocuments, removeDocuments } from './write.ts'

const site = useSite()

const document = (recordId: string, title: string, change: Partial<NewDocument> = {}): NewDocument => ({
  kind: 'page',
  recordId,
  title,
  address: `/pages/${recordId}`,
  ...change,
})
const put = (...documents: NewDocument[]) =>
  site.services.database.write(async (db) => {
    db.unaudited('a test')
    await indexDocuments(db, documents)
  })
const search = (query: string, viewer: Viewer = anonymous, more = {}) =>
  site.services.database.read((db) => searchDocuments(db, viewer, { query, ...more }))
const ids = async (query: string, viewer?: Viewer) =>
  (await search(query, viewer)).found.map(({ recordId }) => recordId)

test('a word in the title counts more than one in the text, a rare word more than a common one', async () => {
  await put(
    document('in-text', 'Minutes', { body: 'the zeppelin landed' }),
    document('in-title', 'Zeppelin', { body: 'minutes of a landing' }),
    document('common', 'Minutes again', { body: 'minutes minutes minutes' }),
  )
  expect(await ids('zeppelin')).toEqual(['in-title', 'in-text'])
  expect((await ids('zeppelin minutes'))[0]).not.toBe('common')
})

test('any of the words is enough, and records with more of them come first', async () => {
  await put(document('one', 'Quokka'), document('both', 'Quokka wombat'), document('neither', 'Kangaroo'))
  const found = await ids('quokka wombat')
  expect(found[0]).toBe('both')
  expect(found.toSorted()).toEqual(['both', 'one'])
})

test('marks, case and endings do not matter', async () => {
  await put(document('malmo', 'Malmö'), document('harbors', 'Xylophone harbors'))
  expect(await ids('MALMO')).toEqual(['malmo'])
  expect(await ids('malmö')).toEqual(['malmo'])
  expect(await ids('xylophones')).toEqual(['harbors'])
})

test('the word being typed is found by its beginning', async () => {
  await put(document('ushuaia', 'Ushuaia'))
  expect(await ids('ushu')).toEqual(['ushuaia'])
  expect(await ids('ushu landing')).toEqual([])
})

test('what only staff may know is neither found nor counted for visitors, and moves no score', async () => {
  await put(document('public', 'Narwhal report'), document('public-2', 'Narwhal'))
  const before = await search('narwhal')
  await put(...['a', 'b', 'c'].map((id) => document(`secret-${id}`, 'Narwhal dossier', { audience: 'staff' })))
  expect(await search('narwhal')).toEqual(before)
  const staff = await search('narwhal', system)
  expect(staff.total).toBe(5)
  expect(staff.kinds).toEqual({ page: 5 })
})

test('a changed record is found by its new words only; a removed one not at all', async () => {
  await put(document('changing', 'Okapi'))
  await put(document('changing', 'Pangolin'))
  expect(await ids('okapi')).toEqual([])
  expect(await ids('pangolin')).toEqual(['changing'])
  await site.services.database.write(async (db) => {
    db.unaudited('a test')
    await removeDocuments(db, 'page', ['changing'])
  })
  expect(await ids('pangolin')).toEqual([])
})

test('pages of results visit every record once, and a page past the end still says how many there are', async () => {
  await put(...Array.from({ length: 7 }, (_, n) => document(`ibis-${n}`, `Ibis ${n % 2 ? 'again' : ''}`)))
  const seen: string[] = []
  for (let offset = 0; offset < 9; offset += 3)
    seen.push(...(await search('ibis', anonymous, { limit: 3, offset })).found.map(({ recordId }) => recordId))
  expect(seen.toSorted()).toEqual(Array.from({ length: 7 }, (_, n) => `ibis-${n}`))
  expect(await search('ibis', anonymous, { offset: 50 })).toMatchObject({ total: 7, found: [] })
})

test.each([
  '',
  '   ',
  '%',
  "'; drop table search.documents; --",
  '!!! & | <->',
  '\\',
  'a'.repeat(300),
  '💥',
  'the of and',
])('any text may be searched: %s', async (query) => {
  expect((await search(query)).total).toBeGreaterThanOrEqual(0)
})

test('the page shows what was found in words, kind by kind', async () => {
  const answer = await (await site.as('visitor')).get('/search?q=harbor')
  expect(answer.status).toBe(200)
  expect(answer.page.querySelector('.result-title a')?.textContent).toBe('Harbor City, Columbia')
  const nothing = await (await site.as('visitor')).get('/search?q=zzzzzz')
  expect(nothing.text).toContain('Nothing matches')
})
