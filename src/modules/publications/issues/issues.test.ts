import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { accentInTheDark, contrast } from '#kernel/bodies'
import { wholeSight } from '#platform/db'
import { issueOf, opened } from '#test/newsletters'
import { type Person, useSite } from '#test/site'
import { prepareMailing } from '../deliveries/write.ts'
import { textOfMarkdown } from '../texts/rules.ts'
import { listListings } from '../works/read.ts'
import type { LetterDrawing } from './formats/blocks.ts'
import { letterHtml } from './formats/letter.tsx'
import { letterText } from './formats/plain.ts'
import { blocksOf } from './rules.ts'

const site = useSite()

const everything = `A **bold** and *slanted* [link](/works/x), then https://plain.example/a today.

## Names & “signs” <of> all

- one [two](https://example.org/two?a=1&b=2)
- three

1. first
2. second

> Said by a mayor.

---

**[Read the whole report](https://example.org/report)**

| City | Partner |
|---|---|
| Harbor | Meridian |`

const drawing: LetterDrawing = {
  ...{
    name: 'The Weekly',
    masthead: 'What cities do',
    accent: '#14325c',
    accentInTheDark: accentInTheDark('#14325c'),
    language: 'en',
  },
  ...{ subject: 'Häfen & Häuser', preheader: 'Three harbors', sender: 'Center', postalAddress: '12 Harbor Street' },
  ...{ webAddress: 'https://site.example/newsletters/the-weekly/1', reason: 'You subscribed.' },
  ...{ preferencesAddress: 'https://site.example/subscriptions/x', leaveAddress: 'https://site.example/unsubscribe/x' },
  blocks: [
    ...blocksOf(textOfMarkdown(everything), 'https://site.example'),
    {
      ...{ kind: 'work', label: 'Report', title: 'Ports', href: 'https://site.example/works/ports' },
      ...{ teaser: 'What they sign.', byline: 'Cora Sample' },
    },
  ],
}

const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? []

test('the plain part of a letter says what the other says: every word, every link, in the same order', () => {
  const { document } = parseHTML(letterHtml(drawing))
  for (const hidden of document.querySelectorAll('.preheader, title, style')) hidden.remove()
  const plain = letterText(drawing)
  const links = [...document.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '')
  expect(links.length).toBeGreaterThan(5)
  for (const link of links) expect(plain).toContain(link)
  // Numbers of a list, and addresses written out, are what only plain text needs.
  const bare = plain
    .replace(/https?:\/\/[^\s)]+/g, (found) => (found === 'https://plain.example/a' ? found : ''))
    .replace(/^\d+\. /gm, '')
  for (const cell of document.querySelectorAll('p, h1, h2, li, td')) cell.append(' ')
  expect(wordsIn(bare).join(' ')).toBe(wordsIn(document.body.textContent ?? '').join(' '))
  for (const line of plain.split('\n')) if (!line.includes('http')) expect(line.length).toBeLessThanOrEqual(72)
})

test('a letter is what mail programs can show: tables, styles on elements, 600 pixels, nothing from elsewhere', () => {
  const html = letterHtml(drawing)
  const { document } = parseHTML(html)
  expect(document.querySelectorAll('script, link, img, iframe, form, video').length).toBe(0)
  expect(html).not.toMatch(/url\(|@import|src=/)
  for (const table of document.querySelectorAll('table')) expect(table.getAttribute('role')).toBe('presentation')
  for (const words of document.querySelectorAll('p, h1, h2, li, a')) {
    const styled = words.closest('[style*="font-size"]')
    expect(styled?.getAttribute('style'), words.outerHTML).toContain('color:#')
  }
  expect(html).toContain('max-width:600px')
  const [preheader] = document.querySelectorAll('body > *')
  expect([preheader?.className, preheader?.textContent?.trim().slice(0, 13)]).toEqual(['preheader', 'Three harbors'])
  const button = [...document.querySelectorAll('td[bgcolor] a')]
  expect(button.map((link) => link.getAttribute('href'))).toEqual(['https://example.org/report'])
  expect(document.querySelector('a[href="https://site.example/works/x"]')?.textContent).toBe('link')
})

test('colors of a letter can be read, in the light and in the dark', async () => {
  for (const accent of ['#14325c', '#b5482f', '#000000', '#0f6b3a', '#7a0000'])
    expect(contrast(accentInTheDark(accent), '#1d2025'), accent).toBeGreaterThan(4.5)
  const cora = await site.as('sample-cora')
  const pale = await cora.post('/desk/newsletters/new', {
    ...{ bodyId: 'center', kind: 'newsletter', slug: 'pale', name: 'Pale', accent: '#7fb2ff' },
    postalAddress: '12 Harbor Street, Harbor City',
  })
  expect([pale.status, pale.text.includes('Choose a darker color')]).toEqual([400, true])
  const homeless = await cora.post('/desk/newsletters/new', {
    ...{ bodyId: 'center', kind: 'newsletter', slug: 'none', name: 'None', accent: '#14325c', postalAddress: '' },
  })
  expect(homeless.text).toContain('Give a postal address')
})

async function publish(person: Person, title: string): Promise<string> {
  const draft =
    (await person.post('/desk/works/new', { kind: 'report', bodyId: 'center', title, slug: '' })).headers.get(
      'location',
    ) ?? ''
  await person.post(draft, {
    revision: '1',
    title,
    teaser: 'What they sign.',
    content: 'Words.',
    topics: 'china',
    authors: 'Cora Sample',
  })
  await person.post(`${draft}/turn`, { deed: 'publish' })
  return draft
}

test('an issue tells of works in the order they are given, and of what is new at a press of a button', async () => {
  const cora = await site.as('sample-cora')
  await publish(cora, 'Ports and partners')
  await publish(cora, 'Bridges and borders')
  const issue = await issueOf(cora, await opened(site))
  const { page } = await cora.get(issue)
  const ids = [...page.querySelectorAll('input[name=work]')].map((field) => field.getAttribute('value') ?? '')
  const titles = [...page.querySelectorAll('.place > span')].map((label) => label.textContent ?? '')
  const [ports, bridges] = ['Ports', 'Bridges'].map((word) => titles.findIndex((title) => title.startsWith(word)))
  const place = ids.map((_, at) => (at === bridges ? '1' : at === ports ? '2' : ''))
  const said = { subject: 'Ports', introduction: 'Hello' }
  expect((await cora.post(issue, { ...said, work: ids, place: place.map((each) => each && 'first') })).text).toContain(
    'is a number',
  )
  await cora.post(issue, { ...said, work: ids, place })
  const letter = await cora.get(`${issue}/letter.txt`)
  expect(letter.text.indexOf('Bridges and borders')).toBeGreaterThan(0)
  expect(letter.text.indexOf('Ports and partners')).toBeGreaterThan(letter.text.indexOf('Bridges and borders'))
  // Nothing picked, then what is new.
  await cora.post(issue, { ...said, work: ids, place: ids.map(() => '') })
  expect((await cora.get(`${issue}/letter.txt`)).text).not.toContain('Bridges and borders')
  await cora.post(issue, { ...said, deed: 'latest', work: ids, place: ids.map(() => '') })
  expect((await cora.get(`${issue}/letter.txt`)).text).toContain('Bridges and borders')
  expect((await cora.post(issue, { ...said, add: '/works/none' })).text).toContain('No published work has that address')
  const preview = await cora.get(`${issue}/preview`)
  for (const frame of preview.page.querySelectorAll('iframe')) expect(frame.getAttribute('sandbox')).toBe('')
})

test('a past issue leaves out what was withdrawn since', async () => {
  const cora = await site.as('sample-cora')
  const draft = await publish(cora, 'Ports and partners')
  const issue = await issueOf(cora, await opened(site), { add: '/works/ports-and-partners' })
  await cora.post(`${issue}/sending`, { deed: 'now' })
  const { database, clock } = site.services
  const all = await database.read((db) => listListings(db))
  const sending = { issueId: issue.split('/').at(-1) ?? '', now: clock.now(), publicUrl: 'http://legation.test', all }
  await database.write((db) => prepareMailing(db, sending), wholeSight)
  const visitor = await site.as('visitor')
  expect((await visitor.get('/newsletters/the-weekly/1')).page.querySelector('#works')).not.toBeNull()
  await cora.post(`${draft}/turn`, { deed: 'withdraw', reason: 'Its figures were wrong throughout.' })
  const after = await visitor.get('/newsletters/the-weekly/1')
  expect([after.status, after.page.querySelector('#works')]).toEqual([200, null])
  expect(after.text).toContain('Harbor City')
})

test('a letter is shown in a sandbox with its own styles, also when the browser holds it already', async () => {
  const cora = await site.as('sample-cora')
  const issue = await issueOf(cora, await opened(site))
  const first = await cora.get(`${issue}/letter.html`)
  const again = await cora.get(`${issue}/letter.html`, { 'if-none-match': first.headers.get('etag') ?? '' })
  expect([first.status, again.status]).toEqual([200, 304])
  for (const { headers } of [first, again])
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
    )
})

test('letters that are being written are seen by their body alone', async () => {
  const cora = await site.as('sample-cora')
  const issue = await issueOf(cora, await opened(site))
  for (const path of ['', '/preview', '/sending', '/letter.html', '/letter.txt'])
    for (const who of ['visitor', 'sample-ana', 'sample-dev'] as const)
      expect([401, 403, 404], `${who} ${path}`).toContain((await (await site.as(who)).get(`${issue}${path}`)).status)
  expect((await (await site.as('visitor')).get('/newsletters/the-weekly/1')).status).toBe(404)
})
