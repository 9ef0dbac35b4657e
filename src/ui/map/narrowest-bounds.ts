/** The narrowest box around places, which may run across 180°: Tokyo and Seattle are neighbors, not opposite ends. */
export function narrowestBounds(
  places: readonly { longitude: number; latitude: number }[],
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
