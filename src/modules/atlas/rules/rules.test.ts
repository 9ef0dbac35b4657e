import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { sql } from '#platform/db'
import { useSite } from '#test/site'
import { root } from '#test/template'
import { readPackage } from '../imports/read.ts'
import { engagementId } from '../imports/rules.ts'
import { importPackage } from '../imports/write.ts'
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

const amended = {
  ...{
    summary: 'A sample rule, amended: friendships too.',
    inForceFrom: '2026-01-01',
    inForceTo: '',
    why: 'Amended by Act 2.',
  },
  test: JSON.stringify({
    all: [
      { party: { states: ['US-ZZ'], kinds: ['city'] } },
      { fact: 'country', in: ['QQ'] },
      { fact: 'kind', in: ['friendship'] },
    ],
  }),
}
const stored = () =>
  site.services.database.read((db) =>
    db.all(sql<{ id: string; at: string; version: number }>`select engagement_id as id, computed_at::text as at,
      rule_version as version from atlas.findings order by engagement_id`),
  )

test('a new version is previewed, recorded, and shown with what changed; readings keep the version they read', async () => {
  const staff = await site.as('staff')
  const tie = engagementId('tie/harbor-meridian')
  const reading = { determination: 'open', reason: 'Counsel has not answered yet.' }
  await staff.post(`/desk/findings/us-zz-ties-act/${tie}`, reading)
  const preview = await staff.get(`/desk/rules/us-zz-ties-act?${new URLSearchParams(amended)}`)
  expect(preview.page.querySelector('[aria-labelledby=preview]')?.textContent).toContain('1 would come')
  expect((await stored()).every(({ version }) => version === 1)).toBe(true)
  expect((await staff.post('/desk/rules/us-zz-ties-act', amended)).status).toBe(303)
  expect((await stored()).map(({ id, version }) => [id, version])).toEqual([[engagementId('tie/harbor-alta'), 2]])
  const rule = await (await site.as('visitor')).get('/rules/us-zz-ties-act')
  const versions = rule.page.querySelector('[aria-labelledby=versions]')
  expect(versions?.textContent).toContain('Amended by Act 2.')
  expect(versions?.querySelector('ins')?.textContent).toContain('friendship')
  // A package that is brought in again does not undo what was recorded here.
  await staff.post('/desk/rules/us-zz-ties-act', {
    ...amended,
    test: JSON.stringify({ fact: 'kind', in: ['sister-city'] }),
  })
  await staff.post(`/desk/findings/us-zz-ties-act/${tie}`, reading)
  await staff.post('/desk/rules/us-zz-ties-act', {
    ...amended,
    test: JSON.stringify({ fact: 'form', in: ['standing-tie'] }),
  })
  expect((await (await site.as('visitor')).get('/rules/us-zz-ties-act')).text).toContain('read in version 3')
})

test('what a rule said and found at an earlier time is said again, whatever was amended or corrected since', async () => {
  const visitor = await site.as('visitor')
  // Sessions end before the clock has moved so far.
  const post = async (path: string, form: Record<string, string>) =>
    expect((await (await site.as('staff')).post(path, form)).status).toBe(303)
  const look = async (query = '') => {
    const { page } = await visitor.get(`/rules/us-zz-ties-act${query}`)
    const text = (where: string) => page.querySelector(where)?.textContent
    return [text('.page-header'), text('[aria-labelledby=touched]'), text('[aria-labelledby=versions] > ol')]
  }
  const first = await look()
  site.services.clock.moveTo('2026-03-10T09:00:00Z')
  await post('/desk/rules/us-zz-ties-act', amended)
  const second = await look()
  site.services.clock.moveTo('2026-03-20T09:00:00Z')
  const tie = engagementId('tie/harbor-alta')
  const { id } = await site.services.database.read((db) =>
    db.only(
      sql<{ id: string }>`select id from claims.statements where subject_id = ${tie} and property = 'kind' limit 1`,
    ),
  )
  await post(`/desk/statements/${id}`, { verdict: 'retracted', reason: 'Not a friendship.' })
  const third = await look()
  expect(new Set([first, second, third].map((each) => each.join())).size).toBe(3)
  expect(await look('?knownAt=2026-03-09')).toEqual(first)
  expect(await look('?knownAt=2026-03-19')).toEqual(second)
  expect(await look('?knownAt=2026-03-20')).toEqual(third)
  // In force on a day before the amendment took effect: the words that it amended.
  expect((await look('?asOf=2025-06-01'))[0]).toEqual(first[0])
  expect((await look('?asOf=2026-06-01'))[0]).toEqual(second[0])
  expect((await visitor.get('/rules/us-zz-ties-act?knownAt=1999-01-01')).status).toBe(404)
  expect((await visitor.get('/rules?knownAt=1999-01-01')).text).toContain('No rules were on record')
})

test('only findings whose rule or facts changed are computed anew', async () => {
  const before = await stored()
  site.services.clock.moveTo('2026-02-20T09:00:00Z')
  const mill = engagementId('tie/mill-meridian')
  const { id } = await site.services.database.read((db) =>
    db.only(
      sql<{ id: string }>`select id from claims.statements where subject_id = ${mill} and property = 'kind' limit 1`,
    ),
  )
  await (await site.as('staff')).post(`/desk/statements/${id}`, { verdict: 'retracted', reason: 'Not a sister city.' })
  const after = await stored()
  expect(after).toEqual(before.filter((each) => each.id !== mill))
  expect(before.length).toBe(after.length + 1)
})

test('an import computes anew what its changes touch, and nothing else', async () => {
  const untouched = engagementId('tie/harbor-meridian')
  const mark = (words: string) =>
    site.services.database.write(async (db) => {
      db.unaudited('the test sets the stage')
      await db.save(
        sql`update atlas.findings set reasons = ${JSON.stringify([words])} where engagement_id = ${untouched}`,
      )
    })
  const folder = mkdtempSync(join(tmpdir(), 'legation-rules-'))
  const bring = async (file: string, from: string, to: string) => {
    cpSync(join(root, 'fixtures/world'), folder, { recursive: true })
    writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replace(from, to))
    await site.services.database.write((db) =>
      importPackage(db, system, { package: readPackage(folder), at: site.services.clock.now() }),
    )
    const found = await site.services.database.read((db) =>
      db.all(sql<{ id: string; reasons: string[] }>`select engagement_id as id, reasons from atlas.findings`),
    )
    return {
      mark: found.find(({ id }) => id === untouched)?.reasons,
      has: (key: string) => found.some(({ id }) => id === engagementId(key)),
    }
  }
  try {
    await mark('kept')
    expect(
      (
        await bring(
          'engagements.csv',
          'tie/harbor-alta,standing-tie,friendship',
          'tie/harbor-alta,standing-tie,sister-city',
        )
      ).mark,
    ).toEqual(['kept'])
    // A government of another kind is none that this act binds, though no record of its ties changed.
    const moved = await bring('organizations.csv', 'us/zz/mill-creek,city', 'us/zz/mill-creek,county')
    expect([moved.mark, moved.has('tie/mill-meridian')]).toEqual([['kept'], false])
    const amended = await bring('rules.json', 'A sample rule:', 'A sample rule, amended:')
    expect(amended.mark).not.toEqual(['kept'])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a version is for staff and reviewers to record, and a bad test is explained', async () => {
  expect((await (await site.as('sample-ana')).post('/desk/rules/us-zz-ties-act', amended)).status).toBe(403)
  expect((await (await site.as('visitor')).get('/desk/rules')).status).toBe(401)
  const bad = await (await site.as('staff')).post('/desk/rules/us-zz-ties-act', { ...amended, test: '{"all":' })
  expect([bad.status, bad.text.includes('This is not JSON')]).toEqual([400, true])
  expect((await (await site.as('staff')).post('/desk/rules/none', amended)).status).toBe(404)
})

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
