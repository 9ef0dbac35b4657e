import { expect, test } from 'vitest'
import { type Answer, type Person, useSite } from '#test/site'
import { publishDue } from '../turns/write.ts'

const site = useSite()

const begin = async (person: Person, title = 'Ports and partners') => {
  const begun = await person.post('/desk/works/new', { kind: 'report', bodyId: 'center', title, slug: '' })
  return begun.headers.get('location') ?? ''
}
const words = {
  title: 'Ports and partners',
  teaser: 'What port cities sign abroad.',
  content: 'Harbor City signed in 1978. It kept the text.',
  topics: 'city-and-state-diplomacy',
  authors: 'Cora Sample | Director',
}
const revisionIn = ({ page }: Answer) => page.querySelector('input[name=revision]')?.getAttribute('value') ?? ''
async function save(person: Person, draft: string, more: Record<string, string> = {}) {
  return person.post(draft, { revision: revisionIn(await person.get(draft)), ...words, ...more })
}
const turn = (person: Person, draft: string, deed: string, more: Record<string, string> = {}) =>
  person.post(`${draft}/turn`, { deed, ...more })

/** A report that the public reads. */
async function published(person: Person): Promise<string> {
  const draft = await begin(person)
  await save(person, draft)
  await turn(person, draft, 'publish')
  return draft
}

test('a work is written, reviewed, published, and stands on the lists', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  const draft = await begin(cora)
  expect((await save(cora, draft)).status).toBe(303)
  await turn(cora, draft, 'review')
  expect((await cora.get('/desk/works?state=review')).text).toContain('Ports and partners')
  expect((await turn(cora, draft, 'publish')).headers.get('location')).toBe('/works/ports-and-partners')
  const read = await visitor.get('/works/ports-and-partners')
  expect(read.page.querySelector('h1')?.textContent).toBe('Ports and partners')
  expect(read.text).toContain('Harbor City signed in 1978.')
  expect(read.page.querySelector('meta[name=description]')?.getAttribute('content')).toBe(words.teaser)
  for (const list of [
    '/works',
    '/topics/city-and-state-diplomacy',
    '/works.atom',
    '/works.rss',
    '/works.json',
    '/search?q=harbor',
  ])
    expect((await visitor.get(list)).text, list).toContain('/works/ports-and-partners')
})

test('a draft does not exist for strangers, nor for the other body', async () => {
  const cora = await site.as('sample-cora')
  const draft = await begin(cora)
  await save(cora, draft)
  expect((await (await site.as('sample-dev')).get(draft)).status).toBe(404)
  for (const who of ['visitor', 'sample-ana', 'sample-dev'] as const) {
    const person = await site.as(who)
    expect([401, 403, 404], who).toContain((await person.get(draft)).status)
    expect((await person.get('/works/ports-and-partners')).status, who).toBe(404)
    expect((await person.get('/works/ports-and-partners/editions/1')).status, who).toBe(404)
    expect((await person.get('/works')).text, who).not.toContain('Ports and partners')
    expect([401, 403, 404], who).toContain((await save(person, draft)).status)
    expect([401, 403, 404], who).toContain((await turn(person, draft, 'publish')).status)
  }
  expect((await (await site.as('sample-dev')).get('/desk/works')).text).not.toContain('Ports and partners')
})

test('what is missing is named, and what was typed stays', async () => {
  const cora = await site.as('sample-cora')
  const draft = await begin(cora)
  const refused = await turn(cora, draft, 'publish')
  expect(refused.status).toBe(400)
  for (const sentence of ['Say in a sentence or two', 'Choose at least one topic', 'Name at least one author'])
    expect(refused.text).toContain(sentence)
  const wrong = await save(cora, draft, { language: 'klingon?', content: 'Kept words.' })
  expect(wrong.status).toBe(400)
  expect(wrong.text).toContain('Write the language as its tag')
  expect(wrong.text).toContain('Kept words.')
})

test('two who write at once lose nothing: the second is told, with the words still there', async () => {
  const cora = await site.as('sample-cora')
  const draft = await begin(cora)
  const opened = revisionIn(await cora.get(draft))
  await save(cora, draft, { content: 'The first.' })
  const second = await cora.post(draft, { revision: opened, ...words, content: 'The second.' })
  expect(second.status).toBe(409)
  expect(second.text).toContain('The second.')
  expect((await cora.get(`${draft}/history`)).text).toContain('The first.')
})

test('a next edition leaves what readers have, then takes its place; both stay readable and are compared', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  await published(cora)
  const next = (await cora.post('/desk/works/of/ports-and-partners', {})).headers.get('location') ?? ''
  expect((await cora.post('/desk/works/of/ports-and-partners', {})).status).toBe(409)
  await save(cora, next, { content: 'Harbor City signed in 1979. It kept the text.', changeNote: 'A year was wrong.' })
  expect((await visitor.get('/works/ports-and-partners')).text).toContain('1978')
  await turn(cora, next, 'publish')
  // Visitors are told within a moment: every node hears of the change, and forgets what it kept.
  await expect.poll(async () => (await visitor.get('/works/ports-and-partners')).text).toContain('1979')
  expect((await visitor.get('/works/ports-and-partners/editions/1')).text).toContain('1978')
  const { page } = await visitor.get('/works/ports-and-partners/editions')
  expect(page.querySelector('del')?.textContent).toBe('1978')
  expect(page.querySelector('ins')?.textContent).toBe('1979')
  expect(page.body.textContent).toContain('A year was wrong.')
})

test('a sentence is corrected in the open, and a draft of the next edition with it', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  await published(cora)
  const next = (await cora.post('/desk/works/of/ports-and-partners', {})).headers.get('location') ?? ''
  const correct = (said: string, says = 'Harbor City signed in 1979.') =>
    cora.post('/desk/works/of/ports-and-partners/corrections', { said, says, reason: 'The resolution is dated 1979.' })
  expect((await correct('Harbor City signed in 1970.')).text).toContain('does not say that')
  expect((await correct('Harbor City signed in 1978.')).status).toBe(303)
  const { page, text } = await visitor.get('/works/ports-and-partners')
  expect(page.querySelector('#corrections')).not.toBeNull()
  expect(page.querySelector('del')?.textContent).toBe('Harbor City signed in 1978.')
  expect(text).toContain('The resolution is dated 1979.')
  const before = await visitor.get('/works/ports-and-partners/editions/1')
  expect(before.page.querySelector('.prose')?.textContent).toBe('Harbor City signed in 1978. It kept the text.')
  expect((await cora.get(next)).text).toContain('Harbor City signed in 1979. It kept the text.')
  expect(
    (
      await (
        await site.as('sample-ana')
      ).post('/desk/works/of/ports-and-partners/corrections', {
        said: 'It kept the text.',
        says: 'x',
        reason: 'Because I say so.',
      })
    ).status,
  ).toBe(403)
})

test('withdrawn stays readable under its reason; gone leaves the reason alone', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  const draft = await published(cora)
  expect((await turn(cora, draft, 'withdraw')).status).toBe(400)
  await turn(cora, draft, 'withdraw', { reason: 'The figures rest on a list that was forged.' })
  const withdrawn = await visitor.get('/works/ports-and-partners')
  expect(withdrawn.text).toContain('a list that was forged')
  expect(withdrawn.text).toContain('Harbor City signed in 1978.')
  await expect.poll(async () => (await visitor.get('/works')).text).not.toContain('Ports and partners')
  expect((await visitor.get('/search?q=harbor+signed')).text).not.toContain('/works/ports-and-partners')
  await turn(cora, draft, 'remove', { reason: 'A court ordered that it be taken away.' })
  await expect.poll(async () => (await visitor.get('/works/ports-and-partners')).text).toContain('A court ordered')
  for (const address of ['', '/editions/1', '/editions'])
    expect((await visitor.get(`/works/ports-and-partners${address}`)).text, address).not.toContain('1978')
})

test('an embargo is an instant: nothing a moment before, everything at it', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  const draft = await begin(cora)
  await save(cora, draft)
  expect((await turn(cora, draft, 'schedule', { at: '2099-12-01' })).text).toContain('Such as 2026-12-01T09:00-05:00')
  expect((await turn(cora, draft, 'schedule', { at: '2001-12-01T09:00Z' })).text).toContain('That moment has passed')
  await turn(cora, draft, 'schedule', { at: '2099-12-01T09:00-05:00' })
  expect((await cora.post(draft, { revision: '2', ...words })).status).toBe(409)
  const publishAt = (instant: string) =>
    publishDue(site.services.database, new Date(instant), (_, error) => expect(error).toBe(undefined))
  expect(await publishAt('2099-12-01T13:59:59.999Z')).toBe(0)
  expect((await visitor.get('/works/ports-and-partners')).status).toBe(404)
  expect(await publishAt('2099-12-01T14:00:00Z')).toBe(1)
  expect(await publishAt('2099-12-01T14:00:00Z')).toBe(0)
  expect((await visitor.get('/works/ports-and-partners')).status).toBe(200)
})

test('a work that moves is found at both addresses, and nothing else is given the first', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  await published(cora)
  const move = (slug: string) => cora.post('/desk/works/of/ports-and-partners/address', { slug })
  await cora.post('/desk/addresses', { slug: 'kept-for-the-fall', reason: 'Printed on the invitation.' })
  expect((await move('kept-for-the-fall')).status).toBe(409)
  expect((await move('Ports!')).text).toContain('Use lower-case letters')
  expect((await move('harbors')).headers.get('location')).toBe('/works/harbors')
  expect((await visitor.get('/works/ports-and-partners')).headers.get('location')).toBe('/works/harbors')
  expect((await visitor.get('/search?q=harbor+signed')).text).toContain('/works/harbors')
  const again = { kind: 'report', bodyId: 'center', title: 'Another', slug: 'ports-and-partners' }
  expect((await cora.post('/desk/works/new', again)).status).toBe(409)
  await cora.post('/desk/addresses/freeing', { slug: 'kept-for-the-fall' })
  expect((await cora.post('/desk/works/new', { ...again, slug: 'kept-for-the-fall' })).status).toBe(303)
  for (const who of ['visitor', 'sample-ana', 'sample-dev'] as const)
    expect([401, 403], who).toContain(
      (await (await site.as(who)).post('/desk/works/of/harbors/address', { slug: 'x-y' })).status,
    )
})
