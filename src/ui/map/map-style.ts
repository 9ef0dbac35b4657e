import type { AllPaintProperties, ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { MapColors } from './map-colors.ts'

export type BasemapDetail = {
  name: string
  file: string
  fromZoom: number
  replaces?: string
  layer: (colors: MapColors) => LayerSpecification
}

/** From this zoom on the map is flat. */
export const globeUntil = 5.2

const empty = { type: 'geojson' as const, data: { type: 'FeatureCollection' as const, features: [] }, promoteId: 'id' }

/** What is there at once: water, coarse land and borders, and the layers of data above them. */
export function mapStyle(colors: MapColors, basemap: string, tilesUrl: string | undefined): StyleSpecification {
  const shape = (file: string) => ({ type: 'geojson' as const, data: `${basemap}/${file}` })
  return {
    version: 8,
    // A globe from afar that lies flat by the time single cities can be told apart.
    projection: { type: ['interpolate', ['linear'], ['zoom'], 3.6, 'vertical-perspective', globeUntil, 'mercator'] },
    sources: {
      land: shape('land-110m.json'),
      borders: shape('borders-110m.json'),
      states: shape('us-states.json'),
      arcs: { ...empty, lineMetrics: false },
      points: tilesUrl ? { type: 'vector', tiles: [tilesUrl], maxzoom: 14, promoteId: 'id' } : empty,
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colors['map-water'] } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colors['map-land'] } },
      borderLayer('borders', colors['map-border'], 0.7),
      borderLayer('states', colors['map-border'], 0.45),
      ...arcLayers(colors),
      ...pointLayers(colors, tilesUrl !== undefined),
    ],
  }
}

/** Finer shapes are fetched when the reader first comes near enough to see them. */
export const basemapDetails: BasemapDetail[] = [
  {
    name: 'land-fine',
    file: 'land-50m.json',
    fromZoom: 2.6,
    replaces: 'land',
    layer: (colors) => ({
      id: 'land-fine',
      type: 'fill',
      source: 'land-fine',
      minzoom: 2.6,
      paint: { 'fill-color': colors['map-land'] },
    }),
  },
  {
    name: 'borders-fine',
    file: 'borders-50m.json',
    fromZoom: 2.6,
    replaces: 'borders',
    layer: (colors) => ({ ...borderLayer('borders-fine', colors['map-border'], 0.9), minzoom: 2.6 }),
  },
  {
    name: 'counties',
    file: 'us-counties.json',
    fromZoom: 5.6,
    layer: (colors) => ({ ...borderLayer('counties', colors['map-border-soft'], 0.6), minzoom: 5.6 }),
  },
]

type Repaint = [layer: string, property: keyof AllPaintProperties, value: string | ExpressionSpecification]

/** Which paint follows which token, for the moment when the page turns dark. */
export function repaints(colors: MapColors): Repaint[] {
  return [
    ['water', 'background-color', colors['map-water']],
    ...['land', 'land-fine'].map((layer): Repaint => [layer, 'fill-color', colors['map-land']]),
    ...['borders', 'borders-fine', 'states'].map((layer): Repaint => [layer, 'line-color', colors['map-border']]),
    ['counties', 'line-color', colors['map-border-soft']],
    ...['arcs', 'arcs-selected'].map((layer): Repaint => [layer, 'line-color', hueOf(colors, colors['map-arc'])]),
    ['points', 'circle-color', hueOf(colors, colors['map-point'])],
    ['points', 'circle-stroke-color', colors.paper],
    ['points-selected', 'circle-stroke-color', colors.ink],
    ['points-selected', 'circle-color', hueOf(colors, colors['map-point'])],
  ]
}

/** Area follows the count (Flannery's exponent is left out: readers are given the number itself). */
export function radiusOf(largest: number | undefined): ExpressionSpecification {
  if (largest === undefined)
    return ['interpolate', ['linear'], ['sqrt', ['get', 'count']], 1, 4, 10, 12, 100, 22, 1000, 32]
  return ['+', 3.5, ['*', 19, ['sqrt', ['/', ['get', 'count'], Math.max(1, largest)]]]]
}

/** Lines and circles of one id, or of a line whose either end has it. */
export function isOf(id: string): ExpressionSpecification {
  return ['any', ['==', ['get', 'id'], id], ['==', ['get', 'fromId'], id], ['==', ['get', 'toId'], id]]
}

function arcLayers(colors: MapColors): LayerSpecification[] {
  const layer = (id: string, opacity: number, extra: number): LayerSpecification => ({
    id,
    type: 'line',
    source: 'arcs',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': hueOf(colors, colors['map-arc']),
      'line-width': ['+', extra, ['min', 4, ['*', 0.45, ['log2', ['+', 1, ['get', 'count']]]]]],
      'line-opacity': opacity,
    },
  })
  return [layer('arcs', 0.5, 0.6), { ...layer('arcs-selected', 0.95, 1.2), filter: isOf('') } as LayerSpecification]
}

function pointLayers(colors: MapColors, isTiled: boolean): LayerSpecification[] {
  const from = isTiled ? { source: 'points', 'source-layer': 'points' } : { source: 'points' }
  const paint = { 'circle-color': hueOf(colors, colors['map-point']), 'circle-radius': radiusOf(undefined) }
  return [
    {
      id: 'points',
      type: 'circle',
      ...from,
      layout: { 'circle-sort-key': ['-', 0, ['get', 'count']] },
      paint: { ...paint, 'circle-opacity': 0.82, 'circle-stroke-color': colors.paper, 'circle-stroke-width': 1 },
    },
    {
      id: 'points-selected',
      type: 'circle',
      ...from,
      filter: isOf(''),
      paint: { ...paint, 'circle-stroke-color': colors.ink, 'circle-stroke-width': 2.5 },
    },
    {
      id: 'points-counts',
      type: 'symbol',
      ...from,
      filter: ['>=', ['get', 'count'], 10],
      layout: {
        'icon-image': countImageName('light'),
        'icon-padding': 0,
        'symbol-sort-key': ['-', 0, ['get', 'count']],
      },
    },
  ]
}

export function countImageName(scheme: string): ExpressionSpecification {
  return ['concat', `count:${scheme}:`, ['to-string', ['get', 'count']]]
}

function borderLayer(source: string, color: string, width: number): LayerSpecification & { type: 'line' } {
  return { id: source, type: 'line', source, paint: { 'line-color': color, 'line-width': width } }
}

function hueOf(colors: MapColors, otherwise: string): ExpressionSpecification {
  const hue: ExpressionSpecification = ['coalesce', ['get', 'hue'], 0]
  return [
    'match',
    hue,
    1,
    colors['hue-1'],
    2,
    colors['hue-2'],
    3,
    colors['hue-3'],
    4,
    colors['hue-4'],
    5,
    colors['hue-5'],
    6,
    colors['hue-6'],
    otherwise,
  ]
}
