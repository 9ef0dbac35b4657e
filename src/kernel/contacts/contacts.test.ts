import { expect, test } from 'vitest'
import { sql, wholeSight } from '#platform/db'
import { textOfBytes } from '#platform/encoding'
import { draftOf } from '#test/body-deeds'
import { type Person, useSite } from '#test/site'
import { findDelimiter, readSheet } from './readers/read-sheet.ts'
import { readRows, suggestMapping } from './rules.ts'

const site = useSite()
const inDatabase = <Row>(query: ReturnType<typeof sql<Row>>) =>
  site.services.database.read((db) => db.all(query), wholeSight)

const list = [
  'Full name;E-mail;Phone;Company;City;State',
  'Ida Quist;ida@harbor.example;+1 202 555 0142;Port of Harbor;Harbor City;ZZ',
  'Ola Berg;not an address;;;;',
  ';nobody@harbor.example;;;;',
  'Per Lund;per@harbor.example;;Port of Harbor;Harbor City;ZZ',
].join('\n')
const mapping = {
  ...{ 'column-0': 'name', 'column-1': 'email', 'column-2': 'phone', 'column-3': 'organization' },
  ...{ 'column-4': 'city', 'column-5': 'region' },
}

async function bring(person: Person, rows = list, columns: Record<string, string> = mapping): Promise<string> {
  const sent = await person.post('/desk/people/import', { bodyId: 'network', rows })
  const path = sent.headers.get('location') ?? ''
  expect((await person.post(path, { ...columns, deed: 'commit' })).status).toBe(303)
  return path
}

const figures = (page: Document) =>
  Object.fromEntries(
    [...page.querySelectorAll('.record-entry')].map((entry) => [
      entry.querySelector('dt')?.textContent,
      Number(entry.querySelector('dd')?.textContent),
    ]),
  )

test('a list is read in the encoding and with the delimiter it was written in', async () => {
  const text = 'Name\tStadt\nJörg Müller\tKöln'
  const utf16 = Uint8Array.from([
    0xff,
    0xfe,
    ...[...text].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]),
  ])
  const windows = Uint8Array.from([...text].map((letter) => letter.charCodeAt(0)))
  const found = await Promise.all([new TextEncoder().encode(text), utf16, utf16.subarray(2), windows].map(textOfBytes))
  expect(found.map(({ encoding }) => encoding)).toEqual(['utf-8', 'utf-16le', 'utf-16le', 'windows-1252'])
  expect(new Set(found.map((each) => each.text)).size).toBe(1)
  expect(['a;b;c', 'a|b', '"x,y";b', 'alone'].map(findDelimiter)).toEqual([';', '|', ';', ','])
})

test('columns are suggested by what they are called, each field once', () => {
  expect(suggestMapping(['First Name', 'Surname', 'E-Mail Address', 'Mail', 'Shoe size', 'ZIP'])).toEqual([
    ...['givenName', 'familyName', 'email', undefined, undefined, 'postcode'],
  ])
})

test('every row is taken or turned away, and a cell that was kept from running as a formula loses its apostrophe', () => {
  const sheet = readSheet("Name,Phone\nIda Quist,'+1 202 555 0142\n,\nOla,12\nPer,1,2,3\n", ',')
  const { rows, rejects } = readRows(sheet, ['name', 'phone'])
  expect(rows.map(({ number, card }) => [number, card.phone])).toEqual([[2, '+1 202 555 0142']])
  expect(rejects.map(({ rowNumber, column }) => [rowNumber, column])).toEqual([
    [4, 'Phone'],
    [5, 'column 3'],
  ])
  expect(rows.length + rejects.length).toBe(sheet.rows.length)
})

test('a list becomes contacts of the body; nothing vanishes, and the second time nothing changes', async () => {
  const dev = await site.as('sample-dev')
  const path = await bring(dev)
  const first = await dev.get(path)
  expect(figures(first.page)).toMatchObject({ Read: 4, 'People added': 2, Unchanged: 0, 'Turned away': 2 })
  expect(first.text).toContain('This is no e-mail address')
  expect((await dev.get(`${path}/rejects.csv`)).text.split('\r\n')[1]).toBe(
    '3,E-mail,not an address,This is no e-mail address',
  )
  expect((await dev.get('/desk/people?q=quist')).text).toContain('Ida Quist')
  const before = await inDatabase(sql`select * from people.cards order by person_id, field`)
  const again = await dev.get(await bring(dev))
  expect(figures(again.page)).toMatchObject({ Read: 4, 'People added': 0, Unchanged: 2, 'Turned away': 2 })
  expect(await inDatabase(sql`select * from people.cards order by person_id, field`)).toEqual(before)
  expect(await inDatabase(sql`select content from people.imports where content is not null`)).toEqual([])
})

test('somebody surely known is brought up to date; somebody who may be known waits for a judgement', async () => {
  const dev = await site.as('sample-dev')
  await bring(dev)
  const rows = 'Name,E-mail,City\nIda Quist,IDA@harbor.example,Meridian\nPer Lund,lund@bay.example,Harbor City'
  const path = await bring(dev, rows, { 'column-0': 'name', 'column-1': 'email', 'column-2': 'city' })
  const { text, page } = await dev.get(path)
  expect(figures(page)).toMatchObject({ 'People added': 1, 'Known people updated': 1 })
  expect(text).toContain('1 pair may be one person')
  expect((await dev.get('/desk/people/duplicates')).text).toContain('Per Lund and Per Lund')
})

test('an import is undone whole, and what was edited later stays', async () => {
  const dev = await site.as('sample-dev')
  const before = await inDatabase(sql`select id from people.people order by id`)
  const path = await bring(dev)
  await site.services.database.write(async (db) => {
    await db.save(sql`update people.cards set value = 'Meridian' where field = 'city'
      and person_id = (select id from people.people where name = 'Ida Quist')`)
    db.unaudited('a test edits a card')
  }, wholeSight)
  expect((await dev.post(path, { deed: 'undo' })).status).toBe(303)
  const cards = await inDatabase(sql`select field, value from people.cards`)
  expect(cards).toEqual([{ field: 'city', value: 'Meridian' }])
  expect((await inDatabase(sql`select id from people.people`)).length).toBe(before.length + 1)
  expect((await dev.post(path, { deed: 'undo' })).status).toBe(409)
  // Undone, the list may come again.
  expect(figures((await dev.get(await bring(dev))).page)).toMatchObject({ Unchanged: 0 })
})

test('an import undone with nothing in between leaves no trace of anybody', async () => {
  const dev = await site.as('sample-dev')
  const state = () =>
    inDatabase(sql`select (select jsonb_agg(p order by id) from people.people p) as people, (select jsonb_agg(f order by person_id, field)
      from people.fields f) as fields, (select jsonb_agg(b order by person_id) from bodies.belongings b) as belongings,
      (select jsonb_agg(c) from people.cards c) as cards`)
  const before = await state()
  const path = await bring(dev)
  expect(await state()).not.toEqual(before)
  await dev.post(path, { deed: 'undo' })
  expect(await state()).toEqual(before)
})

test('the other body finds no import, no contact and no reject of this one, and cannot bring people here', async () => {
  const dev = await site.as('sample-dev')
  const cora = await site.as('sample-cora')
  const path = await bring(dev)
  const draft = await draftOf(site, 'sample-dev', 'network')
  for (const address of [path, draft, `${path}/rejects.csv`]) expect((await cora.get(address)).status).toBe(404)
  expect((await cora.post(path, { deed: 'undo' })).status).toBe(404)
  expect((await cora.get('/desk/people/import')).text).not.toContain('Pasted rows')
  expect((await cora.get('/desk/people')).text).not.toContain('Quist')
  expect((await cora.post('/desk/people/import', { bodyId: 'network', rows: list })).status).toBe(404)
  const [ida] = await inDatabase(sql<{ id: string }>`select id from people.people where name = 'Ida Quist'`)
  expect((await cora.get(`/desk/people/${ida?.id}`)).status).toBe(404)
  for (const who of ['visitor', 'sample-ana'] as const)
    expect([401, 403]).toContain((await (await site.as(who)).get('/desk/people/import')).status)
})

test('an export holds what staff may see, runs no formula, and tells each person; only its maker can fetch it, for ten minutes', async () => {
  const kim = await site.as('sample-kim')
  const rows = 'Name,E-mail,Organization\nIda Quist,ida@harbor.example,"=cmd()"'
  await bring(kim, rows, { 'column-0': 'name', 'column-1': 'email', 'column-2': 'organization' })
  const made = await kim.post('/desk/people/export', { bodyId: 'network', q: 'quist' })
  const path = made.headers.get('location') ?? ''
  // Whoever comes after is in no file that they were not told of.
  await bring(kim, 'Name,E-mail\nUna Quist,una@harbor.example', { 'column-0': 'name', 'column-1': 'email' })
  const { text } = await kim.get(path)
  expect(text.trim().split('\r\n')).toHaveLength(2)
  expect(text).toContain("ida@harbor.example,,'=cmd()")
  expect(await inDatabase(sql`select fields from people.looks`)).toEqual([{ fields: ['email'] }])
  expect((await (await site.as('sample-cora')).get(path)).status).toBe(404)
  expect((await (await site.as('sample-dev')).post('/desk/people/export', { bodyId: 'network' })).status).toBe(403)
  site.services.clock.moveTo('2026-02-15T09:11:00.000Z')
  expect((await kim.get(path)).status).toBe(404)
})

test('what a person shows nobody but themselves is in no export', async () => {
  const kim = await site.as('sample-kim')
  const ana = await site.as('sample-ana')
  await ana.post('/me/profile', {
    employer: 'A quiet office',
    'audience-employer': 'me',
    headline: 'Knows harbors',
    'audience-headline': 'staff',
  })
  const made = await kim.post('/desk/people/export', { bodyId: 'network' })
  const { text } = await kim.get(made.headers.get('location') ?? '')
  expect(text).toContain('Knows harbors')
  expect(text).not.toContain('A quiet office')
})
