/** The package ships without types; this is the one function we use of it. */
declare module 'd3-geo-projection' {
  import type { GeoProjection, GeoStream } from 'd3-geo'
  import type { FeatureCollection, Geometry } from 'geojson'

  /** Projects GeoJSON to planar GeoJSON, cutting rings where the projection is cut; null when nothing is left. */
  export function geoProject<Shape extends Geometry | FeatureCollection>(
    shape: Shape,
    projection: GeoProjection | { stream(sink: GeoStream): GeoStream },
  ): Shape | null
}
