import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { useSite } from '#test/site'
import { engagementId } from '../imports/rules.ts'

const site = useSite()
const tie = engagementId('tie/harbor-meridian')

/** The answer as bytes, and what the header of the PNG says of its size. */
async function pictureAt(path: string, headers: Record<string, string> = {}) {
  const response = await site.application.fetch(new Request(`http://legation.test${path}`, { headers }))
  const bytes = Buffer.from(await response.arrayBuffer())
  const isPng = bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    size: isPng ? [bytes.readUInt32BE(16), bytes.readUInt32BE(20)] : undefined,
  }
}

const rename = (name: string) =>
  site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    await db.save(sql`update organizations.organizations set name = ${name} where id = 'us-zz-harbor-city'`)
  })

const paths = [
  '/',
  '/map?country=QQ',
  '/governments',
  '/governments/us-zz-harbor-city',
  '/countries',
  '/countries/qq',
  '/networks',
  '/networks/sample-harbors',
  `/engagements/${tie}`,
  '/rules',
  '/rules/us-zz-ties-act',
  '/gaps',
  '/data',
  '/about',
  '/method',
]

test('every public page names a picture of 1200 by 630, what it shows in words, and its own address', async () => {
  const visitor = await site.as('visitor')
  for (const path of paths) {
    const { page } = await visitor.get(path)
    const meta = (name: string) =>
      page.querySelector(`meta[property="${name}"], meta[name="${name}"]`)?.getAttribute('content') ?? ''
    for (const name of ['og:title', 'og:description', 'og:url', 'og:image:alt'])
      expect([path, name, meta(name)]).toEqual([path, name, expect.stringMatching(/\S/)])
    expect([path, meta('twitter:card')]).toEqual([path, 'summary_large_image'])
    const { pathname, search, origin } = new URL(meta('og:image'))
    expect([path, origin]).toEqual([path, 'http://legation.test'])
    const picture = await pictureAt(pathname + search)
    expect([path, picture.status, picture.headers.get('content-type'), picture.size]).toEqual([
      path,
      200,
      'image/png',
      [1200, 630],
    ])
  }
})

test('pictures differ from record to record and from question to question', async () => {
  const addresses = [
    '/cards/governments/us-zz-harbor-city.png',
    '/cards/governments/us-zz-mill-creek.png',
    '/cards/countries/qq.png',
    '/cards/map.png',
    '/cards/map.png?country=QQ',
    `/cards/engagements/${tie}.png`,
  ]
  const pictures = []
  for (const address of addresses) pictures.push((await pictureAt(address)).bytes.toString('base64'))
  expect(new Set(pictures).size).toBe(addresses.length)
})

test('a picture that a cache still holds is not sent again', async () => {
  const first = await pictureAt('/cards/countries/qq.png')
  const tag = first.headers.get('etag') ?? ''
  expect(first.headers.get('cache-control')).toContain('public')
  const again = await pictureAt('/cards/countries/qq.png', { 'if-none-match': tag })
  expect([again.status, again.bytes.length]).toEqual([304, 0])
})

test('what does not exist has no picture, nor has an address that is no picture’s', async () => {
  for (const address of [
    '/cards/governments/none.png',
    '/cards/governments/us-zz-harbor-city',
    '/cards/governments/qq.png',
    '/cards/countries/us-zz.png',
    '/cards/networks/qq.png',
    '/cards/engagements/none.png',
    '/cards/rules/none.png',
  ])
    expect([address, (await pictureAt(address)).status]).toEqual([address, 404])
  expect((await pictureAt('/cards/map.png?from=soon')).status).toBe(400)
})

test('a record that only staff may know of has no picture, not even for staff', async () => {
  await site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    await db.save(sql`update atlas.engagements set visibility = 'staff' where id = ${tie}`)
  })
  expect((await pictureAt(`/cards/engagements/${tie}.png`)).status).toBe(404)
  const cookie = `session=${await site.session()}`
  expect((await pictureAt(`/cards/engagements/${tie}.png`, { cookie })).status).toBe(404)
  const { status, page } = await (await site.as('staff')).get(`/engagements/${tie}`)
  expect([status, page.querySelector('meta[property="og:image"]')]).toEqual([200, null])
})

test.each([
  ['markup', '</text><image href="http://elsewhere.example/x.png"/>&"\''],
  ['a control character', 'Harbor\u0001City\u001b'],
  ['no end', 'Sample Consultative Conference of Metropolitan Administrations '.repeat(20)],
  ['one word without end', 'Donaudampfschifffahrtsgesellschaft'.repeat(9)],
  ['Arabic', 'مدينة الميناء التجريبية'],
  ['Hebrew beside Latin', 'עיר הנמל Harbor 12'],
  ['letters no font has', '北京市 서울'],
])('a name with %s is drawn', async (_, name) => {
  const before = (await pictureAt('/cards/governments/us-zz-harbor-city.png')).bytes
  await rename(name)
  const { status, size, bytes } = await pictureAt('/cards/governments/us-zz-harbor-city.png')
  expect([status, size, bytes.equals(before)]).toEqual([200, [1200, 630], false])
})
