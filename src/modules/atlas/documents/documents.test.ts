import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { readPdf, Unreadable } from '#platform/pdf'
import { pdfOf, sendFile } from '#test/papers'
import { useSite, type Who } from '#test/site'
import { engagementId } from '../imports/rules.ts'
import { indexRecords } from '../profiles/write.ts'
import { saveText, saveUnread } from './write.ts'

const site = useSite()
const tie = engagementId('tie/harbor-alta')
const resolution = pdfOf([
  ['Resolution 12 of the City Council', 'The council approves the agreement', 'with Alta Vista, signed on 3 May 1978.'],
  ['Zugzwang (annex)'],
])
const words = {
  ...{
    subjectKind: 'engagement',
    subjectId: tie,
    title: 'Resolution 12',
    kind: 'resolution',
    publisher: 'City of Harbor',
  },
  ...{ visibility: 'public', dated: '1978-05-03', language: 'en' },
}
const add = (
  fields: Record<string, string> = {},
  file: { name: string; bytes: Uint8Array } = { name: 'Resolution 12.pdf', bytes: resolution },
  who: Who = 'staff',
) => sendFile(site, who, { path: '/desk/documents/new', fields: { ...words, ...fields }, file })
const visitor = () => site.as('visitor')

/** The page of a document once its text has been read. */
async function read(location: string): Promise<string> {
  const staff = await site.as('staff')
  await expect
    .poll(async () => (await staff.get(location)).text.includes('is being read'), { timeout: 20_000 })
    .toBe(false)
  return location
}
const quote = async (location: string, fields: Record<string, string>, who: Who = 'staff') =>
  (await site.as(who)).post(`${location}/quotes/new`, {
    page: '1',
    words: 'approves the agreement with Alta Vista',
    ...fields,
  })
const found = async (query: string, who: Who = 'visitor') =>
  [...(await (await site.as(who)).get(`/search?q=${query}`)).page.querySelectorAll('.result-title a')].map((each) =>
    each.getAttribute('href'),
  )

test('a PDF beside a record is read page by page, found by its words, and handed over byte for byte', async () => {
  const sent = await add()
  expect(sent.status).toBe(303)
  const location = await read(sent.location)
  const { page } = await (await visitor()).get(location)
  expect([...page.querySelectorAll('.document-text')].map((each) => each.textContent)).toEqual([
    'Resolution 12 of the City Council\nThe council approves the agreement\nwith Alta Vista, signed on 3 May 1978.',
    'Zugzwang (annex)',
  ])
  const hash = createHash('sha256').update(resolution).digest('hex')
  expect(page.body.textContent).toContain(`SHA-256 ${hash}`)
  expect(await found('zugzwang')).toEqual([location])
  expect(
    (await (await visitor()).get(`/engagements/${tie}`)).page.querySelector(`a[href="${location}"]`)?.textContent,
  ).toBe('Resolution 12')
  const file = await site.application.fetch(new Request(`http://legation.test${location}/file`))
  expect(
    createHash('sha256')
      .update(new Uint8Array(await file.arrayBuffer()))
      .digest('hex'),
  ).toBe(hash)
  expect(file.headers.get('content-disposition')).toContain('attachment')
  expect(file.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
})

test('a private document is not there for others: not its page, file, text, title or place on the record', async () => {
  const location = await read((await add({ visibility: 'private', privateReason: 'Names a private person.' })).location)
  for (const who of ['visitor', 'sample-ana'] as const) {
    const person = await site.as(who)
    for (const path of [location, `${location}/file`])
      expect([path, (await person.get(path)).status]).toEqual([path, 404])
    expect(await found('zugzwang', who)).toEqual([])
    expect((await person.get(`/engagements/${tie}`)).text).not.toContain('Resolution 12')
  }
  const staff = await site.as('staff')
  expect((await staff.get(location)).text).toContain('Names a private person.')
  expect(await found('zugzwang', 'staff')).toEqual([location])
  // A claim would make the words public.
  const refused = await quote(location, { property: 'started', value: '1978-05-03' })
  expect([refused.status, refused.text.includes('would make its words public')]).toEqual([409, true])
})

test('who may not add documents cannot, and is shown no way to', async () => {
  expect((await add({}, undefined, 'visitor')).status).toBe(401)
  expect((await add({}, undefined, 'sample-ana')).status).toBe(403)
  const location = await read((await add()).location)
  expect((await quote(location, {}, 'sample-ana')).status).toBe(403)
  expect((await (await site.as('sample-ana')).get(`/engagements/${tie}`)).text).not.toContain('/desk/documents/new')
})

test.each([
  [
    'an SVG under the name of a picture',
    'seal.png',
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    {},
    'turn anything else into a PDF first',
  ],
  ['an empty file', 'empty.pdf', '', {}, 'Choose a file'],
  [
    'no reason for keeping it private',
    'a.pdf',
    '%PDF-1.4',
    { visibility: 'private' },
    'Say why it is kept from the public',
  ],
  ['a date that is none', 'a.pdf', '%PDF-1.4', { dated: 'spring' }, 'Write the date as 1978'],
  ['a picture without words', 'a.gif', 'GIF89a', {}, 'Say what the picture shows'],
])('%s is refused in words', async (_, name, text, fields, sentence) => {
  const answer = await add(fields, { name, bytes: Buffer.from(text) })
  expect([answer.status, answer.text.includes(sentence)]).toEqual([400, true])
  expect(answer.text).toContain('value="Resolution 12"')
})

test('HTML is read without programs and hidden words, and never served as a page', async () => {
  const html = `<!doctype html><html><head><title>Hush</title><script>var quokka = 1</script></head><body><p>Twin &amp; sister</p>
    <div hidden>invisible <div>numbat</div> still</div><p style="display: none">wombat</p><!-- bilby --><p>caf&#233; signed</p><script>numbat</body></html>`
  const location = await read((await add({}, { name: 'page.html', bytes: Buffer.from(html) })).location)
  const { page } = await (await visitor()).get(location)
  expect(page.querySelector('.document-text')?.textContent).toBe('Twin & sister\ncafé signed')
  for (const word of ['quokka', 'numbat', 'wombat', 'bilby']) expect(await found(word)).toEqual([])
  expect((await (await visitor()).get(`${location}/file`)).headers.get('content-type')).toBe('application/octet-stream')
})

test('a scan says that it holds no text; what cannot be read says why; a picture bears what somebody typed', async () => {
  const scan = await read((await add({}, { name: 'scan.pdf', bytes: pdfOf([[]]) })).location)
  expect((await (await visitor()).get(scan)).text).toContain('This file holds no text')
  const broken = await read((await add({}, { name: 'broken.pdf', bytes: Buffer.from('%PDF-1.7\nnothing') })).location)
  expect((await (await visitor()).get(broken)).text).toContain('could not be read')
  const picture = await add(
    { alternative: 'A seal on a letter', transcription: 'Sealed in Harbor by the okapi' },
    { name: 'seal.gif', bytes: Buffer.from('GIF89a') },
  )
  const { page } = await (await visitor()).get(picture.location)
  expect(page.querySelector('.document-picture')?.getAttribute('alt')).toBe('A seal on a letter')
  expect(await found('okapi')).toEqual([picture.location])
})

test('a PDF that takes too long is ended', async () => {
  await expect(readPdf(resolution, 0.001)).rejects.toThrow(Unreadable)
})

test('a quote is a span of the document, marked on its page, and the claim that rests on it leads there', async () => {
  const location = await read((await add()).location)
  const answer = await quote(location, { property: 'ended', value: '2019-05-03' })
  expect(answer.status).toBe(303)
  const address = answer.headers.get('location') ?? ''
  const mark = (await (await visitor()).get(address.split('#')[0] ?? '')).page.querySelector('mark[aria-current]')
  expect(mark?.textContent).toBe('approves the agreement\nwith Alta Vista')
  expect(mark?.id).toBe(address.split('#')[1])
  const record = (await (await visitor()).get(`/engagements/${tie}`)).page
  expect(record.querySelector(`a[href="${address}"]`)?.textContent).toBe('Page 1 of the document')
  const said = await (await visitor()).get(`/api/v1/engagements/${tie}`)
  expect(said.json<{ ended: string }>().ended).toBe('2019-05-03')
})

test.each([
  ['one letter otherwise', { words: 'approves the agreements with Alta Vista' }, 'Copy the words exactly'],
  ['the case otherwise', { words: 'Approves the agreement' }, 'Copy the words exactly'],
  ['words of another page', { words: 'Zugzwang' }, 'Copy the words exactly'],
  ['a page that there is not', { page: '3' }, 'Pages are 1 to 2'],
  ['a value that is none', { property: 'started', value: 'spring' }, 'Write the date as 1978'],
])('a quote with %s is refused, and what was typed is kept', async (_, fields, sentence) => {
  const location = await read((await add()).location)
  const answer = await quote(location, fields)
  expect([answer.status, answer.text.includes(sentence)]).toEqual([400, true])
  expect(answer.page.querySelector('textarea')?.textContent).toContain('words' in fields ? fields.words : 'approves')
})

test('quotes are found again when the text is read anew, or say that they are not', async () => {
  const location = await read((await add()).location)
  await quote(location, {})
  const id = location.split('/').at(-1) ?? ''
  const again = (text: string) => site.services.database.write((db) => saveText(db, { id, texts: [text] }))
  const span = () =>
    site.services.database.read((db) =>
      db.only(sql`select starts_at, is_found from atlas.document_quotes where document_id = ${id}`),
    )
  await again('A new reader: approves the  agreement with\n\nAlta Vista.')
  expect(await span()).toEqual({ starts_at: 14, is_found: true })
  await again('Nothing of it.')
  expect((await (await visitor()).get(location)).text).toContain('No longer found on page 1')
})

test('documents of a government stand on its page, with the way to add one for those who may', async () => {
  const place = { subjectKind: 'organization', subjectId: 'us-zz-mill-creek', title: 'Charter' }
  const location = await read((await add(place)).location)
  const seen = (await (await visitor()).get('/governments/us-zz-mill-creek')).page
  expect(seen.querySelector(`a[href="${location}"]`)?.textContent).toBe('Charter')
  expect(seen.querySelector('a[href^="/desk/documents/new"]')).toBeNull()
  const staff = (await (await site.as('staff')).get('/governments/us-zz-mill-creek')).page
  const form = staff.querySelector('a[href^="/desk/documents/new"]')?.getAttribute('href') ?? ''
  expect((await (await site.as('staff')).get(form)).page.querySelector('h1')?.textContent).toContain('Mill Creek')
  expect((await (await visitor()).get('/sitemap.xml')).text).toContain(`${location}<`)
})

test.each([
  ['for staff only', sql`update atlas.engagements set visibility = 'staff' where id = ${tie}`],
  ['taken back', sql`update atlas.versions set known_to = now() where engagement_id = ${tie} and known_to is null`],
])('a record that is %s takes its documents with it: pages, files, site map and search', async (how, change) => {
  const location = await read((await add()).location)
  await site.services.database.write(async (db) => {
    db.unaudited('as a hand at the database does it')
    await db.save(change)
    if (how === 'taken back') await indexRecords(db, { engagementIds: [tie], organizationIds: [] })
  })
  const person = await visitor()
  for (const path of [location, `${location}/file`])
    expect([path, (await person.get(path)).status]).toEqual([path, 404])
  expect((await person.get('/sitemap.xml')).text).not.toContain(location)
  expect(await found('zugzwang')).toEqual([])
  expect(await found('zugzwang', 'staff')).toEqual([location])
  expect((await (await site.as('staff')).get(location)).status).toBe(200)
})

test('a page of a scan is typed by a person: marked as typed, found, quoted, and kept when the file is read again', async () => {
  const staff = await site.as('staff')
  const scan = pdfOf([['First page'], []])
  const location = await read((await add({}, { name: 'scan.pdf', bytes: scan })).location)
  expect((await staff.get(location)).text).toContain('Type the text of page 2')
  expect((await staff.get(`${location}/pages/2`)).status).toBe(200)
  const empty = await staff.post(`${location}/pages/2`, { text: ' ' })
  expect([empty.status, empty.text.includes('Type what stands on the page')]).toEqual([400, true])
  const typed = { text: 'Zwetschgenhain, sealed by hand in 1978.' }
  for (const [who, status] of [
    ['visitor', 401],
    ['sample-ana', 403],
  ] as const)
    expect((await (await site.as(who)).post(`${location}/pages/2`, typed)).status).toBe(status)
  expect((await staff.post(`${location}/pages/9`, typed)).status).toBe(404)
  expect((await staff.post(`${location}/pages/2`, typed)).headers.get('location')).toBe(`${location}#page-2`)

  const shown = await (await visitor()).get(location)
  expect(shown.text).toContain('Typed by a person from the picture of the page.')
  expect((await (await visitor()).get('/search?q=Zwetschgenhain')).text).toContain('Resolution 12')
  const quote = await staff.post(`${location}/quotes/new`, { page: '2', words: 'sealed by hand' })
  expect(quote.status).toBe(303)

  expect((await staff.post(`${location}/readings/new`, {})).headers.get('location')).toBe(location)
  expect((await (await site.as('sample-ana')).post(`${location}/readings/new`, {})).status).toBe(403)
  const again = (await staff.get(await read(location))).text
  expect(again).toContain('Zwetschgenhain')
  expect(again).toContain('First page')
  expect(again).not.toContain('No longer found')
})

test('a file that could not be read is read again when somebody asks', async () => {
  const staff = await site.as('staff')
  const location = await read((await add()).location)
  const id = location.replace('/documents/', '')
  await site.services.database.write(async (db) => {
    await db.save(sql`update atlas.documents set state = 'reading' where id = ${id}`)
    await saveUnread(db, { id, problem: 'The reader failed.' })
  })
  expect((await staff.get(location)).text).toContain('The reader failed.')
  expect((await staff.post(`${location}/readings/new`, {})).status).toBe(303)
  expect((await staff.get(await read(location))).text).not.toContain('The reader failed.')
})
