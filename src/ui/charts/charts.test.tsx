import { render } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { breakLines } from '../share-card.tsx'
import { BarChart } from './bar-chart.tsx'
import { Matrix, shadeSteps } from './matrix.tsx'
import { layoutNetwork } from './network-layout.ts'
import { TimelineHistogram } from './timeline-histogram.tsx'

test('the same network is laid out the same way each time, inside its frame, with nobody on top of another', () => {
  const nodes = Array.from({ length: 60 }, (_, index) => ({ id: `n${index}`, weight: 60 - index }))
  const edges = nodes.slice(1).map((node, index) => ({ from: node.id, to: `n${Math.floor(index / 3)}`, weight: 1 }))
  const places = [...layoutNetwork(nodes, edges).values()]
  expect([...layoutNetwork(nodes, edges).values()]).toEqual(places)
  expect(places.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1)).toBe(true)
  const gaps = places.flatMap((one, a) =>
    places.slice(a + 1).map((other) => Math.hypot(one.x - other.x, one.y - other.y)),
  )
  expect(Math.min(...gaps)).toBeGreaterThan(0.015)
})

test('tied nodes stand nearer to each other than strangers do', () => {
  const nodes = ['a', 'b', 'c', 'd'].map((id) => ({ id, weight: 1 }))
  const places = layoutNetwork(nodes, [
    { from: 'a', to: 'b', weight: 4 },
    { from: 'c', to: 'd', weight: 4 },
  ])
  const distance = (one: string, other: string) =>
    Math.hypot(
      (places.get(one)?.x ?? 0) - (places.get(other)?.x ?? 0),
      (places.get(one)?.y ?? 0) - (places.get(other)?.y ?? 0),
    )
  expect(distance('a', 'b')).toBeLessThan(distance('a', 'c'))
  expect(distance('c', 'd')).toBeLessThan(distance('b', 'd'))
})

test('shades rise to the largest count, in at most six steps', () => {
  expect(shadeSteps(3)).toEqual([1, 2, 3])
  expect(shadeSteps(729)).toEqual([3, 9, 27, 81, 243, 729])
})

test('a matrix tells unknown from none', () => {
  const html = render(
    <Matrix
      caption="Sample"
      what="Sample"
      rows={[{ key: 'r', label: 'Row' }]}
      columns={[
        { key: 'a', label: 'A' },
        { key: 'b', label: 'B' },
      ]}
      countAt={(_, column) => (column === 'a' ? 0 : undefined)}
    />,
  )
  expect(html).toContain('<td class="shade-0">0</td>')
  expect(html).toContain('<td class="shade-0">?</td>')
})

test('the tallest bar of a timeline fills it, and the table says the same numbers', () => {
  const html = render(
    <TimelineHistogram
      title="Sample"
      what="entries"
      bins={[
        { label: '2001', count: 5 },
        { label: '2002', count: 10 },
      ]}
    />,
  )
  expect(html).toContain('height="96.0"')
  expect(html).toContain('height="48.0"')
  expect(html).toMatch(/2002<\/th><td class="number">10</)
})

test('bars start at zero and are as long as their share of the largest', () => {
  const html = render(
    <BarChart
      caption="Sample"
      rows={[
        { key: 'a', label: 'A', value: 8 },
        { key: 'b', label: 'B', value: 2 },
      ]}
    />,
  )
  expect(html).toContain('width="100.00%"')
  expect(html).toContain('width="25.00%"')
})

test('a long title on a share card breaks at words and ends in an ellipsis', () => {
  expect(breakLines('What cities learn from each other', 14, 4)).toEqual(['What cities', 'learn from', 'each other'])
  expect(breakLines('one two three four five six', 8, 2).at(-1)).toMatch(/…$/)
})
