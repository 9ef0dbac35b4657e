import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { geoPath } from 'd3-geo'
import { feature } from 'topojson-client'
import type { GeometryCollection, Objects, Topology } from 'topojson-specification'
import { pathWriter } from './path-writer.ts'

/** How an area is filled: told apart without color. */
export type Texture = 'solid' | 'lines' | 'dots' | 'none'

export type StateArea = {
  /** As the shapes have it: "Texas". */
  name: string
  texture: Texture
  /** Read aloud, and shown on hovering. */
  label: string
}

type Named = { name: string }
let shapes: { name: string; path: string }[] | undefined

/** The states in the projection they are published in (Albers, 975 × 610), Alaska and Hawaii moved in. */
function stateShapes(): { name: string; path: string }[] {
  if (shapes) return shapes
  const file = createRequire(import.meta.url).resolve('us-atlas/states-albers-10m.json')
  const atlas = JSON.parse(readFileSync(file, 'utf8')) as Topology<Objects<Named>> // the package says so
  const states = atlas.objects.states as GeometryCollection<Named> // as above
  shapes = feature(atlas, states).features.map((state) => {
    const writer = pathWriter(1)
    geoPath(null, writer)(state)
    return { name: state.properties.name, path: writer.take() }
  })
  return shapes
}

/** The United States by state, each filled with a texture; the legend says what each texture means. */
export function StateMap({
  title,
  areas,
  legend,
}: {
  title: string
  areas: StateArea[]
  legend: { texture: Texture; label: string }[]
}) {
  const byName = new Map(areas.map((area) => [area.name, area]))
  return (
    <figure class="state-map">
      <svg viewBox="0 0 975 610" role="img" aria-label={title}>
        <Textures />
        {stateShapes().map(({ name, path }) => {
          const area = byName.get(name)
          return (
            <path class={`state-map-${area?.texture ?? 'none'}`} d={path} key={name}>
              <title>{area?.label ?? name}</title>
            </path>
          )
        })}
      </svg>
      <figcaption class="legend">
        <ul class="legend-list">
          {legend.map(({ texture, label }) => (
            <li key={texture}>
              <svg width="26" height="14" aria-hidden="true">
                <rect class={`state-map-${texture}`} width="25" height="13" x="0.5" y="0.5" />
              </svg>
              {label}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  )
}

function Textures() {
  return (
    <defs>
      <pattern id="state-map-lines" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="state-map-paper" width="7" height="7" />
        <rect class="state-map-ink" width="3" height="7" />
      </pattern>
      <pattern id="state-map-dots" width="9" height="9" patternUnits="userSpaceOnUse">
        <rect class="state-map-paper" width="9" height="9" />
        <circle class="state-map-ink" cx="4.5" cy="4.5" r="1.6" />
      </pattern>
    </defs>
  )
}
