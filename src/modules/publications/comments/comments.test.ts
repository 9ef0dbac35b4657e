import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { drafted, mailed } from '#test/publication-deeds'
import { asOwner, type Person, useSite } from '#test/site'

const site = useSite()

/** A draft of Cora's, a colleague who reviews for her body, and how both comment. */
async function reviewed() {
  await asOwner(
    site.services.database,
    `insert into access.grants (id, account_id, role, scope_kind, scope_id, starts_on, granted_by, granted_at)
      values ('ivo-reviews', 'sample-ivo', 'reviewer', 'body', 'center', '2025-01-01', 'system', '2025-01-01')`,
  )
  const draft = await drafted(site)
  const [cora, ivo] = [await site.as('sample-cora'), await site.as('sample-ivo')]
  const comment = async (person: Person, fields: Record<string, string>) => {
    const answer = await person.post(`${draft}/comments`, { quote: 'in the open', words: 'In public?', ...fields })
    return { ...answer, id: /#comment-(\w+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? '' }
  }
  return { draft, cora, ivo, comment }
}

const write = async (person: Person, draft: string, content: string) =>
  person.post(draft, {
    revision: (await person.get(draft)).page.querySelector('input[name=revision]')?.getAttribute('value') ?? '',
    ...{ title: 'Open ties', teaser: 'What we ask.', topics: 'china', authors: 'Cora Sample', content },
  })
const asideOf = async (person: Person, draft: string) => (await person.get(draft)).page.querySelector('[data-beside]')

test('a reviewer comments on words, the writer answers and resolves, and it can be opened again', async () => {
  const { draft, cora, ivo, comment } = await reviewed()
  const { id, status } = await comment(ivo, {})
  expect(status).toBe(303)
  const aside = await asideOf(cora, draft)
  expect(aside?.querySelector('blockquote')?.textContent).toBe('in the open')
  expect(aside?.textContent).toContain('Ivo Sample')
  const turn = (person: Person, deed: string, words = '') => person.post(`${draft}/comments/${id}`, { deed, words })
  expect((await turn(cora, 'answer', '')).text).toContain('Write your answer')
  await turn(cora, 'answer', 'The usual word.')
  await turn(cora, 'resolve')
  const resolved = await asideOf(ivo, draft)
  expect(resolved?.querySelector('details')?.textContent).toContain('Resolved by Cora Sample')
  expect(resolved?.textContent).toContain('The usual word.')
  await turn(ivo, 'reopen')
  expect((await asideOf(ivo, draft))?.querySelector('section > details')).toBeNull()
})

test('whoever wrote a comment says it otherwise or takes it back, and nobody else does', async () => {
  const { draft, cora, ivo, comment } = await reviewed()
  const { id } = await comment(ivo, { words: '@Cora Sample, in public?' })
  const own = (person: Person, deed: string, words?: string) =>
    person.post(`${draft}/comments/${id}/words`, { deed, ...(words === undefined ? {} : { words }) })
  expect((await own(ivo, 'change', '')).text).toContain('Write your comment')
  expect((await own(cora, 'change', 'Mine now.')).text).toContain('Answer it instead')
  const hidden = ['visitor', 'sample-ana', 'sample-dev'] as const
  for (const who of hidden) expect([401, 403, 404], who).toContain((await own(await site.as(who), 'take-back')).status)
  expect((await own(ivo, 'change', 'In public? @Eli Sample, @Cora Sample?')).status).toBe(303)
  const changed = await asideOf(cora, draft)
  expect(changed?.querySelector('.beside-words')?.textContent).toBe('In public? @Eli Sample, @Cora Sample?')
  expect(changed?.querySelector('.beside-earlier')?.textContent).toMatch(/Changed,.*Before,.*@Cora Sample, in public\?/)
  expect(changed?.querySelector('.beside-own')).toBeNull()
  // Whoever was told is not told twice.
  expect((await cora.get('/me/notifications')).text.match(/You are spoken to/g)?.length).toBe(1)

  const turn = (person: Person, deed: string, words = '') => person.post(`${draft}/comments/${id}`, { deed, words })
  await turn(cora, 'resolve', 'No.')
  expect((await own(ivo, 'take-back')).text).toContain('Reopen it first')
  await turn(ivo, 'reopen')
  expect((await own(ivo, 'take-back')).status).toBe(303)
  const left = await asideOf(cora, draft)
  expect(left?.textContent).toMatch(/Taken back,.*No\./s)
  expect(left?.textContent).not.toContain('In public')
  expect(left?.querySelector('[data-mark]')).toBeNull()
  expect((await own(ivo, 'change', 'Again.')).text).toContain('taken back already')
  expect((await cora.get('/me/notifications')).text).toContain('You are spoken to in “Open ties”, which was taken back')
  const alone = await comment(ivo, {})
  await ivo.post(`${draft}/comments/${alone.id}/words`, { deed: 'take-back' })
  expect((await asideOf(cora, draft))?.querySelectorAll('.beside-list > li').length).toBe(1)
})

test('a comment stays with its words through a form without scripts, and says when they are gone', async () => {
  const { draft, cora, ivo, comment } = await reviewed()
  await comment(ivo, { quote: 'belong in the open' })
  await write(cora, draft, 'A new beginning.\n\nAll ties belong in the open, we say.')
  const mark = (await asideOf(cora, draft))?.querySelector('[data-mark=comment]')
  expect(mark?.textContent).not.toContain('gone')
  await write(cora, draft, 'All ties do belong right in the open.')
  await write(cora, draft, 'Something else entirely.')
  expect((await asideOf(cora, draft))?.textContent).toContain('The words it spoke of are gone.')
})

test('words that the draft does not say, or says twice, are explained', async () => {
  const { draft, cora, ivo, comment } = await reviewed()
  const absent = await comment(ivo, { quote: 'in secret' })
  expect([absent.status, absent.text.includes('does not say that'), absent.text.includes('In public?')]).toEqual([
    400,
    true,
    true,
  ])
  await write(cora, draft, 'Ties in the open. Doors in the open.')
  expect((await comment(ivo, {})).text).toContain('says that 2 times')
  expect((await comment(ivo, { near: '25' })).status).toBe(303)
  const anchors = await site.services.database.read((db) =>
    db.all(sql<{ at: number }>`select (anchor->>'at')::int as at from publications.comments`),
  )
  expect(anchors).toEqual([{ at: 24 }])
})

test('whoever is named is told, whoever is answered too, and whoever loses the right knows nothing of it', async () => {
  const { draft, cora, ivo, comment } = await reviewed()
  const { id } = await comment(ivo, { words: '@Cora Sample, in public? Not you, @Dev Sample.' })
  const notices = async (person: Person) => (await person.get('/me/notifications')).text
  expect(await notices(cora)).toContain('You are spoken to in “Open ties”')
  expect(await notices(await site.as('sample-dev'))).not.toContain('Open ties')
  await cora.post(`${draft}/comments/${id}`, { deed: 'answer', words: 'No.' })
  expect(await notices(ivo)).toContain('An answer in “Open ties”: No.')
  await asOwner(site.services.database, `update access.grants set revoked_at = now() where id = 'ivo-reviews'`)
  expect(await notices(await site.as('sample-ivo'))).not.toContain('Open ties')
})

test('strangers and the other body neither comment nor learn that there is a draft', async () => {
  const { draft, comment } = await reviewed()
  for (const who of ['visitor', 'sample-ana', 'sample-dev'] as const)
    expect([401, 403, 404], who).toContain((await comment(await site.as(who), {})).status)
  expect((await (await site.as('sample-dev')).get(`${draft}/comments`)).status).toBe(404)
})

test('a fact checker outside comments by their link, names nobody, and no reader ever sees it', async () => {
  const { draft, cora } = await reviewed()
  await cora.post(`${draft}/readings`, { purpose: 'fact-check', name: 'Eva', address: 'eva@example.org' })
  const link = await mailed(site, /\/readings\/\w+/)
  const visitor = await site.as('visitor')
  const say = (quote: string) => visitor.post(`${link}/comments`, { quote, words: 'A source, @Cora Sample?' })
  expect((await say('not there')).text).toContain('does not say that')
  expect((await say('Ties belong')).status).toBe(303)
  expect((await visitor.get(link)).text).not.toContain('A source')
  expect((await asideOf(cora, draft))?.textContent).toContain('Eva, outside')
  expect((await cora.get('/me/notifications')).text).not.toContain('You are spoken to')
  expect((await visitor.post('/readings/0000/comments', { quote: 'Ties', words: 'x' })).status).toBe(404)
  await cora.post(`${draft}/turn`, { deed: 'publish' })
  for (const path of ['/works/open-ties', '/works/open-ties/work.txt', '/works.json'])
    expect((await visitor.get(path)).text, path).not.toContain('A source')
})
