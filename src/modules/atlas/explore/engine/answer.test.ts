import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answer } from './answer.ts'
import { boxOnGrid, isInside } from './boxes.ts'
import { buildAtlas } from './build.ts'
import { cellLevel } from './cells.ts'
import { type AtlasSchema, type EngagementRow, type Point, UNKNOWN } from './engagement-row.ts'
import { countOf } from './facets.ts'
import { GRID_BITS, toGrid } from './mercator.ts'
import { applyChange, startEditing } from './overlay.ts'
import { type Box, type Question, yearOf } from './question.ts'
import { loadSnapshot, saveSnapshot } from './snapshot.ts'
import { wordsOf } from './text.ts'

const schema: AtlasSchema = {
  from: 'place',
  to: 'partner',
  arcKind: 'form',
  facets: [
    { name: 'place' },
    { name: 'state', derivedFrom: 'place' },
    { name: 'partner' },
    { name: 'kind' },
    { name: 'form', derivedFrom: 'kind' },
    { name: 'theme' },
    { name: 'legal' },
  ],
}

const some = (values: string[], maxLength = 2) => fc.uniqueArray(fc.constantFrom(...values), { maxLength })
const values: Record<string, string[]> = {
  place: ['us/akron', 'us/boise', 'us/butte', 'us/salem'],
  state: ['OH', 'ID', 'MT'],
  partner: ['jp/osaka', 'de/ulm', 'gh/accra'],
  kind: ['visit', 'letter', 'office'],
  form: ['event', 'instrument'],
  theme: ['trade', 'water', 'youth', UNKNOWN],
  legal: ['binding', 'lapsed'],
}
const facets = fc.record(Object.fromEntries(Object.entries(values).map(([name, list]) => [name, some(list)])))
const point = fc.option(
  fc.record({
    lon: fc.oneof(fc.constantFrom(-180, 180, 0, -90), fc.double({ min: -180, max: 180, noNaN: true })),
    lat: fc.oneof(fc.constantFrom(-90, 90, 0), fc.double({ min: -90, max: 90, noNaN: true })),
  }),
  { nil: undefined },
)
const day = fc.integer({ min: -4000, max: 20000 })
const row = fc.record({
  title: fc
    .array(fc.constantFrom('Osaka', 'port', 'ports', 'Zürich', 'water-talks'), { maxLength: 3 })
    .map((w) => w.join(' ')),
  usPoint: point,
  abroadPoint: point,
  startDay: fc.option(day, { nil: undefined }),
  endDay: fc.option(day, { nil: undefined }),
  knownFrom: fc.integer({ min: 0, max: 50 }),
  life: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
  facets,
})
const rows = fc.array(row, { maxLength: 60 }).map((drawn) =>
  drawn.map(
    ({ life, ...rest }, at): EngagementRow => ({
      ...rest,
      id: `e${(at * 7919) % 1000}`,
      ...(life === undefined ? {} : { knownTo: rest.knownFrom + life }),
    }),
  ),
)
const box = fc.record({
  west: fc.integer({ min: -180, max: 180 }),
  east: fc.integer({ min: -180, max: 180 }),
  south: fc.integer({ min: -90, max: 0 }),
  north: fc.integer({ min: 1, max: 90 }),
})
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 })
/** Boxes of both sides would else leave most questions without an answer. */
const rarely = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, { arbitrary: value, weight: 1 })
const wantedOne = fc
  .constantFrom(...Object.entries(values))
  .chain(([name, list]) => fc.tuple(fc.constant(name), some(list)))
const question: fc.Arbitrary<Question> = fc.record({
  facets: maybe(
    fc.uniqueArray(wantedOne, { maxLength: 3, selector: ([name]) => name }).map((drawn) => Object.fromEntries(drawn)),
  ),
  text: maybe(fc.constantFrom('por', 'port ', 'zurich', 'water talks', 'nowhere', '')),
  starts: maybe(fc.record({ from: maybe(day), to: maybe(day) })),
  includeUndated: fc.boolean(),
  asOf: maybe(day),
  knownAt: maybe(fc.integer({ min: 0, max: 110 })),
  viewport: maybe(box),
  withinViewport: fc.boolean(),
  usWithin: rarely(box),
  abroadWithin: rarely(box),
  zoom: fc.integer({ min: 0, max: 16 }),
  limit: fc.constant(1000),
  arcs: fc.constant(1000),
})

const valuesIn = (of: EngagementRow, name: string) => {
  const list = of.facets[name] ?? []
  return list.length === 0 ? [UNKNOWN] : list
}

/** The same question answered row by row in the plainest way, with one filter lifted. */
function fits(of: EngagementRow, asked: Question, lifted?: string): boolean {
  const { knownAt, starts, asOf, startDay, endDay } = { ...asked, ...of }
  if (knownAt === undefined ? of.knownTo !== undefined : of.knownFrom > knownAt || (of.knownTo ?? Infinity) <= knownAt)
    return false
  if (asOf !== undefined && ((startDay ?? -Infinity) > asOf || (endDay ?? Infinity) < asOf)) return false
  if (starts && lifted !== 'start') {
    if (
      startDay === undefined
        ? !asked.includeUndated
        : startDay < (starts.from ?? -Infinity) || startDay > (starts.to ?? Infinity)
    )
      return false
  }
  const wanted = wordsOf(asked.text ?? '')
  const unfinished = !(asked.text ?? '').endsWith(' ')
  const has = (word: string, at: number) =>
    wordsOf(of.title).some((own) => (unfinished && at === wanted.length - 1 ? own.startsWith(word) : own === word))
  if (!wanted.every(has)) return false
  if (asked.withinViewport && asked.viewport && !isIn(of, asked)) return false
  if (asked.usWithin && !isInBox(of.usPoint, asked.usWithin)) return false
  if (asked.abroadWithin && !isInBox(of.abroadPoint, asked.abroadWithin)) return false
  return Object.entries(asked.facets ?? {}).every(
    ([name, list]) => name === lifted || list.length === 0 || list.some((value) => valuesIn(of, name).includes(value)),
  )
}

function isIn(of: EngagementRow, { viewport }: Question): boolean {
  if (!of.usPoint) return false
  const at = toGrid(of.usPoint)
  return !viewport || isInside(boxOnGrid(viewport), at.x, at.y)
}

function isInBox(point: Point | undefined, area: Box): boolean {
  const at = point && toGrid(point)
  return at !== undefined && isInside(boxOnGrid(area), at.x, at.y)
}

function tally(keys: (string | number)[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1
  return counts
}

function expectTrue(index: Parameters<typeof answer>[0], all: EngagementRow[], asked: Question): void {
  const found = answer(index, asked)
  const passing = all.filter((of) => fits(of, asked))
  expect(found.total).toBe(passing.length)
  expect(found.of).toBe(all.filter((of) => fits(of, { knownAt: asked.knownAt })).length)
  expect(found.undated).toBe(passing.filter((of) => of.startDay === undefined).length)
  expect(found.unlocated).toBe(passing.filter((of) => !of.usPoint).length)
  for (const facet of found.facets) {
    const expected = tally(
      all.filter((of) => fits(of, asked, facet.name)).flatMap((of) => [...new Set(valuesIn(of, facet.name))]),
    )
    for (const value of facet.values)
      expect([facet.name, value, countOf(facet, value)]).toEqual([facet.name, value, expected[value] ?? 0])
    for (const value of Object.keys(expected)) expect(countOf(facet, value)).toBe(expected[value])
  }
  const years = all.filter((of) => fits(of, asked, 'start'))
  const bars: Record<string, number> = {}
  found.years.counts.forEach((count, at) => {
    if (count > 0) bars[found.years.first + at] = count
  })
  expect(bars).toEqual(tally(years.flatMap((of) => (of.startDay === undefined ? [] : [yearOf(of.startDay)]))))
  expect(found.years.undated).toBe(years.filter((of) => of.startDay === undefined).length)
  const level = cellLevel(asked.zoom ?? 0)
  const cells = passing.flatMap((of) => {
    if (!of.usPoint || !isIn(of, asked)) return []
    const at = toGrid(of.usPoint)
    return [(at.y >>> (GRID_BITS - level)) * 2 ** level + (at.x >>> (GRID_BITS - level))]
  })
  expect(Object.fromEntries(found.clusters.map(({ cell, count }) => [cell, count]))).toEqual(tally(cells))
  expect(found.inView).toBe(cells.length)
  const listed = passing.toSorted((a, b) => (b.startDay ?? -1e9) - (a.startDay ?? -1e9) || (a.id < b.id ? -1 : 1))
  if (asked.knownAt === undefined) expect(found.rows.map(({ id }) => id)).toEqual(listed.map(({ id }) => id))
  expect(found.rows.length).toBe(listed.length)
  const drawn = passing.filter(
    (of) => of.usPoint && of.abroadPoint && (isIn(of, asked) || isIn({ ...of, usPoint: of.abroadPoint }, asked)),
  )
  const ends = ({ usPoint, abroadPoint }: EngagementRow) =>
    [usPoint, abroadPoint].map((at) => (at ? Object.values(toGrid(at)).join() : ''))
  const lines = drawn.map((of) => lineOf(valuesIn(of, 'place'), valuesIn(of, 'partner'), of))
  function lineOf(from: readonly string[], to: readonly string[], of: EngagementRow) {
    return [[...from].sort(), [...to].sort(), [...valuesIn(of, 'state')].sort(), ...ends(of)].join('|')
  }
  expect(
    tally(
      found.arcs.flatMap((arc) =>
        Array.from({ length: arc.count }, () => [[...arc.from].sort(), [...arc.to].sort()].join('|')),
      ),
    ),
  ).toEqual(tally(lines.map((line) => line.split('|').slice(0, 2).join('|'))))
  expect(found.arcs.map(({ count }) => count)).toEqual(Object.values(tally(lines)).sort((a, b) => b - a))
}

test('every number of an answer is what counting row by row gives', () => {
  fc.assert(
    fc.property(rows, question, (all, asked) => {
      expectTrue(buildAtlas(all, { schema }), all, asked)
    }),
    { numRuns: 300 },
  )
})

test('an index read back from its snapshot answers the same', () => {
  fc.assert(
    fc.property(rows, question, (all, asked) => {
      expectTrue(loadSnapshot(saveSnapshot(buildAtlas(all, { schema }))), all, asked)
    }),
    { numRuns: 100 },
  )
})

test('an edited index answers as one built from the edited rows', () => {
  fc.assert(
    fc.property(rows, rows, fc.integer({ min: 0, max: 60 }), question, (all, later, removed, asked) => {
      const edits = later.map((of) => ({ ...of, knownFrom: of.knownFrom + 50, knownTo: undefined }))
      const gone = all[removed]
      const first = applyChange(startEditing(buildAtlas(all, { schema })), { upserts: edits.slice(0, 20) })
      const second = applyChange(first, {
        upserts: edits.slice(20),
        removals: gone ? [{ id: gone.id, at: 105 }] : [],
      })
      const ended = (id: string, knownTo: number) => (of: EngagementRow) =>
        of.id === id && of.knownTo === undefined ? { ...of, knownTo } : of
      let truth = all
      for (const edit of edits) truth = [...truth.map(ended(edit.id, edit.knownFrom)), edit]
      if (gone) truth = truth.map(ended(gone.id, 105))
      expectTrue(second.index, truth, asked)
    }),
    { numRuns: 200 },
  )
})

test('pages follow one another without a gap or a repetition', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 7 }), (all, limit) => {
      const index = buildAtlas(all, { schema })
      const whole = answer(index, { limit: 1000 }).rows.map(({ id }) => id)
      const read: string[] = []
      let after: string | undefined
      do {
        const page = answer(index, { limit, after })
        read.push(...page.rows.map(({ id }) => id))
        after = page.next
      } while (after !== undefined)
      expect(read).toEqual(whole)
    }),
    { numRuns: 50 },
  )
})

test('a question about a facet that does not exist names those that do', () => {
  expect(() => answer(buildAtlas([], { schema }), { facets: { mood: ['good'] } })).toThrow(
    /no facet "mood".*place, state/,
  )
})
