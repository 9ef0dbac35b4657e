import { geoDistance, geoInterpolate } from 'd3-geo'
import type { LineString, Position } from 'geojson'

export type ArcEnds = { from: [number, number]; to: [number, number] }

const degreesPerStep = 2.5

/**
 * The shortest way over the sphere as a line of short steps. Longitudes run on past 180° instead of jumping back,
 * since a jump would be drawn as a stroke around the whole world.
 */
export function greatCircle({ from, to }: ArcEnds): LineString {
  const steps = Math.max(2, Math.ceil((geoDistance(from, to) * 180) / Math.PI / degreesPerStep))
  const along = geoInterpolate(from, to)
  const coordinates: Position[] = []
  for (let step = 0; step <= steps; step++) {
    const [longitude, latitude] = along(step / steps)
    const before = coordinates.at(-1)?.[0] ?? longitude
    coordinates.push([longitude - 360 * Math.round((longitude - before) / 360), latitude])
  }
  return { type: 'LineString', coordinates }
}
