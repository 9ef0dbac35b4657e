import { formatNumber, plural } from '#platform/i18n'
import { Legend, type MapArc, type MapPoint, WorldMap } from '#ui'
import { engagementPath } from '../../engagements/pages/paths.ts'
import type { Arc } from '../engine/arcs.ts'
import type { Cluster } from '../engine/clusters.ts'
import { formHues } from '../rules.ts'
import type { ExplorerState } from './state.ts'

/** Hue of counterparts' circles: the accent is kept for the US side. */
const abroadHue = 2

/** The map from the server: first paint, print, and all there is without scripts or WebGL; the island draws over it. */
export function MapView({ state, isEmbedded = false }: { state: ExplorerState; isEmbedded?: boolean }) {
  const { answer, meta, explorer } = state
  const points = [
    ...answer.abroad.map((cluster) => pointOf(cluster, 'abroad', 'counterpart side', abroadHue)),
    ...answer.clusters.map((cluster) => pointOf(cluster, 'us', 'US side', undefined)),
  ]
  const arcs = answer.arcs.map((arc, at) => arcOf(arc, at, explorer.labelOf))
  const forms = [...new Set(answer.arcs.map((arc) => arc.kind))]
  return (
    <>
      <div
        class={isEmbedded ? 'map-island map-frame map-frame-embedded' : 'map-island map-frame'}
        data-map-frame
        data-description={meta.says}
      >
        <WorldMap title={`Map. ${meta.says}`} points={points} arcs={arcs} view="flat" largestRadius={16} />
      </div>
      {!isEmbedded && <section class="map-selection" data-selection aria-live="polite" hidden />}
      <Legend
        title="Lines by form; circles by number of engagements"
        items={[
          ...forms.map((form) => ({
            kind: 'hue' as const,
            step: formHues[form] ?? 6,
            label: explorer.labelOf('form', form),
          })),
          { kind: 'size' as const, radius: 6, label: 'Circles: where the US side is, and where the counterpart is' },
        ]}
      />
      {answer.unlocated > 0 && (
        <p class="quiet">
          {plural('en', answer.unlocated, 'engagement has', 'engagements have')} no position and cannot be drawn; the
          table lists them.
        </p>
      )}
      {!isEmbedded && <Busiest state={state} />}
    </>
  )
}

const pointOf = (cluster: Cluster, side: string, words: string, hue: number | undefined): MapPoint => ({
  id: `${side}-${cluster.cell}`,
  longitude: cluster.lon,
  latitude: cluster.lat,
  count: cluster.count,
  label: `${plural('en', cluster.count, 'engagement', 'engagements')} here (${words})`,
  ...(cluster.id ? { href: engagementPath(cluster.id) } : {}),
  hue,
})

const arcOf = (arc: Arc, at: number, labelOf: (facet: string, value: string) => string): MapArc => ({
  id: `arc-${at}`,
  from: { longitude: arc.fromPoint.lon, latitude: arc.fromPoint.lat },
  to: { longitude: arc.toPoint.lon, latitude: arc.toPoint.lat },
  count: arc.count,
  label: `${arc.from.map((id) => labelOf('place', id)).join(', ')} – ${arc.to.map((id) => labelOf('partner', id)).join(', ')}`,
  hue: formHues[arc.kind] ?? 6,
})

/** The map in words: the places with most engagements, as links, for readers who cannot use a picture. */
function Busiest({ state }: { state: ExplorerState }) {
  const { answer, explorer } = state
  const places = answer.facets.find((facet) => facet.name === 'place')
  const ranked = (places?.values ?? [])
    .map((value, at) => ({ value, count: places?.counts[at] ?? 0 }))
    .filter((each) => each.count > 0 && each.value !== 'unknown')
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, 12)
  if (ranked.length === 0) return <p>Nothing matches this question. Remove a filter, or clear all of them.</p>
  return (
    <details class="map-words" data-part="busiest">
      <summary>The map in words</summary>
      <ol>
        {ranked.map(({ value, count }) => (
          <li key={value}>
            <a href={`/governments/${value}`}>{explorer.labelOf('place', value)}</a>: {formatNumber('en', count)}
          </li>
        ))}
      </ol>
    </details>
  )
}
