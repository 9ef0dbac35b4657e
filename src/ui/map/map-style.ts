import type { AllPaintProperties, LayerSpecification, StyleSpecification } from 'maplibre-gl'
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

/** What is there at once: water, coarse land and borders. What is counted lies above them on a canvas of its own. */
export function mapStyle(colors: MapColors, basemap: string): StyleSpecification {
  const shape = (file: string) => ({ type: 'geojson' as const, data: `${basemap}/${file}` })
  return {
    version: 8,
    // A globe from afar that lies flat by the time single cities can be told apart.
    projection: { type: ['interpolate', ['linear'], ['zoom'], 3.6, 'vertical-perspective', globeUntil, 'mercator'] },
    sources: {
      land: shape('land-110m.json'),
      borders: shape('borders-110m.json'),
      states: shape('us-states.json'),
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colors['map-water'] } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colors['map-land'] } },
      borderLayer('borders', colors['map-border'], 0.7),
      borderLayer('states', colors['map-border'], 0.45),
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

type Repaint = [layer: string, property: keyof AllPaintProperties, value: string]

/** Which paint follows which token, for the moment when the page turns dark. */
export function repaints(colors: MapColors): Repaint[] {
  return [
    ['water', 'background-color', colors['map-water']],
    ...['land', 'land-fine'].map((layer): Repaint => [layer, 'fill-color', colors['map-land']]),
    ...['borders', 'borders-fine', 'states'].map((layer): Repaint => [layer, 'line-color', colors['map-border']]),
    ['counties', 'line-color', colors['map-border-soft']],
  ]
}

function borderLayer(source: string, color: string, width: number): LayerSpecification & { type: 'line' } {
  return { id: source, type: 'line', source, paint: { 'line-color': color, 'line-width': width } }
}
