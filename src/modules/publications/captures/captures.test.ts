import { expect, test } from 'vitest'
import { Unreachable } from '#platform/outside'
import { drafted } from '#test/publication-deeds'
import { useSite } from '#test/site'
import { linksOf, wordsHash } from './rules.ts'
import { captureDue } from './write.ts'

const site = useSite()
const said = { title: 'Open ties', teaser: 'What we ask.', topics: 'china', authors: 'Cora Sample' }
const source = 'https://example.org/law'
const sources = `@book{vattel1758, title={The Law of Nations}, author={Vattel}, year={1758}, url={${source}}}`
const start = new Date('2030-01-01T00:00:00Z')
const after = (days: number) => new Date(start.getTime() + days * 86_400_000)

async function published(): Promise<string> {
  const cora = await site.as('sample-cora')
  const draft = await drafted(site)
  await cora.post(`${draft}/references`, { deed: 'add', sources })
  const content =
    'Envoys went.[citation key="vattel1758"] See [the page](https://example.org/page), [ours](/works) and [gone](https://example.org/gone).'
  await cora.post(draft, { revision: '3', ...said, content })
  expect((await cora.post(`${draft}/turn`, { deed: 'publish' })).status).toBe(303)
  return draft
}

/** The world outside, as it is at that moment. */
const world = (pages: Record<string, string>) => async (address: string) => {
  const page = pages[address]
  if (page === undefined) throw new Unreachable('There is no site of that name.')
  const status = page === 'gone' ? 404 : 200
  return { status, address, mediaType: 'text/html', bytes: new Uint8Array(Buffer.from(page)) }
}
const look = (now: Date, pages: Record<string, string>) =>
  captureDue(site.services.database, { now, fetch: world(pages) })

test('what a text cites is captured once it is published; the page says so of sources, and of nothing that could not be had', async () => {
  const draft = await published()
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  expect((await visitor.get('/works/open-ties')).text).not.toContain('captured on')
  expect(await look(start, { [source]: '<html><p>Law</p>', 'https://example.org/page': '<html>Page' })).toBe(3)
  const page = await visitor.get('/works/open-ties')
  expect(page.page.querySelector('.prose')?.textContent).toContain('(captured on January 1, 2030)')
  expect(page.text.match(/captured on/g)?.length).toBeLessThanOrEqual(2)
  expect(page.text).not.toContain('no site of that name')
  const desk = await cora.get(`${draft}/links`)
  const rows = [...desk.page.querySelectorAll('tbody tr')].map((row) => row.textContent ?? '')
  expect(rows).toHaveLength(3)
  expect(rows[0]).toMatch(/example\.org\/law.*a source.*As it was captured/s)
  expect(rows[1]).toMatch(/example\.org\/gone.*Never reached.*There is no site of that name/s)
})

test('later looks say what is gone and what says something else, and the first copy stays', async () => {
  const draft = await published()
  const cora = await site.as('sample-cora')
  const [law, page] = ['<html><script>1</script><p>Law</p>', '<html>Page']
  await look(start, { [source]: law, 'https://example.org/page': page })
  // A page whose program is another at each visit says the same.
  await look(after(8), { [source]: '<html><script>2</script><p>Law</p>', 'https://example.org/page': 'gone' })
  const rows = async () =>
    [...(await cora.get(`${draft}/links`)).page.querySelectorAll('tbody tr')].map((row) => row.textContent)
  expect((await rows())[0]).toContain('As it was captured')
  expect((await rows())[2]).toMatch(/No longer there.*It answered 404/s)
  await cora.post(`${draft}/links`, {})
  await look(after(16), { [source]: '<html><p>Another law</p>', 'https://example.org/page': page })
  expect((await rows())[0]).toContain('Says something else now')
  const copy =
    (await cora.get(`${draft}/links`)).page.querySelector('tbody a[href$="/file"]')?.getAttribute('href') ?? ''
  const kept = await cora.get(copy)
  expect([kept.text, kept.headers.get('content-type')]).toEqual([law, 'application/octet-stream'])
  expect(kept.headers.get('content-disposition')).toContain('attachment')
  expect((await (await site.as('visitor')).get(copy)).status).not.toBe(200)
  expect((await (await site.as('sample-ana')).get(copy)).status).not.toBe(200)
})

test('nothing is fetched for a work that is not public, or was removed', async () => {
  const draft = await published()
  await (await site.as('sample-cora')).post(`${draft}/turn`, { deed: 'remove', reason: 'A court ordered it.' })
  expect(await look(start, {})).toBe(0)
})

test('a link stands once, whatever the text says of it, and the words of a page are told from its programs', () => {
  const link = (href: string) => ({ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href } }] })
  const content = {
    type: 'doc' as const,
    content: [{ type: 'paragraph', content: ['https://a.org/', 'https://a.org/', 'mailto:a@b.c', '/x'].map(link) }],
  }
  expect(linksOf(content, [])).toEqual([{ address: 'https://a.org/', isSource: false }])
  const hash = (html: string) => wordsHash(Buffer.from(html), 'text/html')
  expect(hash('<p a="1">One\n two</p><script>var x = "<p>"</script>')).toBe(hash('<p>One two</p><script>y()</script>'))
  expect(hash('<p>One')).not.toBe(hash('<p>Two'))
  expect(hash('<'.repeat(200_000))).toMatch(/^\w{64}$/)
})
