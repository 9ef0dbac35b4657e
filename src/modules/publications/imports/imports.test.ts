import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { readDocx } from '#platform/docx'
import { sendFile } from '#test/papers'
import { drafted } from '#test/publication-deeds'
import { useSite } from '#test/site'
import { changedWord, wordFile } from '#test/word-files'
import { coauthor, paragraph } from '#test/writers'
import type { TextDocument } from '../texts/schema.ts'
import { readFile } from './read.ts'

const site = useSite()

const send = (path: string, name: string, bytes: Uint8Array, fields: Record<string, string> = {}) =>
  sendFile(site, 'sample-cora', { path, fields, file: { name, bytes } })
const contentOf = async (): Promise<TextDocument> =>
  (
    await site.services.database.read((db) =>
      db.only(
        sql<{
          content: TextDocument
        }>`select content from publications.editions order by begun_at desc, id desc limit 1`,
      ),
    )
  ).content
const refused = async (name: string, bytes: Uint8Array) => {
  const draft = await drafted(site)
  const { status, text } = await send(`${draft}/import`, name, bytes)
  const error = /<p[^>]*class="field-error"[^>]*>(.*?)<\/p>/s.exec(text)?.[1] ?? text.slice(0, 3000)
  return `${status} ${error.replace(/<[^>]+>/g, '')}`
}

test('a Word file becomes a draft with all that it says, after a page has told what comes over and what does not', async () => {
  const cora = await site.as('sample-cora')
  const sent = await send('/desk/works/import', 'ports.docx', await wordFile(), { kind: 'report', bodyId: 'center' })
  expect(sent.status).toBe(303)
  const { page } = await cora.get(sent.location)
  const [came, changed] = [...page.querySelectorAll('.notice')].map((notice) => notice.textContent)
  expect(came).toMatch(/2 headings, 2 lists, 1 table, 1 note, 1 link, 1 picture/)
  expect(changed).toContain('1 comment left out of the text')
  expect(changed).toContain('2 tracked changes taken as accepted')
  expect(changed).toContain('1 merged cell taken apart')
  expect((await contentOf()).content).toEqual([{ type: 'paragraph' }])
  expect((await cora.post(sent.location, { deed: 'replace' })).status).toBe(303)
  const { content } = await contentOf()
  const text = JSON.stringify(content)
  expect(content.map(({ type }) => type)).toEqual([
    'heading',
    'paragraph',
    'heading',
    'orderedList',
    'table',
    'picture',
  ])
  expect(content[0]?.attrs?.level).toBe(2)
  expect(text).toContain('"text":"bold and leaning"')
  expect(text).toContain('He said “no” [twice] & left.')
  expect(text).toContain('Said later.')
  expect(text).not.toContain('Never said')
  expect(content[3]?.content?.[0]?.content?.[1]?.type).toBe('orderedList')
  expect(content[5]?.attrs).toMatchObject({ alternative: 'A quay at night', caption: 'The quay in 1978.' })
  const draft = sent.location.replace(/\/import.*/, '')
  expect((await cora.get(draft)).page.querySelector('h1')?.textContent).toBe('Ports of call')
  expect((await cora.get(`/pictures/${content[5]?.attrs?.id}`)).status).toBe(200)
})

test('nothing of a draft is lost: it is a revision, and can be taken back; a file can also go to its end', async () => {
  const cora = await site.as('sample-cora')
  const draft = await drafted(site)
  const first = await send(`${draft}/import`, 'a.md', Buffer.from('# New\n\nWords[^1].\n\n[^1]: See *this* “[one]”.\n'))
  await cora.post(first.location, { deed: 'append' })
  expect(JSON.stringify(await contentOf())).toMatch(/Ties belong in the open.*New.*See this “\[one\]”/)
  expect((await cora.get(first.location)).status).toBe(404)
  const second = await send(`${draft}/import`, 'b.txt', Buffer.from('Only this.\r\n\r\n# And *that*.'))
  await cora.post(second.location, { deed: 'replace' })
  expect(JSON.stringify(await contentOf())).toContain('"text":"# And *that*."')
  await cora.post(`${draft}/revisions/3`, {})
  expect(JSON.stringify(await contentOf())).toMatch(/Ties belong in the open.*New/)
  await cora.post(`${draft}/revisions/2`, {})
  expect(JSON.stringify(await contentOf())).not.toContain('New')
  expect(JSON.stringify(await contentOf())).toContain('Ties belong in the open.')
  const third = await send(`${draft}/import`, 'b.txt', Buffer.from('Not this.'))
  await cora.post(third.location, { deed: 'leave' })
  expect(JSON.stringify(await contentOf())).not.toContain('Not this')
})

test('words that somebody is writing meanwhile are a revision before a file takes their place, and their page follows', async () => {
  const [cora, draft] = [await site.as('sample-cora'), await drafted(site)]
  const id = draft.split('/').at(-1) ?? ''
  const fetch = (request: Request) => site.application.fetch(request)
  const writer = await coauthor({ fetch, origin: 'http://legation.test' }, cora, id)
  writer.change([paragraph('Typed a moment ago.')])
  expect(await writer.send()).toBe(200)
  const sent = await send(`${draft}/import`, 'a.txt', Buffer.from('From the file.'))
  expect((await cora.post(sent.location, { deed: 'replace' })).status).toBe(303)
  const { said } = await site.services.database.read((db) =>
    db.only(sql<{ said: string[] }>`select array_agg(content::text order by revision) as said
      from publications.revisions where edition_id = ${id}`),
  )
  expect(said.slice(-2)).toEqual([
    expect.stringContaining('Typed a moment ago.'),
    expect.not.stringContaining('Typed a moment ago.'),
  ])
  await writer.hears(() => writer.words().join() === 'From the file.')
  await writer.leave()
})

test.each([
  [
    'UTF-16 with a mark',
    Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from('Zürich signed.', 'utf16le')]),
    'Read as UTF-16',
  ],
  ['windows-1252', Buffer.from('Z\xfcrich signed.', 'latin1'), 'Read as windows-1252'],
])('plain text in %s is read, and the page says so', async (_, bytes, says) => {
  const sent = await send(`${await drafted(site)}/import`, 'a.txt', bytes)
  const { text } = await (await site.as('sample-cora')).get(sent.location)
  expect(text).toContain('Zürich signed.')
  expect(text).toContain(says)
})

test('what cannot be read is refused with what to do', async () => {
  const word = await wordFile()
  expect(await refused('a.docx', Buffer.from('hello'))).toContain('Save the text as .docx')
  expect(await refused('a.pdf', Buffer.from('%PDF-1.7'))).toContain('Save the text as .docx')
  expect(await refused('a.exe', Buffer.from('MZ'))).toContain('Choose a .docx, .md or .txt file')
  expect(await refused('a.txt', word)).toContain('Choose the .docx, .md or .txt file itself')
  const old = Buffer.concat([Buffer.from('\xd0\xcf\x11\xe0', 'latin1'), Buffer.alloc(600)])
  expect(await refused('a.docx', old)).toContain('an older Word')
  expect(await refused('a.docx', Buffer.concat([old, Buffer.from('EncryptedPackage', 'utf16le')]))).toContain(
    'password',
  )
  expect(await refused('a.docx', word.subarray(0, word.length - 400))).toContain('broken')
  const macros = changedWord(word, () => ({ 'word/vbaProject.bin': Buffer.from('x') }))
  expect(await refused('a.docx', macros)).toContain('macros')
  const objects = changedWord(word, () => ({ 'word/embeddings/oleObject1.bin': Buffer.from('x') }))
  expect(await refused('a.docx', objects)).toContain('OLE')
  const entities = changedWord(word, (parts) => ({
    'word/document.xml': (parts['word/document.xml'] ?? '').replace(
      '<w:document',
      '<!DOCTYPE x [<!ENTITY a "b">]><w:document',
    ),
  }))
  expect(await refused('a.docx', entities)).toContain('never writes')
  await expect(readFile({ name: 'a.docx', bytes: Buffer.alloc(31 * 1_048_576) })).rejects.toMatchObject({
    fields: { file: 'Make its pictures smaller, or send it in parts' },
  })
  expect((await send(`${await drafted(site)}/import`, 'a.docx', Buffer.alloc(50 * 1_048_576))).status).toBe(413)
})

test('a bomb is not unpacked, and a file that never ends is given up', async () => {
  const saying = (size: number) => {
    const file = Buffer.from(zipSync({ 'word/document.xml': Buffer.from('x'.repeat(1000)) }))
    // The size that the directory of the archive promises (APPNOTE 4.3.12).
    file.writeUInt32LE(size, file.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + 24)
    return file
  }
  expect(await refused('a.docx', saying(160_000_000))).toContain('more than any text holds')
  expect(await refused('a.docx', saying(10))).toContain('broken')
  await expect(readDocx(await wordFile(), 0)).rejects.toThrow('took too long')
})

test('others are answered while a file is read, and nobody has one read who may not write the draft', async () => {
  const [cora, draft, word] = [await site.as('sample-cora'), await drafted(site), await wordFile()]
  let isRead = false
  const sending = send(`${draft}/import`, 'ports.docx', word).then((sent) => {
    isRead = true
    return sent
  })
  let answered = 0
  // Whoever shares the one connection is answered while the file is read on its thread.
  while (!isRead) if ((await cora.get('/works')).status === 200) answered++
  expect((await sending).status).toBe(303)
  expect(answered).toBeGreaterThan(3)
  const bad = { path: `${draft}/import`, fields: {}, file: { name: 'a.docx', bytes: Buffer.from('hello') } }
  for (const who of ['visitor', 'sample-ana', 'sample-dev'] as const)
    expect([401, 403, 404], who).toContain((await sendFile(site, who, bad)).status)
})

test('a picture on another site is not fetched, and is said', async () => {
  const outside = changedWord(await wordFile(), (parts) => ({
    'word/_rels/document.xml.rels': (parts['word/_rels/document.xml.rels'] ?? '').replace(
      /(<Relationship [^>]*relationships\/image"[^>]*Target=")[^"]*"/,
      '$1http://127.0.0.1:9/spy.png" TargetMode="External"',
    ),
  }))
  const sent = await send(`${await drafted(site)}/import`, 'a.docx', outside)
  const { text } = await (await site.as('sample-cora')).get(sent.location)
  expect(text).toContain('1 picture on another site, and not fetched')
})

test('what somebody sent is seen by nobody outside of the body', async () => {
  const sent = await send(`${await drafted(site)}/import`, 'a.txt', Buffer.from('Only ours.'))
  expect((await (await site.as('visitor')).get(sent.location)).status).toBe(401)
  expect((await (await site.as('sample-ana')).get(sent.location)).text).not.toContain('Only ours.')
})
