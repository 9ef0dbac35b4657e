import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { geoArea, geoBounds, geoCentroid } from 'd3-geo'
import type { Feature, MultiPolygon, Polygon } from 'geojson'
import { iso31661 } from 'iso-3166'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import type { Point } from '../../src/modules/atlas/matches/matching/distance.ts'

type Shape = Feature<Polygon | MultiPolygon, { name: string }>

const load = (file: string): Topology<Record<string, GeometryCollection<{ name: string }>>> =>
  JSON.parse(readFileSync(createRequire(import.meta.url).resolve(file), 'utf8'))

function shapesOf(file: string, layer: string): Shape[] {
  const topology = load(file)
  const collection = topology.objects[layer]
  if (!collection)
    throw new Error(`${file} has no layer ${layer}; another version of the package may name it otherwise.`)
  // Both atlases hold nothing but polygons and multipolygons; topojson-client cannot know that.
  return feature(topology, collection).features as Shape[]
}

/** Countries by alpha-2. Natural Earth gives Kosovo no ISO number, so it is found by name. */
export function countryShapes(): ReadonlyMap<string, Shape> {
  const byNumber = new Map(iso31661.map((country) => [country.numeric, country.alpha2]))
  const found = new Map<string, Shape>()
  for (const shape of shapesOf('world-atlas/countries-10m.json', 'countries')) {
    const code = shape.properties.name === 'Kosovo' ? 'XK' : byNumber.get(String(shape.id).padStart(3, '0'))
    if (code && !found.has(code)) found.set(code, shape)
  }
  return found
}

export const stateShapes = (): ReadonlyMap<string, Shape> => byId(shapesOf('us-atlas/states-10m.json', 'states'))
export const countyShapes = (): ReadonlyMap<string, Shape> => byId(shapesOf('us-atlas/counties-10m.json', 'counties'))

const byId = (shapes: readonly Shape[]) => new Map(shapes.map((shape) => [String(shape.id), shape]))

export function centroid(shape: Shape): Point {
  const [longitude, latitude] = geoCentroid(largestPart(shape))
  return { longitude, latitude }
}

/** The centroid of the largest part: France without Guiana, the United States without Alaska. */
function largestPart(shape: Shape): Shape {
  if (shape.geometry.type === 'Polygon') return shape
  const parts: Shape[] = shape.geometry.coordinates.map((coordinates) => ({
    ...shape,
    geometry: { type: 'Polygon', coordinates },
  }))
  return parts.toSorted((a, b) => geoArea(b) - geoArea(a))[0] ?? shape
}

/** West, south, east, north; west is greater than east where a country crosses the antimeridian. */
export function boxOf(shape: Shape): readonly [number, number, number, number] {
  const [[west, south], [east, north]] = geoBounds(shape)
  return [west, south, east, north]
}
