import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { useSite } from '#test/site'
import { engagementId } from '../imports/rules.ts'
import { findingOf as findingOfTest, inWords, testOf } from './rules.ts'
import { type RuleScope, type ScopeTest, type TieFacts, typedTest } from './schema.ts'

const site = useSite()

const scope: RuleScope = {
  states: ['US-ZZ'],
  kinds: ['city'],
  tieKinds: ['sister-city'],
  countries: ['QQ'],
  openList: '',
  recognitionRequired: true,
}
const findingOf = (asked: RuleScope, known: TieFacts) => findingOfTest(testOf(asked), known)
const facts: TieFacts = {
  engagementId: 'tie',
  title: 'Harbor City and Alpha',
  form: 'standing-tie',
  legal: 'unknown',
  activity: 'active',
  startsOn: '1985-05-03',
  endsOn: null,
  kind: 'sister-city',
  us: [{ id: 'us-zz-harbor-city', kind: 'city', state: 'US-ZZ' }],
  countries: ['QQ'],
  recognition: 'recognized',
}

test('a tie that meets every word may be touched; one whose recognition is unknown needs facts', () => {
  expect(findingOf(scope, facts)).toMatchObject({ outcome: 'may-touch' })
  const unknown = findingOf(scope, { ...facts, recognition: 'unknown' })
  expect(unknown).toMatchObject({ outcome: 'needs-facts' })
  expect(unknown?.reasons.at(-1)).toContain('is not known')
})

test.each([
  ['another state', { us: [{ id: 'x', kind: 'city', state: 'US-TX' }] }],
  ['another kind of government', { us: [{ id: 'x', kind: 'state', state: 'US-ZZ' }] }],
  ['a government whose state is unknown', { us: [{ id: 'x', kind: 'city', state: null }] }],
  ['another country', { countries: ['RR'] }],
  ['another kind of tie', { kind: 'friendship' }],
  ['a tie that nobody recognizes', { recognition: 'not-recognized' as const }],
])('%s is not found', (_what, change) => {
  expect(findingOf(scope, { ...facts, ...change })).toBeUndefined()
})

test('a rule that asks for no recognition finds ties whatever is known of it', () => {
  for (const recognition of ['recognized', 'not-recognized', 'unknown'] as const)
    expect(findingOf({ ...scope, recognitionRequired: false }, { ...facts, recognition })?.outcome).toBe('may-touch')
})

test('reasons name the facts that met the words, so that a reader can check them', () => {
  const reasons = findingOf(scope, facts)?.reasons.join(' ') ?? ''
  expect(reasons).toContain('ZZ')
  expect(reasons).toContain('QQ')
  expect(reasons).toContain('sister city')
})

test('the page lists what may be touched and never words it as a conclusion', async () => {
  const { text, page } = await (await site.as('visitor')).get('/rules/us-zz-ties-act')
  expect(page.querySelector('#touched')?.textContent).toContain('Ties it may touch')
  expect(text).toContain('Not legal advice')
  expect(text).toContain('Facts are missing')
  expect(text).toContain('Meets the recorded scope')
  const main = page.querySelector('main')?.textContent ?? ''
  expect(main).not.toMatch(/\b(?:illegal|unlawful|violat\w+|non-?compliant|must end|is prohibited|in breach)\b/i)
})

test('a fact that becomes known moves the finding; the reviewer’s reading stays beside it, with its reason', async () => {
  const path = `/desk/findings/us-zz-ties-act/${engagementId('tie/harbor-meridian')}`
  const staff = await site.as('staff')
  const answer = await staff.post(path, {
    determination: 'does-not-apply',
    reason: 'The tie began before the act took effect.',
  })
  expect(answer.status).toBe(303)
  const shown = await (await site.as('visitor')).get('/rules/us-zz-ties-act')
  expect(shown.text).toContain('Does not apply: The tie began before the act took effect.')
  expect(shown.text).not.toContain('Record a reading')
})

test('a tie kept for staff is not listed for visitors', async () => {
  await site.services.database.write(async (db) => {
    db.unaudited('the test sets the stage')
    await db.save(
      sql`update atlas.engagements set visibility = 'staff' where id = ${engagementId('tie/harbor-meridian')}`,
    )
  })
  expect((await (await site.as('visitor')).get('/rules/us-zz-ties-act')).text).not.toContain(
    'Harbor City, Columbia – Port Meridian',
  )
  expect((await (await site.as('staff')).get('/rules/us-zz-ties-act')).text).toContain(
    'Harbor City, Columbia – Port Meridian',
  )
})

test('tests combine and, or, not, sets and days; what is unknown stays unknown', () => {
  const outcome = (asked: ScopeTest) => findingOfTest(asked, facts)?.outcome ?? 'none'
  const friendship: ScopeTest = { fact: 'kind', in: ['friendship'] }
  const sister: ScopeTest = { fact: 'kind', in: ['sister-city'] }
  const binding: ScopeTest = { fact: 'legal', in: ['in-force'] }
  expect([
    outcome({ any: [friendship, sister] }),
    outcome({ all: [friendship, binding] }),
    outcome({ all: [sister, binding] }),
    outcome({ any: [sister, binding] }),
    outcome({ not: friendship }),
    outcome({ not: sister }),
    outcome({ not: binding }),
    outcome({ day: 'started', before: '1990-01-01' }),
    outcome({ day: 'started', from: '1990-01-01' }),
    outcome({ day: 'ended', before: '2030-01-01' }),
    outcome({ party: { states: [], kinds: ['county'] } }),
  ]).toEqual([
    ...['may-touch', 'none', 'needs-facts', 'may-touch', 'may-touch', 'none', 'needs-facts'],
    ...['may-touch', 'none', 'needs-facts', 'none'],
  ])
  expect(inWords({ all: [{ party: { states: ['US-ZZ'], kinds: ['city'] } }, { not: friendship }] })).toBe(
    'a city of ZZ takes part, and it is not so that the tie is a friendship',
  )
  for (const wrong of ['{', '{"all":[]}', '{"fact":"party","in":["x"]}', JSON.stringify(nested(20))])
    expect([wrong, typedTest.safeParse(wrong).success]).toEqual([wrong, false])
})

const nested = (depth: number): object => (depth === 0 ? { fact: 'kind', in: ['a'] } : { not: nested(depth - 1) })

test('no page words a finding as a conclusion of law', async () => {
  const staff = await site.as('staff')
  const tie = engagementId('tie/harbor-meridian')
  for (const path of [
    ...['/rules', '/rules/us-zz-ties-act', '/desk/rules', '/desk/rules/us-zz-ties-act', `/engagements/${tie}`],
    ...['/governments/us-zz-harbor-city', '/governments/us-zz-harbor-city/with/qq-port-meridian'],
    `/desk/findings/us-zz-ties-act/${tie}`,
  ]) {
    const { status, page } = await staff.get(path)
    const words = page.querySelector('main')?.textContent ?? ''
    expect([path, status, /\b(violat\w*|illegal\w*|unlawful\w*|must)\b/i.exec(words)?.[0]]).toEqual([
      path,
      200,
      undefined,
    ])
  }
})
