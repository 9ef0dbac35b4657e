import { gzipSync } from 'node:zlib'
import { render } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { TieMap } from './tie-map.tsx'
import { type MapArc, type MapPoint, WorldMap } from './world-map.tsx'
import { pathIn, worldBase } from './world-paths.ts'

const place = (longitude: number, latitude: number) => ({ longitude, latitude })
const points: MapPoint[] = Array.from({ length: 200 }, (_, index) => ({
  id: `p${index}`,
  ...place(-170 + ((index * 37) % 340), -55 + ((index * 17) % 125)),
  count: 1 + ((index * 7) % 90),
  label: `Sample place ${index}`,
  href: `/places/${index}`,
}))

test.each(['flat', 'globe'] as const)('the %s map with 200 places stays under 60 kB on the wire', (view) => {
  const html = render(<WorldMap title="Sample" points={points} view={view} />)
  expect(gzipSync(html).length).toBeLessThan(60_000)
  expect(html.length).toBeGreaterThan(40_000)
})

test('a point shows its number, and leads where it is told to', () => {
  const html = render(
    <WorldMap
      title="Sample"
      points={[{ id: 'a', ...place(-95, 30), count: 1234, label: 'Corwin', href: '/corwin' }]}
    />,
  )
  expect(html).toContain('href="/corwin"')
  expect(html).toContain('Corwin: 1,234')
})

test('circles grow by area: four times the count, twice the radius beyond the smallest', () => {
  const html = render(
    <WorldMap
      title="Sample"
      largestRadius={13.5}
      points={[
        { id: 'a', ...place(0, 0), count: 100, label: 'A' },
        { id: 'b', ...place(20, 0), count: 25, label: 'B' },
      ]}
    />,
  )
  const radii = [...html.matchAll(/ r="([\d.]+)"/g)].map((found) => Number(found[1]))
  expect(radii).toEqual([13.5, 7.5])
})

test('the globe leaves out what lies behind it', () => {
  const html = render(
    <WorldMap
      title="Sample"
      view="globe"
      points={[
        { id: 'a', ...place(-90, 35), count: 1, label: 'Facing' },
        { id: 'b', ...place(90, -35), count: 1, label: 'Behind' },
      ]}
    />,
  )
  expect(html).toContain('Facing')
  expect(html).not.toContain('Behind')
})

test('an arc over the Pacific is cut at the edge of the map instead of crossing it', () => {
  const course =
    pathIn(worldBase('flat'), {
      type: 'LineString',
      coordinates: [
        [-122, 38],
        [140, 36],
      ],
    }) ?? ''
  expect(course.match(/M/g)).toHaveLength(2)
  expect(longestStep(course)).toBeLessThan(60)
})

test('arcs carry their hue, and the chosen one comes last, on top', () => {
  const arc = (id: string, isSelected: boolean): MapArc => ({
    id,
    from: place(-90, 35),
    to: place(10, 50),
    count: 3,
    hue: 2,
    isSelected,
    label: id,
  })
  const html = render(<WorldMap title="Sample" points={[]} arcs={[arc('chosen', true), arc('other', false)]} />)
  expect(html.indexOf('chosen')).toBeGreaterThan(html.indexOf('other'))
  expect(html).toContain('map-hue-2')
})

function longestStep(path: string) {
  const lines = path
    .split('M')
    .filter(Boolean)
    .map((line) => line.split('L').map((pair) => pair.split(',').map(Number)))
  return Math.max(
    ...lines.flatMap((line) =>
      line
        .slice(1)
        .map(([x = 0, y = 0], index) => Math.hypot(x - (line[index]?.[0] ?? x), y - (line[index]?.[1] ?? y))),
    ),
  )
}

test('a map of hundreds of ties draws every line, and the keyboard stops only where a name stands', () => {
  const arcs: MapArc[] = points.map((point, index) => ({
    id: `a${index}`,
    from: place(-95, 30),
    to: place(point.longitude, point.latitude),
    count: 1 + (index % 5),
    hue: 1 + (index % 6),
  }))
  const many = render(<TieMap title="Sample" points={points} arcs={arcs} />)
  expect(many.match(/<path class="world-map-arc map-hue-\d dash-\d" d="M[^"]+" stroke-width="[\d.]+">/g)?.length).toBe(
    200,
  )
  const stops = many.match(/<a href="[^"]*">/g)?.length ?? 0
  expect(stops).toBe(many.match(/<text class="tie-map-name"/g)?.length)
  expect(many.match(/<a href="[^"]*" tabindex="-1">/gi)?.length).toBe(200 - stops)
  const few = render(<TieMap title="Sample" points={points.slice(0, 20)} arcs={arcs.slice(0, 20)} />)
  expect(few.match(/<a href="[^"]*">/g)?.length).toBe(20)
})
