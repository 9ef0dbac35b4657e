import { expect, test } from 'vitest'
import { useSite } from '#test/site'
import { boxOfCell, boxOfPoint, boxText, cellOf } from './engine/cells.ts'

const site = useSite()

interface Explored {
  meta: { total: number }
  clusters: { cell: number; count: number; lon: number; lat: number }[]
  abroad: { cell: number; count: number }[]
  arcs: {
    count: number
    label: string
    fromPoint: { lon: number; lat: number }
    toPoint: { lon: number; lat: number }
  }[]
}

const explored = async (query: string) =>
  (await (await site.as('visitor')).get(`/api/v1/explore?${query}`)).json<Explored>()

test.each([0, 3, 9, 14])('each circle of zoom %d stands for exactly the engagements its box lists', async (zoom) => {
  const { clusters, abroad } = await explored(`zoom=${zoom}`)
  expect(clusters.length + abroad.length).toBeGreaterThan(1)
  for (const { cell, count, lon, lat } of clusters) {
    expect(cellOf({ lon, lat }, zoom)).toBe(cell)
    expect([cell, (await explored(`usWithin=${boxText(boxOfCell(cell, zoom))}`)).meta.total]).toEqual([cell, count])
  }
  for (const { cell, count } of abroad)
    expect([cell, (await explored(`abroadWithin=${boxText(boxOfCell(cell, zoom))}`)).meta.total]).toEqual([cell, count])
})

test('a line stands for what runs between its two ends', async () => {
  const { arcs } = await explored('')
  expect(arcs.length).toBeGreaterThan(1)
  const keyOf = ({ fromPoint, toPoint }: Explored['arcs'][number]) =>
    `usWithin=${boxText(boxOfPoint(fromPoint))}&abroadWithin=${boxText(boxOfPoint(toPoint))}`
  for (const arc of arcs) {
    const same = arcs.filter((other) => keyOf(other) === keyOf(arc)).reduce((sum, other) => sum + other.count, 0)
    expect([arc.label, (await explored(keyOf(arc))).meta.total]).toEqual([arc.label, same])
  }
})

test('the map from the server links each circle and line to its list, and its words do so for the keyboard', async () => {
  const visitor = await site.as('visitor')
  const { page } = await visitor.get('/map')
  const hrefs = (selector: string) =>
    [...page.querySelectorAll(selector)].map((link) => link.getAttribute('href') ?? '')
  expect(hrefs('.world-map-points a').length).toBe(page.querySelectorAll('.world-map-points circle').length)
  const lines = hrefs('.world-map-arcs a')
  expect(lines.length).toBeGreaterThan(1)
  expect(hrefs('.map-words a')).toEqual(expect.arrayContaining(lines))
  const listed = await visitor.get(lines[0] ?? '')
  expect(listed.page.querySelectorAll('[data-part=view] tbody th').length).toBeGreaterThan(0)
  const chips = [...listed.page.querySelectorAll('.chosen-filter')].map((chip) => chip.textContent ?? '')
  expect(chips.map((chip) => chip.split(':')[0])).toEqual(['US side', 'Counterpart'])
})

test('a box that is none is a problem that names the fault, on page and API', async () => {
  const visitor = await site.as('visitor')
  for (const path of [
    '/map?usWithin=here',
    '/api/v1/explore?abroadWithin=1,2,3',
    '/api/v1/engagements.csv?usWithin=0,9,0,1',
  ]) {
    const answer = await visitor.get(path)
    expect([path, answer.status, answer.text.includes('Write the box as west,south,east,north')]).toEqual([
      path,
      400,
      true,
    ])
  }
})
