import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Judgement, JudgementGraph, type Verdict } from './judgement-graph.ts'

const judged = (id: string, one: string, other: string, verdict: Verdict): Judgement => ({ id, one, other, verdict })

test('what is joined by a chain is one, and falls apart where it was joined', () => {
  const graph = new JudgementGraph([judged('1', 'a', 'b', 'same'), judged('2', 'b', 'c', 'same')])
  expect(graph.clusters()).toEqual([['a', 'b', 'c']])
  graph.undo('1')
  expect(graph.clusters()).toEqual([['b', 'c']])
})

test('a conflict by way of others is refused with its chain', () => {
  const graph = new JudgementGraph([judged('1', 'a', 'b', 'same'), judged('2', 'b', 'c', 'different')])
  expect(graph.conflict({ one: 'a', other: 'c', verdict: 'same' })).toContain('a = b ≠ c')
  expect(graph.conflict({ one: 'b', other: 'a', verdict: 'different' })).toContain('b = a')
  expect(graph.conflict({ one: 'a', other: 'c', verdict: 'unsure' })).toBeUndefined()
  graph.undo('2')
  expect(graph.conflict({ one: 'a', other: 'c', verdict: 'same' })).toBeUndefined()
})

/** Groups by painting, without the graph. */
function replay(judgements: readonly Judgement[]): string[][] {
  const color = new Map<string, string>()
  const colorOf = (id: string) => color.get(id) ?? id
  for (const { one, other, verdict } of judgements) {
    if (verdict !== 'same') continue
    const [keep, drop] = [colorOf(one), colorOf(other)]
    for (const id of new Set([one, other, ...color.keys()])) if (colorOf(id) === drop) color.set(id, keep)
    color.set(one, keep)
  }
  const groups = Map.groupBy([...color.keys()].sort(), colorOf)
  return [...groups.values()].filter((group) => group.length > 1).sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
}

test('1,000 random merges, splits and undos equal a replay of the judgements that survive', () => {
  const step = fc.record({
    one: fc.nat(40),
    other: fc.nat(40),
    deed: fc.constantFrom('same', 'same', 'different', 'unsure', 'undo'),
    which: fc.nat(),
  })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1000, maxLength: 1000 }), (steps) => {
      const graph = new JudgementGraph()
      let survivors: Judgement[] = []
      steps.forEach(({ one, other, deed, which }, number) => {
        if (deed === 'undo') {
          const gone = survivors[which % Math.max(1, survivors.length)]
          if (gone) graph.undo(gone.id)
          survivors = survivors.filter((judgement) => judgement !== gone)
          return
        }
        const judgement = judged(String(number), `m${one}`, `m${other}`, deed as Verdict) // undo was handled above
        if (graph.conflict(judgement)) return
        graph.add(judgement)
        survivors.push(judgement)
      })
      expect(graph.clusters()).toEqual(replay(survivors))
      const apart = survivors.filter(({ verdict }) => verdict === 'different')
      for (const { one, other } of apart) expect(graph.cluster(one).has(other)).toBe(false)
    }),
    { numRuns: 20 },
  )
})
