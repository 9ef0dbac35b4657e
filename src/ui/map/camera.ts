import type { CustomRenderMethodInput } from 'maplibre-gl'

/** Positions, five numbers each: x, y, z on a sphere of radius 1, then x, y on a flat world whose sides are 1 long. */
export type Spots = Float64Array
export const spotSize = 5

/** How one frame of the map was projected, and onto how many CSS pixels. */
export interface Camera {
  main: readonly number[]
  fallback: readonly number[]
  /** The plane through the horizon: what lies behind it faces away from the reader. */
  horizon: readonly [number, number, number, number]
  /** 1 while the map is a globe, 0 once it is flat. */
  globe: number
  /** Where the reader looks, on the flat world from 0 to 1. */
  centerX: number
  width: number
  height: number
}

export interface Pixel {
  x: number
  y: number
}

export function cameraOf(
  { defaultProjectionData: seen }: CustomRenderMethodInput,
  { longitude, width, height }: { longitude: number; width: number; height: number },
): Camera {
  // Copied, because the map goes on to use the arrays it lends to a layer.
  return {
    main: Array.from(seen.mainMatrix),
    fallback: Array.from(seen.fallbackMatrix),
    horizon: [...seen.clippingPlane],
    globe: seen.projectionTransition,
    centerX: flatX(longitude),
    width,
    height,
  }
}

export function spotsOf(positions: readonly (readonly number[])[]): Spots {
  const spots = new Float64Array(positions.length * spotSize)
  positions.forEach(([longitude = 0, latitude = 0], index) => {
    const [east, north] = [radians(longitude), radians(latitude)]
    spots.set(
      [
        Math.sin(east) * Math.cos(north),
        Math.sin(north),
        Math.cos(east) * Math.cos(north),
        flatX(longitude),
        // Web Mercator (EPSG:3857), north at the top.
        0.5 - Math.log(Math.tan(Math.PI / 4 + north / 2)) / (2 * Math.PI),
      ],
      index * spotSize,
    )
  })
  return spots
}

/** How many worlds to go east or west so that what lies between two flat x is as near to the reader as it can be. */
export function worldsAway(spots: Spots, { centerX }: Camera): number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let at = 3; at < spots.length; at += spotSize) {
    least = Math.min(least, spots[at] ?? 0)
    most = Math.max(most, spots[at] ?? 0)
  }
  const away = (shift: number) => Math.max(0, least + shift - centerX, centerX - most - shift)
  return [-1, 1, -2, 2].reduce((best, shift) => (away(shift) < away(best) ? shift : best), 0)
}

/**
 * Where a position is on the screen, in CSS pixels from the upper left; undefined behind the globe. While a globe flattens, both
 * projections are mixed in clip space, exactly as the map mixes its own layers.
 */
export function pixelOf(spots: Spots, index: number, camera: Camera, worlds = 0): Pixel | undefined {
  const at = index * spotSize
  const [x = 0, y = 0, z = 0] = [spots[at], spots[at + 1], spots[at + 2]]
  const [flatX, flatY] = [(spots[at + 3] ?? 0) + worlds, spots[at + 4] ?? 0]
  const { main, fallback, globe } = camera
  if (globe === 0)
    return onScreen(row(main, 0, flatX, flatY, 0), row(main, 1, flatX, flatY, 0), row(main, 3, flatX, flatY, 0), camera)
  if (isBehind(x, y, z, camera)) return undefined
  const both = (line: number) => {
    const round = row(main, line, x, y, z)
    if (globe > 0.999) return round
    const flat = row(fallback, line, flatX, flatY, 0)
    return flat + (round - flat) * globe
  }
  return onScreen(both(0), both(1), both(3), camera)
}

/** The map lets its far side come into view over the first fifth of the way from flat to round. */
function isBehind(x: number, y: number, z: number, { horizon: [a, b, c, d], globe }: Camera): boolean {
  const depth = 1 - (x * a + y * b + z * c + d)
  return depth * Math.min(1, Math.max(0, (globe - 0.2) / 0.8)) > 1
}

/** One row of a matrix, whose columns come first as in WebGL, times a position. */
const row = (matrix: readonly number[], at: number, x: number, y: number, z: number): number =>
  (matrix[at] ?? 0) * x + (matrix[at + 4] ?? 0) * y + (matrix[at + 8] ?? 0) * z + (matrix[at + 12] ?? 0)

const onScreen = (x: number, y: number, w: number, { width, height }: Camera): Pixel | undefined =>
  w > 0 ? { x: ((x / w + 1) / 2) * width, y: ((1 - y / w) / 2) * height } : undefined

const radians = (degrees: number): number => (degrees * Math.PI) / 180
const flatX = (longitude: number): number => (longitude + 180) / 360
