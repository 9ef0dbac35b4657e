import { scaleSqrt } from 'd3-scale'
import type { ComponentChildren } from 'preact'
import { type Frame, type Framing, frameOf, middleFor, type PlacedLabel, placeLabels, type Spot } from './framing.ts'
import { type MapArc, type MapPoint, PlainArcs, WorldArc, WorldGround, WorldPoint } from './world-map.tsx'
import { type WorldBase, worldBase } from './world-paths.ts'

export type TieMapProps = {
  /** Read aloud in place of the drawing; say whose ties these are, how many, as of when. */
  title: string
  /** Those that matter most first: they are named first where room is short. */
  points: MapPoint[]
  arcs: MapArc[]
  caption?: ComponentChildren
}

/** Letters in units of the whole map at this width on the screen, so that they keep their size when the frame is smaller. */
const letters = 11
const drawnAt = 960
const onPages: Framing = { least: 1.9, most: 2.5, narrowest: 360 }
/** Beyond this, lines and circles are drawn fainter and smaller, or they would hide each other. */
const many = 80

/** The ties of one place or with one country: the map turned and framed so that none is cut, with names where there is room. */
export function TieMap({ title, points, arcs, caption }: TieMapProps) {
  const { base, frame, spots } = layTies(points, arcs, onPages)
  const isMany = Math.max(points.length, arcs.length) > many
  const size = (letters * frame.width) / drawnAt
  const labels = new Map(placeLabels(spots, frame, size).map((label) => [label.id, label]))
  return (
    <figure class="world-map tie-map">
      <svg class="world-map-plot" viewBox={viewBoxOf(frame)} aria-label={title}>
        <WorldGround base={base} view="flat" />
        {isMany ? (
          <PlainArcs base={base} arcs={arcs} />
        ) : (
          <g class="world-map-arcs">
            {arcs.map((arc) => (
              <WorldArc base={base} arc={arc} isFine key={arc.id} />
            ))}
          </g>
        )}
        <g class="world-map-points" font-size={size.toFixed(2)}>
          {[...spots]
            .sort((a, b) => Number(a.point.isSelected ?? false) - Number(b.point.isSelected ?? false))
            .map((spot) => (
              <WorldPoint
                {...spot}
                // Hundreds of stops are a wall for the keyboard: those that are named remain, the list in words has the rest.
                isStop={!isMany || labels.has(spot.point.id)}
                key={spot.point.id}
              >
                <SpotName label={labels.get(spot.point.id)} />
              </WorldPoint>
            ))}
        </g>
      </svg>
      {caption && <figcaption>{caption}</figcaption>}
    </figure>
  )
}

function SpotName({ label }: { label: PlacedLabel | undefined }) {
  return label ? (
    <text class="tie-map-name" x={label.x.toFixed(1)} y={label.y.toFixed(1)} text-anchor={label.anchor}>
      {label.text}
    </text>
  ) : null
}

/** Where everything lies; the pictures that are shared draw the same. */
export function layTies(
  points: MapPoint[],
  arcs: MapArc[],
  framing: Framing,
): { base: WorldBase; frame: Frame; spots: Spot[] } {
  const base = worldBase('flat', middleFor(arcs, points))
  const places = points.flatMap((point) => {
    const found = base.projection([point.longitude, point.latitude])
    return found ? [{ point, x: found[0], y: found[1] }] : []
  })
  const frame = frameOf(base, arcs, places, framing)
  const unit = frame.width / drawnAt
  const radius = scaleSqrt(
    [0, Math.max(4, ...points.map((point) => point.count))],
    [(Math.max(points.length, arcs.length) > many ? 1.5 : 2.5) * unit, 11 * unit],
  )
  return { base, frame, spots: places.map((place) => ({ ...place, radius: radius(place.point.count) })) }
}

const viewBoxOf = ({ x, y, width, height }: Frame): string =>
  [x, y, width, height].map((value) => value.toFixed(1)).join(' ')
