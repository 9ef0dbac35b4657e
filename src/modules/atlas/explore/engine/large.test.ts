import { expect, test } from 'vitest'
import { answer } from './answer.ts'
import { buildAtlas } from './build.ts'
import type { EngagementRow } from './engagement-row.ts'
import { countOf } from './facets.ts'
import { largest } from './ranking.ts'
import { tallyOf } from './tally.ts'

// More rows than one block of the scan holds, and more matches than are listed by sorting.
const ROWS = 10_007

const rows: EngagementRow[] = Array.from({ length: ROWS }, (_, at) => ({
  id: `e${String((at * 7919) % ROWS).padStart(5, '0')}`,
  title: at % 3 === 0 ? 'harbor visit' : 'letter',
  usPoint: { lon: -120 + (at % 50), lat: 30 + (at % 17) },
  startDay: at % 11 === 0 ? undefined : at % 900,
  knownFrom: 0,
  facets: { legal: [at % 2 === 0 ? 'binding' : 'lapsed'], network: [`n${at % 5}`] },
}))
const index = buildAtlas(rows)

test('counts hold over many blocks', () => {
  const found = answer(index, { facets: { legal: ['binding'], network: ['n1', 'n2'] }, text: 'harbor' })
  const isHarbor = (at: number) => at % 3 === 0
  const numbers = rows.map((_, at) => at)
  const legal = found.facets.find(({ name }) => name === 'legal')
  const network = found.facets.find(({ name }) => name === 'network')
  if (!legal || !network) throw new Error('the schema has both facets')
  expect(found.total).toBe(numbers.filter((at) => isHarbor(at) && at % 2 === 0 && [1, 2].includes(at % 5)).length)
  expect(countOf(legal, 'lapsed')).toBe(
    numbers.filter((at) => isHarbor(at) && at % 2 === 1 && [1, 2].includes(at % 5)).length,
  )
  expect(countOf(network, 'n4')).toBe(numbers.filter((at) => isHarbor(at) && at % 2 === 0 && at % 5 === 4).length)
  expect(found.clusters.reduce((sum, { count }) => sum + count, 0)).toBe(found.total)
})

test('a long list is read page by page, newest first and undated last', () => {
  const expected = rows
    .filter(({ facets }) => facets.legal?.[0] === 'binding')
    .sort((a, b) => (b.startDay ?? -1) - (a.startDay ?? -1) || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id)
  const read: string[] = []
  let after: string | undefined
  do {
    const page = answer(index, { facets: { legal: ['binding'] }, limit: 700, after })
    read.push(...page.rows.map(({ id }) => id))
    after = page.next
  } while (after !== undefined)
  expect(read).toEqual(expected)
})

test('asking twice gives the same, though arrays are lent again', () => {
  const question = { facets: { network: ['n3'] }, arcs: 5 }
  const first = answer(index, question)
  answer(index, { facets: { legal: ['lapsed'] } })
  expect(answer(index, question)).toEqual(first)
})

test('the largest amounts come largest first, equal ones scattered but always the same', () => {
  const amounts = Uint32Array.from([3, 9, 0, 9, 5, 5, 1])
  const tally = tallyOf(amounts)
  const taken = (found: number[]) => found.map((slot) => tally.count[slot])
  expect(taken(largest(tally, () => true, 4))).toEqual([9, 9, 5, 5])
  expect(taken(largest(tally, (at) => at !== 3, 2))).toEqual([9, 5])
  expect(taken(largest(tally, () => true, 20))).toEqual([9, 9, 5, 5, 3, 1])
  const flat = tallyOf(new Uint32Array(1000).fill(1))
  const chosen = largest(flat, () => true, 10)
  expect(chosen).toEqual(largest(flat, () => true, 10))
  // Ten of a thousand equal ones reach into both halves of the curve.
  expect(Math.min(...chosen)).toBeLessThan(500)
  expect(Math.max(...chosen)).toBeGreaterThan(500)
})
