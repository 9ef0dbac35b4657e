import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { unpacked } from '#test/pdf'
import { useSite } from '#test/site'
import { engagementId } from '../imports/rules.ts'

const site = useSite()
const tie = engagementId('tie/harbor-alta')
const records = [
  `/engagements/${tie}`,
  '/governments/us-zz-harbor-city',
  '/governments/us-zz-harbor-city/with/qq-alta-vista',
  '/countries/qq',
  '/networks/sample-harbors',
  '/rules/us-zz-ties-act',
]

const bytesOf = async (path: string): Promise<Buffer> => {
  const answer = await site.application.fetch(new Request(`http://localhost${path}`))
  expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 200, 'application/pdf'])
  return Buffer.from(await answer.arrayBuffer())
}

test('every record can be taken along as a tagged PDF, in English, that carries the title of its page', async () => {
  const visitor = await site.as('visitor')
  for (const path of records) {
    const text = unpacked(await bytesOf(`${path}/briefing.pdf`))
    expect(text.startsWith('%PDF-')).toBe(true)
    expect(text).toContain('<pdfuaid:part>1</pdfuaid:part>')
    expect(text).toMatch(/\/Lang ?\(en/)
    expect(text).toContain('/StructTreeRoot')
    const title = (await visitor.get(path)).page.querySelector('h1')?.textContent ?? ''
    const [, declared] = /<dc:title>.*?<rdf:li[^>]*>(.*?)<\/rdf:li>/s.exec(text) ?? []
    expect([path, Buffer.from(declared ?? '', 'latin1').toString('utf8')]).toEqual([path, title])
  }
})

test('a PDF is named after its record', async () => {
  const answer = await (await site.as('visitor')).get('/governments/us-zz-harbor-city/briefing.pdf')
  expect(answer.headers.get('content-disposition')).toBe(
    'inline; filename="briefing-governments-us-zz-harbor-city.pdf"',
  )
})

test('what only staff may know of has no PDF for others, and none exists for what does not', async () => {
  await site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    await db.save(sql`update atlas.engagements set visibility = 'staff' where id = ${tie}`)
  })
  const visitor = await site.as('visitor')
  expect((await visitor.get(`/engagements/${tie}/briefing.pdf`)).status).toBe(404)
  expect((await visitor.get('/governments/us-zz-nowhere/briefing.pdf')).status).toBe(404)
  expect((await visitor.get('/countries/qq/briefing.pdf?show=many')).status).toBe(400)
})
