import fc from 'fast-check'
import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { sql } from '#platform/db'
import { useSite } from '#test/site'
import { listStatements } from './read.ts'
import { assemble, isPartialDate, isValidOn } from './rules.ts'
import type { NewStatement, Statement } from './schema.ts'
import { recordStatements, retractBatch, retractStatement } from './write.ts'

const site = useSite()

const said = (change: Partial<Statement> = {}): Statement => ({
  id: 'a',
  property: 'started',
  value: '1985',
  originalValue: '1985',
  language: null,
  sourceId: 'list',
  part: 'list.csv#row=2',
  quote: null,
  rank: 'normal',
  rankReason: null,
  validFrom: '',
  validTo: '',
  confidence: 'as-reported',
  disputedBy: null,
  contributor: 'system',
  recordedAt: new Date('2026-01-01T00:00:00Z'),
  retractedAt: null,
  retractedReason: null,
  citedAs: null,
  countsFrom: null,
  ...change,
})
const day = (text: string) => new Date(`${text}T00:00:00Z`)

const anyDay = fc.constantFrom('2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04').map(day)
const anyStatement = fc
  .record({
    id: fc.uuid(),
    property: fc.constantFrom('started', 'theme'),
    value: fc.constantFrom('1985', '1986', '1987'),
    rank: fc.constantFrom('preferred' as const, 'normal' as const, 'deprecated' as const),
    validFrom: fc.constantFrom('', '1990', '2001-05'),
    validTo: fc.constantFrom('', '1999', '2010-12-31'),
    recordedAt: anyDay,
    retractedAt: fc.option(anyDay.map((at) => new Date(at.getTime() + 4 * 86_400_000))),
  })
  .map((change) => said(change))
const anyLedger = fc.uniqueArray(anyStatement, { selector: ({ id }) => id, maxLength: 12 })
const several = new Set(['theme'])
const plain = (statements: Statement[], clocks = {}) =>
  assemble(statements, clocks, several)
    .map(({ property, values, chosen, isConflicting }) => ({
      property,
      values,
      chosen: chosen.map(({ id }) => id),
      isConflicting,
    }))
    .sort((a, b) => (a.property < b.property ? -1 : 1))

test('what a record shows never depends on the order in which statements arrived', () => {
  fc.assert(
    fc.property(
      anyLedger.chain((ledger) =>
        fc.tuple(fc.constant(ledger), fc.shuffledSubarray(ledger, { minLength: ledger.length })),
      ),
      fc.option(anyDay, { nil: undefined }),
      fc.constantFrom(undefined, '1995-06-01', '2005-06-01'),
      ([ledger, shuffled], knownAt, onDay) => {
        expect(plain(shuffled, { knownAt, onDay })).toEqual(plain(ledger, { knownAt, onDay }))
      },
    ),
  )
})

test('what was known at an instant never changes by what is said or taken back later', () => {
  fc.assert(
    fc.property(anyLedger, anyDay, (ledger, knownAt) => {
      const asOfThen = ledger
        .filter(({ recordedAt }) => recordedAt <= knownAt)
        .map((each) => (each.retractedAt && each.retractedAt > knownAt ? { ...each, retractedAt: null } : each))
      expect(plain(ledger, { knownAt })).toEqual(plain(asOfThen))
    }),
  )
})

test('retracted and deprecated statements never show, and nothing said is ever lost', () => {
  fc.assert(
    fc.property(anyLedger, (ledger) => {
      const shown = assemble(ledger, {}, several)
      for (const { chosen } of shown)
        for (const each of chosen) expect([each.retractedAt, each.rank === 'deprecated']).toEqual([null, false])
      const kept = shown.flatMap(({ chosen, others }) => [...chosen, ...others].map(({ id }) => id))
      expect(kept.toSorted()).toEqual(ledger.map(({ id }) => id).toSorted())
    }),
  )
})

test('preferred hides normal; of equals the last recorded shows first and the disagreement is said', () => {
  const older = said({ id: 'b', value: '1985' })
  const newer = said({ id: 'a', value: '1986', recordedAt: day('2026-01-09') })
  expect(plain([older, newer])).toEqual([{ property: 'started', values: ['1986'], chosen: ['a'], isConflicting: true }])
  const better = said({ id: 'c', value: '1984', rank: 'preferred' })
  expect(plain([older, newer, better])).toEqual([
    { property: 'started', values: ['1984'], chosen: ['c'], isConflicting: false },
  ])
})

test('a retraction counts from its own instant on', () => {
  const taken = said({ retractedAt: day('2026-03-01'), retractedReason: 'wrong city' })
  expect(plain([taken], { knownAt: day('2026-02-01') })[0]?.values).toEqual(['1985'])
  expect(plain([taken], { knownAt: day('2026-03-01') })[0]?.values).toEqual([])
})

test('dates may be known in part, and an end nobody stated rules nothing out', () => {
  expect(['1978', '1978-05', '1978-05-03', '201X', '../2020'].map(isPartialDate)).toEqual([
    true,
    true,
    true,
    true,
    true,
  ])
  expect(['', 'spring', '1978-13', '03.05.1978'].map(isPartialDate)).toEqual([false, false, false, false])
  expect(isValidOn('1985-05', '', '2026-01-01')).toBe(true)
  expect(isValidOn('1985-05', '', '1985-05-01')).toBe(true)
  expect(isValidOn('1985', '1990', '1990-12-31')).toBe(true)
  expect(isValidOn('1985', '1990', '1991-01-01')).toBe(false)
})

const about = { subjectKind: 'engagement' as const, subjectId: 'test-tie' }
const statement = (change: Partial<NewStatement> = {}): NewStatement => ({
  ...about,
  property: 'started',
  value: '1985',
  originalValue: '1985',
  sourceId: 'sample-list',
  part: 'test.csv#row=2',
  batchId: 'batch-1',
  ...change,
})

const record = (statements: NewStatement[], at: Date) =>
  site.services.database.write(async (db) => {
    db.unaudited('the deed around it leaves the trace')
    return recordStatements(db, system, { statements, recordedAt: at })
  })
const ledger = () => site.services.database.read((db) => listStatements(db, about))

test('a source that repeats itself adds nothing; said again after being taken back, it stands again', async () => {
  expect(await record([statement(), statement({ value: '1986' })], day('2026-02-01'))).toBe(2)
  expect(await record([statement(), statement({ value: '1986' })], day('2026-02-02'))).toBe(0)
  const taken = await site.services.database.write((db) =>
    retractBatch(db, system, { batchId: 'batch-1', reason: 'a test', at: day('2026-02-03') }),
  )
  expect(taken).toBe(2)
  expect(await record([statement()], day('2026-02-04'))).toBe(1)
  const all = await ledger()
  expect(all).toHaveLength(3)
  expect(all.filter(({ retractedAt }) => retractedAt === null).map(({ value }) => value)).toEqual(['1985'])
})

test('a statement is retracted once, with a reason, and never edited or deleted', async () => {
  await record([statement()], day('2026-02-01'))
  const [only] = await ledger()
  const retract = () =>
    site.services.database.write((db) =>
      retractStatement(db, system, { id: only?.id ?? '', reason: 'wrong city', at: day('2026-02-05') }),
    )
  await retract()
  await expect(retract()).rejects.toMatchObject({ code: 'claims.statement.retracted' })
  expect((await ledger())[0]).toMatchObject({ retractedReason: 'wrong city' })
  for (const change of [
    sql`update claims.statements set value = 'x' where subject_id = 'test-tie'`,
    sql`delete from claims.statements where subject_id = 'test-tie'`,
  ]) {
    const deed = site.services.database.write(async (db) => {
      db.unaudited('a test')
      await db.save(change)
    })
    await expect(deed).rejects.toThrow(/statements are retracted/)
  }
})
