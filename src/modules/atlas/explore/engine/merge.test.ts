import { expect, test } from 'vitest'
import { answer } from './answer.ts'
import { buildAtlas } from './build.ts'
import type { EngagementRow } from './engagement-row.ts'
import { countOf } from './facets.ts'
import { mergeAnswers } from './merge.ts'
import type { Question } from './question.ts'

const rows: EngagementRow[] = Array.from({ length: 600 }, (_, at) => ({
  id: `e${String(at).padStart(4, '0')}`,
  title: `tie ${at}`,
  usPoint: { lon: -120 + (at % 40), lat: 30 + (at % 15) },
  abroadPoint: { lon: 100 + (at % 30), lat: (at % 50) - 10 },
  startDay: at % 5 === 0 ? undefined : 3000 + ((at * 37) % 9000),
  knownFrom: 1,
  facets: {
    place: [`p${at % 40}`],
    state: [`s${at % 10}`],
    partner: [`q${at % 30}`],
    country: [`c${at % 6}`],
    form: [at % 3 === 0 ? 'event' : 'standing-tie'],
  },
}))
const isFirst = (row: EngagementRow) => Number(row.facets.place?.[0]?.slice(1)) % 2 === 0
const whole = buildAtlas(rows)
const halves = [buildAtlas(rows.filter(isFirst)), buildAtlas(rows.filter((row) => !isFirst(row)))] as const

const questions: Question[] = [
  {},
  { facets: { state: ['s1', 's2'] }, zoom: 4, abroad: true },
  { facets: { form: ['event'], country: ['c1'] }, starts: { from: 4000, to: 9000 }, zoom: 2, limit: 7 },
  { viewport: { west: -125, south: 25, east: -100, north: 45 }, withinViewport: true, zoom: 5, arcs: 5000 },
  {
    usWithin: { west: -125, south: 25, east: -100, north: 45 },
    abroadWithin: { west: 100, south: 0, east: 120, north: 30 },
  },
]

test.each(questions)('two halves asked the same give the answer of the whole: %j', (question) => {
  const all = { ...question, arcs: 5000 }
  const [expected, merged] = [answer(whole, all), mergeAnswers(answer(halves[0], all), answer(halves[1], all), all)]
  expect({ ...merged, facets: 0, years: 0, clusters: 0, abroad: 0, arcs: 0, rows: 0 }).toEqual({
    ...expected,
    facets: 0,
    years: 0,
    clusters: 0,
    abroad: 0,
    arcs: 0,
    rows: 0,
  })
  for (const facet of expected.facets)
    for (const value of facet.values) {
      const other = merged.facets.find((each) => each.name === facet.name)
      expect(other && countOf(other, value)).toBe(countOf(facet, value))
    }
  expect(merged.rows.map((row) => row.id)).toEqual(expected.rows.map((row) => row.id))
  const counts = (clusters: { cell: number; count: number }[]) =>
    clusters.map(({ cell, count }) => `${cell} ${count}`).sort()
  expect(counts(merged.clusters)).toEqual(counts(expected.clusters))
  expect(counts(merged.abroad)).toEqual(counts(expected.abroad))
  const arcs = (list: { from: string[]; to: string[]; count: number }[]) =>
    list.map((arc) => `${arc.from} ${arc.to} ${arc.count}`).sort()
  expect(arcs(merged.arcs)).toEqual(arcs(expected.arcs))
})
