import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { useSite } from '#test/site'
import { engagementId } from '../imports/rules.ts'

const site = useSite()
const harbor = engagementId('tie/harbor-meridian')

/** Entries of an Atom feed: what each is called, and the id by which a reader knows it again. */
function entriesOf(text: string): { id: string; title: string; updated: string }[] {
  const { document } = parseHTML(text)
  const word = (entry: Element, name: string) => entry.querySelector(name)?.textContent ?? ''
  return [...document.querySelectorAll('entry')].map((entry) => ({
    id: word(entry, 'id'),
    title: word(entry, 'title'),
    updated: word(entry, 'updated'),
  }))
}

test('the feed names every engagement once, with an id of its own and a date', async () => {
  const answer = await (await site.as('visitor')).get('/data/changes.atom')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toContain('application/atom+xml')
  const entries = entriesOf(answer.text)
  expect(entries).toHaveLength(7)
  expect(new Set(entries.map((entry) => entry.id)).size).toBe(entries.length)
  for (const entry of entries) expect(Number.isNaN(Date.parse(entry.updated))).toBe(false)
  expect(entries.some((entry) => entry.id.includes(harbor) && entry.title.includes('Port Meridian'))).toBe(true)
})

test('an import that is taken back shows as withdrawn, first in the feed', async () => {
  const staff = await site.as('staff')
  const batch = (await staff.get('/desk/imports')).page.querySelector('td a, th a')?.getAttribute('href') ?? ''
  expect((await staff.post(batch, { reason: 'A test of taking back.' })).status).toBe(303)
  const entries = entriesOf((await staff.get('/data/changes.atom')).text)
  expect(entries[0]?.title).toContain('(withdrawn)')
  expect(entries.filter((entry) => entry.title.includes('(withdrawn)'))).toHaveLength(7)
})

test('what only staff may know of is in no visitor’s feed', async () => {
  await site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    await db.save(sql`update atlas.engagements set visibility = 'staff' where id = ${harbor}`)
  })
  expect((await (await site.as('visitor')).get('/data/changes.atom')).text).not.toContain(harbor)
  expect((await (await site.as('staff')).get('/data/changes.atom')).text).toContain(harbor)
})

interface Distribution {
  contentUrl: string
  encodingFormat: string
  sha256?: string
  [term: string]: unknown
}

test('the catalog holds what DCAT 3 asks, and describes downloads that are really there', async () => {
  const visitor = await site.as('visitor')
  const answer = await visitor.get('/data/catalog.jsonld')
  expect(answer.headers.get('content-type')).toContain('application/ld+json')
  const catalog = answer.json<{
    dataset: { license: string[]; distribution: Distribution[] } & Record<string, unknown>
  }>()
  const { dataset } = catalog
  for (const term of ['dct:title', 'dct:description', 'dct:publisher', 'dcat:dataset'])
    expect([term, term in catalog]).toEqual([term, true])
  for (const term of ['title', 'description', 'publisher', 'identifier', 'modified', 'license', 'accrualPeriodicity'])
    expect([term, `dct:${term}` in dataset]).toEqual([term, true])
  expect(dataset.license).toContain('CC0 1.0')
  expect(dataset.distribution).toHaveLength(6)
  for (const each of dataset.distribution) {
    for (const term of ['dct:title', 'dct:license', 'dcat:accessURL', 'dcat:downloadURL', 'dcat:mediaType'])
      expect([each.contentUrl, term, term in each]).toEqual([each.contentUrl, term, true])
    const { pathname, search } = new URL(each.contentUrl)
    const file = await visitor.get(`${pathname}${search}`)
    expect([pathname, file.status]).toEqual([pathname, 200])
    expect(file.headers.get('content-type')).toContain(each.encodingFormat)
    if (each.sha256) expect([pathname, file.headers.get('x-content-sha256')]).toEqual([pathname, each.sha256])
  }
  expect(dataset.distribution.filter(({ sha256 }) => sha256)).toHaveLength(3)
})

test('the page of the data names the edition that stands now, and describes itself to search engines', async () => {
  const { page, text } = await (await site.as('visitor')).get('/data')
  const edition = /legation-2026[a-z0-9-]+/.exec(page.querySelector('#edition-citation')?.textContent ?? '')?.[0]
  expect(edition).toBeDefined()
  expect(text).toContain('"DataDownload"')
  for (const path of ['zip', 'csv', 'parquet', 'geojson', 'json'])
    expect([path, page.querySelector(`a[href="/api/v1/engagements.${path}"]`) !== null]).toEqual([path, true])
})
