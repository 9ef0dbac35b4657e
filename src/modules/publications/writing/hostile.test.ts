import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { sql } from '#platform/db'
import { drafted } from '#test/publication-deeds'
import { type Person, useSite } from '#test/site'
import { coauthor, paragraph, updateOf } from '#test/writers'

const site = useSite()

/** A draft of one paragraph, and two people of its body who have it open. */
async function together() {
  const draft = await drafted(site)
  const edition = draft.split('/').at(-1) ?? ''
  const [cora, ada] = [await site.as('sample-cora'), await site.as('staff')]
  const at = { fetch: (request: Request) => site.application.fetch(request), origin: 'http://legation.test' }
  const post = (person: Person, update: string) =>
    person.send('POST', `/api/v1/editions/${edition}/writing/updates`, { update })
  const read = () =>
    site.services.database.read((db) =>
      db.only(sql<{ revision: number; words: string }>`select revision, content::text as words
        from publications.editions where id = ${edition}`),
    )
  return { cora, ada, one: await coauthor(at, cora, edition), other: await coauthor(at, ada, edition), post, read }
}

const element = (name: string, make: (element: Y.XmlElement) => void = () => {}) =>
  updateOf((doc) => {
    const part = new Y.XmlElement(name)
    doc.getXmlFragment('text').insert(0, [part])
    make(part)
  })
const marked = (mark: string, attributes: object) =>
  element('paragraph', (part) => {
    const words = new Y.XmlText()
    part.insert(0, [words])
    words.insert(0, 'here', { [mark]: attributes })
  })
const hostile: [what: string, update: string, status: number][] = [
  ['no bytes of Yjs', Buffer.from('not an update at all').toString('base64'), 400],
  ['bytes cut short', element('paragraph').slice(0, 8), 400],
  ['no base64', '<script>', 400],
  ['an element that no text holds', element('script'), 400],
  ['an address that runs something', marked('link', { href: 'javascript:alert(1)' }), 400],
  ['a look that no text has', marked('style', { color: 'red' }), 400],
  ['a property that no text has', element('paragraph', (part) => part.setAttribute('onclick', 'x')), 400],
  ['another part of the document', updateOf((doc) => doc.getMap('hidden').set('a', 'b')), 400],
  ['bytes inside', updateOf((doc) => doc.getArray('text').insert(0, [new Uint8Array(9)])), 400],
  ['more than can be taken', 'A'.repeat(2_700_000), 400],
]

test.each(hostile)('an update with %s is refused with a sentence and never enters', async (_what, update, status) => {
  const { one, other, cora, post, read } = await together()
  const before = await read()
  const answer = await post(cora, update)
  expect([answer.status, answer.json<{ title: string }>().title.length > 10]).toEqual([status, true])
  one.change([paragraph('Still here.')])
  expect(await one.send()).toBe(200)
  await one.rest()
  const { words, revision } = await read()
  expect([words.includes('Still here.'), revision]).toEqual([true, before.revision + 1])
  await Promise.all([one.leave(), other.leave()])
})

test('nobody writes under the number of another, nor on words that are missing here', async () => {
  const { one, other, cora, ada, post } = await together()
  one.change([paragraph('Ties belong in the open.'), paragraph('First of Cora.')])
  await one.send()
  await expect.poll(() => other.words().length).toBe(2)
  const forged = new Y.Doc()
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(other.doc))
  forged.clientID = one.hand
  const known = Y.encodeStateVector(forged)
  forged.getXmlFragment('text').insert(0, [new Y.XmlElement('horizontalRule')])
  const bytes = (update: Uint8Array) => Buffer.from(update).toString('base64')
  const mine = Y.encodeStateAsUpdate(forged, known)
  expect((await post(ada, bytes(mine))).status).toBe(409)
  const apart = new Y.Doc()
  apart.getXmlFragment('text').insert(0, [new Y.XmlElement('horizontalRule')])
  const later = Y.encodeStateVector(apart)
  apart.getXmlFragment('text').insert(1, [new Y.XmlElement('horizontalRule')])
  expect((await post(cora, bytes(Y.encodeStateAsUpdate(apart, later)))).status).toBe(409)
  await Promise.all([one.leave(), other.leave()])
})
