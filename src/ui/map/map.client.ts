import type { FeatureCollection } from 'geojson'
import { GeoJSONSource, Map as GlMap, LngLatBounds, type MapGeoJSONFeature, Marker, setWorkerUrl } from 'maplibre-gl'
import { countImage, countImageRatio } from './count-images.ts'
import { arcFeature } from './great-circles.ts'
import { type MapColors, readColors, watchColors } from './map-colors.ts'
import { addControls } from './map-controls.ts'
import { basemapDetails, countImageName, isOf, mapStyle, radiusOf, repaints } from './map-style.ts'
import { type MapLabel, worldLabels } from './world-labels.ts'

/** Properties of a point, whether given as data or by a tile of the layer `points`. */
export type MapPlace = {
  id: string
  label: string
  count: number
  longitude: number
  latitude: number
  hue?: number | undefined
}

export type MapTie = {
  id: string
  fromId: string
  toId: string
  from: [longitude: number, latitude: number]
  to: [longitude: number, latitude: number]
  count: number
  hue?: number | undefined
}

export type MapView = { zoom: number; west: number; south: number; east: number; north: number }

export type MapOptions = {
  /** Read aloud for the canvas: what is counted, of how many, as of when. */
  description: string
  /** Noun for the list of what is in view, such as "places". */
  what?: string
  /** Vector tiles with a layer `points`; without it, points are given by `setPoints`. */
  tilesUrl?: string | undefined
  data?: { points: MapPlace[]; arcs: MapTie[] } | undefined
  labels?: MapLabel[]
  center?: [longitude: number, latitude: number]
  zoom?: number
  basemapUrl?: string
  workerUrl?: string
  onSelect?: (id: string | undefined) => void
  onMove?: (view: MapView) => void
}

export type MountedMap = {
  setPoints: (points: MapPlace[]) => void
  setArcs: (arcs: MapTie[]) => void
  setTiles: (tilesUrl: string) => void
  /** Lifts one point and its arcs above the rest; undefined lowers it again. */
  select: (id: string | undefined) => void
  fit: (places: { longitude: number; latitude: number }[]) => void
  remove: () => void
}

const arcOpacity = { plain: 0.5, lowered: 0.12 }

/**
 * Puts the living map into an element. Resolves to undefined where WebGL is missing or fails, so that the map drawn by the
 * server, which may stand in the same element, stays; else it marks the element with `data-map="ready"` and that map hides.
 */
export async function mountMap(element: HTMLElement, options: MapOptions): Promise<MountedMap | undefined> {
  if (!document.createElement('canvas').getContext('webgl2')) return undefined
  setWorkerUrl(new URL(options.workerUrl ?? '/assets/maplibre/maplibre-gl-worker.mjs', location.href).href)
  const container = document.createElement('div')
  container.className = 'map-canvas'
  element.append(container)
  const map = openMap(container, options)
  if (!map || !(await isLoaded(map))) {
    map?.remove()
    container.remove()
    return undefined
  }
  element.dataset['map'] = 'ready'
  return runMap(element, container, map, options)
}

function openMap(container: HTMLElement, options: MapOptions): GlMap | undefined {
  try {
    return new GlMap({
      container,
      style: mapStyle(readColors(container), options.basemapUrl ?? '/assets/basemap', options.tilesUrl),
      center: options.center ?? [-85, 32],
      zoom: options.zoom ?? 1.6,
      minZoom: 0.5,
      maxZoom: 14,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      fadeDuration: isStill() ? 0 : 200,
      locale: { 'Map.Title': options.description },
    })
  } catch {
    // MapLibre throws when the graphics card refuses a context; the page then keeps the drawn map.
    return undefined
  }
}

function isLoaded(map: GlMap): Promise<boolean> {
  return new Promise((resolve) => {
    map.once('style.load', () => resolve(true))
    map.once('webglcontextlost', () => resolve(false))
  })
}

function runMap(element: HTMLElement, container: HTMLElement, map: GlMap, options: MapOptions): MountedMap {
  let colors = readColors(container)
  let points: MapPlace[] = []
  const start = { center: map.getCenter(), zoom: map.getZoom() }
  const controls = addControls(
    element,
    {
      zoomIn: () => map.zoomIn({ duration: motion() }),
      zoomOut: () => map.zoomOut({ duration: motion() }),
      home: () => (points.length > 0 ? fit(points) : map.easeTo({ ...start, duration: motion() })),
      select: (place) => {
        choose(place.id)
        map.easeTo({ center: [place.longitude, place.latitude], zoom: Math.max(map.getZoom(), 3), duration: motion() })
      },
    },
    { what: options.what ?? 'places' },
  )
  const labels = (options.labels ?? worldLabels).map((label) => ({ label, marker: labelMarker(label) }))
  map.keyboard.disableRotation()
  map.touchZoomRotate.disableRotation()
  map.getCanvas().setAttribute('aria-label', options.description)
  const recolor = () => {
    colors = readColors(container)
    paint(map, colors)
  }
  map.setMissingStyleImageResolver((name) => {
    const image = countImage(name, colors.paper, getComputedStyle(container).fontFamily)
    if (image && !map.hasImage(name)) map.addImage(name, image, { pixelRatio: countImageRatio })
  })
  const stopWatching = watchColors(recolor)
  recolor()

  const settle = () => {
    addDetails(map, colors, options.basemapUrl ?? '/assets/basemap')
    for (const { label, marker } of labels) showLabel(map, label, marker)
    controls.showPlaces(placesInView(map))
    options.onMove?.(viewOf(map))
  }
  map.on('moveend', settle)
  map.on('idle', () => controls.showPlaces(placesInView(map)))
  map.on('click', (event) => choose(placeOf(map.queryRenderedFeatures(event.point, { layers: ['points'] })[0])?.id))
  map.on('mouseenter', 'points', () => container.classList.add('map-canvas-pointing'))
  map.on('mouseleave', 'points', () => container.classList.remove('map-canvas-pointing'))
  settle()

  function choose(id: string | undefined) {
    select(id)
    options.onSelect?.(id)
  }
  function select(id: string | undefined) {
    map.setFilter('arcs-selected', isOf(id ?? ''))
    map.setFilter('points-selected', isOf(id ?? ''))
    map.setPaintProperty('arcs', 'line-opacity', id === undefined ? arcOpacity.plain : arcOpacity.lowered)
  }
  function setPoints(next: MapPlace[]) {
    points = next
    const largest = Math.max(1, ...next.map((point) => point.count))
    for (const layer of ['points', 'points-selected']) map.setPaintProperty(layer, 'circle-radius', radiusOf(largest))
    // A number needs a circle of some 8 pixels to stand in: a sixteenth of the largest.
    map.setFilter('points-counts', ['>=', ['get', 'count'], Math.max(2, largest / 16)])
    setData(map, 'points', { type: 'FeatureCollection', features: next.map(pointFeature) })
  }
  function setArcs(arcs: MapTie[]) {
    const features = arcs.map(({ from, to, ...rest }) => arcFeature({ from, to }, withoutGaps(rest)))
    map.setPaintProperty('arcs', 'line-opacity-transition', { duration: isStill() ? 0 : 450, delay: 0 })
    map.setPaintProperty('arcs', 'line-opacity', 0)
    setData(map, 'arcs', { type: 'FeatureCollection', features })
    map.once('idle', () => map.setPaintProperty('arcs', 'line-opacity', arcOpacity.plain))
  }
  function fit(places: { longitude: number; latitude: number }[]) {
    const bounds = new LngLatBounds()
    for (const place of places) bounds.extend([place.longitude, place.latitude])
    if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 48, maxZoom: 7, duration: motion() })
  }

  if (options.data) {
    setPoints(options.data.points)
    setArcs(options.data.arcs)
  }
  return {
    setPoints,
    setArcs,
    select,
    fit,
    setTiles(tilesUrl) {
      const source = map.getSource('points')
      if (source && 'setTiles' in source && typeof source.setTiles === 'function') source.setTiles([tilesUrl])
    },
    remove() {
      stopWatching()
      controls.remove()
      map.remove()
      container.remove()
      delete element.dataset['map']
    },
  }
}

function paint(map: GlMap, colors: MapColors) {
  for (const [layer, property, value] of repaints(colors))
    if (map.getLayer(layer)) map.setPaintProperty(layer, property, value)
  // The name carries the color, so that numbers drawn for the other scheme are not used again.
  map.setLayoutProperty('points-counts', 'icon-image', countImageName(colors.paper.replaceAll(/[^0-9]+/g, '-')))
}

/** Brings finer shapes once the reader is near, and hides the coarse ones only when the fine ones have come. */
function addDetails(map: GlMap, colors: MapColors, basemap: string) {
  for (const detail of basemapDetails) {
    if (map.getZoom() < detail.fromZoom || map.getSource(detail.name)) continue
    map.addSource(detail.name, { type: 'geojson', data: `${basemap}/${detail.file}` })
    map.addLayer(detail.layer(colors), detail.name === 'land-fine' ? 'borders' : 'states')
    const coarse = detail.replaces
    if (!coarse) continue
    const whenDrawn = () => {
      if (!map.isSourceLoaded(detail.name)) return
      map.setLayerZoomRange(coarse, 0, detail.fromZoom)
      map.off('idle', whenDrawn)
    }
    map.on('idle', whenDrawn)
  }
}

function labelMarker(label: MapLabel) {
  const element = document.createElement('span')
  element.className = label.isWater ? 'map-label map-label-water' : 'map-label'
  element.textContent = label.text
  element.setAttribute('aria-hidden', 'true')
  return new Marker({ element, opacityWhenCovered: '0' }).setLngLat([label.longitude, label.latitude])
}

function showLabel(map: GlMap, label: MapLabel, marker: Marker) {
  const isShown = map.getZoom() >= label.fromZoom && map.getZoom() < label.untilZoom
  const isThere = marker.getElement().isConnected
  if (isShown && !isThere) marker.addTo(map)
  if (!isShown && isThere) marker.remove()
}

function placesInView(map: GlMap): MapPlace[] {
  const found = map.queryRenderedFeatures({ layers: ['points'] }).flatMap((feature) => placeOf(feature) ?? [])
  // A point that lies in two tiles is found twice.
  const single = new Map(found.map((place) => [place.id, place]))
  return [...single.values()].sort((a, b) => b.count - a.count)
}

function placeOf(feature: MapGeoJSONFeature | undefined): MapPlace | undefined {
  if (feature?.geometry.type !== 'Point') return undefined
  const [longitude = 0, latitude = 0] = feature.geometry.coordinates
  const { id, label, count } = feature.properties
  return { id: String(id), label: String(label ?? id), count: Number(count), longitude, latitude }
}

function pointFeature({ longitude, latitude, ...rest }: MapPlace) {
  return {
    type: 'Feature' as const,
    properties: withoutGaps(rest),
    geometry: { type: 'Point' as const, coordinates: [longitude, latitude] },
  }
}

function withoutGaps(properties: Record<string, string | number | undefined>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}

function setData(map: GlMap, name: string, data: FeatureCollection) {
  const source = map.getSource(name)
  if (source instanceof GeoJSONSource) source.setData(data)
}

function viewOf(map: GlMap): MapView {
  const bounds = map.getBounds()
  return {
    zoom: map.getZoom(),
    west: bounds.getWest(),
    south: bounds.getSouth(),
    east: bounds.getEast(),
    north: bounds.getNorth(),
  }
}

const isStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches
const motion = () => (isStill() ? 0 : 600)
