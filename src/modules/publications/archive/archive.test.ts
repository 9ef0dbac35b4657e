import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { asOwner, type Person, useSite } from '#test/site'

const site = useSite()
const said = { title: 'Open ties', teaser: 'What we ask.', topics: 'china', authors: 'Cora Sample' }

async function published(person: Person): Promise<string> {
  const fields = { kind: 'report', bodyId: 'center', title: 'Open ties', slug: '' }
  const draft = (await person.post('/desk/works/new', fields)).headers.get('location') ?? ''
  await person.post(draft, { revision: '1', content: 'Ties belong in the open.', ...said })
  await person.post(`${draft}/turn`, { deed: 'publish' })
  return draft
}
const bytesOf = async (path: string) => {
  const answer = await site.application.fetch(
    new Request(`http://legation.test${path}`, { headers: { host: 'legation.test' } }),
  )
  return { status: answer.status, text: await answer.text() }
}
const addresses = () =>
  site.services.database.read((db) =>
    db.all(
      sql<{
        address: string
        event: string
      }>`select address, event from publications.archived order by kept_at, address`,
    ),
  )
const prove = async () => (await (await site.as('sample-cora')).post('/desk/archive', {})).status

test('what was published, corrected and withdrawn stays at its address, byte for byte, with its style', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  const draft = await published(cora)
  const [first] = await addresses()
  const path = `/archive/${first?.address}`
  const before = await bytesOf(path)
  expect(before).toMatchObject({ status: 200, text: expect.stringContaining('Ties belong in the open.') })
  const style = /\/archive\/parts\/\w+\.css/.exec(before.text)?.[0] ?? ''
  expect(await bytesOf(style)).toMatchObject({ status: 200, text: expect.stringContaining('font') })
  expect((await visitor.get('/works/open-ties')).page.querySelector('#work-citation')?.textContent).toContain(path)
  const correction = { said: 'Ties belong in the open.', says: 'Ties belong in public.', reason: 'The wrong word.' }
  await cora.post('/desk/works/of/open-ties/corrections', correction)
  await cora.post('/desk/works/of/open-ties/address', { slug: 'ties' })
  const live = (await cora.get('/desk/works')).page.querySelector('td a, th a')?.getAttribute('href') ?? draft
  await cora.post(`${live}/turn`, { deed: 'withdraw', reason: 'The numbers were wrong.' })
  expect((await addresses()).map(({ event }) => event).sort()).toEqual(['corrected', 'published', 'withdrawn'])
  expect(await bytesOf(path)).toEqual(before)
  expect((await visitor.get('/works/ties/editions')).page.querySelectorAll('a[href^="/archive/"]')).toHaveLength(3)
})

test('what is removed leaves its address and the reason; the proof knows it was a deed', async () => {
  const cora = await site.as('sample-cora')
  const draft = await published(cora)
  await cora.post(`${draft}/turn`, { deed: 'remove', reason: 'A court ordered it.' })
  const [kept] = await addresses()
  const gone = await bytesOf(`/archive/${kept?.address}`)
  expect([gone.status, gone.text]).toEqual([410, expect.stringContaining('A court ordered it.')])
  expect(gone.text).not.toContain('belong in the open')
  expect(await prove()).toBe(303)
  expect((await cora.get('/desk/archive')).text).toContain('Every address still says what it said')
})

test('the database refuses to change the archive; whoever forces it is found by the proof', async () => {
  const cora = await site.as('sample-cora')
  await published(cora)
  const { database } = site.services
  for (const attempt of [
    "update publications.archived set page = '\\x00'",
    'delete from publications.archived',
    "update publications.archive_parts set bytes = '\\x00'",
  ])
    await expect(asOwner(database, attempt), attempt).rejects.toThrow('append-only')
  await asOwner(
    database,
    'alter table publications.archived disable trigger archived_append_only',
    `update publications.archived set page = convert_to('another page', 'UTF8'),
       sha256 = encode(sha256(convert_to('another page', 'UTF8')), 'hex')`,
    'alter table publications.archived enable trigger archived_append_only',
  )
  await prove()
  const page = (await cora.get('/desk/archive')).text
  expect(page).toContain('Some pages are not what was kept')
  expect(page).toContain('The log knows another hash, or none.')
  expect((await (await site.as('sample-ana')).get('/desk/archive')).status).toBe(403)
})

test('a work published before there was an archive is kept when it is first proved', async () => {
  const cora = await site.as('sample-cora')
  await published(cora)
  await asOwner(
    site.services.database,
    'alter table publications.archived disable trigger archived_append_only',
    'delete from publications.archived',
    'alter table publications.archived enable trigger archived_append_only',
  )
  await prove()
  expect((await addresses()).map(({ event }) => event)).toEqual(['published'])
})
