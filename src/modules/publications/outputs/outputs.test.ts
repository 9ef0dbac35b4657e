import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { parseHTML } from 'linkedom'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { expect, test } from 'vitest'
import { type Person, useSite } from '#test/site'

const site = useSite()
const at = '/works/ports-and-partners'

const sources =
  '@book{vattel1758, author={Vattel, Emer de}, title={The Law of Nations}, year={1758}, publisher={Press}, address={London}}'

async function publish(person: Person, content: string): Promise<void> {
  const fields = { kind: 'report', bodyId: 'center', title: 'Ports and partners', slug: '' }
  const draft = (await person.post('/desk/works/new', fields)).headers.get('location') ?? ''
  const said = { title: 'Ports and partners', teaser: 'What they sign.', topics: 'china', authors: 'Cora Sample' }
  await person.post(`${draft}/references`, { deed: 'add', sources })
  expect((await person.post(draft, { revision: '2', content, ...said })).status).toBe(303)
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
      .replace(/<\/(?:p|li|h\d|t[dh]|pre|div|ol)>/g, ' ')
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

const texts: Record<string, string> = {
  'the sample report': readFileSync(
    join(import.meta.dirname, '../../../../fixtures/works/sample-ports-and-partners.md'),
    'utf8',
  ),
  'everything a text can hold':
    '## Heading\n\nBold **words**, *leaning* ones, `code`, ~~struck~~, a [book](https://example.org).[footnote text="A note."]\n\n- first item\n- second item\n\n1. step\n\n> A quotation.\n\n```\nsome code\n```\n\n---\n\nAfter the rule.',
  'a text that cites':
    'Envoys went abroad.[citation key="vattel1758" locator="12"] They still do.[citation key="vattel1758" prefix="see"]',
}

for (const [name, content] of Object.entries(texts))
  test(`each form of ${name} has the same words`, { timeout: 60_000 }, async () => {
    const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
    await publish(cora, content)
    const { page } = await visitor.get(at)
    const expected = wordsOfHtml(page.querySelector('.prose')?.innerHTML ?? '')
    expect(expected.length).toBeGreaterThan(10)
    const plain = (await visitor.get(`${at}/work.txt`)).text
    const front = wordsOf('Ports and partners What they sign. Cora Sample')
    expect(wordsOf(plain)).toEqual([...expected, ...front].sort())

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
