import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { readReferences } from '#platform/csl'
import { useSite } from '#test/site'

const site = useSite()

test('what a work says of itself is read back by others: Scholar’s tags, cards, signposts, schema.org and reference managers', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  const title = 'Ports & partners: “a report”'
  const fields = { kind: 'report', bodyId: 'center', title, slug: 'ports' }
  const draft = (await cora.post('/desk/works/new', fields)).headers.get('location') ?? ''
  const authors = 'Cora Sample | Director\nAna María Example'
  const said = { title, teaser: 'What they sign.', topics: 'china', authors, series: 'Port papers' }
  await cora.post(draft, { revision: '1', content: 'Harbor City signed.', ...said })
  await cora.post(`${draft}/turn`, { deed: 'publish' })
  // Read by a parser that knows nothing of how the page was made.
  const { document } = parseHTML((await visitor.get('/works/ports')).text)
  const named = (name: string) =>
    [...document.querySelectorAll(`meta[name="${name}"]`)].map((tag) => tag.getAttribute('content'))
  expect(named('citation_title')).toEqual([title])
  expect(named('citation_author')).toEqual(['Cora Sample', 'Ana María Example'])
  expect(named('citation_publication_date')[0]).toMatch(/^\d{4}\/\d{2}\/\d{2}$/)
  expect(named('citation_series_title')).toEqual(['Port papers'])
  const pathOf = (address: string | null | undefined) => new URL(address ?? '').pathname
  for (const address of [
    named('citation_pdf_url')[0],
    ...[...document.querySelectorAll('link[rel=item], link[rel=describedby], link[rel=cite-as]')].map((link) =>
      link.getAttribute('href'),
    ),
  ])
    expect((await visitor.get(pathOf(address))).status, String(address)).toBe(200)
  const card = document.querySelector('meta[property="og:image"]')?.getAttribute('content')
  const picture = await visitor.get(pathOf(card))
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
  expect(document.querySelector('meta[property="og:type"]')?.getAttribute('content')).toBe('article')
  const described = JSON.parse(document.querySelector('script[type="application/ld+json"]')?.textContent ?? '')
  expect(described).toMatchObject({
    '@type': 'Report',
    headline: title,
    author: [{ name: 'Cora Sample' }, { name: 'Ana María Example' }],
  })
  for (const end of ['bib', 'ris', 'csl.json']) {
    const { references, faults } = await readReferences((await visitor.get(`/works/ports/work.${end}`)).text)
    expect([end, references.length, faults]).toEqual([end, 1, []])
    expect(references[0]?.title, end).toBe(title)
    expect(references[0]?.author, end).toMatchObject([{ family: 'Sample' }, { family: 'Example', given: 'Ana María' }])
  }
  // A draft and what is gone have no card, and no form for reference managers.
  await cora.post(`${draft}/turn`, { deed: 'remove', reason: 'A court ordered it.' })
  for (const path of ['/cards/works/ports.png', '/works/ports/work.bib', '/works/ports/editions/1/work.ris'])
    expect((await visitor.get(path)).status, path).toBe(404)
})
