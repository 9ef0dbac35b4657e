import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { DOMParser, parseHTML } from 'linkedom'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { expect, test } from 'vitest'
import { sendPicture } from '#test/pictures'
import { type Person, useSite } from '#test/site'

const site = useSite()
const epubcheck = 'epubcheck'
// Some versions name themselves and then fail, because they were given no file.
const hasEpubcheck = /EPUBCheck v/.test(spawnSync(epubcheck, ['--version'], { encoding: 'utf8' }).stdout ?? '')
const at = '/works/ports-and-partners'

const sources =
  '@book{vattel1758, author={Vattel, Emer de}, title={The Law of Nations}, year={1758}, publisher={Press}, address={London}}'

/** Publishes a report with a picture at its head; `PICTURE` in the text is its id. */
async function publish(person: Person, content: string, more: Record<string, string> = {}): Promise<void> {
  const fields = { kind: more.startsAt ? 'event' : 'report', bodyId: 'center', title: 'Ports and partners', slug: '' }
  const draft = (await person.post('/desk/works/new', fields)).headers.get('location') ?? ''
  const said = { title: 'Ports and partners', teaser: 'What they sign.', topics: 'china', authors: 'Cora Sample' }
  await person.post(`${draft}/references`, { deed: 'add', sources })
  const id = await sendPicture(site, draft)
  await person.post(`${draft}/pictures`, { deed: 'hero', picture: id })
  const saved = { revision: '3', content: content.replace('PICTURE', id), ...said, ...more }
  expect((await person.post(draft, saved)).status).toBe(303)
  expect((await person.post(`${draft}/turn`, { deed: 'publish' })).status).toBe(303)
}

const bytesOf = async (path: string) => {
  const response = await site.application.fetch(
    new Request(`http://legation.test${path}`, { headers: { host: 'legation.test' } }),
  )
  expect(response.status, path).toBe(200)
  return new Uint8Array(await response.arrayBuffer())
}

/** Words without what a form adds of its own: numbers of notes and steps, arrows back. */
const wordsOf = (text: string) => (text.match(/[\p{L}]{2,}/gu) ?? []).sort()

async function wordsOfPdf(pdf: Uint8Array): Promise<string> {
  const file = await getDocument({ data: pdf, useSystemFonts: false }).promise
  const pages: string[] = []
  for (let number = 1; number <= file.numPages; number++) {
    const { items } = await (await file.getPage(number)).getTextContent()
    pages.push(items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join(''))
  }
  return pages.join('\n')
}
const xmlIn = (archive: Uint8Array, name: string) => strFromU8(unzipSync(archive)[name] ?? new Uint8Array())
/** Words of a line belong together whatever marks them, those of two blocks do not. */
const wordsOfHtml = (html: string) =>
  wordsOf(
    html
      .replace(/<\/(?:p|li|dt|dd|h\d|t[dh]|pre|div|ol|figcaption|caption|figure)>/g, ' ')
      .replace(/<[^>]+>/g, '')
      .replace(/&\w+;/g, ' '),
  )
/** What stands in the first list more often than in the second. */
function lacking(expected: string[], found: string[]): string[] {
  const left = new Map<string, number>()
  for (const word of found) left.set(word, (left.get(word) ?? 0) + 1)
  return expected.filter((word) => {
    const count = left.get(word) ?? 0
    left.set(word, count - 1)
    return count < 1
  })
}
/** Runs of one paragraph belong together, paragraphs do not. */
const wordsOfDocx = (xml: string) =>
  xml
    .replace(/<\/w:p>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/&(?:apos|quot|amp);/g, ' ')

/** Where a document stops being XML: a tag that is not closed, or closed by another; empty for one that is sound. */
function faultOf(xml: string): string {
  const open: string[] = []
  for (const [tag, isEnd, name = '', isAlone] of xml.matchAll(
    /<(\/?)([a-zA-Z][\w:.-]*)(?:\s+[\w:.-]+="[^"<]*")*\s*(\/?)>/g,
  )) {
    if (isEnd && open.pop() !== name) return tag
    if (!isEnd && !isAlone) open.push(name)
  }
  const rest = xml.replace(/<\/?[a-zA-Z][\w:.-]*(?:\s+[\w:.-]+="[^"<]*")*\s*\/?>|<\?xml[^>]*\?>|<!DOCTYPE html>/g, '')
  return open.join() || (/.{0,20}(?:<|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)).{0,20}/i.exec(rest)?.[0] ?? '')
}

const texts: Record<string, string> = {
  'the sample report': readFileSync(
    join(import.meta.dirname, '../../../../fixtures/works/sample-ports-and-partners.md'),
    'utf8',
  ),
  'everything a text can hold':
    '## Heading\n\nBold **words**, *leaning* ones, `code`, ~~struck~~, a [book](https://example.org).[footnote text="A note."]\n\n- first item\n- second item\n\n1. step\n\n> A quotation.\n\n```\nsome code\n```\n\n---\n\nAfter the rule.',
  'an event': 'Three agreements are read aloud by those who keep them, and everybody may ask about each.',
  'a text that cites':
    'Envoys went abroad.[citation key="vattel1758" locator="12"] They still do.[citation key="vattel1758" prefix="see"]',
  'a text with pictures and embeds': `The port grew.

[picture id="PICTURE" alternative="Cranes "over" water" caption="The new quay." credit="Photo: Ana"]

${['list', 'map', 'chart']
  .map((kind) => `[embed kind="atlas.${kind}" reference="country=QQ" asOf="2030-01-01" caption="As we count it."]`)
  .join('\n\n')}

[embed kind="atlas.country" reference="qq" asOf="2030-01-01" caption=""]

After it.`,
}

const event = {
  ...{ startsAt: '2099-03-03T18:00', endsAt: '2099-03-03T20:00', zone: 'America/Chicago', isOnline: 'yes' },
  ...{ place: 'City Hall, Houston', registrationAddress: 'https://example.org/register', afterwards: 'Many came.' },
}

for (const [name, content] of Object.entries(texts))
  test(`each form of ${name} has the same words`, { timeout: 60_000 }, async () => {
    const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
    await publish(cora, content, name === 'an event' ? event : {})
    const { page } = await visitor.get(at)
    for (const drawing of page.querySelectorAll('.prose svg')) drawing.remove()
    const head = page.querySelector('.hero-figure figcaption')?.textContent ?? ''
    const facts = page.querySelector('.text-facts .record')?.innerHTML ?? ''
    const expected = wordsOfHtml(`${facts} ${head} ${page.querySelector('.prose')?.innerHTML ?? ''}`)
    // Whoever does not see a picture is told what it shows: read aloud, or in so many words.
    const told = [...page.querySelectorAll('article img')].flatMap((image) =>
      wordsOf(`Picture ${image.getAttribute('alt')}`),
    )
    expect(expected.length).toBeGreaterThan(10)
    for (const shown of content.matchAll(/\[embed/g))
      expect([shown[0], expected.join(' ')]).toEqual(['[embed', expect.stringContaining('Engagements')])
    const plain = (await visitor.get(`${at}/work.txt`)).text
    const front = wordsOf('Ports and partners What they sign. Cora Sample')
    expect(wordsOf(plain)).toEqual([...expected, ...front, ...told].sort())

    const book = await bytesOf(`${at}/work.epub`)
    expect(Object.keys(unzipSync(book))[0]).toBe('mimetype')
    const { document } = parseHTML(xmlIn(book, 'EPUB/text.xhtml'))
    expect(wordsOfHtml(document.querySelector('body')?.innerHTML ?? '')).toEqual([...expected, ...front].sort())

    const office = await bytesOf(`${at}/work.docx`)
    const written = `${wordsOfDocx(xmlIn(office, 'word/document.xml'))} ${wordsOfDocx(xmlIn(office, 'word/footnotes.xml'))}`
    expect(lacking(expected, wordsOf(written))).toEqual([])

    const set = wordsOf((await wordsOfPdf(await bytesOf(`${at}/work.pdf`))).replace(/(\p{L})-\n(\p{Ll})/gu, '$1$2'))
    expect(lacking(expected, set)).toEqual([])
  })

test('a picture on paper has its alternative in the structure, and the paper still claims PDF/UA', async () => {
  const cora = await site.as('sample-cora')
  await publish(cora, 'The port grew.\n\n[embed kind="atlas.map" reference="country=QQ" asOf="2030-01-01"]')
  const file = await getDocument({ data: await bytesOf(`${at}/work.pdf`) }).promise
  expect((await file.getMetadata()).metadata?.getRaw()).toContain('pdfuaid:part')
  const trees = await Promise.all(
    Array.from({ length: file.numPages }, async (_, page) =>
      JSON.stringify(await (await file.getPage(page + 1)).getStructTree()),
    ),
  )
  expect(trees.join()).toContain('"alt":"Ships in a harbor"')
  expect(trees.join()).toMatch(/"alt":"Partner country: /)
})

test('a book names every file it holds, its pictures among them, and each page is sound XML', async () => {
  const cora = await site.as('sample-cora')
  await publish(
    cora,
    `${texts['everything a text can hold']}\n\n[embed kind="atlas.chart" reference="by=form" asOf="2030-01-01"]`,
  )
  const book = await bytesOf(`${at}/work.epub`)
  expect(strFromU8(book.subarray(30, 58))).toBe('mimetypeapplication/epub+zip')
  expect(book[8]).toBe(0)
  const names = Object.keys(unzipSync(book))
  const read = (name: string) => new DOMParser().parseFromString(xmlIn(book, name), 'text/xml')
  const [root] = read('META-INF/container.xml').getElementsByTagName('rootfile')
  expect(root?.getAttribute('full-path')).toBe('EPUB/package.opf')
  const items = [...read('EPUB/package.opf').getElementsByTagName('item')]
  const listed = items.map((item) => `EPUB/${item.getAttribute('href')}`)
  expect(listed.sort()).toEqual(names.filter((name) => name.startsWith('EPUB/') && name !== 'EPUB/package.opf').sort())
  expect(items.filter((item) => item.getAttribute('media-type') === 'image/png')).toHaveLength(1)
  expect(new Set(items.map((item) => item.getAttribute('id'))).size).toBe(items.length)
  expect(items.find((item) => item.getAttribute('properties') === 'nav')?.getAttribute('href')).toBe('nav.xhtml')
  const text = xmlIn(book, 'EPUB/text.xhtml')
  for (const name of names.filter((each) => /\.(?:xhtml|opf|xml)$/.test(each)))
    expect([name, faultOf(xmlIn(book, name))]).toEqual([name, ''])
  const anchors = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  for (const [, anchor = ''] of xmlIn(book, 'EPUB/nav.xhtml').matchAll(/text\.xhtml#([^"]+)/g))
    expect(anchors).toContain(anchor)
  for (const [, source = ''] of text.matchAll(/<img[^>]+src="([^"]+)"/g)) expect(names).toContain(`EPUB/${source}`)
  expect(text).not.toMatch(/<(?:svg|script|style)/)
})

test.runIf(hasEpubcheck)('epubcheck finds nothing to say about a book', { timeout: 120_000 }, async () => {
  await publish(await site.as('sample-cora'), texts['everything a text can hold'] ?? '')
  const folder = mkdtempSync(join(tmpdir(), 'book-'))
  writeFileSync(join(folder, 'work.epub'), await bytesOf(`${at}/work.epub`))
  const { status, stdout, stderr } = spawnSync(epubcheck, [join(folder, 'work.epub')], { encoding: 'utf8' })
  expect([status, stdout + stderr]).toEqual([0, expect.any(String)])
})

test('a paper of its own: title, authors and language are told to those who listen, and it claims PDF/UA', async () => {
  const cora = await site.as('sample-cora')
  await publish(cora, 'Harbor City signed.[footnote text="In 1978."]')
  const file = await getDocument({ data: await bytesOf(`${at}/work.pdf`) }).promise
  const { info, metadata } = await file.getMetadata()
  expect(info).toMatchObject({ Title: 'Ports and partners', Author: 'Cora Sample', Language: 'en' })
  expect(metadata?.getRaw()).toContain('pdfuaid:part')
})

test('no form of a draft, nor of what is gone, is to be had', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  for (const end of ['pdf', 'epub', 'docx', 'txt']) expect((await visitor.get(`${at}/work.${end}`)).status).toBe(404)
  await publish(cora, 'Harbor City signed.')
  const draft = (await cora.get('/desk/works')).page.querySelector('td a, th a')?.getAttribute('href') ?? ''
  await cora.post(`${draft}/turn`, { deed: 'remove', reason: 'A court ordered it.' })
  for (const end of ['pdf', 'epub', 'docx', 'txt']) {
    expect((await visitor.get(`${at}/work.${end}`)).status).toBe(404)
    expect((await visitor.get(`${at}/editions/1/work.${end}`)).status).toBe(404)
  }
})
