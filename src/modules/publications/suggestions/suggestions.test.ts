import { expect, test } from 'vitest'
import { drafted } from '#test/publication-deeds'
import { asOwner, type Person, useSite } from '#test/site'
import { lineTextOf } from '../anchors/rules.ts'
import { markdownOf, textOfMarkdown } from '../texts/rules.ts'
import { carryOut, changesBetween } from './rules.ts'

const site = useSite()

async function reviewed() {
  await asOwner(
    site.services.database,
    `insert into access.grants (id, account_id, role, scope_kind, scope_id, starts_on, granted_by, granted_at)
      values ('ivo-reviews', 'sample-ivo', 'reviewer', 'body', 'center', '2025-01-01', 'system', '2025-01-01')`,
  )
  const draft = await drafted(site)
  const [cora, ivo] = [await site.as('sample-cora'), await site.as('sample-ivo')]
  const suggest = async (person: Person, quote: string, says: string) => {
    const answer = await person.post(`${draft}/suggestions`, { quote, says, note: 'Clearer.' })
    return { ...answer, id: /#suggestion-(\w+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? '' }
  }
  const decide = (person: Person, id: string, deed: string, position = '') =>
    person.post(`${draft}/suggestions/${id}`, { deed, position })
  const words = async () => (await cora.get(draft)).page.querySelector('textarea[name=content]')?.textContent
  return { draft, cora, ivo, suggest, decide, words }
}

test('a reviewer proposes other words, the writer accepts them, and the history says whose they are', async () => {
  const { draft, cora, ivo, suggest, decide, words } = await reviewed()
  const { id } = await suggest(ivo, 'in the open', 'in public')
  const aside = (await cora.get(draft)).page.querySelector('[data-beside]')
  expect([aside?.querySelector('del')?.textContent, aside?.textContent?.includes('Ivo Sample')]).toEqual([
    'the open',
    true,
  ])
  expect(await words()).toBe('Ties belong in the open.')
  expect([403, 404]).toContain((await decide(ivo, id, 'accept')).status)
  expect((await decide(cora, id, 'accept')).status).toBe(303)
  expect(await words()).toBe('Ties belong in public.')
  expect((await cora.get(`${draft}/history`)).text).toContain('in words of Ivo Sample')
  expect((await decide(cora, id, 'accept')).status).toBe(409)
})

test('what is rejected stays in the list with who rejected it, and changes nothing', async () => {
  const { draft, cora, ivo, suggest, decide, words } = await reviewed()
  const { id } = await suggest(ivo, 'in the open', 'in public')
  await decide(cora, id, 'reject')
  expect(await words()).toBe('Ties belong in the open.')
  expect((await ivo.get(draft)).page.querySelector('[data-beside]')?.textContent).toContain('Rejected by Cora Sample')
})

test('two who would change the same words are told of each other; one accepted, the other says that its words are gone', async () => {
  const { draft, cora, ivo, suggest, decide } = await reviewed()
  const first = await suggest(ivo, 'in the open', 'in public')
  const second = await suggest(cora, 'the open', 'daylight')
  const page = await cora.get(draft)
  expect(page.text).toContain('Cora Sample would change the same words')
  await decide(cora, first.id, 'accept')
  expect((await cora.get(draft)).text).toContain('no longer there as they were')
  const refused = await decide(cora, second.id, 'accept')
  expect([refused.status, refused.text.includes('Change them by hand')]).toEqual([409, true])
})

test('a whole text as somebody would have it becomes changes that are accepted one by one or all at once', async () => {
  const { draft, cora, ivo, decide, words } = await reviewed()
  const { page } = await ivo.get(`${draft}/suggestions`)
  const revision = page.querySelector('input[name=revision]')?.getAttribute('value') ?? ''
  const send = (content: string) => ivo.post(`${draft}/suggestions/version`, { revision, content, note: '' })
  expect((await send('Ties belong in the open.')).text).toContain('These are the words of the draft')
  const answer = await send('All ties belong in public.\n\nA second paragraph.')
  const id = /#suggestion-(\w+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? ''
  await decide(cora, id, 'accept', '0')
  expect(await words()).toBe('All ties belong in the open.')
  await decide(cora, id, 'accept')
  expect(await words()).toBe('All ties belong in public.\n\nA second paragraph.')
})

test('what cannot be proposed is explained, and strangers propose nothing', async () => {
  const { draft, ivo, suggest } = await reviewed()
  expect((await suggest(ivo, 'in secret', 'x')).text).toContain('does not say that')
  expect((await suggest(ivo, 'the open', 'the open')).text).toContain('what the draft says already')
  for (const who of ['visitor', 'sample-ana', 'sample-dev'] as const)
    expect([401, 403, 404], who).toContain((await suggest(await site.as(who), 'the open', 'x')).status)
  expect((await (await site.as('sample-dev')).get(`${draft}/suggestions`)).status).toBe(404)
})

const before = textOfMarkdown(
  '## Harbors\n\nHarbor City **signed** in 1978[footnote text="By a statute."]. It kept the text.\n\n- First\n- Second\n\nThe end.',
)
test.each([
  ['a word', (text: string) => text.replace('kept', 'lost')],
  [
    'a sentence added at the end of a paragraph',
    (text: string) => text.replace('the text.', 'the text. So did others.'),
  ],
  ['a paragraph added', (text: string) => text.replace('\n\nThe end.', '\n\nOne more.\n\nThe end.')],
  ['a paragraph first of all', (text: string) => `## Before\n\n${text}`.replace('## Before', 'Before')],
  ['a paragraph taken out', (text: string) => text.replace('\n\nThe end.', '')],
  ['words of a list', (text: string) => text.replace('Second', 'The second of them')],
  ['a heading', (text: string) => text.replace('Harbors', 'Ports and harbors')],
  [
    'everything at once',
    (text: string) => text.replace('kept', 'lost').replace('The end.', 'An end.').replace('First', '1st'),
  ],
])('what is proposed by %s says just that when it is accepted', (_what, edit) => {
  const after = textOfMarkdown(edit(markdownOf(before)))
  const changes = changesBetween(before, after).map((change, position) => ({
    ...{ ...change, position, decision: null, decidedBy: null, decidedAt: null },
  }))
  const { text, done } = carryOut(before, changes)
  expect(lineTextOf(text).replace(/\n+/g, '\n')).toBe(lineTextOf(after).replace(/\n+/g, '\n'))
  expect([done.length, JSON.stringify(text).includes('By a statute.')]).toEqual([changes.length, true])
})
