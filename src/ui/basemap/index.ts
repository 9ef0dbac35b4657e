import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { geoEquirectangular } from 'd3-geo'
import { geoProject } from 'd3-geo-projection'
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Objects, Topology } from 'topojson-specification'

type Named = { name?: string }
type Atlas = Topology<Objects<Named>>
type Layer = { file: string; atlas: string; decimals: number; shape: (atlas: Atlas) => Geometry }

const packages = createRequire(import.meta.url)
const isInner = (a: unknown, b: unknown) => a !== b

// Natural Earth (public domain) and US Census shapes, as packaged by world-atlas and us-atlas.
const layers: Layer[] = [
  { file: 'land-110m.json', atlas: 'world-atlas/land-110m.json', decimals: 2, shape: areas('land') },
  { file: 'land-50m.json', atlas: 'world-atlas/land-50m.json', decimals: 3, shape: areas('land') },
  { file: 'borders-110m.json', atlas: 'world-atlas/countries-110m.json', decimals: 2, shape: lines('countries') },
  { file: 'borders-50m.json', atlas: 'world-atlas/countries-50m.json', decimals: 3, shape: lines('countries') },
  { file: 'us-states.json', atlas: 'us-atlas/states-10m.json', decimals: 3, shape: lines('states') },
  { file: 'us-counties.json', atlas: 'us-atlas/counties-10m.json', decimals: 3, shape: lines('counties') },
]

/** Raise it when a layer or its preparation changes; the versions of the atlases are part of the stamp by themselves. */
const recipe = 1

/**
 * Writes the shapes under the map as GeoJSON files, which the server offers at `/assets/basemap/`. Does nothing when they
 * are there already and of this version. Returns whether it wrote.
 */
export function prepareBasemap(outFolder: string): boolean {
  const stamp = stampOf()
  const stampFile = join(outFolder, 'version.txt')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false
  mkdirSync(outFolder, { recursive: true })
  for (const layer of layers) replaceFile(join(outFolder, layer.file), JSON.stringify(drawLayer(layer)))
  // Last, so that a preparation that was cut short is done again.
  replaceFile(stampFile, stamp)
  return true
}

/** One layer as GeoJSON in degrees, with no ring that runs across the antimeridian. */
export function drawLayer(layer: { file: string } & Pick<Layer, 'atlas' | 'decimals' | 'shape'>): FeatureCollection {
  const whole: Feature = { type: 'Feature', properties: {}, geometry: layer.shape(readAtlas(layer.atlas)) }
  return { type: 'FeatureCollection', features: splitParts(cutAtAntimeridian(whole), layer.decimals) }
}

export const basemapLayers = layers

/**
 * Rings that cross 180° would be drawn as a band around the world. Passing through a planar projection of the whole globe
 * makes d3 cut them there; scale and translation turn its plane back into degrees, with y pointing north.
 */
function cutAtAntimeridian(whole: Feature): Geometry {
  const degrees = geoEquirectangular()
    .reflectY(true)
    .scale(180 / Math.PI)
    .translate([0, 0])
    .precision(0.1)
  const cut = geoProject(whole.geometry, degrees)
  if (!cut) throw new Error('Nothing was left of the shape after cutting it at the antimeridian')
  return cut
}

/** A feature per polygon or line: tiles then hold only what lies in them. */
function splitParts(shape: Geometry, decimals: number): Feature[] {
  const round = (place: Position): Position => place.map((degree) => Number(degree.toFixed(decimals)))
  const thin = (line: Position[]) => withoutRepeats(line.map(round))
  const made = (geometry: Geometry): Feature => ({ type: 'Feature', properties: {}, geometry })
  const polygon = (rings: Position[][]) => {
    const kept = rings.map(thin).filter((ring) => ring.length > 3)
    return kept.length > 0 ? [made({ type: 'Polygon', coordinates: kept })] : []
  }
  const line = (places: Position[]) => {
    const kept = thin(places)
    return kept.length > 1 ? [made({ type: 'LineString', coordinates: kept })] : []
  }
  switch (shape.type) {
    case 'Polygon':
      return polygon(shape.coordinates)
    case 'MultiPolygon':
      return shape.coordinates.flatMap(polygon)
    case 'LineString':
      return line(shape.coordinates)
    case 'MultiLineString':
      return shape.coordinates.flatMap(line)
    case 'GeometryCollection':
      return shape.geometries.flatMap((part) => splitParts(part, decimals))
    default:
      throw new Error(`A basemap layer holds areas or lines, not a ${shape.type}`)
  }
}

function withoutRepeats(places: Position[]): Position[] {
  return places.filter((place, index) => {
    const before = places[index - 1]
    return !before || before[0] !== place[0] || before[1] !== place[1]
  })
}

function areas(name: string) {
  return (atlas: Atlas): Geometry => ({
    type: 'GeometryCollection',
    geometries: feature(atlas, collection(atlas, name)).features.map((part) => part.geometry),
  })
}

function lines(name: string) {
  return (atlas: Atlas): Geometry => mesh(atlas, collection(atlas, name), isInner)
}

function collection(atlas: Atlas, name: string): GeometryCollection<Named> {
  const found = atlas.objects[name]
  if (found?.type !== 'GeometryCollection') throw new Error(`The atlas holds no collection "${name}"`)
  return found
}

function readAtlas(name: string): Atlas {
  const parsed: Atlas = JSON.parse(readFileSync(packages.resolve(name), 'utf8'))
  return parsed
}

function stampOf(): string {
  const versions = ['world-atlas', 'us-atlas'].map((name) => {
    const about: { version?: string } = JSON.parse(readFileSync(packages.resolve(`${name}/package.json`), 'utf8'))
    return `${name}@${about.version}`
  })
  return [`recipe ${recipe}`, ...versions].join('\n')
}

/** Renaming is one step: a reader never meets half a file. */
function replaceFile(file: string, content: string) {
  const draft = `${file}.${process.pid}.part`
  writeFileSync(draft, content)
  renameSync(draft, file)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = process.argv[2] ?? 'dist/basemap'
  console.log(prepareBasemap(folder) ? `The basemap stands in ${folder}` : `The basemap in ${folder} is up to date`)
}
