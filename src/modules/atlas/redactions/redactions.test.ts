import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { destroyAgain, listDestroyed } from '#kernel/files'
import { sql, wholeSight } from '#platform/db'
import { passagesOf, withoutPassages } from '#platform/pdf'
import { pdfOf, sendFile } from '#test/papers'
import { useSite, type Who } from '#test/site'
import { engagementId } from '../imports/rules.ts'

const site = useSite()
const tie = engagementId('tie/harbor-alta')
const letter = pdfOf([
  ['A letter of the City of Harbor', 'signed by Ms. Quokka-', 'berg of Alta Vista.'],
  ['The QUOKKABERG papers, and the narwhal'],
])
const paper = {
  ...{ subjectKind: 'engagement', subjectId: tie, title: 'Letter', kind: 'letter', publisher: 'City of Harbor' },
  ...{ visibility: 'public', dated: '1978-05-03', language: 'en' },
}
const wanted = {
  ...{ words: 'quokkaberg', boxes: '', title: 'Letter (redacted)', visibility: 'public', fate: 'private' },
  reason: 'She is a private person.',
}

async function add(fields: Record<string, string> = {}, file = { name: 'letter.pdf', bytes: letter }): Promise<string> {
  const { location } = await sendFile(site, 'staff', {
    path: '/desk/documents/new',
    fields: { ...paper, ...fields },
    file,
  })
  const staff = await site.as('staff')
  await expect
    .poll(async () => (await staff.get(location)).text.includes('is being read'), { timeout: 20_000 })
    .toBe(false)
  return location
}
const redact = async (location: string, fields: Record<string, string> = {}, who: Who = 'staff') =>
  (await site.as(who)).post(`${location}/redactions/new`, { ...wanted, ...fields })

/** Where the new document is, once it is made. */
async function made(location: string): Promise<string> {
  const id = location.split('/').at(-1) ?? ''
  const result = () =>
    site.services.database.read((db) =>
      db.only(
        sql<{
          id: string | null
          problem: string | null
        }>`select result_id as id, problem from atlas.redactions where document_id = ${id}`,
      ),
    )
  await expect.poll(async () => (await result()).id ?? (await result()).problem, { timeout: 40_000 }).not.toBe(null)
  return `/documents/${(await result()).id}`
}
const fileOf = async (location: string): Promise<Buffer> => {
  const answer = await site.application.fetch(new Request(`http://legation.test${location}/file`))
  return Buffer.from(await answer.arrayBuffer())
}
const found = async (query: string, who: Who = 'visitor') =>
  [...(await (await site.as(who)).get(`/search?q=${query}`)).page.querySelectorAll('.result-title a')].map((each) =>
    each.getAttribute('href'),
  )

/** A file and what its packed parts hold, as the letters they may be written in. */
function unpacked(file: Buffer): string {
  const parts = [file]
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', at + 6)) {
    const start = file.indexOf('\n', at) + 1
    try {
      parts.push(inflateSync(file.subarray(start, file.indexOf('endstream', start)), { finishFlush: 2 }))
    } catch {
      // a stream that is not packed this way stands in the file as it is
    }
  }
  return parts
    .flatMap((part) => [part.toString('latin1'), part.toString('utf8'), part.toString('latin1').replaceAll('\0', '')])
    .join('\n')
}
const hex = (word: string) => [Buffer.from(word).toString('hex'), Buffer.from(word, 'utf16le').swap16().toString('hex')]

test('removed words are in no byte of the new document, nor in its text or the search; what remains is', async () => {
  const location = await add()
  expect(await found('narwhal')).toEqual([location])
  expect((await redact(location)).status).toBe(303)
  const after = await made(location)
  const { page, text } = await (await site.as('visitor')).get(after)
  expect([...page.querySelectorAll('.document-text')].map((each) => each.textContent)).toEqual([
    'A letter of the City of Harbor\nsigned by Ms. [removed] of Alta Vista.',
    'The [removed] papers, and the narwhal',
  ])
  expect(text).toContain('2 passages were')
  const bytes = unpacked(await fileOf(after)).toLowerCase()
  for (const word of ['quokka', 'berg of', ...hex('uokka'), ...hex('UOKKA')]) expect(bytes.includes(word)).toBe(false)
  // What is spoken of the pages instead shows that the search above looks where words stand.
  expect(['harbor', ...hex('arbor')].some((word) => bytes.includes(word))).toBe(true)
  expect(await found('quokkaberg')).toEqual([])
  expect(await found('narwhal')).toEqual([after])
  // The document as it was is kept for staff, and leads others to what is left.
  const old = await (await site.as('visitor')).get(location)
  expect([old.status, old.headers.get('location')]).toEqual([303, after])
  expect((await (await site.as('visitor')).get(`${location}/file`)).status).toBe(404)
  expect((await (await site.as('staff')).get(location)).text).toContain('There is a redacted copy')
  expect(text).not.toContain('She is a private person.')
})

test('the pictures are black where the words stood and nowhere else', async () => {
  const { blackOut } = await import('#platform/pdf')
  const [whole, black] = await Promise.all(
    [[], ['quokkaberg']].map((words) => blackOut({ bytes: letter, words, boxes: [] })),
  )
  expect(Buffer.from(whole?.[0]?.jpeg ?? []).equals(Buffer.from(black?.[0]?.jpeg ?? []))).toBe(false)
  const again = await blackOut({ bytes: letter, words: ['papers'], boxes: [] })
  // A page on which nothing is to go is drawn the same.
  expect(Buffer.from(whole?.[0]?.jpeg ?? []).equals(Buffer.from(again[0]?.jpeg ?? []))).toBe(true)
})

test('a destroyed document is gone: row, text, quotes, file, search and the words of the order', async () => {
  const location = await add()
  const id = location.split('/').at(-1) ?? ''
  await (await site.as('staff')).post(`${location}/quotes/new`, { page: '2', words: 'QUOKKABERG papers' })
  await redact(location, { fate: 'destroyed' })
  const after = await made(location)
  const counts = await site.services.database.read((db) =>
    db.only(sql`select (select count(*)::int from atlas.documents where id = ${id}) as documents,
      (select count(*)::int from atlas.document_pages where text ilike '%quokka%') as pages,
      (select count(*)::int from atlas.document_quotes where document_id = ${id}) as quotes,
      (select count(*)::int from files.files where sha256 = (select sha256 from atlas.redactions where document_id = ${id})) as files,
      (select count(*)::int from search.postings where term like 'quokka%') as postings,
      (select count(*)::int from audit.entries where detail::text ilike '%quokka%') as told,
      (select jsonb_array_length(words) from atlas.redactions where document_id = ${id}) as words`),
  )
  expect(counts).toEqual({ documents: 0, pages: 0, quotes: 0, files: 0, postings: 0, told: 0, words: 0 })
  for (const who of ['staff', 'visitor'] as const) {
    expect((await (await site.as(who)).get(location)).headers.get('location')).toBe(after)
    expect((await (await site.as(who)).get(`${location}/file`)).status).toBe(404)
  }
  const page = (await (await site.as('staff')).get(after)).text
  expect(page).toContain('was destroyed on')
  expect(page).toContain('A backup made before still holds it until you delete it')
})

test('an older backup does not bring a destroyed document back, nor does whoever sends it again', async () => {
  const { database } = site.services
  const location = await add()
  const id = location.split('/').at(-1) ?? ''
  const row = await database.read((db) =>
    db.only(sql<{ row: object }>`select to_jsonb(document) as row from atlas.documents document where id = ${id}`),
  )
  await redact(location, { fate: 'destroyed' })
  await made(location)
  const register = await database.read(listDestroyed)
  expect(register).toHaveLength(1)
  const sent = { path: '/desk/documents/new', fields: paper, file: { name: 'letter.pdf', bytes: letter } }
  expect((await sendFile(site, 'staff', sent)).text).toContain('This very file was destroyed here for good')
  // The database as it was before, beside a register that knows better.
  await database.write(async (db) => {
    db.unaudited('the test restores an older backup')
    await db.save(sql`delete from files.destroyed`)
    await db.save(sql`insert into files.files (sha256, media_type, size, bytes, stored_at)
      values (${register[0]?.sha256}, 'application/pdf', ${letter.length}, ${Buffer.from(letter)}, now())`)
    await db.save(sql`insert into atlas.documents
      select * from jsonb_populate_record(null::atlas.documents, ${JSON.stringify(row.row)}::text::jsonb || '{"state": "reading"}')`)
  }, wholeSight)
  const again = () => database.write((db) => destroyAgain(db, register), wholeSight)
  expect([await again(), await again()]).toEqual([1, 0])
  const left = await database.read((db) =>
    db.only(sql`select (select count(*)::int from atlas.documents where id = ${id}) as documents,
      (select count(*)::int from files.files where sha256 = ${register[0]?.sha256}) as files`),
  )
  expect(left).toEqual({ documents: 0, files: 0 })
})

test('who may not redact cannot; what is private is not there for them; and nothing leads to it', async () => {
  const location = await add()
  expect((await redact(location, {}, 'visitor')).status).toBe(401)
  expect((await redact(location, {}, 'sample-ana')).status).toBe(403)
  expect((await (await site.as('sample-ana')).get(location)).text).not.toContain('redactions/new')
  const hidden = await add({ visibility: 'private', privateReason: 'Names a private person.', title: 'Other' })
  expect((await redact(hidden, {}, 'sample-ana')).status).toBe(404)
  await redact(location, { visibility: 'private' })
  const after = await made(location)
  for (const path of [location, after]) expect((await (await site.as('visitor')).get(path)).status).toBe(404)
})

test.each([
  ['words that stand nowhere', { words: 'quokkaberg\nwallaby' }, 'Not found on any page: wallaby'],
  ['nothing to take out', { words: ' ' }, 'Say which words or which parts'],
  ['one letter', { words: 'q' }, 'write at least two'],
  ['a part that is none', { boxes: '1: 10, 20' }, 'page: left, top, width, height'],
  ['a part beyond the edge', { boxes: '1: 90, 20, 30, 5' }, 'page: left, top, width, height'],
  ['a page that there is not', { boxes: '3: 10, 20, 30, 5' }, 'Pages are 1 to 2'],
  ['the words in its title', { title: 'Letter of Ms. Quokkaberg' }, 'a title without them'],
  ['no reason', { reason: '' }, 'Say why'],
])('a redaction with %s is refused, and what was typed is kept', async (_, fields, sentence) => {
  const location = await add()
  const answer = await redact(location, fields)
  expect([answer.status, answer.text.includes(sentence)]).toEqual([400, true])
  expect(answer.page.querySelector('textarea[name=reason]')?.textContent).toBe({ ...wanted, ...fields }.reason)
  expect((await (await site.as('visitor')).get(location)).status).toBe(200)
})

test('words that a claim quotes to everyone are taken back there first', async () => {
  const location = await add()
  const quote = { page: '2', words: 'QUOKKABERG papers', property: 'ended', value: '2019-05-03' }
  await (await site.as('staff')).post(`${location}/quotes/new`, quote)
  const answer = await redact(location)
  expect([answer.status, answer.text.includes('Take that claim back')]).toEqual([409, true])
})

test('a page of the web and a picture are redacted too, and the same file twice is not half destroyed', async () => {
  const html = Buffer.from('<!doctype html><html><body><p>Signed by Quokkaberg</p><p>in Harbor</p></body></html>')
  const page = await add({}, { name: 'a.html', bytes: html })
  await redact(page)
  const text = (await (await site.as('visitor')).get(await made(page))).page.querySelector(
    '.document-text',
  )?.textContent
  expect(text).toBe('Signed by [removed]\nin Harbor')
  const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==', 'base64')
  const seal = { alternative: 'A seal of Quokkaberg', transcription: 'Sealed by Quokkaberg' }
  const picture = await add(seal, { name: 'a.gif', bytes: gif })
  await redact(picture, { boxes: '1: 0, 0, 100, 100' })
  const left = await made(picture)
  expect((await (await site.as('visitor')).get(left)).page.querySelector('.document-text')?.textContent).toBe(
    'Sealed by [removed]',
  )
  expect(unpacked(await fileOf(left)).toLowerCase()).not.toContain('quokka')
  const twin = await add()
  await add()
  expect((await redact(twin, { fate: 'destroyed' })).text).toContain('The same file stands beside another record too')
})

test.each([
  ['Ms. Quokka-\nberg, and quokkaberg', ['QUOKKABERG'], 'Ms. [removed], and [removed]'],
  ['José  Ramírez', ['jose ramirez'], '[removed]'],
  ['José was here', ['José'], '[removed] was here'],
  ['the ofﬁce of Ana', ['office'], 'the [removed] of Ana'],
  ['a soft\u00adened word', ['softened'], 'a [removed] word'],
  ['anana', ['ana'], '[removed]'],
  ['nothing of it', ['wallaby'], 'nothing of it'],
  ['😀 Ana 😀', ['ana'], '😀 [removed] 😀'],
])('in %j', (text, words, left) => {
  expect(withoutPassages(text, passagesOf(text, words))).toBe(left)
})

test('words that somebody typed from the picture of a page go only with the part where they stand', async () => {
  const location = await add({}, { name: 'scan.pdf', bytes: pdfOf([['A letter'], []]) })
  const staff = await site.as('staff')
  await staff.post(`${location}/pages/2`, { text: 'Signed by Quokkaberg herself.' })
  const refused = await redact(location)
  expect([refused.status, refused.text.includes('Mark the part where they stand on page 2')]).toEqual([400, true])
  expect((await redact(location, { boxes: '2: 0, 0, 100, 100' })).status).toBe(303)
  const copy = await made(location)
  expect((await staff.get(copy)).text.toLowerCase()).not.toContain('quokkaberg')
})
