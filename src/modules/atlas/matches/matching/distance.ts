export interface Point {
  readonly longitude: number
  readonly latitude: number
}

const earthRadius = 6371.0088 // mean radius, km (IUGG)
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Great-circle distance in kilometers by the haversine formula, which stays exact for near points. */
export function kilometersBetween(a: Point, b: Point): number {
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2
  const h =
    half(a.latitude, b.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude)
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(h)))
}
