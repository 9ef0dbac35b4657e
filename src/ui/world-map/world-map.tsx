import { geoDistance } from 'd3-geo'
import { scaleSqrt } from 'd3-scale'
import { LRUCache } from 'lru-cache'
import type { ComponentChildren } from 'preact'
import { greatCircle } from '../map/great-circles.ts'
import { pathIn, type WorldBase, type WorldView, worldBase } from './world-paths.ts'

export type MapPoint = {
  id: string
  longitude: number
  latitude: number
  count: number
  label: string
  /** What stands beside the circle where names are drawn; the label unless told. */
  name?: string | undefined
  href?: string | undefined
  /** Hue of the categorical scale, 1 to 6. */
  hue?: number | undefined
  isSelected?: boolean | undefined
}

export type MapArc = {
  id: string
  from: { longitude: number; latitude: number }
  to: { longitude: number; latitude: number }
  count: number
  label?: string | undefined
  /** For pointers. Lines are too many to be stops of the keyboard: give their links as a list too. */
  href?: string | undefined
  hue?: number | undefined
  isSelected?: boolean | undefined
}

export type WorldMapProps = {
  /** Read aloud in place of the drawing; say what is counted, of how many, as of when. */
  title: string
  points: MapPoint[]
  arcs?: MapArc[]
  view?: WorldView
  largestRadius?: number
  caption?: ComponentChildren
  /** Leaves out land and borders (88 kB), for a page that has them and moves them over. */
  isGroundless?: boolean
}

/**
 * The whole map as one SVG from the server: first paint, print, and whenever there is no WebGL or no script.
 * The land scales with the page; circles keep their size in pixels, placed by percentages over it.
 */
export function WorldMap({
  title,
  points,
  arcs = [],
  view = 'flat',
  largestRadius = 14,
  caption,
  isGroundless,
}: WorldMapProps) {
  const base = worldBase(view)
  const radius = scaleSqrt([0, Math.max(1, ...points.map((point) => point.count))], [1.5, largestRadius])
  const seen = points.flatMap((point) => placeOf(base, view, point)).sort((a, b) => b.point.count - a.point.count)
  const hasChoice = arcs.some((arc) => arc.isSelected)
  return (
    <figure class={`world-map world-map-${view}`}>
      <svg class="world-map-plot" viewBox={`0 0 ${base.width} ${base.height}`} aria-label={title}>
        {!isGroundless && <WorldGround base={base} view={view} />}
        <g class={hasChoice ? 'world-map-arcs world-map-arcs-lowered' : 'world-map-arcs'}>
          {[...arcs]
            .sort((a, b) => Number(a.isSelected ?? false) - Number(b.isSelected ?? false))
            .map((arc) => (
              <WorldArc base={base} arc={arc} key={arc.id} />
            ))}
        </g>
        <g class="world-map-points">
          {seen.map(({ point, x, y }) => (
            <WorldPoint point={point} x={x} y={y} radius={radius(point.count)} key={point.id} />
          ))}
        </g>
      </svg>
      {caption && <figcaption>{caption}</figcaption>}
    </figure>
  )
}

export function WorldGround({ base, view }: { base: WorldBase; view: WorldView }) {
  return (
    <g class="world-map-ground">
      <path class="world-map-water" d={base.sphere} />
      {view === 'globe' && <path class="world-map-graticule" d={base.graticule} />}
      <path class="world-map-land" d={base.land} />
      <path class="world-map-borders" d={base.borders} />
      <path class="world-map-states" d={base.states} />
      {view === 'globe' && <path class="world-map-rim" d={base.sphere} />}
    </g>
  )
}

/** Lines run between the same places whatever is asked: bending one takes longer than finding it again. */
const courses = new LRUCache<string, string>({ max: 20_000 })

/** A straight line on the sphere is a great circle; d3 bends it and cuts it at the edge of the map. */
function courseOf(base: WorldBase, { from, to }: MapArc): string {
  const coordinates = [
    [from.longitude, from.latitude],
    [to.longitude, to.latitude],
  ]
  const key = `${base.name} ${coordinates}`
  const known = courses.get(key)
  if (known !== undefined) return known
  const course = pathIn(base, { type: 'LineString', coordinates }) ?? ''
  courses.set(key, course)
  return course
}

/** The same in short steps, for maps drawn so large that one would see the corners. */
export const fineCourseOf = (base: WorldBase, { from, to }: MapArc) =>
  pathIn(base, greatCircle({ from: [from.longitude, from.latitude], to: [to.longitude, to.latitude] }), 0.8)

export function WorldArc({ base, arc, isFine = false }: { base: WorldBase; arc: MapArc; isFine?: boolean }) {
  const course = isFine ? fineCourseOf(base, arc) : courseOf(base, arc)
  if (!course) return null
  const drawing = (
    <path class={lookOf(arc)} d={course} stroke-width={widthOf(arc)}>
      {arc.label && !arc.href && <title>{arc.label}</title>}
    </path>
  )
  return arc.href ? (
    <a href={arc.href} tabIndex={-1}>
      {arc.label && <title>{arc.label}</title>}
      {drawing}
    </a>
  ) : (
    drawing
  )
}

/** Lines that say nothing and lead nowhere, as one piece: as elements, hundreds take longer to render than the page around them. */
export function PlainArcs({ base, arcs }: { base: WorldBase; arcs: MapArc[] }) {
  const lines = arcs.map((arc) => {
    const course = courseOf(base, arc)
    return course ? `<path class="${lookOf(arc)}" d="${course}" stroke-width="${widthOf(arc)}"></path>` : ''
  })
  // Numbers and names of classes only.
  return <g class="world-map-arcs world-map-arcs-many" dangerouslySetInnerHTML={{ __html: lines.join('') }} />
}

const widthOf = (arc: MapArc): string => Math.min(4, 0.6 + Math.log2(1 + arc.count) * 0.3).toFixed(2)
const lookOf = (arc: MapArc): string =>
  `world-map-arc${arc.hue ? ` map-hue-${arc.hue} dash-${arc.hue}` : ''}${arc.isSelected ? ' world-map-arc-selected' : ''}`

type Spot = { point: MapPoint; x: number; y: number }

export function WorldPoint({
  point,
  x,
  y,
  radius,
  isStop = true,
  children,
}: Spot & {
  radius: number
  /** Whether the keyboard stops here. */
  isStop?: boolean
  children?: ComponentChildren
}) {
  const words = <title>{`${point.label}: ${point.count.toLocaleString('en-US')}`}</title>
  const look = ['world-map-point', point.hue && `map-hue-${point.hue}`, point.isSelected && 'world-map-point-selected']
  const drawing = (
    <>
      <circle class={look.filter(Boolean).join(' ')} cx={x.toFixed(1)} cy={y.toFixed(1)} r={radius.toFixed(1)}>
        {!point.href && words}
      </circle>
      {children}
    </>
  )
  return point.href ? (
    <a href={point.href} tabIndex={isStop ? undefined : -1}>
      {words}
      {drawing}
    </a>
  ) : (
    drawing
  )
}

/** Nothing for a point on the far side of the globe or without a place on the map. */
function placeOf(base: WorldBase, view: WorldView, point: MapPoint): Spot[] {
  const place: [number, number] = [point.longitude, point.latitude]
  const [turn, tilt] = base.projection.rotate()
  if (view === 'globe' && geoDistance(place, [-turn, -tilt]) > Math.PI / 2 - 0.02) return []
  const spot = base.projection(place)
  return spot ? [{ point, x: spot[0], y: spot[1] }] : []
}
