import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { type Person, useSite } from '#test/site'

const site = useSite()

/** A draft that could be published, and its address on the desk. */
async function drafted(person: Person): Promise<string> {
  const fields = { kind: 'report', bodyId: 'center', title: 'Ports and partners', slug: '' }
  const draft = (await person.post('/desk/works/new', fields)).headers.get('location') ?? ''
  await write(person, draft, 'Harbor City signed in 1978.')
  return draft
}

async function write(person: Person, draft: string, content: string): Promise<void> {
  const { page } = await person.get(draft)
  const saved = await person.post(draft, {
    revision: page.querySelector('input[name=revision]')?.getAttribute('value') ?? '',
    ...{ title: 'Ports and partners', teaser: 'What they sign.', content, topics: 'china', authors: 'Cora Sample' },
  })
  expect(saved.status).toBe(303)
}

const letters = () =>
  site.services.database.read((db) =>
    db.all(
      sql<{
        text: string
        to: string
      }>`select body_text as text, recipient as "to" from platform.outbox order by id desc`,
    ),
  )
const linkIn = async () => /\/readings\/\w+/.exec((await letters())[0]?.text ?? '')?.[0] ?? ''

test('an expert outside reads one edition by a link, and answers once', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  const draft = await drafted(cora)
  expect(
    (await cora.post(`${draft}/readings`, { purpose: 'press', name: 'Pia', address: 'pia@example.org' })).status,
  ).toBe(409)
  await cora.post(`${draft}/readings`, { purpose: 'fact-check', name: 'Eva', address: 'eva@example.org' })
  expect((await letters())[0]?.to).toBe('eva@example.org')
  const link = await linkIn()
  expect((await visitor.get(link)).text).toContain('Harbor City signed in 1978.')
  expect((await visitor.post(link, { verdict: 'mend', answer: '' })).text).toContain('Say what has to be mended')
  expect((await visitor.post(link, { verdict: 'mend', answer: 'It was 1979.' })).status).toBe(303)
  expect((await visitor.post(link, { verdict: 'right', answer: '' })).status).toBe(409)
  expect((await cora.get(`${draft}/readings`)).text).toContain('It was 1979.')
  await write(cora, draft, 'Harbor City signed in 1979.')
  expect((await cora.get(`${draft}/readings`)).text).toContain('The text was changed since.')
})

test('a closed link opens nothing, nor does one that was guessed or is of another time', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  const draft = await drafted(cora)
  await cora.post(`${draft}/readings`, { purpose: 'fact-check', name: 'Eva', address: 'eva@example.org' })
  const link = await linkIn()
  const { page } = await cora.get(`${draft}/readings`)
  const closing = page.querySelector('form[action*="/readings/"]')?.getAttribute('action') ?? ''
  expect((await (await site.as('sample-dev')).post(closing, {})).status).toBe(404)
  expect((await visitor.get(link)).status).toBe(200)
  await cora.post(closing, {})
  expect((await visitor.get(link)).status).toBe(404)
  expect((await visitor.get('/readings/0000')).status).toBe(404)
  expect((await (await site.as('sample-dev')).get(`${draft}/readings`)).status).toBe(404)
})

test('what an author must have cleared is not published before, nor with other words', async () => {
  const cora = await site.as('sample-cora')
  const draft = await drafted(cora)
  const note = (state: string, reference = '') =>
    cora.post(`${draft}/clearances`, { author: 'Cora Sample', state, reference })
  const publish = () => cora.post(`${draft}/turn`, { deed: 'publish' })
  expect((await cora.post(`${draft}/clearances`, { author: 'Nobody', state: 'submitted' })).text).toContain(
    'no author of this',
  )
  await note('submitted')
  expect((await publish()).text).toContain('not cleared yet')
  expect((await note('cleared')).text).toContain('Give the office and the number')
  await note('cleared', 'Review board 26-114')
  await write(cora, draft, 'Harbor City signed, and said more.')
  expect((await publish()).text).toContain('changed after it was cleared')
  await write(cora, draft, 'Harbor City signed in 1978.')
  expect((await publish()).status).toBe(303)
  expect((await (await site.as('visitor')).get('/works/ports-and-partners')).status).toBe(200)
})
