import { expect, test } from 'vitest'
import { frameOf, middleFor, placeLabels, type Spot } from './framing.ts'
import { layTies } from './tie-map.tsx'
import type { MapArc } from './world-map.tsx'
import { worldBase } from './world-paths.ts'

const place = (longitude: number, latitude: number) => ({ longitude, latitude })
const arc = (id: string, from: [number, number], to: [number, number]): MapArc => ({
  id,
  from: place(...from),
  to: place(...to),
  count: 1,
})
const framing = { least: 1.9, most: 2.5, narrowest: 360 }
const tokyo: [number, number] = [139.7, 35.7]
const houston: [number, number] = [-95.4, 29.8]

test('the map is turned so that a tie over the Pacific is not cut, and left as usual where none is', () => {
  const middle = (...arcs: MapArc[]) =>
    middleFor(
      arcs,
      arcs.flatMap(({ from, to }, at) =>
        [from, to].map((end, side) => ({ id: `${at} ${side}`, label: 'Sample', count: 1, ...end })),
      ),
    )
  expect(middle(arc('a', [-3.7, 40.4], [36.8, -1.3]))).toBe(11)
  expect(middle(arc('a', houston, tokyo))).toBe(-150)
  expect(middle(arc('a', houston, tokyo), arc('b', houston, [36.8, -1.3]))).toBe(-90)
  expect(middle()).toBe(11)
})

test('the frame holds every end and the whole course of every arc, and shows no part of the map too near', () => {
  const arcs = [arc('a', houston, tokyo)]
  const { frame, spots } = layTies(
    [
      { id: 'h', label: 'Houston', ...place(...houston), count: 1 },
      { id: 't', label: 'Tokyo', ...place(...tokyo), count: 1 },
    ],
    arcs,
    framing,
  )
  for (const { x, y } of spots) {
    expect(x).toBeGreaterThan(frame.x)
    expect(x).toBeLessThan(frame.x + frame.width)
    expect(y).toBeGreaterThan(frame.y)
    expect(y).toBeLessThan(frame.y + frame.height)
  }
  // The course bends north of both ends.
  expect(Math.min(...spots.map(({ y }) => y)) - frame.y).toBeGreaterThan(40)
  expect(frameOf(worldBase('flat'), [], [{ x: 300, y: 200 }], framing).width).toBe(360)
})

test('names stand beside their circles, never over each other, the first of them sure of a place', () => {
  const frame = { x: 0, y: 0, width: 900, height: 400 }
  const spots: Spot[] = Array.from({ length: 30 }, (_, at) => ({
    point: { id: `p${at}`, label: `Sample place ${at}`, ...place(0, 0), count: 1 },
    x: 400 + (at % 6) * 9,
    y: 200 + Math.floor(at / 6) * 9,
    radius: 3,
  }))
  const labels = placeLabels(spots, frame, 11)
  expect(labels.length).toBeGreaterThan(0)
  expect(labels.length).toBeLessThan(30)
  const boxes = labels.map(({ text, x, y, anchor }) => {
    const width = text.length * 11 * 0.54
    const from = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2
    return { from, to: from + width, y }
  })
  for (const [at, a] of boxes.entries())
    for (const b of boxes.slice(at + 1))
      expect(a.from >= b.to || b.from >= a.to || Math.abs(a.y - b.y) >= 11).toBe(true)
  expect(placeLabels(spots.slice(0, 1), frame, 11)).toHaveLength(1)
})
