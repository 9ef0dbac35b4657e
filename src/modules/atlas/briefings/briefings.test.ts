import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { sql } from '#platform/db'
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

/** Everything in the file that is not a picture, unpacked: what it declares of itself, its structure, its words' glyphs. */
function unpacked(pdf: Buffer): string {
  const pieces = [pdf.toString('latin1')]
  for (const found of pdf.toString('latin1').matchAll(/stream\r?\n/g)) {
    const at = found.index + found[0].length
    const end = pdf.indexOf('endstream', at)
    try {
      pieces.push(inflateSync(pdf.subarray(at, end)).toString('latin1'))
    } catch {
      // A stream that is not deflated has been read with the rest of the file.
    }
  }
  return pieces.join('\n')
}

const bytesOf = async (path: string): Promise<Buffer> => {
  const answer = await site.application.fetch(new Request(`http://localhost${path}`))
  expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 200, 'application/pdf'])
  return Buffer.from(await answer.arrayBuffer())
}

test('every record can be taken along as a tagged PDF with a title, in English', async () => {
  for (const path of records) {
    const text = unpacked(await bytesOf(`${path}/briefing.pdf`))
    expect(text.startsWith('%PDF-')).toBe(true)
    expect(text).toContain('<pdfuaid:part>1</pdfuaid:part>')
    expect(text).toMatch(/\/Lang ?\(en/)
    expect(text).toContain('/StructTreeRoot')
  }
})

test('the PDF is named after the record and carries its title', async () => {
  const answer = await (await site.as('visitor')).get('/governments/us-zz-harbor-city/briefing.pdf')
  expect(answer.headers.get('content-disposition')).toBe(
    'inline; filename="briefing-governments-us-zz-harbor-city.pdf"',
  )
  expect(unpacked(await bytesOf('/governments/us-zz-harbor-city/briefing.pdf'))).toContain('Harbor City')
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
