import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  type GeoPermissibleObjects,
  type GeoProjection,
  geoEqualEarth,
  geoGraticule10,
  geoOrthographic,
  geoPath,
} from 'd3-geo'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Objects, Topology } from 'topojson-specification'
import { pathWriter } from './path-writer.ts'

export type WorldView = 'flat' | 'globe'

export type WorldBase = {
  /** View and middle: two bases of one name draw alike. */
  name: string
  projection: GeoProjection
  width: number
  height: number
  /** SVG paths, made once per process. */
  sphere: string
  land: string
  borders: string
  states: string
  graticule: string
}

type Named = { name?: string }
type Atlas = Topology<Objects<Named>>

const known = new Map<string, WorldBase>()

/** Turned 11° so that Chukotka is not cut in two. */
export const usualMiddle = 11

/**
 * The land, borders and US states of one view, with a longitude in its middle (flat view only).
 * The first call reads and projects (some 60 ms), later ones are free: ask for few different middles.
 */
export function worldBase(view: WorldView, middle = usualMiddle): WorldBase {
  const key = `${view} ${middle}`
  const found = known.get(key)
  if (found) return found
  const made = drawBase(view, middle)
  known.set(key, made)
  return made
}

/** The path of any shape in a view; undefined when all of it lies behind the globe. */
export function pathIn(base: WorldBase, shape: GeoPermissibleObjects, step = 1.2): string | undefined {
  const writer = pathWriter(step)
  geoPath(base.projection, writer)(shape)
  return writer.take() || undefined
}

function drawBase(view: WorldView, middle: number): WorldBase {
  const width = view === 'flat' ? 960 : 640
  // Equal Earth (Šavrič, Patterson, Jenny 2018) keeps areas true.
  const projection =
    view === 'flat' ? geoEqualEarth().rotate([-middle, 0]) : geoOrthographic().rotate([90, -28]).clipAngle(90)
  projection.fitWidth(width, { type: 'Sphere' })
  const height = Math.ceil(geoPath(projection).bounds({ type: 'Sphere' })[1][1])
  const world = readTopology('world-atlas/countries-110m.json')
  const states = readTopology('us-atlas/states-10m.json')
  const base = { name: `${view} ${middle}`, projection, width, height }
  const draw = (shape: GeoPermissibleObjects, step: number) => {
    const writer = pathWriter(step)
    geoPath(projection, writer)(shape)
    return writer.take()
  }
  return {
    ...base,
    sphere: draw({ type: 'Sphere' }, 1),
    land: draw(feature(world, collection(world, 'land')), 0.8),
    borders: draw(
      mesh(world, collection(world, 'countries'), (a, b) => a !== b),
      0.8,
    ),
    states: draw(
      mesh(states, collection(states, 'states'), (a, b) => a !== b),
      1.5,
    ),
    graticule: draw(geoGraticule10(), 3),
  }
}

function readTopology(name: string): Atlas {
  const parsed: Atlas = JSON.parse(readFileSync(createRequire(import.meta.url).resolve(name), 'utf8'))
  return parsed
}

function collection(topology: Atlas, name: string): GeometryCollection<Named> {
  const found = topology.objects[name]
  if (found?.type !== 'GeometryCollection') throw new Error(`The topology holds no collection "${name}"`)
  return found
}
