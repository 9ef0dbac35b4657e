import { geoDistance } from 'd3-geo'
import type { FeatureCollection } from 'geojson'
import { type GeoJSONFeature, GeoJSONSource, type Map as GlMap } from 'maplibre-gl'
import { globeUntil } from './map-style.ts'

/** Properties of a point, whether given as data or by a tile of the layer `points`. */
export type MapPlace = {
  id: string
  label: string
  count: number
  longitude: number
  latitude: number
  hue?: number | undefined
}

export type MapView = { zoom: number; west: number; south: number; east: number; north: number }

/** The points that can be seen now, largest first; those behind the globe are not. */
export function placesInView(map: GlMap, isTiled: boolean): MapPlace[] {
  const found = map
    .querySourceFeatures('points', isTiled ? { sourceLayer: 'points' } : {})
    .flatMap((feature) => placeOf(feature) ?? [])
  // A point at the edge of a tile is in its neighbor too.
  const single = new Map(found.filter((place) => isInView(map, place)).map((place) => [place.id, place]))
  return [...single.values()].sort((a, b) => b.count - a.count)
}

/** The lines with an end that can be seen now, in the order given. */
export const tiesInView = <Tie extends { from: [number, number]; to: [number, number] }>(
  map: GlMap,
  ties: Tie[],
): Tie[] =>
  ties.filter(({ from, to }) => [from, to].some(([longitude, latitude]) => isInView(map, { longitude, latitude })))

/** Whether a place faces the reader, at most `reach` degrees from the middle while the map is a globe, and is on the canvas. */
export function isInView(map: GlMap, place: { longitude: number; latitude: number }, reach = 85): boolean {
  const center = map.getCenter()
  const away = (geoDistance([place.longitude, place.latitude], [center.lng, center.lat]) * 180) / Math.PI
  if (map.getZoom() < globeUntil && away > reach) return false
  const { x, y } = map.project([place.longitude, place.latitude])
  const { clientWidth, clientHeight } = map.getContainer()
  return x >= 0 && y >= 0 && x <= clientWidth && y <= clientHeight
}

/** The narrowest box around places, which may run across 180°: Tokyo and Seattle are neighbors, not opposite ends. */
export function narrowestBounds(
  places: { longitude: number; latitude: number }[],
): [west: number, south: number, east: number, north: number] | undefined {
  const longitudes = places.map((place) => place.longitude).sort((a, b) => a - b)
  const [first] = longitudes
  if (first === undefined) return undefined
  const gaps = longitudes.map((longitude, index) => (longitudes[index + 1] ?? first + 360) - longitude)
  const widest = gaps.indexOf(Math.max(...gaps))
  const west = longitudes[(widest + 1) % longitudes.length] ?? first
  const last = longitudes[widest] ?? first
  const latitudes = places.map((place) => place.latitude)
  return [west, Math.min(...latitudes), last < west ? last + 360 : last, Math.max(...latitudes)]
}

export function placeOf(feature: GeoJSONFeature | undefined): MapPlace | undefined {
  if (feature?.geometry.type !== 'Point') return undefined
  const [longitude = 0, latitude = 0] = feature.geometry.coordinates
  const { id, label, count } = feature.properties
  return { id: String(id), label: String(label ?? id), count: Number(count), longitude, latitude }
}

export function pointFeature({ longitude, latitude, ...rest }: MapPlace) {
  return {
    type: 'Feature' as const,
    properties: withoutGaps(rest),
    geometry: { type: 'Point' as const, coordinates: [longitude, latitude] },
  }
}

export function withoutGaps(properties: Record<string, string | number | undefined>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}

export function setData(map: GlMap, name: string, data: FeatureCollection) {
  const source = map.getSource(name)
  if (source instanceof GeoJSONSource) source.setData(data)
}

export function viewOf(map: GlMap): MapView {
  const bounds = map.getBounds()
  return {
    zoom: map.getZoom(),
    west: bounds.getWest(),
    south: bounds.getSouth(),
    east: bounds.getEast(),
    north: bounds.getNorth(),
  }
}
