import { formatNumber, plural } from '#platform/i18n'
import { Legend, type MapArc, type MapPoint, WorldMap } from '#ui'
import { CoverageMap } from '../../coverage/panels.tsx'
import { engagementPath } from '../../engagements/pages/paths.ts'
import type { Arc } from '../engine/arcs.ts'
import { boxOfCell, boxOfPoint } from '../engine/cells.ts'
import type { Cluster } from '../engine/clusters.ts'
import { arcWords, commonNamed, drawnOf, formHues } from '../rules.ts'
import { drawnZoom, type ExplorerState, explorerPath, tablePaths } from './state.ts'

/** Hue of counterparts' circles: the accent is kept for the US side. */
const abroadHue = 2

/** The map from the server: first paint, print, and all there is without scripts or WebGL; the island draws over it. */
export function MapView({ state, isEmbedded = false }: { state: ExplorerState; isEmbedded?: boolean }) {
  const { answer, meta, explorer, parts } = state
  const forms = [...new Set(answer.arcs.map((arc) => arc.kind))]
  return (
    <>
      <div class="map-stage">
        <div
          class={isEmbedded ? 'map-island map-frame map-frame-embedded' : 'map-island map-frame'}
          data-map-frame
          data-description={meta.says}
        >
          {parts?.draws === 'living' ? (
            // What the living map draws; a closing tag inside a name would end the script element early.
            <script
              type="application/json"
              data-drawn
              dangerouslySetInnerHTML={{
                __html: JSON.stringify(drawnOf(parts.seen, explorer.labelOf)).replaceAll('<', '\\u003c'),
              }}
            />
          ) : (
            <DrawnMap state={state} />
          )}
        </div>
        {!isEmbedded && (
          <section class="map-selection" data-selection aria-label="Selected on the map" aria-live="polite" hidden />
        )}
      </div>
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
      {!isEmbedded && <Reach state={state} />}
      {!isEmbedded && <Busiest state={state} />}
    </>
  )
}

/** An empty spot on the map may be one in our knowledge: how far the record reaches, on a second map that is shown when asked for. */
function Reach({ state: { asked, covered } }: { state: ExplorerState }) {
  return (
    <section aria-label="How far the record reaches" data-part="reach">
      {covered && <CoverageMap lines={covered} />}
      <p class="no-print">
        {covered ? (
          <a href={explorerPath(asked)}>Hide how far each state is covered</a>
        ) : (
          <a href={explorerPath(asked, 'map', { coverage: 'states' })}>Show how far each state is covered</a>
        )}
      </p>
    </section>
  )
}

/** The map as the server draws it. */
function DrawnMap({ state }: { state: ExplorerState }) {
  const { answer, asked, meta, explorer, parts } = state
  const tableWithin = tablePaths(asked)
  const points = [
    ...answer.abroad.map((cluster) => ({
      ...pointOf(cluster, 'abroad', 'counterpart side'),
      hue: abroadHue,
      href: tableWithin({ abroadWithin: boxOfCell(cluster.cell, drawnZoom) }),
    })),
    ...answer.clusters.map((cluster) => ({
      ...pointOf(cluster, 'us', 'US side'),
      href: cluster.id ? engagementPath(cluster.id) : tableWithin({ usWithin: boxOfCell(cluster.cell, drawnZoom) }),
    })),
  ]
  const arcs = answer.arcs.map((arc, at) => ({ ...arcOf(arc, at, explorer.labelOf), href: tableWithin(endsOf(arc)) }))
  return (
    <WorldMap
      title={`Map. ${meta.says}`}
      points={points}
      arcs={arcs}
      view="flat"
      largestRadius={16}
      isGroundless={parts?.draws === 'lines'}
    />
  )
}

/** Exactly what runs between the two positions of a line. */
const endsOf = (arc: Arc) => ({ usWithin: boxOfPoint(arc.fromPoint), abroadWithin: boxOfPoint(arc.toPoint) })

const pointOf = (cluster: Cluster, side: string, words: string): MapPoint => ({
  id: `${side}-${cluster.cell}`,
  longitude: cluster.lon,
  latitude: cluster.lat,
  count: cluster.count,
  label: `Engagements here, ${words}`,
})

const arcOf = (arc: Arc, at: number, labelOf: (facet: string, value: string) => string): MapArc => ({
  id: `arc-${at}`,
  from: { longitude: arc.fromPoint.lon, latitude: arc.fromPoint.lat },
  to: { longitude: arc.toPoint.lon, latitude: arc.toPoint.lat },
  count: arc.count,
  label: arcWords(arc, labelOf),
  hue: formHues[arc.kind] ?? 6,
})

const mostWords = 40

/** The map in words: its busiest places and lines as links, for readers who cannot use a picture. */
function Busiest({ state }: { state: ExplorerState }) {
  const { answer, asked, explorer } = state
  const ranked = commonNamed(answer, 'place', 12)
  if (ranked.length === 0) return <p>Nothing matches this question. Remove a filter, or clear all of them.</p>
  const lines = answer.arcs.slice(0, mostWords)
  const tableWithin = tablePaths(asked)
  return (
    <details class="map-words" data-part="busiest" data-fold="busiest">
      <summary>The map in words</summary>
      <h2>Busiest places</h2>
      <ol>
        {ranked.map(({ value, count }) => (
          <li key={value}>
            <a href={`/governments/${value}`}>{explorer.labelOf('place', value)}</a>: {formatNumber('en', count)}
          </li>
        ))}
      </ol>
      {lines.length > 0 && (
        <>
          <h2>Busiest lines</h2>
          <ol>
            {lines.map((arc, at) => {
              const { label, count } = arcOf(arc, at, explorer.labelOf)
              return (
                <li key={label}>
                  <a href={tableWithin(endsOf(arc))}>{label}</a>: {formatNumber('en', count)}
                </li>
              )
            })}
          </ol>
          <p class="quiet">The table has everything, also what has no position.</p>
        </>
      )}
    </details>
  )
}
