import { expect, test } from 'vitest'
import { registerFigures } from '#kernel/figures'
import { invalid } from '#platform/problem'
import { type Person, useSite } from '#test/site'
import { reviewFigures } from './write.ts'

const site = useSite()

/** What the source of the figure says, by the day it is asked for; the empty day is now. */
const says = new Map<string, string>()
registerFigures([
  {
    name: 'test.count',
    label: 'A count',
    answer: async (_db, _viewer, { asOf }) => {
      const answer = says.get(asOf)
      if (answer === undefined) throw invalid('test.figure.unknown', 'No such question.')
      return { says: answer, means: 'ties', href: '/map' }
    },
  },
])
const content = 'Cities keep [evidence kind="test.count" reference="country=JP" asOf="2026-11-01" says="412"] ties.'
const said = { title: 'Ties', teaser: 'How many.', topics: 'china', authors: 'Cora Sample' }

async function published(person: Person): Promise<void> {
  says.clear()
  says.set('', '412').set('2026-11-01', '412')
  const fields = { kind: 'report', bodyId: 'center', title: 'Ties', slug: '' }
  const draft = (await person.post('/desk/works/new', fields)).headers.get('location') ?? ''
  await person.post(draft, { revision: '1', content, ...said })
  await person.post(`${draft}/turn`, { deed: 'publish' })
}
const review = () => site.services.database.write((db) => reviewFigures(db, site.services.clock.now()))
const first = async (person: Person) =>
  (await person.get('/desk/figures')).page.querySelector('td a, th a')?.getAttribute('href') ?? ''

test('a figure that changed raises one review, its writers are told, and the text stays', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  await published(cora)
  expect(await review()).toBe(0)
  says.set('', '413')
  expect([await review(), await review()]).toEqual([1, 0])
  expect((await cora.get('/me/notifications')).text).toContain('“Ties” says 412; it is 413 now')
  expect((await visitor.get('/works/ties')).page.querySelector('.prose')?.textContent).toContain('Cities keep 412')
  const page = await cora.get(await first(cora))
  expect(page.text).toContain('It was right as known on November 1, 2026. The same question is answered by 413 now.')
  // It moves on before anybody looked: one thing to decide, not two.
  says.set('', '414')
  expect(await review()).toBe(1)
  expect((await cora.get('/desk/figures')).page.querySelectorAll('tbody tr')).toHaveLength(1)
})

test('somebody decides: the text stays with a reason, and the same is not raised again; or the next edition is begun', async () => {
  const cora = await site.as('sample-cora')
  await published(cora)
  says.set('', '413')
  await review()
  const path = await first(cora)
  expect((await cora.post(path, { decision: 'kept', note: '' })).text).toContain('A sentence for whoever asks later')
  expect((await cora.post(path, { decision: 'kept', note: 'One tie changes nothing.' })).status).toBe(303)
  expect((await cora.post(path, { decision: 'kept', note: 'One tie changes nothing.' })).status).toBe(409)
  expect(await review()).toBe(0)
  says.set('', '500')
  await review()
  const next = await cora.post(await first(cora), { decision: 'next-edition' })
  expect(next.headers.get('location')).toBe('/desk/works/of/ties')
})

test('a figure that was never so is told apart from one that moved on, and one that can no longer be asked is told', async () => {
  const cora = await site.as('sample-cora')
  await published(cora)
  says.set('2026-11-01', '400')
  await review()
  expect((await cora.get(await first(cora))).text).toContain('As known on November 1, 2026 the answer is 400, so')
  says.clear()
  await review()
  expect((await cora.get(await first(cora))).text).toContain('can no longer be asked')
})

test('the other body and strangers know of no review', async () => {
  const cora = await site.as('sample-cora')
  await published(cora)
  says.set('', '413')
  await review()
  const path = await first(cora)
  expect((await (await site.as('sample-dev')).get('/desk/figures')).text).not.toContain('Ties')
  for (const [who, status] of [
    ['sample-dev', 404],
    ['sample-ana', 403],
    ['visitor', 401],
  ] as const)
    expect((await (await site.as(who)).get(path)).status, who).toBe(status)
})
