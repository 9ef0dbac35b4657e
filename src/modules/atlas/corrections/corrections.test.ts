import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { listOutbox } from '#platform/mail'
import { useSite } from '#test/site'
import { engagementId } from '../imports/rules.ts'

const site = useSite()
const tie = engagementId('tie/harbor-alta')
const good = {
  kind: 'engagement',
  id: tie,
  property: 'started',
  proposedValue: '2011-09-01',
  evidence: 'The council minutes of that day hold the vote.',
  evidenceAddress: 'https://example.org/minutes',
  contact: 'reader@example.org',
}

async function ask(change: Record<string, string> = {}): Promise<string> {
  const answer = await (await site.as('visitor')).post('/corrections/new', { ...good, ...change })
  expect(answer.status).toBe(303)
  const { id } = await site.services.database.read((db) =>
    db.only(sql<{ id: string }>`select id from atlas.corrections order by id desc limit 1`),
  )
  return id
}

const decide = async (id: string, fields: Record<string, string>) =>
  (await site.as('staff')).post(`/desk/corrections/${id}`, fields)
const accept = { verdict: 'accepted', value: '2011-09-01', reason: 'The minutes are clear.' }

test('a visitor proposes, staff accept, and the record shows the value with its evidence and keeps what it said before', async () => {
  const id = await ask()
  const visitor = await site.as('visitor')
  expect((await visitor.get(`/engagements/${tie}`)).text).not.toContain('September 1, 2011')
  expect((await (await site.as('staff')).get('/desk/corrections')).text).toContain('2011-09-01')
  expect((await decide(id, accept)).status).toBe(303)
  const shown = await visitor.get(`/engagements/${tie}`)
  expect(shown.text).toContain('September 1, 2011')
  expect(shown.text).toContain('The council minutes of that day hold the vote.')
  const record = (await visitor.get(`/api/v1/engagements/${tie}`)).json<{
    started: string
    claims: { property: string; value: string; rank: string }[]
  }>()
  const begun = record.claims.filter(({ property }) => property === 'started')
  expect(begun.map(({ value, rank }) => [value, rank]).toSorted()).toEqual([
    ['2010-09', 'normal'],
    ['2011-09-01', 'preferred'],
  ])
})

test('what was known before the decision can still be asked for', async () => {
  const id = await ask()
  site.services.clock.moveTo('2026-02-16T09:00:00Z')
  await decide(id, accept)
  const visitor = await site.as('visitor')
  const startedAt = async (knownAt: string) =>
    (await visitor.get(`/api/v1/engagements/${tie}?knownAt=${knownAt}`)).json<{ started: string }>().started
  expect(await startedAt('2026-02-15')).toBe('2010-09')
  expect(await startedAt('2026-02-16')).toBe('2011-09-01')
})

test('the person who asked is told what became of it and why; the log never names them', async () => {
  await decide(await ask(), { verdict: 'declined', reason: 'The minutes speak of another city.' })
  const [letter] = await site.services.database.read((db) => listOutbox(db))
  expect(letter).toMatchObject({ to: 'reader@example.org', text: expect.stringContaining('another city') })
  const entries = await site.services.database.read((db) =>
    db.all(sql<{ text: string }>`select to_jsonb(e)::text as text from audit.entries e`),
  )
  const log = entries.map(({ text }) => text).join('\n')
  expect(log).toContain('atlas.correction.decided')
  expect(log).not.toMatch(/reader@example\.org|council minutes/)
})

test('a declined correction changes nothing on record', async () => {
  const visitor = await site.as('visitor')
  const before = (await visitor.get(`/api/v1/engagements/${tie}`)).text
  await decide(await ask(), { verdict: 'declined', reason: 'No evidence was found.' })
  expect((await visitor.get(`/api/v1/engagements/${tie}`)).text).toBe(before)
})

test('a correction is decided once: the second editor is told, and nothing is said twice', async () => {
  const id = await ask()
  await decide(id, accept)
  const second = await decide(id, { ...accept, value: '2012' })
  expect(second.status).toBe(409)
  expect(second.text).toContain('Already accepted')
})

test('a value that the property cannot hold is refused with those it can, and nothing is half done', async () => {
  const id = await ask({ property: 'legal', proposedValue: 'it is binding' })
  const answer = await decide(id, { ...accept, value: 'it is binding' })
  expect(answer.status).toBe(400)
  expect(answer.text).toContain('Use one of: in-force')
  expect(answer.page.querySelector('input[name=value]')?.getAttribute('value')).toBe('it is binding')
  expect((await decide(id, { ...accept, value: 'in-force' })).status).toBe(303)
})

test('bad input comes back with what was typed and a sentence for each field', async () => {
  const answer = await (await site.as('visitor')).post('/corrections/new', {
    ...good,
    evidence: 'trust me',
    evidenceAddress: 'nowhere',
    contact: 'x',
  })
  expect(answer.status).toBe(400)
  for (const sentence of ['Say how you know, in a sentence', 'Give a full address', 'Check the e-mail address'])
    expect(answer.text).toContain(sentence)
  expect(answer.page.querySelector('textarea[name=evidence]')?.textContent).toBe('trust me')
  expect(answer.page.querySelector('input[name=evidenceAddress]')?.getAttribute('value')).toBe('nowhere')
})

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'ftp://example.org/x',
])('an address that is not of the web is refused: %s', async (evidenceAddress) => {
  const answer = await (await site.as('visitor')).post('/corrections/new', { ...good, evidenceAddress })
  expect([answer.status, answer.text.includes('Give a full address')]).toEqual([400, true])
})

test('a property that no form offers is refused', async () => {
  const answer = await (await site.as('visitor')).post('/corrections/new', { ...good, property: 'form' })
  expect(answer.status).toBe(400)
})

test('visitors see neither the queue nor a proposal, nor decide one', async () => {
  const id = await ask()
  const visitor = await site.as('visitor')
  for (const path of ['/desk/corrections', `/desk/corrections/${id}`]) {
    const answer = await visitor.get(path)
    expect([answer.status, answer.text.includes('2011-09-01')]).toEqual([401, false])
  }
  expect((await visitor.post(`/desk/corrections/${id}`, accept)).status).toBe(401)
})

test('a correction to a record kept for staff is answered as if it did not exist', async () => {
  await site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    await db.save(sql`update atlas.engagements set visibility = 'staff' where id = ${tie}`)
  })
  const visitor = await site.as('visitor')
  expect((await visitor.get(`/corrections/new?kind=engagement&id=${tie}`)).status).toBe(404)
  expect((await visitor.post('/corrections/new', good)).status).toBe(404)
})

test('what a visitor types is shown as text, never as markup', async () => {
  const id = await ask({ proposedValue: '<script>alert(1)</script><img src=x onerror=alert(2)>' })
  const shown = await (await site.as('staff')).get(`/desk/corrections/${id}`)
  expect(shown.page.querySelector('main img')).toBeNull()
  expect(shown.text).not.toContain('<script>alert')
})
