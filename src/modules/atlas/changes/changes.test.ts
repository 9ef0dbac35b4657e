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

test('the catalog describes downloads that are really there, and the licenses of the sources', async () => {
  const visitor = await site.as('visitor')
  const answer = await visitor.get('/data/catalog.jsonld')
  expect(answer.headers.get('content-type')).toContain('application/ld+json')
  const { dataset } = answer.json<{
    dataset: { license: string[]; distribution: { contentUrl: string; encodingFormat: string }[] }
  }>()
  expect(dataset.license).toContain('CC0 1.0')
  expect(dataset.distribution).toHaveLength(3)
  for (const { contentUrl, encodingFormat } of dataset.distribution) {
    const file = await visitor.get(new URL(contentUrl).pathname)
    expect(file.status).toBe(200)
    expect(file.headers.get('content-type')).toContain(encodingFormat)
  }
})
