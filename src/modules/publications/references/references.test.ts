import { expect, test } from 'vitest'
import { shippedStyles } from '#platform/csl'
import { sendFile } from '#test/papers'
import { asOwner, type Person, useSite } from '#test/site'

const site = useSite()
const vattel =
  '@book{vattel1758, author={Vattel, Emer de}, title={The Law of Nations}, year={1758}, publisher={Press}, address={London}}'
const doe = '@article{doe2020, author={Doe, Jane}, title={Cities abroad}, journal={Affairs}, year=2020, pages={1--20}}'
const content =
  'Cities have always sent envoys.[citation key="vattel1758" locator="12"] They do so still.[footnote text="Mostly."] More do.[citation key="doe2020"][citation key="vattel1758"]'
const said = { title: 'Envoys', teaser: 'On envoys.', topics: 'china', authors: 'Cora Sample' }

async function drafted(person: Person): Promise<string> {
  const fields = { kind: 'report', bodyId: 'center', title: 'Envoys', slug: '' }
  return (await person.post('/desk/works/new', fields)).headers.get('location') ?? ''
}
const add = (person: Person, draft: string, sources: string) =>
  person.post(`${draft}/references`, { deed: 'add', sources })
async function save(person: Person, draft: string, text = content) {
  const revision = (await person.get(draft)).page.querySelector('input[name=revision]')?.getAttribute('value') ?? ''
  return person.post(draft, { revision, content: text, ...said })
}
async function published(person: Person): Promise<string> {
  const draft = await drafted(person)
  await add(person, draft, `${vattel}\n${doe}`)
  await save(person, draft)
  expect((await person.post(`${draft}/turn`, { deed: 'publish' })).status).toBe(303)
  return draft
}

test('sources are pasted, cited by key, and the page writes them out as numbered notes with a bibliography', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  const draft = await drafted(cora)
  const answer = await add(cora, draft, `${vattel}\n@book{broken, title={\n${doe}`)
  const page = await cora.get(answer.headers.get('location') ?? '')
  expect(page.text).toContain('2 added, 0 replaced')
  expect(page.text).toContain('Line 2')
  expect(page.text).toContain('not cited')
  await save(cora, draft)
  await cora.post(`${draft}/turn`, { deed: 'publish' })
  const read = (await visitor.get('/works/envoys')).page
  const notes = [...read.querySelectorAll('.text-note')].map(({ textContent }) => textContent?.replace(/\s+/g, ' '))
  expect(notes).toHaveLength(3)
  expect(notes[0]).toContain('Emer de Vattel, The Law of Nations (London: Press, 1758), 12.')
  expect(notes[1]).toContain('Mostly.')
  expect(notes[2]).toMatch(/Jane Doe, “Cities abroad,” .*; Vattel, The Law of Nations\./)
  expect(read.querySelector('.text-note em')?.textContent).toBe('The Law of Nations')
  expect(read.querySelector('.prose')?.textContent).toMatch(/Bibliography.*Doe, Jane\. “Cities abroad\.”/s)
})

test('a text that cites what is not among its sources is not published, and says which', async () => {
  const cora = await site.as('sample-cora')
  const draft = await drafted(cora)
  await save(cora, draft)
  const refused = await cora.post(`${draft}/turn`, { deed: 'publish' })
  expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('“vattel1758”')])
})

test('a body chooses its style: what is saved from then on follows it, what is published keeps its words', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  await published(cora)
  expect((await cora.post('/desk/styles', { deed: 'choose', bodyId: 'center', style: 'apa' })).status).toBe(303)
  expect((await visitor.get('/works/envoys')).text).toContain('London: Press, 1758')
  const next = (await cora.post('/desk/works/of/envoys', {})).headers.get('location') ?? ''
  await save(cora, next)
  await cora.post(`${next}/turn`, { deed: 'publish' })
  // Minor changes are not told, others must be.
  const revision = (await cora.get(next)).page.querySelector('input[name=revision]')?.getAttribute('value') ?? ''
  await cora.post(next, { revision, content, ...said, changeNote: 'Another style.' })
  await cora.post(`${next}/turn`, { deed: 'publish' })
  const read = (await visitor.get('/works/envoys')).text
  expect(read).toContain('(Vattel, 1758, p. 12)')
  expect(read).toContain('(Doe, 2020; Vattel, 1758)')
  expect(read).toContain('References')
  expect((await visitor.get('/works/envoys/editions/1')).text).toContain('London: Press, 1758')
})

test('a style of one’s own is tried, kept and chosen; the one in use stays, and so do those of the site', async () => {
  const cora = await site.as('sample-cora')
  const own = (shippedStyles.apa?.csl ?? '').replace(/<title>[^<]*/, '<title>House style')
  const install = (text: string) =>
    sendFile(site, 'sample-cora', {
      ...{ path: '/desk/styles/new', fields: { bodyId: 'center' } },
      file: { name: 'house.csl', bytes: Buffer.from(text) },
    })
  expect((await install('<style>')).status).toBe(400)
  expect((await install(own)).status).toBe(303)
  const page = (await cora.get('/desk/styles')).page
  const id = [...page.querySelectorAll('input[name=style]')].at(-1)?.getAttribute('value') ?? ''
  expect((await cora.get('/desk/styles')).text).toContain('House style')
  const deed = (deed: string, style: string) => cora.post('/desk/styles', { deed, bodyId: 'center', style })
  await deed('choose', id)
  expect((await deed('remove', id)).status).toBe(409)
  expect((await deed('remove', 'apa')).status).toBe(409)
  await deed('choose', 'apa')
  await deed('remove', id)
  expect((await cora.get('/desk/styles')).text).not.toContain('House style')
})

test('a style that does not get on with the sources loses no word; publishing waits for another one', async () => {
  const cora = await site.as('sample-cora')
  const draft = await drafted(cora)
  await add(cora, draft, `${vattel}\n${doe}`)
  await asOwner(
    site.services.database,
    `insert into publications.styles values ('broken', 'center', 'Broken', '<style class="note" version="1.0"', true, 'system', now())`,
    `insert into publications.style_choices values ('center', 'broken', 'system', now())`,
  )
  expect((await save(cora, draft)).status).toBe(303)
  expect((await cora.get(`${draft}/references`)).text).toContain('The Law of Nations')
  const refused = await cora.post(`${draft}/turn`, { deed: 'publish' })
  expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('cannot write its citations out')])
  await cora.post('/desk/styles', { deed: 'choose', bodyId: 'center', style: 'apa' })
  await save(cora, draft)
  expect((await cora.post(`${draft}/turn`, { deed: 'publish' })).status).toBe(303)
})

test('a source the text cites is neither taken out nor renamed; others are, and a taken key is refused', async () => {
  const cora = await site.as('sample-cora')
  const draft = await drafted(cora)
  await add(cora, draft, `${vattel}\n${doe}`)
  await save(cora, draft, 'Envoys.[citation key="doe2020"]')
  const change = (fields: Record<string, string>) => cora.post(`${draft}/references`, fields)
  expect((await change({ deed: 'remove', key: 'doe2020' })).status).toBe(409)
  expect((await change({ deed: 'rename', key: 'vattel1758', newKey: 'doe2020' })).text).toContain('Choose another key')
  expect((await change({ deed: 'rename', key: 'vattel1758', newKey: 'vattel' })).status).toBe(303)
  expect((await change({ deed: 'remove', key: 'vattel' })).status).toBe(303)
  expect((await cora.get(`${draft}/references`)).text).not.toContain('Law of Nations')
  expect((await (await site.as('visitor')).get(`${draft}/references`)).status).not.toBe(200)
})
