import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { sendFile } from '#test/papers'
import { pngOf, sendPicture } from '#test/pictures'
import { drafted } from '#test/publication-deeds'
import { asOwner, useSite } from '#test/site'

const site = useSite()
const said = { title: 'Open ties', teaser: 'What we ask.', topics: 'china', authors: 'Cora Sample' }
const line = (id: string) =>
  `[picture id="${id}" alternative="Ships in a harbor" caption="The harbor in winter." credit="Photo: City Archive"]`
const bytesAt = async (path: string) => {
  const answer = await site.application.fetch(
    new Request(`http://legation.test${path}`, { headers: { host: 'legation.test' } }),
  )
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers }
}

async function shownIn(): Promise<{ draft: string; id: string }> {
  const draft = await drafted(site)
  const id = await sendPicture(site, draft)
  const cora = await site.as('sample-cora')
  await cora.post(draft, { revision: '2', ...said, content: `The port grew.\n\n${line(id)}` })
  await cora.post(`${draft}/pictures`, { deed: 'hero', picture: id })
  return { draft, id }
}
const publish = async (draft: string) =>
  (await (await site.as('sample-cora')).post(`${draft}/turn`, { deed: 'publish' })).status

test('a picture is seen by who may read the text that shows it, and says nothing of where it was taken', async () => {
  const { draft, id } = await shownIn()
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  expect((await cora.get(`/pictures/${id}`)).status).toBe(200)
  expect((await visitor.get(`/pictures/${id}`)).status).toBe(404)
  expect((await (await site.as('sample-ana')).get(`/pictures/${id}`)).status).toBe(404)
  expect(await publish(draft)).toBe(303)
  const { status, bytes, headers } = await bytesAt(`/pictures/${id}`)
  expect([status, headers.get('content-type')]).toEqual([200, 'image/png'])
  expect(bytes.toString('latin1')).not.toContain('Location')
  const { page } = await visitor.get('/works/open-ties')
  const [first, second] = [...page.querySelectorAll('article img')]
  for (const image of [first, second]) {
    expect(image?.getAttribute('alt')).toBe('Ships in a harbor')
    expect([image?.getAttribute('width'), image?.getAttribute('height')]).toEqual(['60', '40'])
  }
  expect(second?.getAttribute('loading')).toBe('lazy')
  expect(page.querySelector('.hero-figure figcaption')?.textContent).toContain('Photo: City Archive')
  await cora.post(`${draft}/turn`, { deed: 'remove', reason: 'A court ordered it.' })
  expect((await visitor.get(`/pictures/${id}`)).status).toBe(404)
})

test('the kept page has its pictures beside it, and they go when the work is removed', async () => {
  const { draft } = await shownIn()
  await publish(draft)
  const [kept] = await site.services.database.read((db) =>
    db.all(sql<{ address: string }>`select address from publications.archived`),
  )
  const page = (await bytesAt(`/archive/${kept?.address}`)).bytes.toString()
  const source = /src="(\/archive\/parts\/\w+\.png)"/.exec(page)?.[1] ?? ''
  expect((await bytesAt(source)).headers.get('content-type')).toBe('image/png')
  const cora = await site.as('sample-cora')
  await cora.post(`${draft}/turn`, { deed: 'remove', reason: 'A court ordered it.' })
  expect((await bytesAt(source)).status).toBe(404)
})

test('a reading opens the pictures of its one text to whoever holds the link', async () => {
  const { draft } = await shownIn()
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  await cora.post(`${draft}/readings`, { purpose: 'fact-check', name: 'Eva', address: 'eva@example.org' })
  const [letter] = await site.services.database.read((db) =>
    db.all(sql<{ text: string }>`select body_text as text from platform.outbox order by id desc limit 1`),
  )
  const link = /\/readings\/\w+/.exec(letter?.text ?? '')?.[0] ?? ''
  const source = (await visitor.get(link)).page.querySelector('article img')?.getAttribute('src') ?? ''
  expect(source).toContain(`${link}/pictures/`)
  expect((await bytesAt(source)).headers.get('cache-control')).toBe('private, no-store')
  const other = await sendPicture(site, draft, { bytes: pngOf(10, 10) })
  expect((await visitor.get(`${link}/pictures/${other}`)).status).toBe(404)
  expect((await visitor.get(`/readings/none/pictures/${other}`)).status).toBe(404)
})

test('a picture without words is refused, unless it decorates; so is what is no picture', async () => {
  const draft = await drafted(site)
  const send = async (name: string, bytes: Uint8Array, fields: Record<string, string>) =>
    (
      await sendFile(site, 'sample-cora', {
        path: `${draft}/pictures`,
        fields: { deed: 'add', ...fields },
        file: { name, bytes },
      })
    ).text
  expect(await send('a.png', pngOf(9, 9), {})).toContain('Say what it shows in a sentence, or mark it as decoration')
  const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  expect(await send('a.png', drawing, { alternative: 'x' })).toContain(
    'save a drawing (SVG) or anything else as PNG first',
  )
  expect(await send('a.png', Buffer.from('GIF89a'), { alternative: 'x' })).toContain('Send a PNG, JPEG or WebP picture')
  const wide = pngOf(1, 1)
  wide.writeUInt32BE(50_000, 16)
  wide.writeUInt32BE(50_000, 20)
  expect(await send('a.png', wide, { alternative: 'x' })).toContain('50000 × 50000 dots')
  expect(await send('a.png', Buffer.alloc(9 * 1_048_576), { alternative: 'x' })).toContain('more than 8 MB')
  expect(await send('a.png', pngOf(9, 9), { decorative: 'yes' })).toBe('')
})

test('what was destroyed leaves its reason, here and in kept pages, and is not taken again', async () => {
  const { draft, id } = await shownIn()
  await publish(draft)
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  const [part] = await site.services.database.read((db) =>
    db.all(sql<{ hash: string }>`select file_hash as hash from publications.pictures where id = ${id}`),
  )
  expect((await cora.post(`/desk/pictures/${id}`, { deed: 'destroy', reason: 'A court forbade it.' })).status).toBe(303)
  expect((await visitor.get(`/pictures/${id}`)).status).toBe(410)
  expect((await visitor.get('/works/open-ties')).text).toContain(
    'A picture stood here and was taken out: A court forbade it.',
  )
  expect((await bytesAt(`/archive/parts/${part?.hash}.png`)).status).toBe(404)
  const left = await site.services.database.read((db) =>
    db.all(sql`select 1 from files.files where sha256 = ${part?.hash}`),
  )
  expect(left).toEqual([])
  const again = await sendFile(site, 'sample-cora', {
    path: `${await drafted(site)}/pictures`,
    fields: { deed: 'add', alternative: 'Ships' },
    file: { name: 'again.png', bytes: pngOf(60, 40) },
  })
  expect([again.status, again.text]).toEqual([
    409,
    expect.stringContaining('This very file was destroyed here for good'),
  ])
  await cora.post('/desk/archive', {})
  expect((await cora.get('/desk/archive')).text).toContain('Every address still says what it said')
})

test('the head of an edition is a save like any other: it can be taken back', async () => {
  const { draft } = await shownIn()
  const cora = await site.as('sample-cora')
  await cora.post(`${draft}/pictures`, { deed: 'no-hero' })
  const hero = async () =>
    (
      await site.services.database.read((db) =>
        db.all(sql<{ hero: object | null }>`select hero from publications.editions`),
      )
    ).filter(({ hero }) => hero !== null).length
  expect(await hero()).toBe(0)
  await cora.post(`${draft}/revisions/4`, {})
  expect(await hero()).toBe(1)
})

test('a picture of another body is shown to nobody by a text of this one', async () => {
  const { draft, id } = await shownIn()
  await asOwner(
    site.services.database,
    `update publications.pictures set body_id = (select id from bodies.bodies where id <> 'center' limit 1)`,
  )
  await publish(draft)
  expect((await (await site.as('visitor')).get('/works/open-ties')).page.querySelectorAll('article img')).toHaveLength(
    0,
  )
  expect(id).not.toBe('')
})
